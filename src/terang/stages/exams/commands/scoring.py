"""From answers to a score: at once when a sitting ends, and by nothing but events, key and norm."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.journal.models import Entry
from terang.base.journal.software import declared
from terang.base.refusals import NotFound, NotNow
from terang.base.tenancy import scope
from terang.core.norms import Norm
from terang.core.rules import rounding, scoring
from terang.core.rules.public_rule import exam_name, first_value, second_value
from terang.exam_room import commands as room
from terang.exam_room import facts as room_facts
from terang.exam_room.access import ANOTHERS
from terang.exam_room.models import Why
from terang.stages.exams import access
from terang.stages.exams.acts import Act
from terang.stages.exams.models import Placed, Score, Seat
from terang.stages.exams.rulebook import ruling
from terang.stages.exams.states import SEAT, SeatState
from terang.stages.vacancies import facts as vacancies

Keyed = tuple[int, str, list[int]]
"""Position, part, and the points of the options as displayed."""


@transaction.atomic
def end_sitting(*, token: str, by: Actor, at: datetime) -> Score:
    """A candidate ends the exam, or their time has; the score is made at once. Once more changes nothing.

    Refused: NotFound; NotAllowed to others who are signed in; NotNow if the exam was never entered.
    Journal: exams.sitting.ended (sess_end), exams.score.made (score).
    """
    with scope.as_system():
        rows = Seat.objects.select_for_update(of=("self",)).select_related("round", "session", "form")
        seat = rows.filter(token=token).exclude(token="").first()
        if seat is None:
            raise NotFound(_("There is no such exam."))
        must_be(access.may_hold_token(by, seat), ANOTHERS)
        if seat.state != SeatState.CALLED:
            return _existing(seat)
        return end_seat(seat, by=by, at=at)


@transaction.atomic
def end_overdue(*, at: datetime, by: Actor) -> int:
    """End every entered sitting whose time is over, for candidates whose line is cut; how many. Swept for."""
    with scope.as_system():
        rows = Seat.objects.select_for_update(of=("self",), skip_locked=True).filter(state=SeatState.CALLED)
        ended = 0
        for seat in rows.select_related("round", "session", "form").order_by("pk"):
            sitting = room_facts.sitting(seat.token)
            if sitting and sitting.entered_at and at >= sitting.closes_at:
                end_seat(seat, by=by, at=at)
                ended += 1
        return ended


def end_seat(seat: Seat, *, by: Actor, at: datetime) -> Score:
    """End the sitting of a locked seat, and score it; the scope is the house's."""
    room.end(token=seat.token, at=at)
    sitting, events = room_facts.record_of(seat.token)
    seat.state = SEAT.after(seat.state, "finish")
    seat.save(update_fields=["state"])
    head = {"n": len(events), "h": room_facts.head_of(sitting, events)}
    ended = _record_end(seat, by, at, n=len(events), head=head, why=sitting.why)
    norm, placed = _rule(seat)
    points, answered = _points(placed, room_facts.counted(events))
    parts = scoring.score(norm, points)
    return _keep(seat, norm, parts, ended, answered=answered, absent=False, by=by, at=at)


def mark_absent(seat: Seat, *, by: Actor, at: datetime) -> Score:
    """Who never came has no points; their sitting can't be entered any more."""
    room.end(token=seat.token, at=at, why=Why.ABSENT)
    seat.state = SEAT.after(seat.state, "miss")
    seat.save(update_fields=["state"])
    ended = _record_end(seat, by, at, n=0, head={"n": 0, "h": ""}, why=str(Why.ABSENT))
    norm, _placed = _rule(seat)
    return _keep(seat, norm, {}, ended, answered=0, absent=True, by=by, at=at)


def _rule(seat: Seat) -> tuple[Norm, Sequence[Keyed]]:
    rows = Placed.objects.filter(form=seat.form).order_by("position")
    placed = list(rows.values_list("position", "part", "points"))
    return ruling(vacancies.norm_of(seat.round_id), seat.stage, len(placed)), placed


def _points(placed: Sequence[Keyed], answers: dict[int, int]) -> tuple[dict[str, list[int | None]], int]:
    """The points of the chosen options by part, a blank question as None; and how many were answered."""
    found: dict[str, list[int | None]] = {}
    for position, part, points in placed:
        choice = answers.get(position)
        found.setdefault(part, []).append(None if choice is None else points[choice])
    return found, len(answers)


def _record_end(seat: Seat, by: Actor, at: datetime, *, n: int, head: dict[str, object], why: str) -> Entry:
    return journal.record(
        Act.SITTING_ENDED, subject=seat, by=by, at=at, round_=seat.round, of=seat.person_id,
        public={"pid": seat.pid, "s": str(seat.session_id), "n": n, "why": why}, committed={"head": ("head", head)},
    )  # fmt: skip


def _keep(
    seat: Seat,
    norm: Norm,
    parts: dict[str, int],
    ended: Entry,
    *,
    answered: int,
    absent: bool,
    by: Actor,
    at: datetime,
) -> Score:
    total = sum(parts.values())
    vacancy = vacancies.vacancy(seat.vacancy_id)
    number = vacancy.number_of(seat.test_id)
    score = Score.objects.create(
        agency_id=seat.agency_id, round_id=seat.round_id, stage=seat.stage, seat=seat, session_id=seat.session_id or 0,
        application_id=seat.application_id, test_id=seat.test_id, person_id=seat.person_id, pid=seat.pid, parts=parts,
        total=total, maximum=norm.total.maximum, score_100=rounding.total_100(norm, total), answered_count=answered,
        absent=absent, scored_at=at,
    )  # fmt: skip
    if number:
        value = second_value(norm, number, None if absent else score.score_100)
    else:
        value = first_value(norm, None if absent else parts)
    journal.record(
        Act.SCORED, subject=score, by=by, at=at, round_=seat.round, of=seat.person_id,
        public={
            "pid": seat.pid, "rule": vacancy.rule_id(norm), "exam": exam_name(number),
            "release": declared(seat.round, at=at),
        },
        committed={"com": ("score", value)},
        parents=ended.leaf_hashes,
    )  # fmt: skip
    return score


def _existing(seat: Seat) -> Score:
    found = Score.objects.filter(seat=seat).order_by("-edition").first()
    if found is None:
        raise NotNow(_("This exam was ended without a score."))
    return found
