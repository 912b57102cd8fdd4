"""Everything that a candidate is told after the first exam, whatever became of them."""

from decimal import Decimal

from terang.core import norms
from terang.core.rules.shortlist import BasicScore, Shortlisted, shortlist
from terang.core.rules.thresholds import Shortfall, ThresholdVerdict

NORM = norms.load("cpns-2024")
MET = ThresholdVerdict(passed=True, shortfalls=(), article="KepmenPANRB 321/2024", confirmed=True)


def basic(who: str, twk: int, tiu: int, tkp: int) -> BasicScore:
    return BasicScore(who, {"twk": twk, "tiu": tiu, "tkp": tkp})


def short(*shortfalls: Shortfall) -> ThresholdVerdict:
    return ThresholdVerdict(
        passed=False, shortfalls=shortfalls, article="KepmenPANRB 321/2024", confirmed=True
    )


def test_everybody_is_told_everything() -> None:
    scores = [
        BasicScore("zul", None),
        BasicScore("yos", None),
        basic("low", 60, 150, 200),
        basic("few", 65, 75, 165),
        basic("out", 65, 80, 170),
        basic("two", 65, 90, 170),
        basic("one", 65, 90, 170),
        basic("eka", 70, 90, 170),
        basic("top", 70, 90, 175),
    ]

    found = shortlist(NORM, "UMUM", 1, scores)

    assert found == [
        Shortlisted("top", 1, 335, Decimal("60.909"), "P/L", "", MET, 1),
        Shortlisted("eka", 2, 330, Decimal("60.000"), "P/L", "skd", MET, 1),
        Shortlisted("one", 3, 325, Decimal("59.091"), "P/L", "shared", MET, 2),
        Shortlisted("two", 3, 325, Decimal("59.091"), "P/L", "shared", MET, 2),
        Shortlisted("out", 5, 315, Decimal("57.273"), "P", "skd", MET, 1),
        Shortlisted("few", None, 305, Decimal("55.455"), "TL", "",
                    short(Shortfall("tiu", 75, 80), Shortfall("tkp", 165, 166)), 0),
        Shortlisted("low", None, 410, Decimal("74.545"), "TL", "", short(Shortfall("twk", 60, 65)), 0),
        Shortlisted("yos", None, None, None, "TH", "", None, 0),
        Shortlisted("zul", None, None, None, "TH", "", None, 0),
    ]  # fmt: skip


def fallback(who: str, total: int) -> BasicScore:
    """Somebody who misses the threshold of 2018 in the TKP."""
    return basic(who, 75, total - 175, 100)


def test_the_fallback_of_2018_begins_at_its_very_total() -> None:
    found = shortlist(norms.load("cpns-2018"), "UMUM", 1, [fallback("at", 255), fallback("below", 254)])

    assert [(one.id, one.place, one.outcome, one.decided_by) for one in found] == [
        ("at", 1, "P/L", ""), ("below", None, "TL", ""),
    ]  # fmt: skip


def test_the_fallback_of_2018_fills_three_places_for_each_slot_that_is_left() -> None:
    below = [fallback(f"p{number}", 290 - number) for number in range(8)]

    found = shortlist(norms.load("cpns-2018"), "UMUM", 3, [basic("met", 75, 82, 143), *below])

    going = [(one.id, one.place, one.sharing) for one in found if one.outcome == "P/L"]
    assert going == [("met", 1, 1), *((f"p{number}", number + 2, 1) for number in range(6))]


def test_equals_at_the_head_of_the_fallback_share_their_place() -> None:
    scores = [basic("met", 75, 82, 143), fallback("one", 280), fallback("two", 280)]

    found = shortlist(norms.load("cpns-2018"), "UMUM", 2, scores)

    assert [(one.id, one.place, one.decided_by, one.sharing) for one in found] == [
        ("met", 1, "", 1), ("one", 2, "shared", 2), ("two", 2, "shared", 2),
    ]  # fmt: skip
