"""Opening, ending, closing, publishing: by whom, when, and what the scores follow from."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from terang.base.access import Role
from terang.base.journal.models import Blob
from terang.base.refusals import NotAllowed, NotNow
from terang.base.tenancy import scope
from terang.core import norms
from terang.core.rules import scoring
from terang.exam_room import commands as room
from terang.exam_room import facts as room_facts
from terang.stages.exams import commands, facts
from terang.stages.exams.drawing import Cell
from terang.stages.exams.models import Placed, Score, Seat
from tests.factories import exams, people
from tests.factories.exams import AFTER, BEFORE, DURING, FLOW, LONG_AGO, STARTS_AT

pytestmark = pytest.mark.django_db


def open_(made, at=STARTS_AT, by=None):
    with scope.as_system():
        return commands.open_session(session_id=made.session.pk, by=by or made.proctor, at=at)


def test_only_a_proctor_opens_and_closes():
    made = exams.seated(1)
    others = [people.official(role, made.round_, name="Siapa Saja") for role in Role if role != Role.PROCTOR]

    for by in others:
        with pytest.raises(NotAllowed):
            open_(made, by=by)
    open_(made)
    for by in others:
        with pytest.raises(NotAllowed), scope.as_system():
            commands.close_session(session_id=made.session.pk, by=by, at=AFTER)


def test_a_session_opens_once_and_not_too_early():
    made = exams.seated(1)

    with pytest.raises(NotNow, match="15 menit"):
        open_(made, at=STARTS_AT - timedelta(minutes=15, seconds=1))
    open_(made, at=STARTS_AT - timedelta(minutes=15))
    with pytest.raises(NotNow):
        open_(made)


def test_a_session_without_a_fixed_form_does_not_open():
    made = exams.admitted(1)
    made.session = exams.session(made)
    with scope.as_system():
        commands.assign_seats(session_id=made.session.pk, by=made.committee, at=BEFORE)

    with pytest.raises(NotNow, match="paket soal yang sudah dikunci"):
        open_(made)


def test_each_candidate_has_their_own_minutes_from_the_opening():
    made = exams.seated(2)
    with scope.as_system():
        commands.grant_minutes(seat_id=made.seat_of(0).pk, minutes=15, by=made.committee, at=BEFORE)
        late = STARTS_AT + timedelta(minutes=7)
        open_(made, at=late)

        closings = [room_facts.sitting(made.seat_of(place).token).closes_at - late for place in (0, 1)]

    assert closings == [timedelta(minutes=60), timedelta(minutes=45)]


def test_parallel_forms_are_given_by_lot():
    made = exams.opened(8, forms=2)

    assert {seat.form.name for seat in made.seats()} == {"A", "B"}


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 29), st.integers(-1, 4)), max_size=60))
def test_the_score_is_what_the_rule_says_of_the_last_events(choices):
    with transaction.atomic():
        score, points = scored_with(choices)
        transaction.set_rollback(True)

    expected = scoring.score(norms.load("lokal-contoh"), points)
    assert (score.parts, score.total) == (expected, sum(expected.values()))
    assert score.answered_count == sum(choice >= 0 for choice in dict(choices).values())


def scored_with(choices):
    """The score of one candidate who chose this, and the points of their last choices."""
    made = exams.opened(1)
    with scope.as_system():
        seat = made.seat_of(0)
        if choices:
            given_ = [(n, item, choice) for n, (item, choice) in enumerate(choices, start=1)]
            room.save_many(token=seat.token, given=given_, at=DURING)
        score = commands.end_sitting(token=seat.token, by=FLOW, at=DURING)
        last = dict(choices)
        points = {"umum": [], "pelayanan": [], "bidang": []}
        for one in Placed.objects.filter(form=seat.form):
            choice = last.get(one.position, -1)
            points[one.part].append(one.points[choice] if choice >= 0 else None)
    return score, points


def test_who_is_in_when_the_time_is_over_is_scored_by_the_sweep():
    made = exams.opened(2)
    with scope.as_system():
        early = commands.end_overdue(at=DURING, by=FLOW)
        swept = commands.end_overdue(at=AFTER, by=FLOW)
        again = commands.end_overdue(at=AFTER, by=FLOW)

        assert (early, swept, again) == (0, 2, 0)
        assert {room_facts.sitting(s.token).why for s in made.seats()} == {"time"}


@pytest.mark.django_db(transaction=True)
def test_ending_twice_at_once_makes_one_score(at_once):
    made = exams.opened(1)
    token = made.seat_of(0).token

    outcomes = at_once(*[lambda: commands.end_sitting(token=token, by=FLOW, at=DURING).pk] * 3)

    with scope.as_system():
        assert set(outcomes) == set(Score.objects.values_list("pk", flat=True))
        assert Score.objects.count() == 1


def test_the_database_refuses_to_change_a_score():
    made = exams.opened(1)
    with scope.as_system():
        commands.end_sitting(token=made.seat_of(0).token, by=FLOW, at=DURING)

    for statement in ("UPDATE exams_score SET total = 150", "DELETE FROM exams_score"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_scores_are_published_only_when_nobody_waits():
    made = exams.opened(2)
    approver = people.official(Role.APPROVER, made.round_)
    with scope.as_system():
        commands.end_sitting(token=made.seat_of(0).token, by=FLOW, at=DURING)
        with pytest.raises(NotNow, match="1 peserta belum"):
            commands.publish_scores(round_=made.round_, stage="first", by=approver, at=DURING)
        commands.close_session(session_id=made.session.pk, by=made.proctor, at=AFTER)
        with pytest.raises(NotAllowed):
            commands.publish_scores(round_=made.round_, stage="first", by=made.committee, at=AFTER)
        published = commands.publish_scores(round_=made.round_, stage="first", by=approver, at=AFTER)
        with pytest.raises(NotNow, match="sudah diumumkan"):
            commands.publish_scores(round_=made.round_, stage="first", by=approver, at=AFTER)

        document = bytes(Blob.objects.get(pk=published.digest).content).decode()
        assert all(one.pid in document for one in made.applications)
        assert not any(one.name in document for one in made.candidates)
        assert facts.published_at(made.round_.pk, "first") == AFTER


def test_a_second_test_is_scored_by_its_one_part():
    made = exams.scene(1)
    exams.bank(made.round_)
    with scope.as_system():
        commands.invite_second(application_ids=[made.applications[0].pk], by=FLOW, at=LONG_AGO)
        (form,) = commands.compose_forms(round_=made.round_, stage="second", vacancy_id=made.vacancy.pk,
                                         cells=[Cell("lanjutan", 12)], by=made.committee, at=BEFORE)  # fmt: skip
        commands.fix_form(form_id=form.pk, by=made.committee, at=BEFORE)
        made.session = exams.session(made, stage="second", vacancy_id=made.vacancy.pk, minutes=90)
        commands.assign_seats(session_id=made.session.pk, by=made.committee, at=BEFORE)
        open_(made)
        seat = made.seat_of(0)
        room.enter(token=seat.token, by=FLOW, at=STARTS_AT)
        rights = [one.points.index(5) for one in Placed.objects.filter(form=form).order_by("position")]
        room.save_many(token=seat.token, given=[(n + 1, n, rights[n]) for n in range(7)], at=DURING)
        commands.end_sitting(token=seat.token, by=FLOW, at=DURING)
        (score,) = facts.scores(made.round_.pk, "second")

    assert (score.parts, score.total, score.score_100) == ({"lanjutan": 35}, 35, Decimal("58.333"))
    assert score.test_id == seat.test_id


def test_facts_tell_day_place_and_seat():
    made = exams.seated(1)
    with scope.as_system():
        (seat,) = facts.seats_of(made.applications[0].pk)

        assert (seat.site, seat.starts_at, seat.number, seat.minutes) == ("Aula kecamatan", STARTS_AT, 1, 45)
        assert facts.scores_of(made.applications[0].pk) == ()
        assert Seat.objects.count() == 1
