"""All components: `{% load ui %}`. Each is shown in every state on the gallery page."""

from terang.base.ui.components import actions, content, forms, journeys, numbers, refusing, sentences, tables
from terang.base.ui.components.library import register

__all__ = [
    "actions",
    "content",
    "forms",
    "journeys",
    "numbers",
    "refusing",
    "register",
    "sentences",
    "tables",
]
