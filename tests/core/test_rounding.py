"""Rounding half up, to the decimals of the norm."""

from dataclasses import replace
from decimal import Decimal

import pytest

from terang.core import norms
from terang.core.rules.rounding import half_up, total_100


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [("88.305", 2, "88.31"), ("88.3049", 2, "88.30"), ("0.5", 0, "1"), ("1.5", 0, "2"), ("70", 3, "70.000")],
)
def test_half_is_rounded_up(value: str, decimals: int, rounded: str) -> None:
    assert str(half_up(Decimal(value), decimals)) == rounded


@pytest.mark.parametrize(("decimals", "shown"), [(0, "78"), (2, "78.36"), (3, "78.364")])
def test_a_total_on_a_hundred_has_the_decimals_of_its_norm(decimals: int, shown: str) -> None:
    norm = norms.load("cpns-2024")
    assert norm.integration is not None

    norm = replace(norm, integration=replace(norm.integration, decimals=decimals))

    assert str(total_100(norm, 431)) == shown


def test_where_one_exam_decides_a_total_on_a_hundred_has_three_decimals() -> None:
    assert str(total_100(norms.load("pppk-2024"), 500)) == "74.627"
