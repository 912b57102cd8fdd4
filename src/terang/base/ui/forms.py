"""How a Django field becomes accessible HTML, and the renderer that makes this the way of every form."""

from copy import copy
from typing import Any

from django import forms
from django.forms import BoundField, Widget
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import DateTimeBaseInput

from terang.base.ui.values import Words

AUTOCOMPLETE = {
    "email": "email",
    "phone": "tel",
    "name": "name",
    "full_name": "name",
    "username": "username",
    "login": "username",
    "password": "current-password",
    "password1": "new-password",
    "password2": "new-password",
    "code": "one-time-code",
    "born_on": "bday",
    "address": "street-address",
    "postcode": "postal-code",
}
WIDTHS = (2, 3, 4, 5, 10, 20)


class Renderer(DjangoTemplates):
    """`FORM_RENDERER`: `{{ form }}` and `{{ form.field.as_field_group }}` come out as `{% fields %}` and `{% field %}` do."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"


KINDS: tuple[tuple[type[Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
)


def kind_of(widget: Widget) -> str:
    """Decide which frame a widget gets."""
    fitting = (kind for made, kind in KINDS if isinstance(widget, made))
    return next(fitting, "group" if widget.use_fieldset else "input")


def native(widget: Widget) -> Widget:
    """Ask the browser for its own date and time boxes, which want ISO values."""
    plain = type(widget)
    formats: dict[type, tuple[str, str]] = {
        forms.DateInput: ("date", "%Y-%m-%d"),
        forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
        forms.TimeInput: ("time", "%H:%M"),
    }
    if plain in formats and isinstance(widget, DateTimeBaseInput):
        widget = copy(widget)
        widget.input_type, widget.format = formats[plain]
    if plain is forms.ClearableFileInput:
        return forms.FileInput(widget.attrs)
    return widget


def width_of(field: forms.Field) -> int:
    """Guess how long an answer is, in characters; 0 fills the line."""
    if isinstance(field, forms.DateTimeField):
        return 20
    return 10 if isinstance(field, (forms.IntegerField, forms.DateField)) else 0


def class_of(kind: str, width: int, *, wrong: bool) -> str:
    """Name the style of the control itself."""
    base = {"select": "govuk-select", "textarea": "govuk-textarea", "file": "file"}.get(kind, "govuk-input")
    fitting = next((each for each in WIDTHS if each >= width), 0) if width else 0
    return " ".join(
        [
            base,
            *([f"govuk-input--width-{fitting}"] if fitting and base == "govuk-input" else []),
            *([f"{base}--error"] if wrong else []),
        ]
    )


def inputmode_of(field: forms.Field) -> str:
    """Choose the keyboard of a phone."""
    if isinstance(field, forms.DecimalField):
        return "decimal"
    return "numeric" if isinstance(field, forms.IntegerField) else ""


def described_by(bound: BoundField, hint: Words) -> str:
    """List the ids of what a screen reader says after the label: hint, count, error."""
    limit = bound.field.widget.attrs.get("maxlength")
    ids = [
        f"{bound.auto_id}_helptext" if hint else "",
        f"{bound.auto_id}_count" if limit and kind_of(bound.field.widget) == "textarea" else "",
        f"{bound.auto_id}_error" if bound.errors else "",
    ]
    return " ".join(each for each in ids if each)


def attrs_of(bound: BoundField, kind: str, given: dict[str, Any], width: int, hint: Words) -> dict[str, Any]:
    """Decide the attributes of a control; those given or set on the widget win."""
    widget = bound.field.widget
    guessed = {
        "class": class_of(kind, width or width_of(bound.field), wrong=bool(bound.errors)),
        "autocomplete": AUTOCOMPLETE.get(bound.name, ""),
        "inputmode": inputmode_of(bound.field),
        "rows": 5 if kind == "textarea" else "",
        "aria-describedby": described_by(bound, hint),
    }
    kept = {key: value for key, value in guessed.items() if value and key not in widget.attrs}
    if "class" in widget.attrs:
        kept["class"] = f"{guessed['class']} {widget.attrs['class']}"
    return {**kept, **given}


def choices_of(bound: BoundField, kind: str) -> list[dict[str, str]]:
    """Take radios and checkboxes apart, each with its own label."""
    name = "radios" if kind == "radios" else "checkboxes"
    drawn = []
    for part in bound.subwidgets:
        part.data["attrs"].update({"class": f"govuk-{name}__input"})
        part.data["attrs"].pop("aria-describedby", None)
        drawn.append({"tag": part.tag(), "id": part.id_for_label, "label": part.choice_label})
    return drawn


def drawing_of(
    bound: BoundField, *, attrs: dict[str, Any] | None = None, width: int = 0, hint: Words = ""
) -> dict[str, Any]:
    """Everything that the template of a field needs."""
    kind, said = kind_of(bound.field.widget), hint or bound.help_text
    drawing: dict[str, Any] = {
        "bound": bound,
        "kind": kind,
        "hint": said,
        "described_by": described_by(bound, said),
        "limit": bound.field.widget.attrs.get("maxlength"),
        "first_id": first_id_of(bound, kind),
    }
    if kind in {"radios", "checkboxes"}:
        return {**drawing, "choices": choices_of(bound, kind)}
    decided = attrs_of(bound, kind, attrs or {}, width, said)
    if kind == "checkbox":
        decided["class"] = "govuk-checkboxes__input"
    if kind == "group":
        decided = {"class": decided["class"]}
    return {**drawing, "control": bound.as_widget(widget=native(bound.field.widget), attrs=decided)}


def first_id_of(bound: BoundField, kind: str) -> str:
    """Find what a link in the error summary should lead to: the first thing one can type or choose."""
    if kind in {"radios", "checkboxes"}:
        return next((part.id_for_label or "" for part in bound.subwidgets), bound.auto_id)
    if isinstance(bound.field.widget, forms.MultiWidget):
        return f"{bound.auto_id}_0"
    return bound.auto_id
