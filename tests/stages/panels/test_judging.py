"""The rule of the result: pure, so tried with whatever numbers there are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.stages.panels.judging import BOUND, Scored, fits, mark, rounded, settle

marks = st.decimals(0, 100, places=2)


@given(marks, marks)
def test_two_within_the_bound_give_their_mean_and_beyond_it_call_a_third(one, other):
    found = settle([one, other])

    if abs(one - other) > BOUND:
        assert found is None
    else:
        assert found.score == rounded((one + other) / 2)
        assert found.branch == "mean"


@given(st.lists(marks, min_size=3, max_size=3), st.randoms())
def test_the_order_of_the_assessors_never_matters(three, random):
    assert settle(random.sample(three, 3)) == settle(three)


@given(st.lists(marks, min_size=3, max_size=3))
def test_three_always_settle_between_the_lowest_and_the_highest(three):
    found = settle(three)

    assert min(three) <= found.score <= max(three)
    assert found.spread == max(three) - min(three)


@given(st.lists(marks, min_size=2, max_size=3), st.decimals(0, 100, places=2))
def test_more_points_by_everybody_never_lower_the_score(found, more):
    raised = [min(one + more, Decimal(100)) for one in found]
    before, after = settle(found), settle(raised)

    if before and after and before.branch == after.branch == "mean":
        assert after.score >= before.score


@pytest.mark.parametrize(
    ("three", "score", "branch"),
    [
        (("70", "85", "80"), "82.50", "closest"),
        (("60", "75", "90"), "75.00", "median"),
        (("60", "60", "90"), "60.00", "closest"),
        (("80", "85", "90"), "85.00", "mean"),
        (("79.99", "80.00", "90.00"), "80.00", "closest"),
    ],
)
def test_the_third_decides_with_the_nearer_of_the_two(three, score, branch):
    found = settle(map(Decimal, three))

    assert (found.score, found.branch) == (Decimal(score), branch)


@pytest.mark.parametrize("found", [[], [Decimal(80)]])
def test_one_assessor_alone_never_makes_a_score(found):
    assert settle(found) is None


def test_exactly_ten_points_apart_is_within_the_bound():
    assert settle([Decimal(70), Decimal(80)]).score == Decimal("75.00")
    assert settle([Decimal(70), Decimal("80.01")]) is None


def test_half_a_hundredth_rounds_up():
    assert settle([Decimal("80.00"), Decimal("80.01")]).score == Decimal("80.01")


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 100)), min_size=1, max_size=8))
def test_a_mark_lies_on_the_scale_and_is_full_only_with_full_points(rows):
    found = mark([Scored(Decimal(points), Decimal(weight), "five") for points, weight in rows])

    assert 20 <= found <= 100
    assert (found == 100) == all(points == 5 for points, _ in rows)


@pytest.mark.parametrize(
    ("points", "scale", "answer"),
    [
        ("1", "five", True), ("5", "five", True), ("0", "five", False), ("6", "five", False), ("2.5", "five", False),
        ("0", "hundred", True), ("100", "hundred", True), ("99.99", "hundred", True), ("99.999", "hundred", False),
        ("-1", "hundred", False), ("100.01", "hundred", False), ("NaN", "hundred", False), ("Infinity", "five", False),
    ],
)  # fmt: skip
def test_points_fit_their_scale(points, scale, answer):
    assert fits(Decimal(points), scale) is answer
