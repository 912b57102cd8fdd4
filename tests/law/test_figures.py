"""Published totals of selections add up, or it is known where they do not."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from terang.core.rules.need import as_decimal

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases" / "result_status_counts.json").read_text(), parse_float=Decimal
)["cases"]
AGENCY_2021, OPTIMISED_2024, RESIGNED_2025, SUBMITTED_2023 = CASES


def test_the_codes_of_2021_add_up_to_the_participants() -> None:
    codes = [AGENCY_2021[code] for code in ("P/L", "P/L-1", "P/L-2", "P/TL", "P/TH")]

    assert sum(codes) == AGENCY_2021["participants"]
    assert AGENCY_2021["present"] + AGENCY_2021["P/TH"] == AGENCY_2021["participants"]


def test_those_who_passed_by_transfer_are_the_difference_of_2024() -> None:
    before, after = (OPTIMISED_2024[f"passed_{when}_optimisation"] for when in ("before", "after"))

    assert after - before == OPTIMISED_2024["added"]


def test_the_share_of_those_who_resigned_is_what_was_published() -> None:
    share = Fraction(RESIGNED_2025["resigned_of_these"], RESIGNED_2025["filled_by_optimisation"])

    assert as_decimal(share, 4) == RESIGNED_2025["share"]


def test_the_applications_of_2023_that_met_the_requirements_add_up_and_the_rest_leaves_some_undecided() -> (
    None
):
    met, failed, sent = (SUBMITTED_2023[one] for one in ("ms", "tms", "submitted"))

    assert SUBMITTED_2023["ms_cpns"] + SUBMITTED_2023["ms_pppk"] == met
    assert as_decimal(Fraction(failed, sent), 4) == SUBMITTED_2023["share_tms"]
    assert sent - met - failed == 2482


def test_every_file_of_cases_is_in_the_table_and_read_by_a_test() -> None:
    here = Path(__file__).parent
    table = (here / "README.md").read_text()
    tests = "".join(path.read_text() for path in here.glob("test_*.py"))

    files = {path.name for path in (here / "cases").iterdir()}
    assert {name for name in files if f"`cases/{name}`" not in table} == set()
    assert {name for name in files if f'"{name}"' not in tests} == set()
