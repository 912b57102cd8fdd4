"""What time is it for this candidate? The line of time is cut into parts, and each part is asked once."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.exam_room.clock import Phase, closing_of, milliseconds_left, phase_at

OPENS = datetime.fromisoformat("2026-03-02T08:00:00+07:00")
CLOSES = OPENS + timedelta(minutes=100)
ENDED = OPENS + timedelta(minutes=60)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "phase"),
    [
        (OPENS - TICK, Phase.EARLY),
        (OPENS, Phase.OPEN),
        (OPENS + timedelta(minutes=50), Phase.OPEN),
        (CLOSES - TICK, Phase.OPEN),
        (CLOSES, Phase.OVER),
        (CLOSES + timedelta(days=1), Phase.OVER),
    ],
)
def test_the_line_of_time_has_three_parts(at, phase):
    assert phase_at(at, opens_at=OPENS, closes_at=CLOSES) == phase


@pytest.mark.parametrize(
    ("at", "phase"),
    [(ENDED - TICK, Phase.OPEN), (ENDED, Phase.ENDED), (CLOSES, Phase.ENDED), (OPENS - TICK, Phase.EARLY)],
)
def test_who_has_ended_stays_so(at, phase):
    assert phase_at(at, opens_at=OPENS, closes_at=CLOSES, ended_at=ENDED) == phase


def test_an_accommodation_closes_later():
    assert closing_of(OPENS, minutes=100) == CLOSES
    assert closing_of(OPENS, minutes=100, extra_minutes=30) == CLOSES + timedelta(minutes=30)


def test_the_time_left_is_whole_before_the_opening_and_never_negative():
    assert milliseconds_left(OPENS - timedelta(hours=1), opens_at=OPENS, closes_at=CLOSES) == 6_000_000
    assert milliseconds_left(CLOSES - timedelta(milliseconds=1), opens_at=OPENS, closes_at=CLOSES) == 1
    assert milliseconds_left(CLOSES + timedelta(hours=1), opens_at=OPENS, closes_at=CLOSES) == 0


@given(st.integers(-(10**10), 10**10), st.integers(1, 600), st.integers(0, 600))
def test_extra_minutes_never_take_an_open_exam_away(offset, minutes, extra):
    at = OPENS + timedelta(microseconds=offset)
    plain, more = closing_of(OPENS, minutes=minutes), closing_of(OPENS, minutes=minutes, extra_minutes=extra)

    if phase_at(at, opens_at=OPENS, closes_at=plain) == Phase.OPEN:
        assert phase_at(at, opens_at=OPENS, closes_at=more) == Phase.OPEN
