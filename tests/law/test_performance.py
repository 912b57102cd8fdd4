"""Ratings of performance, as PermenPANRB 6/2022 prints them."""

import csv
from pathlib import Path

import pytest

from terang.core.norms import performance
from terang.core.rules.performance import check_distribution, rate

CASES = Path(__file__).parent / "cases"
NORM = performance.load()
EXPECTATIONS = {"di atas ekspektasi": "above", "sesuai ekspektasi": "at", "di bawah ekspektasi": "below"}
MATRIX = list(csv.DictReader((CASES / "performance_matrix.csv").read_text().splitlines()))
DISTRIBUTION = list(csv.DictReader((CASES / "performance_distribution.csv").read_text().splitlines()))

# How each published rule is kept and broken, for a hundred people: very good, good, needs improvement, poor, very poor.
# Every number stands at the limit or one person beyond it.
KEPT = {
    "Istimewa": [(70, 30, 0, 0, 0), (0, 100, 0, 0, 0)],
    "Baik": [(29, 70, 1, 0, 0), (29, 70, 0, 1, 0)],
    "Butuh Perbaikan": [(10, 30, 60, 0, 0), (0, 0, 100, 0, 0)],
    "Kurang": [(10, 20, 10, 60, 0), (0, 0, 40, 60, 0)],
    "Sangat Kurang": [(0, 40, 0, 0, 60), (0, 0, 0, 0, 100)],
}
BROKEN = {
    "Istimewa": [((71, 29, 0, 0, 0), ["71 of 100 people are rated Sangat Baik; at most 70 percent may be"])],
    "Baik": [
        ((28, 71, 1, 0, 0), ["71 of 100 people are rated Baik; at most 70 percent may be"]),
        ((30, 70, 0, 0, 0), ["Nobody is rated Butuh Perbaikan / Kurang/misconduct; somebody must be"]),
    ],
    "Butuh Perbaikan": [
        (
            (11, 30, 59, 0, 0),
            [
                "59 of 100 people are rated Butuh Perbaikan; at least 60 percent must be",
                "11 of 100 people are rated Sangat Baik; at most 10 percent may be",
            ],
        )
    ],
    "Kurang": [
        (
            (11, 21, 9, 59, 0),
            [
                "59 of 100 people are rated Kurang/misconduct; at least 60 percent must be",
                "9 of 100 people are rated Butuh Perbaikan; at least 10 percent must be",
                "11 of 100 people are rated Sangat Baik; at most 10 percent may be",
            ],
        )
    ],
    "Sangat Kurang": [
        (
            (1, 40, 0, 0, 59),
            [
                "59 of 100 people are rated Sangat Kurang; at least 60 percent must be",
                "1 of 100 people are rated Sangat Baik; at most 0 percent may be",
            ],
        )
    ],
}


def organisation(label: str) -> str:
    (code,) = [code for code, limits in NORM.organisations.items() if limits.label == label]
    return code


def counts(numbers: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(NORM.ratings, numbers, strict=True))


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: f"{row['hasil_kerja']}, {row['perilaku_kerja']}")
def test_results_and_behaviour_give_the_published_rating(row: dict[str, str]) -> None:
    found = rate(EXPECTATIONS[row["hasil_kerja"]], EXPECTATIONS[row["perilaku_kerja"]], NORM)

    assert found.label == row["predikat"]


def test_what_kurang_misconduct_means_stays_open_and_is_told() -> None:
    open_cells = {"matrix.above.below", "matrix.at.below"}

    assert {one.path for one in NORM.unconfirmed()} == {"ratings.poor", *open_cells}
    assert {rate(one, "below", NORM).cited.path for one in ("above", "at")} == open_cells


def test_every_published_limit_has_its_cases() -> None:
    labels = [row["predikat_organisasi"] for row in DISTRIBUTION]

    assert labels == [one.label for one in NORM.organisations.values()] == list(KEPT) == list(BROKEN)


@pytest.mark.parametrize("row", DISTRIBUTION, ids=lambda row: row["predikat_organisasi"])
def test_the_norm_holds_the_published_limits(row: dict[str, str]) -> None:
    limits = NORM.organisations[organisation(row["predikat_organisasi"])]
    words = {"very_good": "Sangat Baik", "poor": "Kurang"}

    def name(rating: str) -> str:
        return words.get(rating, NORM.ratings[rating])

    said = [
        *(f"{name(rating)} at least {percent}%" for rating, percent in limits.at_least.items()),
        *(
            f"{name(rating)} at most {percent}%" if percent else f"no {name(rating)}"
            for rating, percent in limits.at_most.items()
        ),
        *([f"some {' or '.join(map(name, limits.some_of))} must exist"] if limits.some_of else []),
    ]
    assert sorted(row["rule_published"].split("; ")) == sorted(said)


@pytest.mark.parametrize(("label", "numbers"), [(label, one) for label, all_ in KEPT.items() for one in all_])
def test_a_distribution_at_the_limit_is_kept(label: str, numbers: tuple[int, ...]) -> None:
    assert check_distribution(organisation(label), counts(numbers), NORM) == ()


@pytest.mark.parametrize(
    ("label", "numbers", "breaches"), [(label, *one) for label, all_ in BROKEN.items() for one in all_]
)
def test_every_breach_is_told_with_its_article(
    label: str, numbers: tuple[int, ...], breaches: list[str]
) -> None:
    found = check_distribution(organisation(label), counts(numbers), NORM)

    assert list(found) == [
        f"{one}, where the organisation is rated {label} (PermenPANRB 6/2022)." for one in breaches
    ]
