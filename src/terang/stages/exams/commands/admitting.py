"""Who sits which exam: called by the flow of the round, and once more changes nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.mail import outbox as mail
from terang.base.refusals import NotFound, NotValid
from terang.base.tenancy.models import Round
from terang.exam_room import commands as room
from terang.exam_room.models import Why
from terang.stages.applications import facts as applications
from terang.stages.exams import access
from terang.stages.exams.acts import Act
from terang.stages.exams.models import Seat
from terang.stages.exams.states import SEAT, Stage
from terang.stages.vacancies import facts as vacancies

LARGEST_EXTRA = 240


@transaction.atomic
def admit_first(*, application_ids: Sequence[int], by: Actor, at: datetime) -> int:
    """Admit applications to the first exam; how many are new. Journal: exams.candidates.admitted, per round."""
    return _admit(Stage.FIRST, application_ids, by, at)


@transaction.atomic
def invite_second(*, application_ids: Sequence[int], by: Actor, at: datetime) -> int:
    """Invite applications to the second tests by computer of their vacancy, if it has one; how many are new.

    Journal: exams.candidates.admitted, per round.
    """
    return _admit(Stage.SECOND, application_ids, by, at)


@transaction.atomic
def release_seat(*, application_id: int, by: Actor, at: datetime) -> int:
    """Free the seats of an application that left the selection; how many. What was finished stays.

    Journal: exams.seat.released for each.
    """
    must_be(by.is_system, _("Seats are released when an application is withdrawn."))
    rows = Seat.objects.select_for_update().filter(application_id=application_id).select_related("round")
    waiting = [row for row in rows.order_by("pk") if SEAT.may(row.state, "release")]
    for row in waiting:
        if row.token:
            room.finish(token=row.token, by=by, at=at, why=Why.RELEASED)
        row.state, row.session, row.number = SEAT.after(row.state, "release"), None, None
        row.save(update_fields=["state", "session", "number"])
        journal.record(Act.SEAT_RELEASED, subject=row, by=by, at=at, round_=row.round)
    return len(waiting)


@transaction.atomic
def grant_minutes(*, seat_id: int, minutes: int, by: Actor, at: datetime) -> Seat:
    """Give a candidate extra minutes, for a disability that the rules know.

    Refused: NotAllowed unless a committee officer; NotNow once the session is open; NotValid beyond 0 to 240.
    Journal: exams.seat.minutes_granted.
    """
    seat = Seat.objects.select_for_update(of=("self",)).select_related("round").filter(pk=seat_id).first()
    if seat is None:
        raise NotFound(_("There is no such seat."))
    must_be(
        access.may_arrange(by, seat.agency_id, seat.round_id), _("Only committee officers grant minutes.")
    )
    seat.state = SEAT.after(seat.state, "grant")
    if not 0 <= minutes <= LARGEST_EXTRA:
        raise NotValid(_("Between 0 and %d extra minutes can be granted.") % LARGEST_EXTRA)
    seat.extra_minutes = minutes
    seat.save(update_fields=["extra_minutes", "state"])
    facts = {"minutes": minutes}
    journal.record(Act.MINUTES_GRANTED, subject=seat, by=by, at=at, round_=seat.round, facts=facts)
    return seat


def _admit(stage: Stage, application_ids: Sequence[int], by: Actor, at: datetime) -> int:
    must_be(by.is_system, _("Candidates are admitted by what was decided before."))
    tests = _tests(stage, application_ids)
    rows = [
        Seat(
            agency_id=one.agency_id, round_id=one.round_id, stage=stage, application_id=one.id, test_id=tests[one.id],
            vacancy_id=one.vacancy_id, person_id=one.person_id, pid=one.pid, admitted_at=at,
        )
        for one in applications.of_people(application_ids)
        if one.id in tests and one.state == "submitted"
    ]  # fmt: skip
    known = set(
        Seat.objects.filter(application_id__in=[r.application_id for r in rows], stage=stage).values_list(
            "application_id", flat=True
        )
    )
    fresh = [row for row in rows if row.application_id not in known]
    Seat.objects.bulk_create(fresh, ignore_conflicts=True)
    for round_ in Round.objects.filter(pk__in={row.round_id for row in fresh}):
        count = sum(row.round_id == round_.pk for row in fresh)
        facts = {"stage": str(stage), "count": count}
        journal.record(Act.ADMITTED, subject=round_, by=by, at=at, round_=round_, facts=facts)
    _tell(fresh, at)
    return len(fresh)


def _tests(stage: Stage, application_ids: Sequence[int]) -> dict[int, int]:
    """The test by computer of each application's vacancy in this stage; vacancies without one are left out."""
    found: dict[int, int] = {}
    by_vacancy: dict[int, int | None] = {}
    for one in applications.of_people(application_ids):
        if one.vacancy_id not in by_vacancy:
            tests = vacancies.vacancy(one.vacancy_id).tests
            by_vacancy[one.vacancy_id] = next(
                (t.id for t in tests if t.stage == stage and t.kind == "cat"), None
            )
        test = by_vacancy[one.vacancy_id]
        if test is not None:
            found[one.id] = test
    return found


def _tell(rows: Sequence[Seat], at: datetime) -> None:
    people = Person.objects.in_bulk({row.person_id for row in rows})
    subject = _("You are admitted to the exam")
    body = _(
        "You are admitted to the next exam of your selection. Your page tells day, place and seat as soon as they are fixed."
    )
    mail.send_all(
        mail.letter(to=people[row.person_id], at=at, agency_id=row.agency_id, subject=subject, body=body)
        for row in rows
        if row.person_id in people
    )
