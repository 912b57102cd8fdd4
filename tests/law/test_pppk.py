"""PPPK and the year 2018: what differs from two exams with a threshold each."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from terang.core import norms
from terang.core.rules.affirmations import added, affirm
from terang.core.rules.ranking import FinalScore, final, final_score, merge
from terang.core.rules.shortlist import BasicScore, shortlist
from terang.core.rules.thresholds import UnknownThreshold

Case = dict[str, Any]
LAW = tomllib.loads((Path(__file__).parent / "pppk.toml").read_text(), parse_float=Decimal)


def split(row: Case) -> dict[str, int]:
    """The published cases give managerial and sociocultural together; how they are split never matters."""
    first = min(row["mansos"], 90)
    return {
        "teknis": row["teknis"],
        "manajerial": first,
        "sosiokultural": row["mansos"] - first,
        "wawancara": row["wawancara"],
    }


@pytest.mark.parametrize("case", LAW["exam"], ids=lambda case: case["norm"])
def test_the_exam_has_the_published_questions_maxima_and_minutes(case: Case) -> None:
    norm = norms.load(case["norm"])
    maxima = {part.code: part.maximum for part in norm.parts}
    together = {one.code: sum(maxima[code] for code in one.parts) for one in norm.groups.values()}
    known = {**maxima, **together, norm.total.code: norm.total.maximum}

    assert {part.code: part.questions for part in norm.parts} == case["parts"]
    assert {code: known[code] for code in case["maxima"]} == case["maxima"]
    assert (norm.minutes, norm.accommodation_minutes) == (case["minutes"], case.get("extra"))


@pytest.mark.parametrize("case", LAW["affirmation"], ids=lambda case: "+".join(case["claims"]))
def test_claims_add_up_and_stop_at_the_maximum(case: Case) -> None:
    norm = norms.load("pppk-guru-2021")
    parts = {"teknis": case["raw"], "manajerial": 0, "sosiokultural": 0, "wawancara": 0}

    assert sum(one.points for one in added(norm, case["claims"])) == case["added"]
    assert affirm(norm, parts, case["claims"])["teknis"] == case["result"]


def test_a_claim_that_the_norm_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^The norm pppk-guru-2021 has no affirmation TETANGGA\.$"):
        added(norms.load("pppk-guru-2021"), {"TETANGGA"})


@pytest.mark.parametrize("case", LAW["ranking"], ids=lambda case: case["name"])
def test_who_is_chosen_and_what_decided(case: Case) -> None:
    norm = norms.load(case["norm"])
    scores = [
        FinalScore(row["id"], split(row), None, born_on=row["born_on"], priority=row.get("priority", ""))
        for row in case["rows"]
    ]

    found = final(norm, case["slots"], scores, kind="UMUM")

    assert [one.id for one in found] == case["order"]
    assert [one.decided_by for one in found] == case["decided_by"]
    assert [one.outcome for one in found] == case["outcomes"]
    assert [one.final for one in found] == [Decimal(one.total or 0) for one in found]


def test_a_priority_group_that_the_norm_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^The norm pppk-2024 has no priority group KERABAT\.$"):
        final(norms.load("pppk-2024"), 1, [FinalScore("a", None, None, priority="KERABAT")])


@pytest.mark.parametrize("case", LAW["threshold"], ids=lambda case: case["name"])
def test_affirmations_come_before_the_threshold(case: Case) -> None:
    score = FinalScore("a", case["parts"], None, claims=frozenset(case["claims"]))

    (found,) = final(norms.load("pppk-guru-2021"), 1, [score], kind=case["kind"])

    assert found.outcome == ("L" if case["passes"] else "TL")
    assert (found.place is not None) == case["passes"]


def test_a_subject_without_a_known_threshold_is_refused() -> None:
    parts = {"teknis": 500, "manajerial": 100, "sosiokultural": 100, "wawancara": 40}
    for norm_id, kind in (("pppk-guru-2021", "MAPEL_LAIN"), ("pppk-nonguru-2021", "UMUM")):
        with pytest.raises(UnknownThreshold):
            final(norms.load(norm_id), 1, [FinalScore("a", parts, None)], kind=kind)


def test_nobody_fails_in_2024_for_want_of_points() -> None:
    nothing = dict.fromkeys(("teknis", "manajerial", "sosiokultural", "wawancara"), 0)

    (found,) = final(norms.load("pppk-2024"), 1, [FinalScore("a", nothing, None)], kind="UMUM")

    assert (found.place, found.outcome) == (1, "L")


def test_the_observation_of_teachers_weighs_thirty_of_a_hundred() -> None:
    """PermenPANRB 14/2023 Ps. 32. 670 of 670 is 100."""
    norm = norms.load("pppk-guru-2023")

    assert merge(norm, Decimal(80), Decimal(60)) == Decimal("74.000")
    assert final_score(norm, 670, Decimal(0)) == Decimal("70.000")
    assert norm.stages == ("final",)


def basic(who: str, *, meets: bool, total: int) -> BasicScore:
    tkp = 143 if meets else 100
    return BasicScore(who, {"twk": 75, "tiu": total - 75 - tkp, "tkp": tkp})


def test_in_2018_the_total_fills_what_the_threshold_leaves_empty() -> None:
    """The example of 2018 (catatan 2.3): two slots, one who meets the threshold: 1 + 3 x (2 - 1) go on."""
    scores = [basic("met", meets=True, total=300)] + [
        basic(f"p{total}", meets=False, total=total) for total in (254, 255, 270, 280, 290, 295)
    ]

    found = shortlist(norms.load("cpns-2018"), "UMUM", 2, scores)

    going = [(one.id, one.place, one.decided_by) for one in found if one.outcome == "P/L"]
    assert going == [("met", 1, ""), ("p295", 2, "threshold"), ("p290", 3, "skd"), ("p280", 4, "skd")]
    assert [one.outcome for one in found if one.place is None] == ["TL", "TL", "TL"]


def test_in_2018_enough_who_meet_the_threshold_leave_nothing_to_fill() -> None:
    """Case 5: one slot, seven who meet the threshold: three go on."""
    scores = [basic(f"m{number}", meets=True, total=300 + number) for number in range(7)]
    scores.append(basic("fallback", meets=False, total=299))

    found = shortlist(norms.load("cpns-2018"), "UMUM", 1, scores)

    assert [one.id for one in found if one.outcome == "P/L"] == ["m6", "m5", "m4"]
    assert [one.outcome for one in found if one.id == "fallback"] == ["TL"]


def test_who_went_on_by_the_fallback_is_ranked_in_the_end() -> None:
    norm = norms.load("cpns-2018")
    one = FinalScore("a", {"twk": 75, "tiu": 100, "tkp": 100}, Decimal(80))
    low = FinalScore("b", {"twk": 75, "tiu": 79, "tkp": 100}, Decimal(80))

    found = final(norm, 1, [one, low], kind="UMUM")

    assert [(each.id, each.outcome) for each in found] == [("a", "P/L"), ("b", "TL")]


def test_in_2018_a_linear_educator_certificate_is_the_full_second_exam() -> None:
    """The example of BKN 2018 (catatan 2.7): Cita, SKD 56 on 100; with the certificate 82.4 instead of 67.4."""
    norm, parts = norms.load("cpns-2018"), {"twk": 75, "tiu": 80, "tkp": 125}

    plain, certified = (
        final(norm, 1, [FinalScore("cita", parts, Decimal(75), claims=frozenset(claims))])[0]
        for claims in ((), ("SERDIK",))
    )

    assert (plain.total_100, plain.final) == (Decimal("56.000"), Decimal("67.400"))
    assert (certified.second, certified.final) == (Decimal(100), Decimal("82.400"))
