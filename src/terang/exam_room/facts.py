"""What the exam room hands out: sittings and their answers, as frozen values."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from terang.base.tenancy import scope
from terang.core.ledger import canonical
from terang.exam_room.models import Sitting
from terang.exam_room.statements import rows


@dataclass(frozen=True)
class SittingFacts:
    """One sitting as the stages may know it."""

    token: str
    group: int
    pid: str
    paper: str
    opens_at: datetime
    closes_at: datetime
    entered_at: datetime | None
    ended_at: datetime | None
    why: str


@dataclass(frozen=True)
class Event:
    """One answer as it was given."""

    seq: int
    item: int
    choice: int
    at: datetime


def sitting(token: str) -> SittingFacts | None:
    """The sitting with this token."""
    with scope.as_system():
        found = _sittings().filter(token=token).first()
    return _facts(found) if found else None


def sittings_of(group: int) -> tuple[SittingFacts, ...]:
    """Every sitting of one session."""
    with scope.as_system():
        return tuple(_facts(one) for one in _sittings().filter(group=group))


def record_of(token: str) -> tuple[SittingFacts, tuple[Event, ...]]:
    """A sitting with its events, for an act of the house. Refused: DoesNotExist."""
    found = _sittings().get(token=token)
    return _facts(found), tuple(Event(*row) for row in rows("events_of", {"token": token}))


def counted(events: Iterable[Event]) -> dict[int, int]:
    """Of each question the last event, without the cleared ones."""
    return {item: choice for item, choice in {e.item: e.choice for e in events}.items() if choice >= 0}


def answers_of(token: str) -> dict[int, int]:
    """The option that counts for each question (from 0); cleared and untouched questions are left out."""
    with scope.as_system():
        return {item: choice for item, choice in rows("answers_of", {"token": token}) if choice >= 0}


def events_of(token: str) -> tuple[Event, ...]:
    """Every event in its order."""
    with scope.as_system():
        return tuple(Event(*row) for row in rows("events_of", {"token": token}))


def head_of(facts: SittingFacts, events: Iterable[Event]) -> str:
    """The last link of the chain over all events: whoever changes one of them gets another head.

    Source: terang-log/1 section 8.1, with the server's clock in place of the candidate's.
    """
    first = {"s": facts.token, "form": facts.paper, "pub": ""}
    head = hashlib.sha256(b"terang/v1/ans0\n" + canonical.encode(first)).hexdigest()
    for one in events:
        event = {
            "v": 1, "s": facts.token, "n": one.seq, "i": one.item, "a": one.choice,
            "ct": round(one.at.timestamp() * 1000), "prev": head,
        }  # fmt: skip
        head = hashlib.sha256(b"terang/v1/ans\n" + canonical.encode(event)).hexdigest()
    return head


def _sittings() -> QuerySet[Sitting]:
    """Sittings with the name of their paper; its text is large, and not asked for."""
    return Sitting.objects.select_related("paper").defer("paper__content", "paper__options")


def _facts(one: Sitting) -> SittingFacts:
    return SittingFacts(
        token=one.token, group=one.group, pid=one.pid, paper=one.paper.digest, opens_at=one.opens_at,
        closes_at=one.closes_at, entered_at=one.entered_at, ended_at=one.ended_at, why=one.why,
    )  # fmt: skip
