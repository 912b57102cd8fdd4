"""The card of one person: it adds up, its rules are the norm's, and what it says would have changed is what changes."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terang.core import norms
from terang.core.cards import Card, Move, SecondResult, as_json, make, on_list, ranked, told
from terang.core.cards.plain_text import plain_text
from terang.core.cards.shape import Formula
from terang.core.languages import language
from terang.core.norms import Norm
from terang.core.rules.ranking import FinalScore, final
from terang.core.rules.rounding import half_up
from terang.core.rules.second_tests import SecondTest, combine
from terang.core.rules.shortlist import BasicScore, shortlist
from tests.core.people import KINDS, fields

CPNS = norms.load("cpns-2024")
STAGES = [(name, stage) for name in norms.available() for stage in norms.load(name).stages if KINDS[name]]
PLAN = (
    SecondTest("cat", Decimal(60), code="cat"),
    SecondTest("practical", Decimal(40), knockout=True, knockout_minimum=Decimal(65), code="practical"),
)
POINTS = st.none() | st.sampled_from(
    [Decimal(60), Decimal(65), Decimal("72.5"), Decimal("81.25"), Decimal(100)]
)


def cpns(who: str, twk: int, tiu: int, tkp: int, second: str = "70", **more: Any) -> FinalScore:
    return FinalScore(who, {"twk": twk, "tiu": tiu, "tkp": tkp}, Decimal(second), **more)


def explained(
    people: Sequence[FinalScore], who: str, stage: str = "final", kind: str = "UMUM", slots: int = 1,
    norm: Norm = CPNS, **more: Any,
) -> Card:  # fmt: skip
    lines = ranked(norm, stage, kind, slots, people)
    return make(on_list(norm, stage, "V1", kind, slots, lines, who, **more))


def calculated(formula: Formula) -> Fraction:
    """What somebody with pencil and paper makes of a formula: products first, then the sum, then the cap."""
    text = "".join(one if isinstance(one, str) and "%(" not in one else str(one) for one in formula)
    text, _, cap = text.partition(", at most ")
    total = Fraction(0)
    for term in text.split(" + "):
        words = [word for word in term.split() if word in "/×%" or word[0].isdigit()]
        product, divide = Fraction(1), False
        for word in words:
            if word == "%":
                product /= 100
            elif word in "/×":
                divide = word == "/"
            else:
                product = product / Fraction(word) if divide else product * Fraction(word)
        total += product
    return min(total, Fraction(cap)) if cap else total


# It adds up


@pytest.mark.parametrize("norm_id, stage", STAGES)
@settings(max_examples=40)
@given(data=st.data())
def test_the_steps_of_everybody_lead_to_the_official_score(
    norm_id: str, stage: str, data: st.DataObject
) -> None:
    norm = norms.load(norm_id)
    kind, slots = data.draw(st.sampled_from(KINDS[norm_id])), data.draw(st.integers(1, 5))
    lines = ranked(norm, stage, kind, slots, data.draw(fields(norm, kind)))

    for line in lines:
        card = make(on_list(norm, stage, "V", kind, slots, lines, line.score.id))

        for step in card.steps:
            assert calculated(step.formula) == step.exact
            exact = Decimal(step.exact.numerator) / Decimal(step.exact.denominator)
            assert step.after == (exact if step.decimals is None else half_up(exact, step.decimals))
        if line.place is not None:
            assert card.steps[-1].after == card.score == line.official
        assert not any("please object" in one for one in card.reasons)


@settings(max_examples=60)
@given(data=st.data())
def test_the_weighted_products_of_the_second_tests_add_up_to_the_second_exam(data: st.DataObject) -> None:
    points = {test.key: data.draw(POINTS) for test in PLAN}
    combined = combine(PLAN, points)
    one = cpns("p0", 75, 130, 195)
    one = replace(one, second=combined.score, knocked_out=bool(combined.knocked_out_by))
    tests = tuple(SecondResult(test, test.kind, points[test.key]) for test in PLAN)

    card = explained([one, cpns("p1", 70, 100, 180)], "p0", tests=tests)

    if combined.score is not None:
        products = [step for step in card.steps if step.code in points]
        assert sum(Decimal(step.after) for step in products) == combined.score
        assert [part.counts for part in card.components if part.weight is not None] == [
            one.after for one in products
        ]
    assert (card.place is not None) == (combined.score is not None and not combined.knocked_out_by)


def test_a_list_that_says_something_else_than_the_steps_is_told_so() -> None:
    lines = ranked(CPNS, "final", "UMUM", 1, [cpns("ana", 75, 130, 195)])
    wrong = [replace(lines[0], official=Decimal("99.999"))]

    card = make(on_list(CPNS, "final", "V1", "UMUM", 1, wrong, "ana"))

    assert (
        "The list says 99.999, but these steps give 71.091. One of them is wrong: please object."
        in card.reasons
    )


# What would have changed


@pytest.mark.parametrize("norm_id, stage", STAGES)
@settings(max_examples=15)
@given(data=st.data())
def test_every_counterfactual_is_what_ranking_everybody_again_gives(
    norm_id: str, stage: str, data: st.DataObject
) -> None:
    norm = norms.load(norm_id)
    kind, slots = data.draw(st.sampled_from(KINDS[norm_id])), data.draw(st.integers(1, 4))
    people = data.draw(fields(norm, kind))
    who = people[0]
    card = explained(people, who.id, stage, kind, slots, norm)

    for said in (*card.one_more, *card.enough):
        better = (
            replace(
                who, parts={**(who.parts or {}), said.code: (who.parts or {})[said.code] + int(said.points)}
            )
            if said.code in norm.part_codes
            else replace(who, second=(who.second or Decimal(0)) + said.points)
        )
        again = {one.score.id: one for one in ranked(norm, stage, kind, slots, [better, *people[1:]])}
        assert (said.place, said.sharing, said.outcome) == (
            again[who.id].place, again[who.id].sharing, again[who.id].outcome,
        )  # fmt: skip


@settings(max_examples=60)
@given(data=st.data())
def test_what_would_have_been_enough_is_the_least_that_is(data: st.DataObject) -> None:
    people = data.draw(fields(CPNS, "UMUM"))
    who = people[0]
    card = explained(people, who.id, "final")

    for said in card.enough:
        assert CPNS.codes["final"].codes[said.outcome].passes
        one_less = 5 if said.answers is not None else 1
        parts = {**(who.parts or {})}
        if said.code in parts:
            less = replace(who, parts={**parts, said.code: parts[said.code] + int(said.points) - one_less})
            again = {one.score.id: one for one in ranked(CPNS, "final", "UMUM", 1, [less, *people[1:]])}
            assert again[who.id].outcome != "L"


def test_one_more_right_answer_is_told_in_a_sentence() -> None:
    card = explained([cpns("ana", 75, 130, 195), cpns("budi", 80, 130, 190)], "budi")

    assert [str(one.text) for one in card.one_more] == [
        "TWK, one more right answer (5 points): you would have been in place 1, with the outcome L, Lulus.",
        "TIU, one more right answer (5 points): you would have been in place 1, with the outcome L, Lulus.",
        "TKP, one point more: you would have been in place 1, with the outcome L, Lulus.",
        "SKB, one point more: you would have been in place 1, with the outcome L, Lulus.",
    ]


def test_who_was_absent_or_is_decided_by_a_person_has_nothing_that_would_have_changed() -> None:
    people = [cpns("ana", 75, 130, 195), FinalScore("budi", None, None)]

    assert explained(people, "budi").one_more == ()
    assert explained(people, "ana", decision="Undian di depan saksi.").one_more == ()


# Who stands next to whom, and what decided


def test_the_card_names_the_key_that_separated_and_the_distance_in_it() -> None:
    people = [cpns("ana", 75, 130, 195), cpns("budi", 80, 130, 190), cpns("cici", 80, 130, 185, "69")]

    card = explained(people, "budi")

    assert [(one.side, one.id, one.key, one.mine, one.theirs) for one in card.neighbours] == [
        ("above", "ana", "tkp", 190, 195),
        ("below", "cici", "final", Decimal("71.091"), Decimal("70.127")),
    ]
    assert card.cutoff is not None
    assert (card.cutoff.id, card.cutoff.key, card.cutoff.value, card.cutoff.distance) == (
        "ana",
        "tkp",
        195,
        -5,
    )
    assert "What put the next person above is TKP; in what is compared before, you are equal." in card.reasons


def test_grades_and_ages_of_others_are_named_and_never_shown() -> None:
    older, younger = date(1990, 1, 31), date(1999, 12, 1)
    people = [
        cpns("ana", 75, 130, 195, gpa=Decimal("3.91"), born_on=younger),
        cpns("budi", 75, 130, 195, gpa=Decimal("3.17"), born_on=younger),
        cpns("cici", 75, 130, 195, gpa=Decimal("3.17"), born_on=older),
    ]

    card = explained(people, "cici")
    text = as_json(card, language("id"))

    assert [one.key for one in card.neighbours] == ["gpa", "born_on"]
    assert not [value for value in ("3.91", "3,91", "1999", "3.17") if value in text]


def test_in_a_very_short_list_nobody_learns_the_points_of_another() -> None:
    people = [cpns("ana", 75, 130, 195), cpns("budi", 80, 135, 171)]

    text = as_json(explained(people, "budi", discreet=True), language("id"))
    card = json.loads(text)

    assert card["neighbours"][0]["id"] == "ana"
    assert card["neighbours"][0]["key"] == "final"
    assert not [value for value in ("195", "400", "71.091", "71,091") if value in text]
    assert card["one_more"] == card["enough"] == []
    assert card["cutoff"]["distance"] is None


def test_who_shares_a_place_is_told_how_many_and_that_a_person_decides() -> None:
    card = explained([cpns("ana", 75, 130, 195), cpns("budi", 75, 130, 195)], "budi")

    assert card.headline == "Place 1: not decided yet: the norm can't separate those on this place"
    assert "Others who share this place, because no rule separates them from you: 1." in card.reasons


@pytest.mark.parametrize("norm_id, stage", STAGES)
@settings(max_examples=25)
@given(data=st.data())
def test_the_key_beside_somebody_is_the_key_that_the_ranking_names(
    norm_id: str, stage: str, data: st.DataObject
) -> None:
    norm = norms.load(norm_id)
    kind, slots = data.draw(st.sampled_from(KINDS[norm_id])), data.draw(st.integers(1, 5))
    people = data.draw(fields(norm, kind))
    named = decided_by(norm, stage, kind, slots, people)

    for who, key in named.items():
        above = [
            one for one in explained(people, who, stage, kind, slots, norm).neighbours if one.side == "above"
        ]
        if key not in ("", "shared"):
            assert [one.key for one in above] == [key]


def decided_by(norm: Norm, stage: str, kind: str, slots: int, people: list[FinalScore]) -> dict[str, str]:
    if stage == "final":
        return {one.id: one.decided_by for one in final(norm, slots, people, kind=kind) if one.place}
    basic = [BasicScore(one.id, one.parts, one.claims) for one in people]
    return {one.id: one.decided_by for one in shortlist(norm, kind, slots, basic) if one.place}


# Who has no place


def test_who_is_below_the_threshold_reads_which_part_and_which_article() -> None:
    card = explained([cpns("ana", 60, 130, 195)], "ana", "shortlist")

    assert card.headline == "TL: Tidak memenuhi nilai ambang batas"
    assert "TWK: 60 points, at least 65 are needed (KepmenPANRB 321/2024)." in card.reasons
    assert next(one for one in card.components if one.code == "twk").met is False
    assert "kinds.UMUM.threshold" in [one.path for one in card.rules]
    assert card.cutoff is None


def test_a_card_on_paper_says_what_the_notes_are_that_its_sources_name() -> None:
    card = explained([cpns("ana", 60, 130, 195)], "ana", "shortlist")
    assert any("catatan 2." in rule.source for rule in card.rules)

    words = " ".join(plain_text(told(card, language("en"))).split())
    assert words.endswith("page /norms/sources/ of every portal of Terang.")


def test_who_is_knocked_out_reads_which_test_and_which_minimum() -> None:
    points = {"cat": Decimal(90), "practical": Decimal(60)}
    combined = combine(PLAN, points)
    one = replace(cpns("ana", 75, 130, 195), second=combined.score, knocked_out=True)
    tests = tuple(SecondResult(test, f"Tes {test.kind}", points[test.key]) for test in PLAN)

    card = explained([one], "ana", tests=tests)

    assert "Tes practical: 60 points, at least 65 are needed. This test knocks out." in card.reasons
    assert [(one.code, one.points, one.outcome) for one in card.enough] == [("practical", 5, "L")]


def test_who_was_absent_reads_from_what() -> None:
    card = explained([replace(cpns("ana", 75, 130, 195), second=None)], "ana")

    assert "SKB: you were absent. Without it there is no place." in card.reasons
    assert (card.place, card.score) == (None, None)


# What only some norms know


def test_claims_and_their_cap_are_steps_and_rules() -> None:
    norm = norms.load("pppk-guru-2021")
    parts = {"teknis": 450, "manajerial": 70, "sosiokultural": 70, "wawancara": 30}
    one = FinalScore("ana", parts, None, claims=frozenset({"DISABILITAS", "USIA_35"}))

    card = explained([one], "ana", kind="SEJARAH", norm=norm)

    assert told(card, language("en"))["steps"][0]["formula"] == "450 + 15 % × 500 + 10 % × 500, at most 500"
    assert [one.path for one in card.rules][:2] == [
        "affirmations.USIA_35.percent",
        "affirmations.DISABILITAS.percent",
    ]


def test_a_priority_group_is_told_with_its_rule() -> None:
    norm = norms.load("pppk-2024")
    parts = {"teknis": 300, "manajerial": 70, "sosiokultural": 70, "wawancara": 30}
    people = [
        FinalScore("ana", parts, None, priority="THK2"),
        FinalScore("budi", {**parts, "teknis": 450}, None),
    ]

    card = explained(people, "budi", norm=norm)

    assert card.neighbours[0].text == "ana, place 1: what decided, before any points, is priority group."
    assert "priority.LAIN.label" in [one.path for one in card.rules]


def test_who_is_let_in_by_the_fallback_is_told_so() -> None:
    norm = norms.load("cpns-2018")
    people = [cpns("ana", 100, 120, 150), cpns("budi", 60, 120, 150)]

    card = explained(people, "budi", "shortlist", slots=2, norm=norm)

    assert (card.place, card.passes) == (2, True)
    assert "What put the next person above is the threshold: they reach it." in card.reasons
    assert "kinds.UMUM.fallback" in [one.path for one in card.rules]


def test_who_moved_to_an_empty_slot_reads_from_where_to_where_and_by_which_step() -> None:
    people = [cpns("ana", 75, 130, 195), cpns("budi", 80, 130, 190)]
    step = next(one for one in CPNS.transfers if one.code == "U-1")

    card = explained(people, "budi", kind="DISABILITAS", move=Move(step, "V9", "L-1"))

    assert card.passes
    assert str(card.headline).startswith("Place 2 in V1, moved to V9. L-1: ")
    assert "transfers.U-1.threshold_of" in [one.path for one in card.rules]
    assert "empty slots of other vacancies are left out" in card.rerun


def test_who_agreed_to_other_vacancies_or_to_none_reads_what_became_of_it() -> None:
    people = [cpns("ana", 75, 130, 195), cpns("budi", 80, 130, 190), cpns("cici", 60, 130, 190)]

    assert (
        "You had named no other vacancy, so nobody moved you." in explained(people, "budi", agreed=()).reasons
    )
    named = explained(people, "budi", agreed=("V2", "V3"), passed_over={"V4": "Undian."}).reasons
    assert "No slot was empty for you in the vacancies that you had named: V2, V3." in named
    assert "For an empty slot of V4 you stood equal with others. The committee decided: Undian." in named
    assert not [one for one in explained(people, "cici", agreed=()).reasons if "moved" in one]


# In the reader's language


def test_a_card_reads_as_indonesian_with_its_decimal_comma() -> None:
    card = told(explained([cpns("ana", 75, 130, 195), cpns("budi", 80, 130, 190)], "budi"), language("id"))

    assert card["title"] == "Peringkat akhir"
    assert card["steps"][1]["formula"] == "400 / 550 × 100"
    assert (card["steps"][1]["exact"], card["steps"][1]["after"]) == ("72,727272727…", "72,727")
    assert card["one_more"][1]["text"] == (
        "TIU, satu jawaban benar lagi (5 poin): Anda akan berada di peringkat 1, dengan hasil L, Lulus."
    )


def test_the_machines_card_keeps_numbers_exact() -> None:
    card = json.loads(as_json(explained([cpns("ana", 75, 130, 195)], "ana"), language("id")))

    assert (card["steps"][1]["exact"], card["steps"][1]["after"]) == ("800/11", "72.727")
