"""Ratings and their distribution: what holds for every organisation, and what is refused."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core.norms import performance
from terang.core.norms.performance import EXPECTATIONS
from terang.core.rules.performance import check_distribution, rate

NORM = performance.load()
ORGANISATIONS = st.sampled_from(list(NORM.organisations))
COUNTS = st.fixed_dictionaries({rating: st.just(0) | st.integers(1, 200) for rating in NORM.ratings}).filter(
    lambda counts: any(counts.values())
)


def test_better_results_or_behaviour_never_lower_a_rating() -> None:
    best_first = list(NORM.ratings)

    for behaviour in EXPECTATIONS:
        ranks = [best_first.index(rate(results, behaviour, NORM).code) for results in EXPECTATIONS]
        assert ranks == sorted(ranks, reverse=True)
    for results in ("at", "above"):
        ranks = [best_first.index(rate(results, behaviour, NORM).code) for behaviour in EXPECTATIONS]
        assert ranks == sorted(ranks, reverse=True)


@given(ORGANISATIONS, COUNTS, st.integers(2, 10_000))
def test_the_size_of_an_organisation_never_matters(
    organisation: str, counts: dict[str, int], times: int
) -> None:
    grown = {rating: count * times for rating, count in counts.items()}

    assert len(check_distribution(organisation, grown, NORM)) == len(
        check_distribution(organisation, counts, NORM)
    )


@given(ORGANISATIONS, COUNTS)
def test_a_rating_that_nobody_has_may_be_left_out(organisation: str, counts: dict[str, int]) -> None:
    held = {rating: count for rating, count in counts.items() if count}

    assert check_distribution(organisation, held, NORM) == check_distribution(organisation, counts, NORM)


def test_shares_are_never_rounded() -> None:
    one_over = {"very_good": 700_001, "good": 299_999}
    assert check_distribution("outstanding", one_over, NORM) == (
        (
            "700001 of 1000000 people are rated Sangat Baik; at most 70 percent may be, where the organisation is rated "
            "Istimewa (PermenPANRB 6/2022)."
        ),
    )
    one_short = {"needs_improvement": 599_999, "good": 400_001}
    assert check_distribution("needs_improvement", one_short, NORM) == (
        (
            "599999 of 1000000 people are rated Butuh Perbaikan; at least 60 percent must be, where the organisation is "
            "rated Butuh Perbaikan (PermenPANRB 6/2022)."
        ),
    )


@pytest.mark.parametrize(
    ("results", "behaviour", "word"), [("ABOVE", "at", "ABOVE"), ("at", "", ""), ("at", "di atas", "di atas")]
)
def test_a_word_that_says_nothing_of_expectations_is_refused(results: str, behaviour: str, word: str) -> None:
    with pytest.raises(
        ValueError, match=rf"^{word} says nothing of expectations; use one of below, at, above\.$"
    ):
        rate(results, behaviour, NORM)


@pytest.mark.parametrize(
    ("organisation", "counts", "sentence"),
    [
        (
            "excellent",
            {"good": 1},
            "excellent is no rating; use one of outstanding, good, needs_improvement, poor, very_poor.",
        ),
        (
            "good",
            {"misconduct": 1},
            "misconduct is no rating; use one of very_good, good, needs_improvement, poor, very_poor.",
        ),
        ("good", {"good": -1}, "-1 people can't be rated Baik."),
        ("good", {"good": True}, "True people can't be rated Baik."),
        ("good", {}, "Nobody is rated yet, so there is nothing to check."),
        ("good", {"good": 0}, "Nobody is rated yet, so there is nothing to check."),
    ],
)
def test_counts_that_cannot_be_are_refused(organisation: str, counts: dict[str, int], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        check_distribution(organisation, counts, NORM)
