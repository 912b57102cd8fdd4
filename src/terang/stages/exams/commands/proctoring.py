"""The day itself: opening a session, letting people in, closing it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, must_be
from terang.base.entropy import random_bytes
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotNow
from terang.base.tenancy import scope
from terang.base.work.counting import counted
from terang.base.work.kinds import long_work
from terang.exam_room import commands as room
from terang.exam_room import facts as room_facts
from terang.exam_room.clock import closing_of
from terang.stages.exams import access
from terang.stages.exams.acts import Act
from terang.stages.exams.commands.scoring import end_seat, mark_absent
from terang.stages.exams.drawing import form_of
from terang.stages.exams.models import Form, Seat, Session
from terang.stages.exams.queries.forms import of_test
from terang.stages.exams.states import SEAT, SESSION, FormState, SeatState

HOME = "/exams/sitting/"
EARLIEST = timedelta(minutes=15)
TOKEN_BYTES = 16


@long_work(gettext_lazy("Opening the session"))
@transaction.atomic
def open_session(*, session_id: int, by: Actor, at: datetime) -> Session:
    """A proctor opens the session: everybody's time begins now, each with their own minutes.

    Refused: NotAllowed unless a proctor of the round; NotNow more than 15 minutes early, without candidates, or
    without a fixed form. Journal: exams.session.opened.
    """
    session = _locked(session_id, by)
    session.state = SESSION.after(session.state, "open")
    if at < session.starts_at - EARLIEST:
        raise NotNow(_("A session opens at the earliest 15 minutes before its time."))
    forms = list(_fixed_forms(session))
    seats = list(
        Seat.objects.select_for_update().filter(session=session, state=SeatState.SEATED).order_by("number")
    )
    if not forms or not seats:
        raise NotNow(_("A session needs candidates with seats, and a form that is fixed."))
    for seat in counted(seats, _("Seats")):
        purpose = f"form-choice/{session.stage}"
        seat.form = forms[form_of(bytes(forms[0].seed), purpose, seat.pid, len(forms))]
        seat.token, seat.state = random_bytes(TOKEN_BYTES).hex(), SEAT.after(seat.state, "call")
    Seat.objects.bulk_update(seats, ["form", "token", "state"], batch_size=500)
    session.opened_at = at
    session.save(update_fields=["state", "opened_at"])
    papers: dict[int | None, str] = {form.pk: form.paper for form in forms}
    room.hand_over(
        group=session.pk, agency_id=session.agency_id, title=session.title, home=HOME,
        places=[_place(seat, session, papers, at) for seat in seats],
    )  # fmt: skip
    facts = {"seats": len(seats)}
    journal.record(Act.SESSION_OPENED, subject=session, by=by, at=at, round_=session.round, facts=facts)
    return session


@long_work(gettext_lazy("Closing the session"))
@transaction.atomic
def close_session(*, session_id: int, by: Actor, at: datetime) -> Session:
    """A proctor closes the session: who is still in ends by time, who never came is absent.

    Refused: NotAllowed; NotNow while somebody's time is running. Journal: exams.session.closed.
    """
    session = _locked(session_id, by)
    session.state = SESSION.after(session.state, "close")
    sittings = {one.token: one for one in room_facts.sittings_of(session.pk)}
    running = [one for one in sittings.values() if one.ended_at is None and at < one.closes_at]
    if running:
        raise NotNow(_("The time of %d candidates is still running.") % len(running))
    with scope.as_system():
        _end_all(session, sittings, by, at)
    session.closed_at = at
    session.save(update_fields=["state", "closed_at"])
    journal.record(Act.SESSION_CLOSED, subject=session, by=by, at=at, round_=session.round)
    return session


@transaction.atomic
def enter_exam(*, seat_id: int, by: Actor, at: datetime) -> str:
    """A candidate enters from their own page; the token of their sitting.

    Refused: NotFound to others; NotNow until the session is open. Journal: exam_room.sitting.entered.
    """
    seat = Seat.objects.filter(pk=seat_id).first()
    if seat is None or not access.may_enter(by, seat):
        raise NotFound(_("There is no such exam for you."))
    if seat.state != SeatState.CALLED:
        raise NotNow(_("The session is not open. Come back when the proctor has opened it."))
    room.enter(token=seat.token, by=by, at=at)
    return seat.token


def _end_all(
    session: Session, sittings: Mapping[str, room_facts.SittingFacts], by: Actor, at: datetime
) -> None:
    called = Seat.objects.select_for_update(of=("self",)).filter(session=session, state=SeatState.CALLED)
    seats = called.select_related("round", "session", "form").order_by("number")
    for seat in counted(seats, _("Candidates")):
        if sittings[seat.token].entered_at is None:
            mark_absent(seat, by=by, at=at)
        else:
            end_seat(seat, by=by, at=at)


def _place(seat: Seat, session: Session, papers: Mapping[int | None, str], at: datetime) -> room.Place:
    closes_at = closing_of(at, minutes=session.minutes, extra_minutes=seat.extra_minutes)
    return room.Place(seat.token, seat.pid, seat.person_id, at, closes_at, papers[seat.form_id])


def _fixed_forms(session: Session) -> list[Form]:
    rows = of_test(session.round_id, session.stage, session.vacancy_id)
    return list(rows.filter(state=FormState.FIXED).order_by("name"))


def _locked(session_id: int, by: Actor) -> Session:
    session = (
        Session.objects.select_for_update(of=("self",)).select_related("round").filter(pk=session_id).first()
    )
    if session is None:
        raise NotFound(_("There is no such session."))
    must_be(access.may_proctor(by, session), access.ONLY_PROCTORS)
    return session
