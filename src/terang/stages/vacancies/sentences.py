"""The law's answers in the reader's language: core speaks English and knows no translation."""

from decimal import Decimal

from django.utils.translation import gettext

from terang.base.ui.components.numbers import points
from terang.core.sentences import Sentence, say


def spoken(sentence: Sentence) -> str:
    """One sentence of a rule as the reader sees it."""
    params = {name: points(one) if isinstance(one, Decimal) else one for name, one in sentence.params.items()}
    return say(Sentence(sentence.msgid, **params), gettext)
