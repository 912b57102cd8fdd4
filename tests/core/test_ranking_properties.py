"""What any jurist expects of a ranking, whatever the scores."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core import norms
from terang.core.norms import NormError
from terang.core.rules.ranking import FinalScore, final
from terang.core.rules.shortlist import BasicScore, shortlist

NORM = norms.load("cpns-2024")
FEW = st.sampled_from  # few values, so that ties are common
PARTS = st.fixed_dictionaries(
    {"twk": FEW([60, 65, 70, 75]), "tiu": FEW([75, 80, 85]), "tkp": FEW([165, 166, 170, 175])}
)
BASIC = st.lists(st.none() | PARTS, max_size=25).map(
    lambda all_parts: [BasicScore(f"p{number}", parts) for number, parts in enumerate(all_parts)]
)
FINAL = st.lists(
    st.builds(
        FinalScore,
        id=st.just(""),
        parts=st.none() | PARTS,
        second=st.none() | FEW([Decimal(70), Decimal("70.1"), Decimal(80)]),
        knocked_out=FEW([False, False, False, True]),
        gpa=st.none() | FEW([Decimal(3), Decimal("3.5")]),
        born_on=st.none() | FEW([date(1995, 5, 5), date(1998, 8, 8)]),
    ),
    max_size=25,
).map(lambda scores: [replace(one, id=f"p{number}") for number, one in enumerate(scores)])
SLOTS = st.integers(1, 6)


@given(BASIC, SLOTS, st.randoms())
def test_the_order_of_arrival_never_matters_at_the_shortlist(
    scores: list[BasicScore], slots: int, chance: Random
) -> None:
    shuffled = chance.sample(scores, len(scores))

    assert shortlist(NORM, "UMUM", slots, shuffled) == shortlist(NORM, "UMUM", slots, scores)


@given(FINAL, SLOTS, st.randoms())
def test_the_order_of_arrival_never_matters_in_the_final(
    scores: list[FinalScore], slots: int, chance: Random
) -> None:
    shuffled = chance.sample(scores, len(scores))

    assert final(NORM, slots, shuffled, kind="UMUM") == final(NORM, slots, scores, kind="UMUM")


@given(FINAL, SLOTS, st.randoms())
def test_the_names_never_matter(scores: list[FinalScore], slots: int, chance: Random) -> None:
    names = [one.id for one in scores]
    other = dict(zip(names, chance.sample(names, len(names)), strict=True))

    before = {one.id: (one.place, one.outcome, one.decided_by) for one in final(NORM, slots, scores)}
    after = {
        one.id: (one.place, one.outcome, one.decided_by)
        for one in final(NORM, slots, [replace(one, id=other[one.id]) for one in scores])
    }

    assert {other[name]: what for name, what in before.items()} == after


@given(BASIC, FINAL, SLOTS)
def test_nobody_is_lost_and_nobody_is_added(
    basic: list[BasicScore], scores: list[FinalScore], slots: int
) -> None:
    assert sorted(one.id for one in shortlist(NORM, "UMUM", slots, basic)) == sorted(one.id for one in basic)
    assert sorted(one.id for one in final(NORM, slots, scores)) == sorted(one.id for one in scores)


@given(BASIC, SLOTS)
def test_the_codes_of_the_shortlist_add_up_and_the_quota_is_kept(
    scores: list[BasicScore], slots: int
) -> None:
    found = shortlist(NORM, "UMUM", slots, scores)

    codes = Counter(one.outcome for one in found)
    assert sum(codes.values()) == len(scores)
    assert set(codes) <= {"P/L", "P", "TL", "TH"}
    assert codes["TH"] == sum(one.parts is None for one in scores)
    going = [one for one in found if one.outcome == "P/L"]
    last = max((one.place or 0 for one in going), default=0)
    assert len(going) >= min(3 * slots, codes["P/L"] + codes["P"])
    assert sum((one.place or 0) < last for one in going) < 3 * slots


@given(FINAL, SLOTS)
def test_the_codes_of_the_final_add_up_and_no_slot_is_given_twice(
    scores: list[FinalScore], slots: int
) -> None:
    found = final(NORM, slots, scores, kind="UMUM")

    codes = Counter(one.outcome for one in found)
    placed = [one for one in found if one.place is not None]
    assert set(codes) <= {"L", "TL", "TH", "TMS", ""}
    assert codes["L"] <= slots
    assert codes["L"] + codes[""] >= min(slots, len(placed))
    assert len({one.place for one in found if one.is_open}) <= 1


@given(FINAL, SLOTS)
def test_equals_share_a_place_and_places_count_those_above(scores: list[FinalScore], slots: int) -> None:
    placed = [one for one in final(NORM, slots, scores) if one.place is not None]

    for one in placed:
        above = [other for other in placed if (other.place or 0) < (one.place or 0)]
        equals = [other for other in placed if other.place == one.place]
        assert one.place == len(above) + 1
        assert one.sharing == len(equals)
        assert {other.outcome for other in equals} == {one.outcome}
        assert (one.decided_by == "shared") == (len(equals) > 1)


@given(FINAL, SLOTS, st.data())
def test_more_points_never_lower_a_place(scores: list[FinalScore], slots: int, data: st.DataObject) -> None:
    ranked = [one for one in final(NORM, slots, scores) if one.place is not None]
    if not ranked:
        return
    before = data.draw(FEW(ranked))
    score = next(one for one in scores if one.id == before.id)
    assert score.parts is not None
    part, more = data.draw(FEW(["twk", "tiu", "tkp", "second"])), data.draw(FEW([1, 5, 10]))
    better = (
        replace(score, second=(score.second or Decimal(0)) + more)
        if part == "second"
        else replace(score, parts={**score.parts, part: score.parts[part] + more})
    )

    after = {one.id: one for one in final(NORM, slots, [better if one is score else one for one in scores])}

    assert after[score.id].place <= before.place  # type: ignore[operator]
    assert (after[score.id].outcome, before.outcome) != ("TL", "L")


@given(BASIC, SLOTS, st.data())
def test_more_points_never_lower_anybody_at_the_shortlist(
    scores: list[BasicScore], slots: int, data: st.DataObject
) -> None:
    present = [one for one in scores if one.parts is not None]
    if not present:
        return
    score = data.draw(FEW(present))
    assert score.parts is not None
    part = data.draw(FEW(["twk", "tiu", "tkp"]))
    better = BasicScore(score.id, {**score.parts, part: score.parts[part] + 5})
    rank = {"TL": 0, "P": 1, "P/L": 2}

    before = {one.id: one for one in shortlist(NORM, "UMUM", slots, scores)}[score.id]
    after = {
        one.id: one
        for one in shortlist(NORM, "UMUM", slots, [better if one is score else one for one in scores])
    }[score.id]

    assert rank[after.outcome] >= rank[before.outcome]
    if before.place is not None:
        assert after.place is not None
        assert after.place <= before.place


@given(FINAL, SLOTS)
def test_the_key_that_decided_is_true(scores: list[FinalScore], slots: int) -> None:
    by_id = {one.id: one for one in scores}
    placed = [one for one in final(NORM, slots, scores) if one.place is not None]

    for above, one in pairwise(placed):
        if one.decided_by in ("shared", ""):
            continue
        keys = [
            (key, value(above, by_id[above.id], key), value(one, by_id[one.id], key))
            for key in NORM.final_chain
        ]
        different = [key for key, left, right in keys if left != right]
        assert different[0] == one.decided_by


def value(ranked: object, score: FinalScore, key: str) -> object:
    """A key of the chain, looked up apart from the rule."""
    if key == "final":
        return ranked.final  # type: ignore[attr-defined]
    if key == "skd":
        return ranked.total  # type: ignore[attr-defined]
    return getattr(score, key) if key in ("gpa", "born_on") else (score.parts or {})[key]


def test_a_kind_that_does_not_exist_is_refused_though_nobody_came() -> None:
    with pytest.raises(NormError, match="no kind of formasi UMUN"):
        shortlist(NORM, "UMUN", 1, [])
