"""The history of a thing, as its pages show it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.functional import Promise

from terang.base.journal import kinds
from terang.base.journal.kinds import Act
from terang.base.journal.models import Entry, Pending
from terang.base.tenancy import scope
from terang.core.ledger import canonical, leaves


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


def leaf_hashes(act: Act, subjects: Iterable[models.Model]) -> dict[int, bytes]:
    """The newest leaf that this act wrote about each of these things, by its id: parents of what follows from them."""
    things = list(subjects)
    if not things:
        return {}
    with scope.as_system():
        found = Entry.objects.filter(
            act=act.name, subject_type=things[0]._meta.label_lower, subject_id__in=[one.pk for one in things]
        ).exclude(pending=None)
        told = found.order_by("pk").values_list("subject_id", "pending__leaf_hash")
        return {subject: bytes(one) for subject, one in told}


def bodies(round_id: int, kind: str) -> Iterator[tuple[str, Mapping[str, canonical.Json]]]:
    """Number (uid) and body of every leaf of this kind that a round has written, in the order of the acts."""
    found = Pending.objects.filter(round_id=round_id, kind=kind).order_by("pk")
    for uid, leaf in found.values_list("uid", "leaf").iterator():
        yield uid, leaves.body_of(leaves.read(bytes(leaf)))


def _lines(entries: models.QuerySet[Entry]) -> tuple[Line, ...]:
    return tuple(Line(e.act, _text(e.act), e.person.name if e.person else e.system, e.at) for e in entries)


def _text(name: str) -> str | Promise:
    act = kinds.named(name)
    return act.text if act else name
