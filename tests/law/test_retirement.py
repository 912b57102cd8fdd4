"""Days of retirement and the staff of five years, worked by hand."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from terang.core.norms import retirement
from terang.core.rules.retirement import Member, projection, retires_on

Case = dict[str, Any]
LAW: Case = tomllib.loads((Path(__file__).parent / "cases" / "retirement.toml").read_text())
NORM = retirement.load()


@pytest.mark.parametrize("case", LAW["case"], ids=lambda case: case["name"])
def test_the_first_day_without_somebody(case: Case) -> None:
    assert retires_on(case["born_on"], case["position_kind"], NORM) == case["retires_on"]


def test_the_staff_of_a_position_year_by_year() -> None:
    case = LAW["projection"]
    staff = [Member(str(born_on), born_on, case["position_kind"]) for born_on in case["born_on"]]

    found = projection(staff, case["first_year"], NORM)

    assert [one.member.born_on for one in found.overdue] == case["overdue"]
    assert [one.existing for one in found.years] == case["existing"]
    assert [one.retiring for one in found.years] == case["retiring"]


def test_no_age_of_retirement_is_confirmed_yet() -> None:
    assert {one.path for one in NORM.cited} - {one.path for one in NORM.unconfirmed()} == {"years_planned"}
