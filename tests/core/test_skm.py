"""The index of satisfaction: what any jurist expects of it, and questionnaires that are not counted."""

import re
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core.norms import survey
from terang.core.rules.sample_size import sample_size
from terang.core.rules.skm import Answers, Index, Mean, band_of, index

NORM = survey.load()
OLD = survey.load("kep-25-2004")
FULL = dict.fromkeys(NORM.elements, 3)
QUESTIONNAIRES = st.lists(
    st.fixed_dictionaries({code: st.integers(1, 4) for code in NORM.elements}), min_size=1, max_size=20
)
POPULATIONS = st.integers(1, 300_000_000)


@given(QUESTIONNAIRES)
def test_every_set_of_answers_has_one_band_and_an_exact_index(answers: list[Answers]) -> None:
    found = index(answers, NORM)

    everything = sum(sum(one.values()) for one in answers)
    assert found.exact == Fraction(everything * 25, 9 * len(answers))
    assert [band for band in NORM.bands if band.least <= found.shown <= band.most] == [found.band]


def test_an_index_tells_how_it_came_about() -> None:
    found = index([FULL, {**FULL, "time": 4}], NORM)

    means = {code: Fraction(7, 2) if code == "time" else Fraction(3) for code in NORM.elements}
    assert found == Index(
        questionnaires=2,
        means=tuple(Mean(code, NORM.elements[code], mean, mean / 9) for code, mean in means.items()),
        exact=Fraction(55, 18) * 25,
        shown=Decimal("76.39"),
        band=NORM.bands[2],
        norm=NORM,
    )


@given(QUESTIONNAIRES, st.randoms())
def test_the_order_of_questionnaires_and_of_answers_never_matters(
    answers: list[Answers], chance: Random
) -> None:
    mixed = [dict(chance.sample(list(one.items()), len(one))) for one in chance.sample(answers, len(answers))]

    assert index(mixed, NORM) == index(answers, NORM)


@given(QUESTIONNAIRES, st.sampled_from(list(NORM.elements)))
def test_a_better_answer_never_lowers_the_index(answers: list[Answers], element: str) -> None:
    better = [{**answers[0], element: min(4, answers[0][element] + 1)}, *answers[1:]]

    assert index(better, NORM).exact >= index(answers, NORM).exact


@given(st.decimals(25, 100, places=4))
def test_every_index_has_a_grade_under_both_norms_and_the_new_one_is_never_kinder(value: Decimal) -> None:
    assert band_of(value, NORM).grade >= band_of(value, OLD).grade


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "There is no questionnaire to count."),
        (
            [FULL, {code: 3 for code in FULL if code not in ("time", "cost")}],
            "Questionnaire 2 has no answer to Waktu penyelesaian, Biaya/tarif.",
        ),
        (
            [{**FULL, "u8": 3}],
            (
                "Questionnaire 1 answers u8, which is no element; they are requirements, procedure, time, cost, product, "
                "competence, behaviour, complaints, facilities."
            ),
        ),
        *(
            (
                [{**FULL, "time": answer}],
                f"Questionnaire 1 answers Waktu penyelesaian with {answer}; use a whole number from 1 to 4.",
            )
            for answer in (5, 0, True, Decimal("3.5"), "4")
        ),
    ],
)
def test_a_questionnaire_that_is_not_filled_is_refused(answers: list[Answers], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        index(answers, NORM)


@pytest.mark.parametrize(("value", "shown"), [("24.99", "24.99"), ("100.005", "100.01"), ("-1", "-1.00")])
def test_an_index_that_no_answers_give_has_no_grade(value: str, shown: str) -> None:
    with pytest.raises(ValueError, match=rf"^{shown} is no index; it lies between 25\.00 and 100\.00\.$"):
        band_of(Decimal(value), NORM)


@given(POPULATIONS)
def test_a_sample_is_part_of_its_population_and_never_above_the_limit_of_the_formula(population: int) -> None:
    found = sample_size(population, NORM)

    assert 1 <= found.people <= min(population, 384)
    assert sample_size(population + 1, NORM).exact > found.exact


@pytest.mark.parametrize("population", [0, -5])
def test_there_is_no_sample_of_nobody(population: int) -> None:
    with pytest.raises(ValueError, match=r"^A sample is drawn from at least one person\.$"):
        sample_size(population, NORM)


def test_a_norm_without_a_formula_gives_no_sample() -> None:
    with pytest.raises(ValueError, match=r"^KEP/25/M\.PAN/2/2004 \(old\) knows no formula for the sample\.$"):
        sample_size(100, OLD)
