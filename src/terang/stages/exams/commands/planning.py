"""Planning sessions and assigning seats."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, must_be
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.mail import outbox as mail
from terang.base.refusals import NotFound, NotNow, NotValid
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.base.work.counting import counted
from terang.base.work.kinds import long_work
from terang.stages.exams import access
from terang.stages.exams.acts import Act
from terang.stages.exams.drawing import order
from terang.stages.exams.models import Seat, Session
from terang.stages.exams.states import SEAT, SESSION, SeatState, SessionState, Stage


@transaction.atomic
def plan_session(
    *, round_: Round, stage: str, title: str, site: str, starts_at: datetime, minutes: int, capacity: int,
    vacancy_id: int | None = None, by: Actor, at: datetime,
) -> Session:  # fmt: skip
    """The committee plans a session at a site.

    Refused: NotAllowed unless a committee officer; NotValid in the past, or with numbers out of bounds.
    Journal: exams.session.planned.
    """
    must_be(access.may_arrange(by, round_.agency_id, round_.pk), _("Only committee officers plan sessions."))
    _check(stage, vacancy_id, starts_at, minutes, capacity, at)
    session = Session(
        agency_id=round_.agency_id, round=round_, stage=stage, vacancy_id=vacancy_id, title=title.strip(),
        site=site.strip(), starts_at=starts_at, minutes=minutes, capacity=capacity,
    )  # fmt: skip
    _save(session)
    facts = {"stage": stage, "starts_at": starts_at.isoformat(), "minutes": minutes, "capacity": capacity}
    journal.record(Act.SESSION_PLANNED, subject=session, by=by, at=at, round_=round_, facts=facts)
    return session


@transaction.atomic
def change_session(
    *,
    session_id: int,
    title: str,
    site: str,
    starts_at: datetime,
    minutes: int,
    capacity: int,
    by: Actor,
    at: datetime,
) -> Session:
    """Change a planned session. Refused: as plan_session; NotNow once it is open. Journal: exams.session.changed."""
    session = _locked(session_id, by)
    session.state = SESSION.after(session.state, "change")
    _check(session.stage, session.vacancy_id, starts_at, minutes, capacity, at)
    session.title, session.site, session.starts_at = title.strip(), site.strip(), starts_at
    session.minutes, session.capacity = minutes, capacity
    _save(session)
    facts = {"starts_at": starts_at.isoformat(), "minutes": minutes, "capacity": capacity}
    journal.record(Act.SESSION_CHANGED, subject=session, by=by, at=at, round_=session.round, facts=facts)
    return session


@transaction.atomic
def cancel_session(*, session_id: int, by: Actor, at: datetime) -> Session:
    """Cancel a planned session; its candidates wait for another seat. Journal: exams.session.cancelled."""
    session = _locked(session_id, by)
    session.state = SESSION.after(session.state, "cancel")
    session.save(update_fields=["state"])
    for seat in Seat.objects.select_for_update().filter(session=session):
        seat.state, seat.session, seat.number = SEAT.after(seat.state, "unseat"), None, None
        seat.save(update_fields=["state", "session", "number"])
    journal.record(Act.SESSION_CANCELLED, subject=session, by=by, at=at, round_=session.round)
    return session


@long_work(gettext_lazy("Assigning the seats"))
@transaction.atomic
def assign_seats(*, session_id: int, by: Actor, at: datetime) -> int:
    """Give the free seats of a session to candidates who have none, in an order that nobody chooses; how many.

    The order follows from the public numbers and the session alone, so it can be repeated. Refused: NotAllowed;
    NotNow if the session is open, full, or nobody waits. Journal: exams.seats.assigned.
    """
    session = _locked(session_id, by)
    SESSION.after(session.state, "assign")
    taken = set(Seat.objects.filter(session=session).values_list("number", flat=True))
    free = [number for number in range(1, session.capacity + 1) if number not in taken]
    if not free:
        raise NotNow(_("All seats of this session are taken. Plan another one."))
    waiting = Seat.objects.select_for_update().filter(
        round_id=session.round_id, stage=session.stage, state=SeatState.ADMITTED
    )
    if session.vacancy_id:
        waiting = waiting.filter(vacancy_id=session.vacancy_id)
    by_pid = {f"{seat.pid}/{seat.test_id}": seat for seat in waiting}
    lot = order(f"terang/seats/{session.round.code}".encode(), session.title, by_pid)
    chosen = [by_pid[one] for one in lot[: len(free)]]
    if not chosen:
        raise NotNow(_("Nobody waits for a seat."))
    for seat, number in zip(chosen, free, strict=False):
        seat.state, seat.session, seat.number = SEAT.after(seat.state, "seat"), session, number
    Seat.objects.bulk_update(chosen, ["state", "session", "number"], batch_size=500)
    _tell(session, chosen, at)
    facts = {"count": len(chosen)}
    journal.record(Act.SEATS_ASSIGNED, subject=session, by=by, at=at, round_=session.round, facts=facts)
    return len(chosen)


def _tell(session: Session, seats: list[Seat], at: datetime) -> None:
    """Day and place go by mail; the seat stands on the candidate's own page."""
    zone = ZoneInfo(session.round.agency.timezone)
    when = f"{session.starts_at.astimezone(zone):%d-%m-%Y %H:%M %Z}"
    body = _(
        "Your exam is on %(when)s at %(site)s. Your seat stands on your page. Be there in time: who is late is absent."
    )
    with scope.as_system():
        people = Person.objects.in_bulk([seat.person_id for seat in seats])
    said = body % {"when": when, "site": session.site}
    subject = _("Day and place of your exam")
    mail.send_all(
        mail.letter(to=people[seat.person_id], at=at, agency_id=seat.agency_id, subject=subject, body=said)
        for seat in counted(seats, _("Messages"))
    )


def _check(
    stage: str, vacancy_id: int | None, starts_at: datetime, minutes: int, capacity: int, at: datetime
) -> None:
    if stage not in Stage.values or (stage == Stage.FIRST) != (vacancy_id is None):
        raise NotValid(_("A session of the second tests is for one vacancy; one of the first exam for all."))
    if starts_at <= at:
        raise NotValid(_("The session must begin in the future."))
    if not 1 <= minutes <= 600:
        raise NotValid(_("A session takes between 1 and 600 minutes."))
    if not 1 <= capacity <= 2000:
        raise NotValid(_("A session has between 1 and 2,000 seats."))


def _save(session: Session) -> None:
    if not session.title or not session.site:
        raise NotValid(_("A session needs a name and a site."))
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError as error:
        if "one_session_per_title" in str(error):
            raise NotValid(_("Another session of this round has the same name.")) from error
        if "capacity_holds_seats" in str(error):
            raise NotValid(_("More seats are assigned already than you leave.")) from error
        raise


def _locked(session_id: int, by: Actor) -> Session:
    session = (
        Session.objects.select_for_update(of=("self",)).select_related("round").filter(pk=session_id).first()
    )
    if session is None or session.state == SessionState.CANCELLED:
        raise NotFound(_("There is no such session."))
    must_be(
        access.may_arrange(by, session.agency_id, session.round_id),
        _("Only committee officers plan sessions."),
    )
    return session
