"""The words of refusal pages."""

from terang.base.ui.components.library import register
from terang.base.ui.errors import words_of


@register.simple_tag
def refusal_heading(status: int) -> str:
    """What happened, in a few words."""
    return str(words_of(status)[0])


@register.simple_tag
def refusal_advice(status: int) -> str:
    """What to do next."""
    return str(words_of(status)[1])
