"""Two devices at the same moment, and a save that meets the end."""

import pytest

from terang.exam_room import commands, facts
from terang.exam_room.refusals import Closed, Conflict
from tests.factories import exam_room
from tests.factories.exam_room import DURING, ROOM

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_devices_with_the_same_number_one_is_told(at_once):
    token = exam_room.entered()

    outcomes = at_once(
        lambda: exam_room.answer(token, [(0, 1)]),
        lambda: exam_room.answer(token, [(0, 2)]),
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["Conflict", "int"]
    assert len(facts.events_of(token)) == 1


def test_the_same_answer_from_two_lines_at_once_is_held_once(at_once):
    token = exam_room.entered()

    outcomes = at_once(*[lambda: exam_room.answer(token, [(0, 1), (1, 1)])] * 4)

    assert outcomes == [2, 2, 2, 2]
    assert len(facts.events_of(token)) == 2


def test_what_is_acknowledged_beside_the_end_is_in_the_events(at_once):
    token = exam_room.entered()

    saved, ended = at_once(
        lambda: exam_room.answer(token, [(0, 1)]),
        lambda: commands.finish(token=token, by=ROOM, at=DURING),
    )

    assert ended is True
    assert len(facts.events_of(token)) == (0 if isinstance(saved, (Closed, Conflict)) else 1)
