"""Scores are shown exactly, moments with the name of their zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from terang.base.ui.components.numbers import day, number, period, points, when

NOON = datetime(2026, 5, 12, 7, 0, tzinfo=UTC)


@pytest.fixture(params=["id"], autouse=True)
def language(request: pytest.FixtureRequest) -> Iterator[None]:
    with translation.override(request.param), timezone.override("Asia/Jakarta"):
        yield


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (Decimal("87.50"), "87,50"),
        (Decimal("87.5"), "87,5"),
        (Decimal(100), "100"),
        (Decimal("91.3333333333"), "91,3333333333"),
        (Decimal("1E+2"), "100"),
        (Decimal("-0.25"), "-0,25"),
        (1250, "1250"),
        (None, "–"),
    ],
)
def test_a_score_keeps_every_decimal(score: Decimal | int | None, shown: str) -> None:
    assert points(score) == shown


def test_a_score_has_a_dot_in_english() -> None:
    with translation.override("en"):
        assert points(Decimal("87.50")) == "87.50"


def test_counts_are_grouped_as_the_reader_groups_them() -> None:
    indonesian = number(12345)
    with translation.override("en"):
        english = number(12345)

    assert (indonesian, english, number(None)) == ("12.345", "12,345", "–")


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("", "14.00 WIB"),
        ("Asia/Jakarta", "14.00 WIB"),
        ("Asia/Makassar", "15.00 WITA"),
        ("Asia/Jayapura", "16.00 WIT"),
    ],
)
def test_an_instant_is_told_in_the_zone_of_the_agency(zone: str, shown: str) -> None:
    expected = f'<time datetime="2026-05-12T07:00:00+00:00">12 Mei 2026 pukul {shown}</time>'

    assert when(NOON, zone=zone) == expected


def test_the_active_zone_is_the_default() -> None:
    with timezone.override("Asia/Makassar"):
        assert "15.00 WITA" in when(NOON)


def test_an_instant_is_told_in_english_too() -> None:
    with translation.override("en"):
        assert "12 May 2026 at 14:00 WIB" in when(NOON)


def test_the_day_of_an_instant_is_the_local_one() -> None:
    late = datetime(2026, 5, 12, 20, 0, tzinfo=UTC)

    assert day(late) == '<time datetime="2026-05-13">13 Mei 2026</time>'
    assert day(date(2026, 5, 12)) == '<time datetime="2026-05-12">12 Mei 2026</time>'


def test_nothing_is_a_dash() -> None:
    assert (when(None), day(None)) == ("–", "–")


def test_a_period_has_two_ends() -> None:
    assert period(date(2026, 5, 1), None) == '<time datetime="2026-05-01">1 Mei 2026</time> sampai –'
