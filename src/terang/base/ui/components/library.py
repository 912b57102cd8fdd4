"""The one library that every component registers in."""

from collections.abc import Mapping

from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = Library()


def draw(component: str, values: Mapping[str, object]) -> SafeString:
    """Fill the template of one component."""
    return SafeString(render_to_string(f"ui/components/{component}.html", dict(values)))
