"""The numbers of people, as the sources print them for illustration; the wrong ones are derived."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from terang.base.identity import nik
from terang.core.rules import employee_number

Case = dict[str, Any]
CASES: Case = json.loads((Path(__file__).parent / "cases" / "identifiers.json").read_text())


@pytest.mark.parametrize("case", CASES["nik"]["valid"], ids=lambda case: case["source"])
def test_a_published_nik_says_what_was_published(case: Case) -> None:
    read = nik.Nik(case["nik"])

    assert nik.problem(case["nik"]) is None
    assert (read.day, read.month, read.is_woman) == (case["day"], case["month"], case["sex"] == "P")
    assert read.agrees_with(date(1900 + case["yy"], case["month"], case["day"]))
    assert read.agrees_with(date(2000 + case["yy"], case["month"], case["day"])), "the century is not in it"


@pytest.mark.parametrize("case", CASES["nik"]["invalid_derived_by_us"], ids=lambda case: case["why"])
def test_a_malformed_nik_is_refused(case: Case) -> None:
    assert nik.problem(case["nik"]) is not None


@pytest.mark.parametrize("case", CASES["nip"]["valid"], ids=lambda case: case["birth"])
def test_a_published_nip_says_what_was_published(case: Case) -> None:
    found = employee_number.read(case["nip"])

    assert f"{found.born_on}" == case["birth"]
    assert f"{found.appointed_on:%Y-%m}" == case["tmt_cpns"]
    assert (found.is_woman, found.sequence) == (case["sex"] == "P", case["seq"])
