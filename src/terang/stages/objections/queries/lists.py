"""Lists of objections and the public clock."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext as _

from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.stages.objections.models import Objection
from terang.stages.objections.states import OPEN, ObjectionState


@dataclass(frozen=True)
class Clock:
    """How many objections of a round there are, how they ended, and how many are late."""

    filed: int
    waiting: int
    examined: int
    upheld: int
    rejected: int
    withdrawn: int
    overdue: int
    next_due_at: datetime | None

    @property
    def answered(self) -> int:
        return self.upheld + self.rejected


def clock(round_id: int, at: datetime) -> Clock:
    """The figures of a round at this instant; those withdrawn are counted among the filed."""
    states = {name: Count("pk", filter=Q(state=state)) for name, state in _COUNTED.items()}
    late = Count("pk", filter=Q(state__in=OPEN, due_at__lte=at))
    due = Min("due_at", filter=Q(state__in=OPEN))
    found = Objection.objects.filter(round_id=round_id).aggregate(
        filed=Count("pk"), overdue=late, next_due_at=due, **states
    )
    return Clock(**found)


def to_examine(
    *, agency_id: int, rounds: frozenset[int | None], without: int | None = None
) -> QuerySet[Objection]:
    """What waits, the most urgent first: in these rounds (None: all), without those that this person decided."""
    rows = Objection.objects.filter(agency_id=agency_id, state=ObjectionState.FILED)
    if None not in rounds:
        rows = rows.filter(round_id__in=[one for one in rounds if one])
    if without is not None:
        rows = rows.exclude(decider_ids__contains=[without])
    return rows.order_by("due_at", "filed_at", "pk")


def of_agency(*, agency_id: int, rounds: frozenset[int | None]) -> QuerySet[Objection]:
    """All objections of these rounds (None: all of the agency): open ones first, the most urgent first."""
    rows = Objection.objects.filter(agency_id=agency_id)
    if None not in rounds:
        rows = rows.filter(round_id__in=[one for one in rounds if one])
    return rows.select_related("round", "taken_by").order_by("decided_at", "due_at", "pk")


def overdue(rows: QuerySet[Objection], at: datetime) -> int:
    """How many of these wait for an answer that is late."""
    return rows.filter(state__in=OPEN, due_at__lte=at).count()


def round_named(code: str) -> Round:
    """A round by its code. Refused: NotFound."""
    found = Round.objects.filter(code=code).select_related("agency").first()
    if found is None:
        raise NotFound(_("There is no such round."))
    return found


def mine(*, agency_id: int, person_id: int) -> QuerySet[Objection]:
    """What this officer took and has not decided."""
    rows = Objection.objects.filter(agency_id=agency_id, taken_by_id=person_id, state=ObjectionState.TAKEN)
    return rows.order_by("due_at", "pk")


def of_applicant(person_id: int) -> QuerySet[Objection]:
    """A person's own objections, newest first."""
    return Objection.objects.filter(person_id=person_id).select_related("round").order_by("-filed_at")


def one(objection_id: int) -> Objection | None:
    """One objection, within the present scope."""
    return (
        Objection.objects.filter(pk=objection_id).select_related("round", "taken_by", "application").first()
    )


_COUNTED = {
    "waiting": ObjectionState.FILED,
    "examined": ObjectionState.TAKEN,
    "upheld": ObjectionState.UPHELD,
    "rejected": ObjectionState.REJECTED,
    "withdrawn": ObjectionState.WITHDRAWN,
}
