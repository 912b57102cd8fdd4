"""The need of staff, in whatever periods the volumes are counted."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core.norms import workload
from terang.core.rules.need import Task, as_decimal, gap, needs

BASE = workload.load()
TASKS = st.lists(
    st.builds(
        Task,
        position=st.sampled_from(["Bidan", "Perawat"]),
        task=st.just("t"),
        volume=st.decimals(0, 5000, places=2),
        period=st.sampled_from(workload.PERIODS),
        minutes=st.decimals(0, 600, places=1),
    ),
    min_size=1,
    max_size=12,
)


@given(TASKS)
def test_mixed_periods_give_what_the_same_work_counted_in_years_gives(tasks: list[Task]) -> None:
    in_years = [
        replace(one, period="year", volume=one.volume * BASE.times_per_year[one.period]) for one in tasks
    ]

    assert [one.exact for one in needs(in_years, BASE)] == [one.exact for one in needs(tasks, BASE)]


@given(TASKS, st.randoms())
def test_the_order_of_the_tasks_never_matters(tasks: list[Task], chance: Random) -> None:
    shuffled = chance.sample(tasks, len(tasks))

    assert {one.position: one.exact for one in needs(shuffled, BASE)} == {
        one.position: one.exact for one in needs(tasks, BASE)
    }


@given(TASKS, TASKS)
def test_no_work_is_lost_when_tables_are_joined(some: list[Task], others: list[Task]) -> None:
    def total(tasks: list[Task]) -> Fraction:
        return sum((one.exact for one in needs(tasks, BASE)), Fraction(0))

    assert total(some + others) == total(some) + total(others)


def test_the_need_is_exact_where_decimals_are_not() -> None:
    third = Task("J", "t", Decimal(25), "year", Decimal(1000))

    (found,) = needs([third] * 3, BASE)

    assert (found.exact, found.tasks, found.base) == (Fraction(1), 3, BASE)


def test_a_need_is_printed_with_as_many_decimals_as_asked_and_minutes_with_two() -> None:
    (found,) = needs([Task("J", "t", Decimal("0.333"), "year", Decimal("1000.5"))] * 3, BASE)

    assert (str(found.shown()), str(found.shown(2)), str(found.shown(6))) == ("0.0133", "0.01", "0.013327")
    assert str(found.minutes_shown()) == "999.50"


@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        (
            Task("J", "t", Decimal(1), "quarter", Decimal(1)),
            "quarter is no period; use one of day, week, month, year.",
        ),
        (Task("J", "t", Decimal(-1), "year", Decimal(1)), "t: volume and minutes can't be below zero."),
        (Task("J", "t", Decimal(1), "year", Decimal(-1)), "t: volume and minutes can't be below zero."),
    ],
)
def test_a_task_that_cannot_be_is_refused(task: Task, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        needs([task], BASE)


@pytest.mark.parametrize(
    ("need", "incumbents", "retiring", "missing"),
    [
        (Fraction(7, 2), 3, 1, Fraction(3, 2)),
        (Fraction(2), 3, 0, Fraction(-1)),
        (Fraction(2), 3, 1, Fraction(0)),
    ],
)
def test_the_gap_counts_those_who_retire(
    need: Fraction, incumbents: int, retiring: int, missing: Fraction
) -> None:
    assert gap(need, incumbents, retiring) == missing


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Fraction(1, 8), "0.13"), (Fraction(-1, 8), "-0.13"), (Fraction(2, 3), "0.67"), (Fraction(2), "2.00")],
)
def test_a_fraction_is_printed_half_up(value: Fraction, shown: str) -> None:
    assert str(as_decimal(value, 2)) == shown
