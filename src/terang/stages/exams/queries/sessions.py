"""One session: for its officials with seats and codes, for everybody as a live board; and a candidate's own seats."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.refusals import NotFound
from terang.base.tenancy import scope
from terang.exam_room import facts as room_facts
from terang.exam_room.access import ANOTHERS
from terang.exam_room.entry_codes import code_of
from terang.stages.exams import access, facts
from terang.stages.exams.models import Score, ScoreList, Seat, Session
from terang.stages.exams.states import SeatState, SessionState


@dataclass(frozen=True)
class SeatLine:
    """One seat as the proctor sees it. code: only while the session is open and the candidate has not ended."""

    id: int
    number: int
    pid: str
    registration: str
    extra_minutes: int
    state: str
    code: str
    entered_at: datetime | None
    ended_at: datetime | None


def a_session(session_id: int, by: Actor) -> Session:
    """One session of one's own round. Refused: NotFound of another agency; NotAllowed without a role in it."""
    found = (
        Session.objects.select_related("round", "vacancy")
        .filter(pk=session_id, agency_id=by.agency_id or 0)
        .first()
    )
    if found is None or found.state == SessionState.CANCELLED:
        raise NotFound(_("There is no such session."))
    must_be(
        access.may_see_exams(by, found.agency_id, found.round_id),
        _("Only those who hold the exams of this round see this page."),
    )
    return found


def lines(session: Session, by: Actor) -> list[SeatLine]:
    """The seats of a session by number; entry codes for proctors only."""
    rows = Seat.objects.filter(session=session).select_related("application").order_by("number")
    sittings = {one.token: one for one in room_facts.sittings_of(session.pk)} if session.opened_at else {}
    shows_codes = access.may_proctor(by, session)
    found = []
    for row in rows:
        sitting = sittings.get(row.token)
        shown = shows_codes and row.state == SeatState.CALLED
        found.append(
            SeatLine(
                row.pk, row.number or 0, row.pid, row.application.number, row.extra_minutes, row.state,
                code_of(row.token) if shown else "", sitting.entered_at if sitting else None,
                sitting.ended_at if sitting else None,
            )
        )  # fmt: skip
    return found


def seat_for_minutes(seat_id: int, by: Actor) -> Seat:
    """One seat of a round in which the actor arranges exams. Refused: NotFound, NotAllowed."""
    found = Seat.objects.select_related("session", "application").filter(pk=seat_id).first()
    if found is None:
        raise NotFound(_("There is no such seat."))
    must_be(
        access.may_arrange(by, found.agency_id, found.round_id), _("Only committee officers grant minutes.")
    )
    return found


def public_session(session_id: int) -> Session:
    """A session whose live board anybody may see: opened or closed. Refused: NotFound."""
    rows = Session.objects.select_related("round", "agency").filter(opened_at__isnull=False)
    found = rows.filter(pk=session_id).first()
    if found is None:
        raise NotFound(_("There is no live board of this session yet."))
    return found


@dataclass(frozen=True)
class Listed:
    """Scores for everybody. `withheld`: the pids of small groups, whose scores go to themselves and the auditors."""

    scores: list[Score]
    withheld: frozenset[str]


def live_scores(session: Session) -> Listed:
    """Who has ended this session, highest total first and small groups last: the rows that are published later."""
    with scope.seeing(agency_id=session.agency_id):
        rows = Score.objects.filter(session=session, absent=False).order_by("-total", "pid", "-edition")
        found = list({row.pid: row for row in reversed(rows.select_related("seat"))}.values())[::-1]
        listed = _listed(found, session.round_id, session.stage)
    listed.scores.sort(key=lambda row: (True, row.pid) if row.pid in listed.withheld else (False, ""))
    return listed


def _listed(scores: list[Score], round_id: int, stage: str) -> Listed:
    small = facts.small_groups(round_id, stage)
    return Listed(scores, frozenset(row.pid for row in scores if row.seat.vacancy_id in small))


def published_scores(code: str, stage: str) -> tuple[ScoreList, Listed]:
    """A published list and its rows, by pid. Refused: NotFound before publication."""
    rows = ScoreList.objects.select_related("round", "agency").filter(round__code=code, stage=stage)
    found = rows.order_by("-edition").first()
    if found is None:
        raise NotFound(_("The scores of this stage are not published yet."))
    with scope.seeing(agency_id=found.agency_id):
        scores = Score.objects.filter(round_id=found.round_id, stage=stage, scored_at__lte=found.published_at)
        newest = (
            scores.select_related("seat").order_by("pid", "seat_id", "-edition").distinct("pid", "seat_id")
        )
        return found, _listed(list(newest), found.round_id, stage)


def my_seats(by: Actor) -> QuerySet[Seat]:
    """The exams of one candidate."""
    rows = Seat.objects.filter(person_id=by.person_id or 0).exclude(state=SeatState.RELEASED)
    return rows.select_related("session", "round", "test", "vacancy", "agency").order_by("stage", "pk")


def score_by_token(token: str, by: Actor) -> tuple[Seat, Score | None]:
    """A candidate's seat and own score, by the token that their browser holds.

    Refused: NotFound; NotAllowed to others who are signed in.
    """
    with scope.as_system():
        rows = Seat.objects.select_related("session", "round", "agency", "test")
        seat = rows.filter(token=token).exclude(token="").first()
        if seat is None:
            raise NotFound(_("There is no such exam."))
        must_be(access.may_hold_token(by, seat), ANOTHERS)
        return seat, Score.objects.filter(seat=seat).order_by("-edition").first()


def pending(round_ids: list[int]) -> QuerySet[Session]:
    """Planned or open sessions of these rounds, by time."""
    rows = Session.objects.filter(round_id__in=round_ids, state__in=[SessionState.PLANNED, SessionState.OPEN])
    return rows.order_by("starts_at")
