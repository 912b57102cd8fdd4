"""An answer is kept once, in order, by the server's clock, or refused in words."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from terang.base.refusals import NotFound, NotNow
from terang.base.tenancy import scope
from terang.exam_room import commands, facts
from terang.exam_room.models import Answer, Sitting
from terang.exam_room.refusals import Closed, Conflict, Gap, Stranger, Unfit
from tests.factories import exam_room
from tests.factories.exam_room import CLOSES_AT, DURING, OPENS_AT, ROOM

pytestmark = pytest.mark.django_db
TICK = timedelta(microseconds=1)


def events(token):
    return [(e.seq, e.item, e.choice) for e in facts.events_of(token)]


def test_answers_are_kept_as_events_and_the_last_one_counts():
    token = exam_room.entered()

    last = exam_room.answer(token, [(0, 1), (2, 3), (0, 2), (4, 0), (4, -1)])

    assert last == 5
    assert events(token) == [(1, 0, 1), (2, 2, 3), (3, 0, 2), (4, 4, 0), (5, 4, -1)]
    assert facts.answers_of(token) == {0: 2, 2: 3}


def test_an_answer_sent_twice_changes_nothing():
    token = exam_room.entered()

    first = commands.save(token=token, seq=1, item=0, choice=1, at=DURING)
    again = commands.save(token=token, seq=1, item=0, choice=1, at=DURING + timedelta(seconds=5))

    assert (first.last, again.last) == (1, 1)
    assert [(e.seq, e.at) for e in facts.events_of(token)] == [(1, DURING)]


def test_a_batch_that_repeats_its_beginning_goes_on():
    token = exam_room.entered()
    exam_room.answer(token, [(0, 1), (1, 1)])

    last = exam_room.answer(token, [(0, 1), (1, 1), (2, 1)])

    assert last == 3
    assert events(token) == [(1, 0, 1), (2, 1, 1), (3, 2, 1)]


def test_another_answer_under_the_same_number_is_a_conflict_and_keeps_nothing():
    token = exam_room.entered()
    exam_room.answer(token, [(0, 1)])

    with pytest.raises(Conflict) as refused:
        exam_room.answer(token, [(0, 2), (1, 1)])

    assert (refused.value.status, refused.value.last) == (409, 1)
    assert events(token) == [(1, 0, 1)]


def test_a_gap_is_refused_with_the_number_from_which_to_send_again():
    token = exam_room.entered()
    exam_room.answer(token, [(0, 1)])

    with pytest.raises(Gap) as refused:
        commands.save(token=token, seq=3, item=1, choice=1, at=DURING)

    assert (refused.value.status, refused.value.last) == (425, 1)
    assert events(token) == [(1, 0, 1)]


@pytest.mark.parametrize("late", [timedelta(0), TICK, timedelta(hours=3)])
def test_after_the_closing_instant_nothing_is_taken(late):
    token = exam_room.entered()
    exam_room.answer(token, [(0, 1)], at=CLOSES_AT - TICK)

    with pytest.raises(Closed, match="Waktu sudah habis") as refused:
        exam_room.answer(token, [(1, 1)], at=CLOSES_AT + late, first=2)

    assert (refused.value.status, refused.value.last) == (410, 1)
    assert events(token) == [(1, 0, 1)]


def test_what_was_held_in_time_is_still_acknowledged_when_sent_again_later():
    token = exam_room.entered()
    exam_room.answer(token, [(0, 1)])

    assert exam_room.answer(token, [(0, 1)], at=CLOSES_AT + TICK) == 1


def test_nothing_is_taken_before_the_candidate_enters_or_after_the_end():
    (token,) = exam_room.sittings()

    with pytest.raises(Closed):
        exam_room.answer(token, [(0, 1)])
    commands.enter(token=token, by=ROOM, at=OPENS_AT)
    commands.finish(token=token, by=ROOM, at=DURING)
    with pytest.raises(Closed, match="mengakhiri"):
        exam_room.answer(token, [(0, 1)], at=DURING + TICK)

    assert events(token) == []


def test_a_foreign_token_keeps_nothing():
    exam_room.entered()

    with pytest.raises(Stranger) as refused:
        exam_room.answer("f" * 32, [(0, 1)])

    assert refused.value.status == 404
    with scope.as_system():
        assert not Answer.objects.exists()


@pytest.mark.parametrize(
    "given",
    [[], [(1, 5, 0)], [(1, 0, 4)], [(1, 0, -2)], [(1, -1, 0)], [(0, 0, 0)], [(1, 0, 0), (3, 1, 0)],
     [(2, 0, 0), (1, 0, 0)], [(n, 0, 0) for n in range(1, 502)]],
)  # fmt: skip
def test_no_such_question_option_or_order_is_refused(given):
    token = exam_room.entered()

    with pytest.raises((Unfit, Conflict)) as refused:
        commands.save_many(token=token, given=given, at=DURING)

    assert refused.value.status in (409, 422)
    assert events(token) == []


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_however_the_line_repeats_and_cuts_what_is_acknowledged_is_held_once(data):
    token = exam_room.entered()
    choices = data.draw(st.lists(st.tuples(st.integers(0, 4), st.integers(-1, 3)), min_size=1, max_size=12))
    wanted = [(place + 1, *choice) for place, choice in enumerate(choices)]
    acknowledged = 0

    for _ in range(40):
        first = data.draw(st.integers(0, len(wanted) - 1))
        end = data.draw(st.integers(first + 1, len(wanted)))
        with suppress(Gap):
            saved = commands.save_many(token=token, given=wanted[first:end], at=DURING)
            acknowledged = max(acknowledged, saved.last)
        assert events(token) == wanted[:acknowledged]

    assert events(token) == wanted[:acknowledged]


def test_a_save_takes_one_statement(django_assert_num_queries):
    token = exam_room.entered()

    # savepoint and scope: 2 + 4; the statement: 1
    with django_assert_num_queries(5):
        commands.save(token=token, seq=1, item=0, choice=1, at=DURING)


def test_a_whole_exam_of_answers_is_one_statement_for_each_candidate():
    digest = exam_room.paper(110)
    tokens = exam_room.sittings(20, digest=digest)
    for token in tokens:
        commands.enter(token=token, by=ROOM, at=OPENS_AT)
        exam_room.answer(token, [(item, item % 4) for item in range(110)])

    assert {len(facts.answers_of(token)) for token in tokens} == {110}


@pytest.mark.parametrize("statement", ["UPDATE room_answer SET choice = 2", "DELETE FROM room_answer"])
def test_the_database_refuses_to_change_or_remove_an_answer(statement):
    token = exam_room.entered()
    exam_room.answer(token, [(0, 1)])

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)

    assert events(token) == [(1, 0, 1)]


def test_an_agency_sees_only_its_own_sittings_and_answers():
    exam_room.answer(exam_room.entered(), [(0, 1)])
    foreign = exam_room.people.foreign_agency().pk

    with scope.seeing(agency_id=foreign):
        assert (Sitting.objects.count(), Answer.objects.count()) == (0, 0)
    with scope.seeing(agency_id=exam_room.people.agency().pk):
        assert (Sitting.objects.count(), Answer.objects.count()) == (1, 1)


def test_entering_is_once_and_only_while_it_is_open():
    (token,) = exam_room.sittings()

    with pytest.raises(NotNow, match="belum dimulai"):
        commands.enter(token=token, by=ROOM, at=OPENS_AT - TICK)
    commands.enter(token=token, by=ROOM, at=OPENS_AT)
    commands.enter(token=token, by=ROOM, at=DURING)
    with pytest.raises(NotFound):
        commands.enter(token="0" * 32, by=ROOM, at=DURING)

    assert facts.sitting(token).entered_at == OPENS_AT


def test_too_late_is_too_late_to_enter():
    (token,) = exam_room.sittings()

    with pytest.raises(NotNow, match="Waktu sudah habis"):
        commands.enter(token=token, by=ROOM, at=CLOSES_AT)


def test_a_sitting_ends_once_and_by_time_after_its_closing():
    one, other = exam_room.entered(), exam_room.entered()

    assert commands.finish(token=one, by=ROOM, at=DURING)
    assert not commands.finish(token=one, by=ROOM, at=DURING + TICK)
    assert commands.finish(token=other, by=ROOM, at=CLOSES_AT)

    assert [(facts.sitting(t).why, facts.sitting(t).ended_at) for t in (one, other)] == [
        ("finished", DURING), ("time", CLOSES_AT)]  # fmt: skip


def test_the_head_follows_from_every_event():
    token = exam_room.entered()
    exam_room.answer(token, [(0, 1), (1, 2)])
    sitting, given_ = facts.sitting(token), facts.events_of(token)

    head = facts.head_of(sitting, given_)

    assert head == facts.head_of(sitting, facts.events_of(token))
    assert head != facts.head_of(sitting, given_[:1])
    changed = (given_[0], facts.Event(2, 1, 3, given_[1].at))
    assert head != facts.head_of(sitting, changed)
