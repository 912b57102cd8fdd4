"""What objections tells later rooms: counts for everybody, and how each ended, without its words."""

from dataclasses import dataclass
from datetime import datetime

from terang.stages.objections.models import Objection
from terang.stages.objections.queries.lists import Clock, clock

__all__ = ["Clock", "ObjectionFacts", "clock", "objections", "objections_of"]


@dataclass(frozen=True)
class ObjectionFacts:
    """One objection. misapplied: the clause that an upheld one names; outcome_ref: its public record."""

    id: int
    application_id: int
    pid: str
    stage: str
    state: str
    filed_at: datetime
    due_at: datetime
    decided_at: datetime | None
    misapplied: str
    reason: str
    ref: str
    outcome_ref: str


def objections(round_id: int) -> tuple[ObjectionFacts, ...]:
    """All objections of a round, by instant of filing. The reason is for the person and auditors, not for the public."""
    rows = Objection.objects.filter(round_id=round_id).order_by("filed_at", "pk")
    return tuple(map(_facts, rows))


def objections_of(application_id: int) -> tuple[ObjectionFacts, ...]:
    """The objections of one application, by instant of filing."""
    return tuple(
        map(_facts, Objection.objects.filter(application_id=application_id).order_by("filed_at", "pk"))
    )


def _facts(row: Objection) -> ObjectionFacts:
    return ObjectionFacts(
        row.pk, row.application_id, row.pid, row.stage, row.state, row.filed_at, row.due_at, row.decided_at,
        row.misapplied, row.reason, row.ref, row.outcome_ref,
    )  # fmt: skip
