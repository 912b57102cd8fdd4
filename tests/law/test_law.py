"""Worked cases, one file per rule: published numbers that must come out, and wrong ones that must not.

Anyone may add a case to the TOML files beside this one.
"""

import tomllib
from datetime import datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from terang.core import norms
from terang.core.norms import workload
from terang.core.rules.eligibility import Profile, Requirement, check
from terang.core.rules.need import Task, as_decimal, needs
from terang.core.rules.ranking import FinalScore, final, final_score, merge
from terang.core.rules.rounding import half_up, total_100
from terang.core.rules.schedule import Window
from terang.core.rules.schedule import check as check_schedule
from terang.core.rules.scoring import score
from terang.core.rules.second_tests import SecondTest, check_plan
from terang.core.rules.shortlist import BasicScore, shortlist
from terang.core.rules.thresholds import UnknownThreshold, judge

Case = dict[str, Any]
HERE = Path(__file__).parent


def law(rule: str) -> Case:
    return tomllib.loads((HERE / f"{rule}.toml").read_text(), parse_float=Decimal)


def cases(rule: str, table: str = "case") -> list[Any]:
    """The cases of one table, each called by its name, source or number."""
    found = law(rule)[table]
    return [
        pytest.param(one, id=f"{number}: {one.get('name', one.get('kind', ''))}")
        for number, one in enumerate(found)
    ]


def points(row: Case) -> dict[str, int]:
    return {code: row[code] for code in ("twk", "tiu", "tkp")}


def test_every_file_of_cases_is_run() -> None:
    files = {path.stem for path in HERE.glob("*.toml")}

    assert files == {law(name)["rule"] for name in files}
    assert files == set(CHECKED)


CHECKED = (
    "thresholds", "scoring", "shortlist", "ranking", "integration", "codes", "second_tests", "need", "ages", "schedule",
    "pppk",
)  # fmt: skip


@pytest.mark.parametrize("case", cases("thresholds", "published"))
def test_the_norm_holds_the_published_threshold(case: Case) -> None:
    norm = norms.load(case["norm"])

    kind = norm.kinds[case["kind"]]

    held = {}
    if kind.threshold is not None:
        held = dict(kind.threshold.parts)
        held |= {"skd": kind.threshold.total} if kind.threshold.total is not None else {}
    assert held == case["minimum"]
    assert kind.confirmed == case["confirmed"]


@pytest.mark.parametrize("case", cases("thresholds", "judged"))
def test_points_meet_the_threshold_of_their_kind_or_say_where_they_fall_short(case: Case) -> None:
    verdict = judge(norms.load(case["norm"]), case["kind"], case["parts"])

    assert verdict.passed == case["passed"]
    assert [one.part_or_total for one in verdict.shortfalls] == case["below"]
    assert verdict.article == "KepmenPANRB 321/2024"


def test_nobody_is_judged_by_a_threshold_that_nobody_found() -> None:
    sentence = r"The threshold of KALIMANTAN \(Putra/putri Kalimantan\) is not known under cpns-2024: nobody can be judged by it\."
    with pytest.raises(UnknownThreshold, match=f"^{sentence}$"):
        judge(norms.load("cpns-2024"), "KALIMANTAN", {"twk": 150, "tiu": 175, "tkp": 225})


@pytest.mark.parametrize("case", cases("scoring"))
def test_answers_give_the_points_of_their_part(case: Case) -> None:
    norm = norms.load(case["norm"])
    full, rest = divmod(case["tkp_points"] - 45, 4)
    tkp = [5] * full + [1 + rest] * (full < 45) + [1] * (44 - full)

    given = score(
        norm, {"twk": [5] * case["twk_correct"] + [None], "tiu": [5] * case["tiu_correct"], "tkp": tkp}
        if case["twk_correct"] < 30
        else {"twk": [5] * 30, "tiu": [5] * 35, "tkp": tkp},
    )  # fmt: skip

    assert given == case["expect"]
    assert sum(given.values()) == case["total"]


@pytest.mark.parametrize("case", cases("shortlist"))
def test_who_goes_on_to_the_second_tests(case: Case) -> None:
    scores = [BasicScore(row["id"], points(row)) for row in case["rows"]]

    found = shortlist(norms.load(case["norm"]), "UMUM", case["slots"], scores)

    assert {one.id: one.total for one in found} == {row["id"]: row["total"] for row in case["rows"]}
    assert [one.id for one in found if one.outcome == "P/L"] == case["goes_on"]
    assert {one.outcome for one in found} <= {"P/L", "P"}


@pytest.mark.parametrize("case", cases("ranking"))
def test_the_final_ranking_and_the_key_that_decided(case: Case) -> None:
    scores = [
        FinalScore(
            row["id"], points(row), Decimal(row["skb"]) if "skb" in row else None,
            knocked_out=row.get("knocked_out", False), gpa=row.get("gpa"), born_on=row.get("born_on"),
        )
        for row in case["rows"]
    ]  # fmt: skip

    found = final(norms.load(case["norm"]), case["slots"], scores)

    assert [one.id for one in found] == case["order"]
    assert [one.decided_by for one in found] == case["decided_by"]
    assert [one.place or 0 for one in found] == case["places"]
    assert [one.outcome for one in found] == case["outcomes"]
    published = {row["id"]: row["final"] for row in case["rows"] if "final" in row}
    assert {one.id: one.final for one in found if one.id in published} == published
    assert {one.id: one.total for one in found} == {row["id"]: row["skd"] for row in case["rows"]}


@pytest.mark.parametrize("case", cases("integration", "final"))
def test_both_exams_become_the_published_final_score(case: Case) -> None:
    assert final_score(norms.load("cpns-2024"), case["skd"], Decimal(case["skb"])) == case["expect"]


@pytest.mark.parametrize("case", cases("integration", "merged"))
def test_scores_already_on_a_hundred_are_merged_by_the_weights(case: Case) -> None:
    assert merge(norms.load("cpns-2024"), case["skd_100"], Decimal(case["skb"])) == case["expect"]


@pytest.mark.parametrize("case", cases("integration", "printed_part"))
def test_the_part_of_the_skd_is_what_the_press_prints_when_it_divides_by_550(case: Case) -> None:
    part = total_100(norms.load("cpns-2024"), case["skd"]) * Decimal("0.4")

    assert part.quantize(Decimal("0.01"), ROUND_DOWN) == case["printed"]


@pytest.mark.parametrize("case", cases("integration", "wrong"))
def test_the_wrong_formulas_of_the_press_never_come_out(case: Case) -> None:
    finals = [final_score(norms.load("cpns-2024"), case["skd"], Decimal(second)) for second in case["skb"]]

    assert case["printed"] not in [half_up(one, 2) for one in finals]


def test_no_second_exam_whatever_leads_from_350_to_the_86_35_of_the_press() -> None:
    assert final_score(norms.load("cpns-2024"), 350, Decimal(100)) < Decimal("86.35")


@pytest.mark.parametrize("case", cases("codes", "code"))
def test_the_norm_holds_the_published_code(case: Case) -> None:
    code = norms.load(case["norm"]).codes[case["stage"]].codes[case["code"]]

    assert (code.passes, code.confirmed) == (case["passes"], case["confirmed"])


@pytest.mark.parametrize("case", cases("codes", "totals"))
def test_published_codes_add_up_to_the_participants(case: Case) -> None:
    known = norms.load(case["norm"]).codes["final"].codes

    assert set(case["counts"]) <= set(known)
    assert sum(case["counts"].values()) == case["participants"]
    assert case["present"] + case["counts"][case["absent"]] == case["participants"]


@pytest.mark.parametrize("case", cases("second_tests", "plan"))
def test_which_plan_of_second_tests_may_be_announced(case: Case) -> None:
    tests = [
        SecondTest(
            one["kind"], Decimal(one["weight"]), one.get("knockout", False), one.get("knockout_minimum")
        )
        for one in case["tests"]
    ]

    reasons = check_plan(norms.load("cpns-2024"), case["agency_kind"], tests)

    assert len(reasons) == len(case["refused"])
    for reason, piece in zip(reasons, sorted(case["refused"], key=str.casefold, reverse=True), strict=True):
        assert any(one in reason for one in case["refused"]), reason
        assert any(piece in one for one in reasons), piece
        assert "PermenPANRB 6/2024" in reason


def test_hours_of_a_published_workload_table() -> None:
    table = law("need")["hours"]
    subtotals = [Fraction(0)] * len(table["subtotals"])

    for row in table["rows"]:
        minutes = Decimal(row["least"] + row["most"]) / 2
        task = Task("Tata usaha", "row", Decimal(row["volume"]), "year", minutes)
        spent = needs([task], workload.own_base(Decimal(1322 * 60)))[0].minutes_per_year / 60
        assert spent == Fraction(row["hours"])
        subtotals[row["subtotal"]] += spent

    assert subtotals == [Fraction(one) for one in table["subtotals"]]


def need_of(case: Case) -> Decimal:
    own = case.get("base_minutes")
    base = workload.load() if own is None else workload.own_base(Decimal(own))
    tasks = [
        Task("J", str(number), Decimal(row["volume"]), row["period"], Decimal(row["minutes"]))
        for number, row in enumerate(case["rows"])
    ]
    (found,) = needs(tasks, base)
    return found.shown()


@pytest.mark.parametrize("case", cases("need"))
def test_the_exact_need_of_a_position(case: Case) -> None:
    assert need_of(case) == case["need"]


@pytest.mark.parametrize("case", cases("need", "wrong"))
def test_a_published_total_that_does_not_add_up_is_not_reproduced(case: Case) -> None:
    assert need_of(case) == case["need"]
    assert need_of(case) != case["printed"]


def test_the_old_base_gives_a_different_need_and_is_another_file() -> None:
    task = Task("J", "t", Decimal(1), "year", Decimal(72000))

    today, old = (needs([task], workload.load(one))[0].exact for one in ("permenpanrb-1-2020", "kep-75-2004"))

    assert (as_decimal(today), as_decimal(old)) == (Decimal("0.9600"), Decimal("1.0000"))


@pytest.mark.parametrize("case", cases("ages"))
def test_ages_at_the_edge(case: Case) -> None:
    bounds = norms.load("cpns-2024").eligibility
    age = Requirement("4.1", "age", "usia", minimum=bounds.age_min, maximum=bounds.age_max)

    (verdict,) = check([age], Profile(born_on=case["born_on"]), case["registered"])

    assert verdict.met == case["met"]


def test_the_upper_age_is_marked_as_not_confirmed() -> None:
    norm = norms.load("cpns-2024")

    assert [norm.cite(f"eligibility.{one}").confirmed for one in ("age_min", "age_max")] == [True, False]


def test_the_calendar_of_2024_may_be_announced() -> None:
    case = law("schedule")

    assert check_schedule(norms.load(case["norm"]), calendar(case)) == ()


def calendar(case: Case) -> dict[str, Window]:
    def midnight(day: Any) -> datetime:
        return datetime.combine(day, time(), ZoneInfo("Asia/Jakarta"))

    return {
        stage: Window(midnight(days["first"]), midnight(days["last"]) + timedelta(days=1))
        for stage, days in case["stages"].items()
    }
