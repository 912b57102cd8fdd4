"""Everything that a candidate is told in the end, whatever became of them."""

from datetime import date
from decimal import Decimal

import pytest

from terang.core import norms
from terang.core.rules.ranking import OPEN, FinalScore, Ranked, final

NORM = norms.load("cpns-2024")


def score(who: str, tkp: int, second: int | None = 70, *, knocked_out: bool = False) -> FinalScore:
    return FinalScore(
        who,
        {"twk": 65, "tiu": 80, "tkp": tkp},
        None if second is None else Decimal(second),
        knocked_out=knocked_out,
        gpa=Decimal(3),
        born_on=date(1995, 5, 5),
    )


def test_everybody_is_told_everything() -> None:
    scores = [
        FinalScore("zul", None, None),
        FinalScore("yos", None, Decimal(60)),
        score("xan", 185, None),
        score("out", 195, knocked_out=True),
        score("off", 190, knocked_out=True),
        score("low", 165),
        score("few", 160),
        score("two", 170),
        score("one", 170),
        score("top", 175, 80),
    ]

    found = final(NORM, 2, scores, kind="UMUM")

    assert found == [
        Ranked("top", 1, 320, Decimal("58.182"), Decimal(80), Decimal("71.273"), "L", "", 1),
        Ranked("one", 2, 315, Decimal("57.273"), Decimal(70), Decimal("64.909"), OPEN, "shared", 2),
        Ranked("two", 2, 315, Decimal("57.273"), Decimal(70), Decimal("64.909"), OPEN, "shared", 2),
        Ranked("few", None, 305, Decimal("55.455"), Decimal(70), None, "TL", "", 0),
        Ranked("low", None, 310, Decimal("56.364"), Decimal(70), None, "TL", "", 0),
        Ranked("off", None, 335, Decimal("60.909"), Decimal(70), None, "TMS", "", 0),
        Ranked("out", None, 340, Decimal("61.818"), Decimal(70), None, "TMS", "", 0),
        Ranked("xan", None, 330, Decimal("60.000"), None, None, "TH", "", 0),
        Ranked("yos", None, None, None, Decimal(60), None, "TH", "", 0),
        Ranked("zul", None, None, None, None, None, "TH", "", 0),
    ]


@pytest.mark.parametrize(("tkp", "place"), [(80, 1), (79, None)])
def test_who_went_on_at_the_very_total_of_the_fallback_has_a_place(tkp: int, place: int | None) -> None:
    one = FinalScore("a", {"twk": 75, "tiu": 100, "tkp": tkp}, Decimal(80))

    assert [each.place for each in final(norms.load("cpns-2018"), 1, [one], kind="UMUM")] == [place]


def test_a_claim_counts_for_those_without_a_place_too() -> None:
    norm = norms.load("cpns-2018")
    one = FinalScore(
        "a", {"twk": 75, "tiu": 79, "tkp": 100}, Decimal(75), knocked_out=True, claims=frozenset({"SERDIK"})
    )

    (found,) = final(norm, 1, [one], kind="UMUM")

    assert (found.place, found.second, found.final) == (None, Decimal(100), None)


def test_who_names_no_priority_group_stands_in_the_last() -> None:
    parts = {"teknis": 300, "manajerial": 80, "sosiokultural": 70, "wawancara": 30}
    scores = [FinalScore(f"p{number}", parts, None, priority=group)
              for number, group in enumerate(["", "LAIN", "NON_ASN"])]  # fmt: skip

    found = final(norms.load("pppk-2024"), 3, scores)

    assert [(one.id, one.place, one.decided_by) for one in found] == [
        ("p2", 1, ""), ("p0", 2, "shared"), ("p1", 2, "shared"),
    ]  # fmt: skip
