"""The exams of a round, for the officials who have something to do with them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.stages.exams import access
from terang.stages.exams.models import ScoreList, Seat, Session
from terang.stages.exams.states import WAITING, SeatState, SessionState


@dataclass(frozen=True)
class StageCounts:
    """How many people of a stage are where."""

    stage: str
    admitted: int
    seated: int
    finished: int
    absent: int
    waiting: int


def rounds_for(by: Actor) -> list[Round]:
    """The rounds of the actor's agency whose exams they may see."""
    rounds = Round.objects.filter(agency_id=by.agency_id or 0).order_by("-created_at")
    return [one for one in rounds if access.may_see_exams(by, one.agency_id, one.pk)]


def a_round(code: str, by: Actor) -> Round:
    """One round. Refused: NotFound of another agency; NotAllowed without a role in its exams."""
    found = Round.objects.filter(code=code, agency_id=by.agency_id or 0).first()
    if found is None:
        raise NotFound(_("There is no such round."))
    must_be(
        access.may_see_exams(by, found.agency_id, found.pk),
        _("Only those who hold the exams of this round see this page."),
    )
    return found


def sessions_of(round_id: int) -> QuerySet[Session]:
    """The sessions of a round by time, each with how many seats are taken and how many people have ended."""
    rows = Session.objects.filter(round_id=round_id).exclude(state=SessionState.CANCELLED)
    ended = Count("seats", filter=Q(seats__state__in=[SeatState.FINISHED, SeatState.ABSENT]))
    return rows.annotate(taken_count=Count("seats"), ended_count=ended).order_by("starts_at", "title")


def counts(round_id: int, stage: str) -> StageCounts:
    """Where the people of a stage are."""

    def of(*states: str) -> Count:
        return Count("pk", filter=Q(state__in=states))

    rows = Seat.objects.filter(round_id=round_id, stage=stage)
    found = rows.aggregate(
        admitted=of(SeatState.ADMITTED), seated=of(SeatState.SEATED, SeatState.CALLED),
        finished=of(SeatState.FINISHED), absent=of(SeatState.ABSENT), waiting=of(*WAITING),
    )  # fmt: skip
    return StageCounts(stage=stage, **found)


def score_lists(round_id: int) -> dict[str, ScoreList]:
    """The newest published scores by stage."""
    rows = ScoreList.objects.filter(round_id=round_id).order_by("edition")
    return {row.stage: row for row in rows}
