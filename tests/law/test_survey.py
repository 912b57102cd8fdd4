"""Public satisfaction: what was published comes out, and the old and the careless ways of counting do not."""

import csv
import json
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from terang.core.norms import survey
from terang.core.rules.need import as_decimal
from terang.core.rules.sample_size import sample_size
from terang.core.rules.skm import band_of, index

Case = dict[str, Any]
CASES = Path(__file__).parent / "cases"
NORM = survey.load()
PUBLISHED: Case = json.loads((CASES / "skm_expected.json").read_text(), parse_float=Decimal)
TUBABA, BUKIT_ASAM = PUBLISHED["cases"]
EDGES: list[Case] = tomllib.loads((CASES / "skm.toml").read_text(), parse_float=Decimal)["edge"]
SAMPLES = list(csv.DictReader((CASES / "krejcie_morgan_computed.csv").read_text().splitlines()))


def test_one_respondent_who_answers_four_throughout_gives_the_published_hundred() -> None:
    answers = [dict(zip(NORM.elements, row, strict=True)) for row in TUBABA["respondents"]]

    found = index(answers, NORM)

    assert [one.mean for one in found.means] == TUBABA["nrr"]
    assert [as_decimal(one.weighted, 2) for one in found.means] == TUBABA["nrr_weighted_displayed"]
    assert sum(one.weighted for one in found.means) == TUBABA["sum_nrr_weighted_published"]
    assert (found.exact, found.shown, found.band.grade) == (TUBABA["ikm_published"], 100, TUBABA["grade"])


def test_the_printed_weight_and_the_displayed_means_would_not_give_it() -> None:
    displayed = sum(TUBABA["nrr_weighted_displayed"]) * NORM.index_per_point
    printed_weight = 4 * Decimal("0.111") * len(NORM.elements) * NORM.index_per_point

    assert (displayed, printed_weight) == (99, Decimal("99.900"))
    assert NORM.weight == Fraction(1, 9)


@pytest.mark.parametrize("year", BUKIT_ASAM["ikm_by_year"])
def test_a_published_index_has_its_published_grade(year: str) -> None:
    band = band_of(BUKIT_ASAM["ikm_by_year"][year], NORM)

    assert f"{band.label} ({band.grade})" == BUKIT_ASAM["grade_published"]


def test_the_norm_holds_the_published_bands() -> None:
    bands = [(one.grade, one.label, one.least, one.most) for one in NORM.bands]

    assert bands == [
        (one["grade"], one["label"], one["ikm_min"], one["ikm_max"]) for one in PUBLISHED["bands"]
    ]


@pytest.mark.parametrize("band", PUBLISHED["bands"], ids=lambda band: band["grade"])
def test_the_column_of_means_is_the_index_divided_by_twenty_five(band: Case) -> None:
    assert (band["ikm_min"] / 25, band["ikm_max"] / 25) == (band["nrr_min"], band["nrr_max"])


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: str(edge["ikm"]))
def test_the_grade_at_the_edges_and_what_the_superseded_bands_would_say(edge: Case) -> None:
    assert band_of(edge["ikm"], NORM).grade == edge["grade"]
    assert band_of(edge["ikm"], survey.load("kep-25-2004")).grade == edge["old"]


def test_the_old_bands_are_another_dated_norm() -> None:
    old, trap = survey.load("kep-25-2004"), PUBLISHED["old_bands_trap"]

    assert {one.grade: [one.least, one.most] for one in old.bands} == {grade: trap[grade] for grade in "ABCD"}
    assert (old.in_force_on < NORM.in_force_on, len(old.elements)) == (True, 14)


@pytest.mark.parametrize("row", SAMPLES, ids=lambda row: row["population_N"])
def test_the_sample_of_a_population(row: dict[str, str]) -> None:
    found = sample_size(int(row["population_N"]), NORM)

    assert as_decimal(found.exact) == Decimal(row["sample_S_exact"])
    assert found.people == int(row["sample_S_rounded"])
