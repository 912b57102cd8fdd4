"""Buttons, and what stands beside them."""

from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from terang.base.ui.components.library import draw, register
from terang.base.ui.values import Words

Style = Literal["primary", "secondary", "warning"]
PRINT = _("Print this page")


@register.inclusion_tag("ui/components/button.html")
def button(
    text: Words,
    *,
    style: Style = "primary",
    name: str = "",
    value: str = "",
    reason: Words = "",
    form: str = "",
    id: str = "",  # noqa: A002 - the HTML word
) -> dict[str, object]:
    """A button of the form around it, or of the `form` with that id. With a `reason` it is disabled and tells why."""
    return {
        "text": text,
        "style": style,
        "name": name,
        "value": value,
        "reason": reason,
        "form_id": form,
        "id": id,
    }


@register.inclusion_tag("ui/components/button_link.html")
def button_link(text: Words, *, href: str, style: Style = "primary") -> dict[str, object]:
    """A link that looks like a button: it goes somewhere and changes nothing."""
    return {"text": text, "href": href, "style": style}


@register.inclusion_tag("ui/components/post_button.html", takes_context=True)
def post_button(
    context: dict[str, object],
    text: Words,
    *,
    action: str,
    style: Style = "primary",
    name: str = "",
    value: str = "",
    reason: Words = "",
    hidden: Words = "",
) -> dict[str, object]:
    """One act: a form with one button. `hidden` is said to screen readers only, to tell equal buttons apart."""
    return {
        "csrf_token": context.get("csrf_token"),
        "text": text,
        "action": action,
        "style": style,
        "name": name,
        "value": value,
        "reason": reason,
        "hidden": hidden,
    }


@register.simple_block_tag
def actions(content: str) -> SafeString:
    """Buttons in a row; the first is the main one."""
    return draw("actions", {"content": content})


@register.inclusion_tag("ui/components/print_link.html")
def print_link(text: Words = PRINT) -> dict[str, object]:
    """Prints, where the browser lets a page do so; otherwise it is not there."""
    return {"text": text}
