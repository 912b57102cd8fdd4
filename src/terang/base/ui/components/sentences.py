"""The law's sentences in the reader's language: core speaks English and knows no translation."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from terang.base.ui.components.library import register
from terang.base.ui.components.numbers import points
from terang.core.norms.notes import pieces
from terang.core.sentences import Sentence, say


@register.filter
def said(words: str) -> str:
    """A sentence as the reader sees it, with its days and numbers; words that are no sentence stay as they are."""
    if not isinstance(words, Sentence):
        return words
    return say(Sentence(words.msgid, **_written(words.params)), _)


@register.filter
def noted(source: str) -> SafeString:
    """Where a value was read; each section that it names of the notes on sources is a link."""
    page = reverse("publication:sources")
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="{}#{}">{}</a>', page, number, words) if number else words,)
            for words, number in pieces(source)
        ),
    )


def _written(params: Mapping[str, object]) -> dict[str, object]:
    return {name: _one(value) for name, value in params.items()}


def _one(value: object) -> object:
    if isinstance(value, date):
        return formats.date_format(value, _("j F Y"))
    return points(value) if isinstance(value, Decimal) else value
