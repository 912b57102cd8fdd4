"""Marks as far as the database shows them in the present scope: one's own, or those of which all are locked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from terang.stages.panels import judging
from terang.stages.panels.models import Assignment, Criterion, Mark
from terang.stages.panels.states import AssignmentState


@dataclass(frozen=True)
class Line:
    """Points and evidence of one assessor on one criterion."""

    criterion: str
    weight: Decimal
    scale: str
    points: Decimal
    evidence: str


@dataclass(frozen=True)
class Sheet:
    """What one assessor judged, and the mark that follows."""

    slot: int
    assessor_id: int
    lines: tuple[Line, ...]

    @property
    def total(self) -> Decimal:
        return judging.mark(
            [judging.Scored(o.points, o.weight, cast(judging.Scale, o.scale)) for o in self.lines]
        )


def criteria_of(test_id: int) -> list[Criterion]:
    """The criteria of a test in their order."""
    return list(Criterion.objects.filter(rubric__test_id=test_id).order_by("position"))


def drafts(assignment: Assignment) -> Mapping[int, Mark]:
    """What the assessor wrote so far, by criterion; nothing for anybody else."""
    return {row.criterion_id: row for row in Mark.objects.filter(assignment=assignment)}


def sheets(invitation_ids: Iterable[int]) -> dict[int, tuple[Sheet, ...]]:
    """By invitation: the locked marks of its present edition, as far as the present scope may see them."""
    rows = (
        Mark.objects.filter(assignment__invitation_id__in=list(invitation_ids))
        .filter(assignment__state=AssignmentState.LOCKED)
        .select_related("criterion", "assignment__invitation")
        .order_by("assignment__slot", "criterion__position")
    )
    found: dict[int, dict[tuple[int, int], list[Line]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        seat = row.assignment
        if seat.edition == seat.invitation.edition:
            found[seat.invitation_id][(seat.slot, seat.assessor_id)].append(_line(row))
    return {pk: tuple(Sheet(*who, tuple(lines)) for who, lines in one.items()) for pk, one in found.items()}


def _line(row: Mark) -> Line:
    criterion = row.criterion
    return Line(criterion.title, criterion.weight, criterion.scale, row.points or Decimal(0), row.evidence)
