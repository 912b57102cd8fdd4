"""Admission, seats, minutes: once each, never more than there are."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from terang.base.access import Role
from terang.base.journal.models import Entry
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.exam_room import commands as room
from terang.exam_room.refusals import Closed
from terang.stages.exams import commands, facts
from terang.stages.exams.models import Seat, Session
from tests.factories import exams, people
from tests.factories.exams import AFTER, BEFORE, FLOW, LONG_AGO, STARTS_AT

pytestmark = pytest.mark.django_db


def ids(made):
    return [one.pk for one in made.applications]


def test_admitting_twice_admits_once():
    made = exams.scene(3)
    with scope.as_system():
        counts = [commands.admit_first(application_ids=ids(made), by=FLOW, at=LONG_AGO) for _ in range(2)]

        assert counts == [3, 0]
        assert facts.admitted(made.round_.pk, "first") == tuple(sorted(ids(made)))
        assert Entry.objects.filter(act="exams.candidates.admitted").count() == 1


def test_the_second_invitation_is_for_vacancies_with_such_a_test():
    made = exams.scene(1)
    other = exams.vacancies.vacancy(made.round_, tests=(("interview", "Wawancara", "100"),))
    without = exams.application(other)
    with scope.as_system():
        count = commands.invite_second(application_ids=[*ids(made), without.pk], by=FLOW, at=LONG_AGO)

        assert count == 1
        assert [s.test.title for s in Seat.objects.all()] == ["Ujian bidang berbasis komputer"]


def test_only_the_house_admits_and_releases():
    made = exams.scene(1)

    for by in (made.committee, made.candidates[0]):
        with pytest.raises(NotAllowed), scope.as_system():
            commands.admit_first(application_ids=ids(made), by=by, at=LONG_AGO)
        with pytest.raises(NotAllowed), scope.as_system():
            commands.release_seat(application_id=made.applications[0].pk, by=by, at=LONG_AGO)


def test_a_released_seat_is_free_for_the_next():
    made = exams.seated(2, capacity=2)
    with scope.as_system():
        released = made.seat_of(0)
        first = commands.release_seat(application_id=made.applications[0].pk, by=FLOW, at=BEFORE)
        again = commands.release_seat(application_id=made.applications[0].pk, by=FLOW, at=BEFORE)
        late = exams.application(made.vacancy)
        commands.admit_first(application_ids=[late.pk], by=FLOW, at=BEFORE)
        commands.assign_seats(session_id=made.session.pk, by=made.committee, at=BEFORE)

        assert (first, again) == (1, 0)
        assert Seat.objects.get(application=late).number == released.number


def test_a_candidate_who_leaves_during_the_exam_can_not_go_on():
    made = exams.opened(1)
    with scope.as_system():
        commands.release_seat(application_id=made.applications[0].pk, by=FLOW, at=exams.DURING)

        assert made.seat_of(0).state == "released"
        with pytest.raises(Closed):
            room.save(token=made.seat_of(0).token, seq=1, item=0, choice=0, at=exams.DURING)


def test_a_session_never_holds_more_people_than_seats():
    made = exams.admitted(3)
    session = exams.session(made, capacity=2)
    with scope.as_system():
        assert commands.assign_seats(session_id=session.pk, by=made.committee, at=BEFORE) == 2
        with pytest.raises(NotNow, match="sudah terisi"):
            commands.assign_seats(session_id=session.pk, by=made.committee, at=BEFORE)
        waiting = Seat.objects.get(state="admitted")
        with pytest.raises(IntegrityError, match="seat_within_capacity"), transaction.atomic():
            Seat.objects.filter(pk=waiting.pk).update(session=session, number=3, state="seated")
        with pytest.raises(IntegrityError, match="one_candidate_per_seat"), transaction.atomic():
            Seat.objects.filter(pk=waiting.pk).update(session=session, number=2, state="seated")
        with pytest.raises(IntegrityError, match="capacity_holds_seats"), transaction.atomic():
            Session.objects.filter(pk=session.pk).update(capacity=1)


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_assign_at_once_fill_each_seat_once(at_once):
    made = exams.admitted(6)
    session = exams.session(made, capacity=4)

    def assign():
        with scope.as_system():
            return commands.assign_seats(session_id=session.pk, by=made.committee, at=BEFORE)

    outcomes = at_once(assign, assign)

    assert sorted(str(type(one).__name__) for one in outcomes) == ["NotNow", "int"]
    with scope.as_system():
        assert sorted(Seat.objects.filter(session=session).values_list("number", flat=True)) == [1, 2, 3, 4]


def test_seats_follow_from_the_public_numbers_and_not_from_arrival():
    made = exams.admitted(5)
    first = exams.session(made, title="Sesi 1", capacity=5)
    with scope.as_system():
        commands.assign_seats(session_id=first.pk, by=made.committee, at=BEFORE)
        one = {s.pid: s.number for s in Seat.objects.all()}
        commands.cancel_session(session_id=first.pk, by=made.committee, at=BEFORE)
        second = exams.session(made, title="Sesi 1", capacity=5)
        commands.assign_seats(session_id=second.pk, by=made.committee, at=BEFORE)

        assert {s.pid: s.number for s in Seat.objects.all()} == one


@pytest.mark.parametrize(
    "fields",
    [{"starts_at": BEFORE}, {"minutes": 0}, {"minutes": 601}, {"capacity": 0}, {"capacity": 2001}, {"title": " "},
     {"site": ""}, {"stage": "second"}, {"stage": "third"}],
)  # fmt: skip
def test_a_session_out_of_bounds_is_refused(fields):
    made = exams.scene(1)

    with pytest.raises(NotValid):
        exams.session(made, **fields)


def test_extra_minutes_have_bounds_and_end_with_the_opening():
    made = exams.seated(1)
    seat = made.seat_of(0)
    with scope.as_system():
        for minutes in (-1, 241):
            with pytest.raises(NotValid):
                commands.grant_minutes(seat_id=seat.pk, minutes=minutes, by=made.committee, at=BEFORE)
        commands.grant_minutes(seat_id=seat.pk, minutes=15, by=made.committee, at=BEFORE)
        commands.open_session(session_id=made.session.pk, by=made.proctor, at=STARTS_AT)
        with pytest.raises(NotNow):
            commands.grant_minutes(seat_id=seat.pk, minutes=30, by=made.committee, at=STARTS_AT)
        with pytest.raises(NotNow, match="masih berjalan"):
            commands.close_session(session_id=made.session.pk, by=made.proctor, at=AFTER)
        commands.close_session(session_id=made.session.pk, by=made.proctor, at=AFTER + timedelta(minutes=15))


def test_only_the_committee_plans_assigns_and_grants():
    made = exams.seated(1)
    others = [
        people.official(role, made.round_, name="Siapa Saja")
        for role in Role
        if role != Role.COMMITTEE_OFFICER
    ]
    seat, new = (
        made.seat_of(0),
        {"title": "x", "site": "y", "starts_at": STARTS_AT, "minutes": 10, "capacity": 5},
    )
    calls = (
        lambda by: commands.assign_seats(session_id=made.session.pk, by=by, at=BEFORE),
        lambda by: commands.cancel_session(session_id=made.session.pk, by=by, at=BEFORE),
        lambda by: commands.grant_minutes(seat_id=seat.pk, minutes=5, by=by, at=BEFORE),
        lambda by: commands.plan_session(round_=made.round_, stage="first", by=by, at=BEFORE, **new),
    )

    for by in others:
        for call in calls:
            with pytest.raises(NotAllowed), scope.as_system():
                call(by)


def test_nobody_but_the_agency_and_the_candidate_sees_a_seat(rina):
    made = exams.seated(2)

    with scope.seeing(agency_id=rina.agency_id):
        assert not Seat.objects.exists()
    with scope.seeing(person_id=made.candidates[0].person_id):
        assert [seat.person_id for seat in Seat.objects.all()] == [made.candidates[0].person_id]
    with scope.seeing(agency_id=made.round_.agency_id):
        assert Seat.objects.count() == 2
