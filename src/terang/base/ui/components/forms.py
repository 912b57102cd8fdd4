"""Forms: every field with its label, hint and error, bound together for those who do not see them."""

from collections.abc import Iterable

from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.utils.safestring import SafeString

from terang.base.ui.components.actions import Style
from terang.base.ui.components.library import draw, register
from terang.base.ui.forms import drawing_of, first_id_of, kind_of
from terang.base.ui.values import Words


@register.simple_tag
def field(
    bound: BoundField,
    *,
    suffix: Words = "",
    prefix: Words = "",
    width: int = 0,
    rows: int = 0,
    inline: bool = False,
    small: bool = False,
    optional: bool = True,
    label: Words = "",
    hint: Words = "",
    autocomplete: str = "",
    inputmode: str = "",
) -> SafeString:
    """Any field of a Django form.

    `width` in characters; `inline` puts radios side by side; `label` and `hint` replace the field's own;
    `optional` off leaves out "(optional)", where nobody would think otherwise.
    """
    attrs = {"rows": rows, "autocomplete": autocomplete, "inputmode": inputmode}
    drawing = drawing_of(
        bound, attrs={key: value for key, value in attrs.items() if value}, width=width, hint=hint
    )
    looks = {
        "suffix": suffix,
        "prefix": prefix,
        "inline": inline,
        "small": small,
        "label": label or bound.label,
    }
    return draw("field", {**drawing, **looks, "is_optional": optional and not bound.field.required})


@register.inclusion_tag("ui/components/fields.html")
def fields(form: BaseForm, *names: str) -> dict[str, object]:
    """All visible fields of a form, or those named, in order; hidden ones come along without a frame."""
    visible = [form[name] for name in names] if names else form.visible_fields()
    return {"hidden": [] if names else form.hidden_fields(), "fields": visible}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: BaseForm, *more: BaseForm) -> dict[str, object]:
    """What is to be mended, each line a link to its field. Shows nothing where nothing is wrong."""
    return {"problems": [problem for each in (form, *more) for problem in problems_of(each)]}


def problems_of(form: BaseForm) -> Iterable[tuple[str, str]]:
    """Pair each error with the address of the field that it is about."""
    for name, errors in form.errors.items():
        for error in errors:
            if name not in form.fields:
                yield "", str(error)
            else:
                bound = form[name]
                yield f"#{first_id_of(bound, kind_of(bound.field.widget))}", f"{bound.label}: {error}"


@register.inclusion_tag("ui/components/form.html", takes_context=True)
def form(
    context: Context,
    form: BaseForm,
    *,
    submit: Words,
    action: str = "",
    cancel: str = "",
    style: Style = "primary",
    name: str = "",
    value: str = "",
) -> dict[str, object]:
    """A whole form: error summary, fields, the button, and a way out if `cancel` is given."""
    return {
        "csrf_token": context.get("csrf_token"),
        "form": form,
        "submit": submit,
        "action": action,
        "cancel": cancel,
        "style": style,
        "name": name,
        "value": value,
    }


@register.inclusion_tag("ui/components/filter_bar.html", takes_context=True)
def filter_bar(
    context: Context, form: BaseForm | None = None, *, search: str = "", label: Words = "", submit: Words = ""
) -> dict[str, object]:
    """Search and filters over a list: a GET form, so that a result has an address."""
    request = context.get("request")
    asked = request.GET if request else {}
    shown = list(form.fields) if form else [search]
    return {
        "form": form,
        "search": search,
        "label": label,
        "submit": submit,
        "query": asked.get(search, ""),
        "is_asked": any(asked.get(name) for name in shown),
        "path": request.path if request else "",
    }
