"""Retirement: nobody is lost between the years, and every period is counted once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core.norms import NormError, retirement
from terang.core.rules.eligibility import age_on
from terang.core.rules.retirement import Member, projection, retires_on, retiring

NORM = retirement.load()
BORN = st.dates(date(1940, 1, 1), date(2010, 12, 31))
KINDS = st.sampled_from(list(NORM.positions))
STAFF = st.lists(st.builds(Member, st.text(max_size=3), BORN, KINDS), max_size=20)
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


@given(BORN, KINDS)
def test_everybody_has_reached_the_age_and_leaves_on_the_next_first_of_a_month(
    born_on: date, kind: str
) -> None:
    leaves = retires_on(born_on, kind, NORM)

    assert leaves.day == 1
    assert age_on(born_on, leaves) == NORM.positions[kind].age
    assert age_on(born_on, leaves - timedelta(days=32)) < NORM.positions[kind].age


@given(BORN, BORN, KINDS)
def test_the_older_never_retires_after_the_younger(one: date, other: date, kind: str) -> None:
    older, younger = sorted((one, other))

    assert retires_on(older, kind, NORM) <= retires_on(younger, kind, NORM)


@given(STAFF, DAYS, DAYS, DAYS)
def test_periods_that_touch_count_everybody_once(
    staff: list[Member], one: date, two: date, three: date
) -> None:
    first, middle, last = sorted((one, two, three))

    apart = retiring(staff, first, middle, NORM) + retiring(staff, middle, last, NORM)

    assert apart == retiring(staff, first, last, NORM)


@given(STAFF, st.integers(2000, 2080))
def test_nobody_is_lost_in_a_projection(staff: list[Member], first_year: int) -> None:
    found = projection(staff, first_year, NORM)

    assert len(found.years) == 5
    assert len(found.overdue) + found.years[0].existing == len(staff)
    assert [one.existing for one in found.years[1:]] == [one.left for one in found.years[:-1]]
    for year in found.years:
        within = retiring(staff, date(year.year, 1, 1), date(year.year + 1, 1, 1), NORM)
        assert year.retiring == len(within)


def test_the_first_day_of_a_period_belongs_to_it_and_the_last_to_the_next() -> None:
    staff = [Member("A", date(1966, 12, 5), "teacher")]
    new_year = date(2027, 1, 1)

    assert retiring(staff, date(2026, 1, 1), new_year, NORM) == ()
    assert retiring(staff, new_year, date(2028, 1, 1), NORM) == ((new_year, staff[0]),)


def test_a_position_without_staff_has_five_empty_years() -> None:
    assert [one.existing for one in projection([], 2026, NORM).years] == [0] * 5


def test_a_kind_of_position_that_the_norm_does_not_know_is_refused() -> None:
    with pytest.raises(NormError, match=r"^PP 11/2017 knows no kind of position cook; it knows leadership, "):
        retires_on(date(1970, 1, 1), "cook", NORM)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^The period ends on 2026-01-01, before it begins on 2026-01-02\.$"
    ):
        retiring([], date(2026, 1, 2), date(2026, 1, 1), NORM)
