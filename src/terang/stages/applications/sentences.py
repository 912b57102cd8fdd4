"""What the rules of eligibility say, in the reader's language, with days and numbers as people write them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from terang.base.ui.components.numbers import points
from terang.core.sentences import Sentence, say

SAID_BY_THE_RULES = (
    gettext_noop("The education is not stated."),
    gettext_noop("Education %(code)s is accepted."),
    gettext_noop("Education %(code)s is not among those accepted: %(accepted)s."),
    gettext_noop("The GPA is not stated."),
    gettext_noop("A GPA of %(gpa)s is high enough."),
    gettext_noop("The GPA is %(gpa)s; at least %(minimum)s is needed."),
    gettext_noop("The date of birth is not stated."),
    gettext_noop("%(age)s years old on %(on)s; at least %(minimum)s is needed."),
    gettext_noop(
        "Older than %(maximum)s years on %(on)s: the birthday with %(maximum)s was on %(birthday)s."
    ),
    gettext_noop("%(age)s years old on %(on)s."),
    gettext_noop("The years of experience are not stated."),
    gettext_noop("%(years)s years of experience are enough."),
    gettext_noop("%(years)s years of experience; at least %(minimum)s are needed."),
    gettext_noop("The document is there: %(text)s"),
    gettext_noop("The document is missing: %(text)s"),
    gettext_noop("The committee judges this: %(text)s"),
)


def in_words(sentence: Sentence) -> str:
    """The sentence of a rule as the reader sees it."""
    return say(Sentence(sentence.msgid, **_written(sentence.params)), _)


def _written(params: Mapping[str, object]) -> dict[str, object]:
    return {name: _one(value) for name, value in params.items()}


def _one(value: object) -> object:
    if isinstance(value, date):
        return formats.date_format(value, _("j F Y"))
    return points(value) if isinstance(value, Decimal) else value
