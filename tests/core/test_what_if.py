"""What if a norm were different: the changed file is a norm again, and the comparison loses nobody."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core import norms
from terang.core.norms import NormError
from terang.core.norms.varying import reorder, vary
from terang.core.rules.comparing import Change, Standing, Tally, compare, tallies
from terang.core.rules.ranking import FinalScore, final

CPNS = norms.source("cpns-2024")


def test_changed_values_are_read_like_any_other_and_marked_as_supposed() -> None:
    varied = norms.read(vary(CPNS, {"integration.first": "0.5", "integration.second": "0.5"}))

    assert (varied.weights.first, varied.weights.second) == (Decimal("0.5"), Decimal("0.5"))
    assert varied.cite("integration.first").article == "what if"
    assert not varied.cite("integration.first").confirmed
    same = [one.path for one in norms.read(CPNS).cited() if varied.cite(one.path) != one]
    assert same == ["integration.first", "integration.second"]


def test_a_threshold_and_a_chain_can_be_changed() -> None:
    varied = norms.read(
        vary(
            CPNS,
            {
                "kinds.UMUM.threshold": "{ twk = 70, tiu = 85, tkp = 170 }",
                "final.chain": '["final", "gpa"]',
            },
        )
    )

    assert varied.kinds["UMUM"].threshold is not None
    assert dict(varied.kinds["UMUM"].threshold.parts) == {"twk": 70, "tiu": 85, "tkp": 170}
    assert varied.final_chain == ("final", "gpa")


def test_what_contradicts_itself_is_refused_as_in_any_norm() -> None:
    with pytest.raises(NormError, match="do not sum to 1"):
        norms.read(vary(CPNS, {"integration.first": "0.5"}))


@pytest.mark.parametrize(
    "path", ["integration.third", "integration", "", "title", "kinds.KALIMANTAN.threshold"]
)
def test_a_value_that_the_norm_does_not_hold_cannot_be_changed(path: str) -> None:
    with pytest.raises(NormError, match="has no value"):
        vary(CPNS, {path: "1"})


def test_a_value_of_several_lines_is_refused() -> None:
    with pytest.raises(NormError, match="has no value"):
        vary(CPNS, {"exam.minutes": "100\nevil = 1"})


def test_transfers_come_in_another_order_or_not_at_all() -> None:
    turned = norms.read(reorder(CPNS, "transfers", ["E-3", "U-1"]))

    assert [one.code for one in turned.transfers] == ["E-3", "U-1"]
    law = norms.read(CPNS)
    assert [one for one in law.cited() if not one.path.startswith("transfers.")] == [
        one for one in turned.cited() if not one.path.startswith("transfers.")
    ]
    assert norms.read(reorder(CPNS, "transfers", [])).transfers == ()


@pytest.mark.parametrize("codes", [["U-9"], ["U-1", "U-1"]])
def test_an_order_of_steps_that_are_not_there_is_refused(codes: list[str]) -> None:
    with pytest.raises(NormError, match="transfers has the parts U-1, E-2, E-1, U-3, E-3"):
        reorder(CPNS, "transfers", codes)


STANDINGS = st.lists(
    st.builds(
        Standing,
        id=st.just(""),
        vacancy=st.sampled_from(["V1", "V2"]),
        place=st.none() | st.integers(1, 5),
        passes=st.booleans(),
        target=st.sampled_from(["V1", "V2"]),
    ),
    max_size=12,
).map(lambda found: [replace(one, id=f"p{number}") for number, one in enumerate(found)])


@given(STANDINGS)
def test_the_same_result_twice_changes_nobody(before: list[Standing]) -> None:
    assert compare(before, {one.id: one for one in before}) == ()


@given(STANDINGS, st.data())
def test_the_counts_lead_from_one_result_to_the_other(before: list[Standing], data: st.DataObject) -> None:
    after = {
        one.id: replace(one, passes=data.draw(st.booleans()), place=data.draw(st.none() | st.integers(1, 5)))
        for one in before
    }

    counted = {one.vacancy: one for one in tallies(compare(before, after), before)}

    for vacancy in ("V1", "V2"):
        was = sum(one.passes for one in before if one.vacancy == vacancy)
        now = sum(one.passes for one in after.values() if one.vacancy == vacancy)
        tally = counted.get(vacancy, Tally(vacancy, was, 0, 0))
        assert (tally.before, tally.before + tally.gained - tally.lost) == (was, now)


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        ((2, False, ""), (1, True, "V1"), "in"),
        ((1, True, "V1"), (2, False, ""), "out"),
        ((1, True, "V1"), (1, True, "V2"), "elsewhere"),
        ((3, False, ""), (2, False, ""), "higher"),
        ((2, False, ""), (3, False, ""), "lower"),
        ((None, False, ""), (3, False, ""), "higher"),
        ((3, False, ""), (None, False, ""), "lower"),
        ((2, True, "V1"), (1, True, "V1"), "higher"),
        ((1, True, "V1"), (2, True, "V1"), "lower"),
    ],
)
def test_each_turn_has_its_name(
    before: tuple[int | None, bool, str], after: tuple[int | None, bool, str], turn: str
) -> None:
    one, other = Standing("a", "V1", *before), Standing("a", "V1", *after)

    assert compare([one], {"a": other}) == (Change(one, other, turn),)  # type: ignore[arg-type]


def test_who_gets_in_or_out_comes_first_then_the_vacancy_then_the_place() -> None:
    before = [
        Standing("low", "V1", 2, passes=False),
        Standing("high", "V1", 4, passes=False),
        Standing("moved", "V1", 1, passes=True, target="V1"),
        Standing("out", "V1", 1, passes=True, target="V1"),
        Standing("in-b", "V2", 3, passes=False),
        Standing("in-e", "V1", 5, passes=False),
        Standing("in-d", "V1", 5, passes=False),
        Standing("in-c", "V1", 1, passes=False),
        Standing("in-z", "V1", None, passes=False),
    ]
    after = {
        "low": replace(before[0], place=3),
        "high": replace(before[1], place=3),
        "moved": replace(before[2], target="V2"),
        "out": replace(before[3], passes=False),
    } | {one.id: replace(one, passes=True) for one in before[4:]}

    found = compare(before, after)

    assert [(one.before.id, one.turn) for one in found] == [
        ("in-z", "in"), ("in-c", "in"), ("in-d", "in"), ("in-e", "in"), ("in-b", "in"), ("out", "out"),
        ("moved", "elsewhere"), ("high", "higher"), ("low", "lower"),
    ]  # fmt: skip
    assert tallies(found, before) == (Tally("V1", 2, 4, 1), Tally("V2", 0, 1, 0))


def test_results_of_other_people_cant_be_compared() -> None:
    with pytest.raises(ValueError, match=r"^the two results are not of the same people$"):
        compare([Standing("a", "V1", 1, passes=True)], {})


def test_equal_weights_put_the_better_first_exam_first() -> None:
    scores = [
        FinalScore("ana", {"twk": 150, "tiu": 175, "tkp": 225}, Decimal(60)),
        FinalScore("budi", {"twk": 65, "tiu": 80, "tkp": 166}, Decimal(88)),
    ]

    def standing(norm: norms.Norm) -> list[Standing]:
        return [
            Standing(one.id, "V1", one.place, one.outcome == "L", "V1" if one.outcome == "L" else "")
            for one in final(norm, 1, scores)
        ]

    law = standing(norms.read(CPNS))
    even = standing(norms.read(vary(CPNS, {"integration.first": "0.2", "integration.second": "0.8"})))

    assert [one.id for one in law if one.passes] == ["ana"]
    assert [(one.before.id, one.turn) for one in compare(law, {one.id: one for one in even})] == [
        ("budi", "in"), ("ana", "out"),
    ]  # fmt: skip
