"""The history of a thing, as its pages show it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.functional import Promise

from terang.base.journal import kinds
from terang.base.journal.models import Entry


@dataclass(frozen=True)
class Line:
    """One line of a history: what happened, when, by whom (a name only within the agency)."""

    act: str
    text: str | Promise
    who: str
    at: datetime


def history(subject: models.Model) -> tuple[Line, ...]:
    """What happened to one thing, oldest first."""
    entries = Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return _lines(entries.select_related("person").order_by("at", "id"))


def latest_of_round(round_id: int, count: int = 20) -> tuple[Line, ...]:
    """The newest acts of a round, newest first."""
    entries = Entry.objects.filter(round_id=round_id).select_related("person")
    return _lines(entries.order_by("-id")[:count])


def _lines(entries: models.QuerySet[Entry]) -> tuple[Line, ...]:
    return tuple(Line(e.act, _text(e.act), e.person.name if e.person else e.system, e.at) for e in entries)


def _text(name: str) -> str | Promise:
    act = kinds.named(name)
    return act.text if act else name
