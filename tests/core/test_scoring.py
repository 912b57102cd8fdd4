"""Items and answers of the first exam."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core import norms
from terang.core.rules.scoring import can_give, check_item, score

NORM = norms.load("cpns-2024")
TWK, TIU, TKP = NORM.parts


@pytest.mark.parametrize(
    ("part", "options", "problems"),
    [
        (TWK, [5, 0, 0, 0, 0], []),
        (TWK, [0, 5], []),
        (TWK, [0, 0, 0, 0, 0], ["TWK: exactly one option must give 5 points and the others 0."]),
        (TWK, [5, 5, 0, 0, 0], ["TWK: exactly one option must give 5 points and the others 0."]),
        (TIU, [4, 0, 0, 0, 0], ["TIU: exactly one option must give 5 points and the others 0."]),
        (TIU, [5, 0, 0, 0, -1], ["TIU: exactly one option must give 5 points and the others 0."]),
        (TIU, [5], ["TIU: a question needs at least two options."]),
        (TKP, [1, 2, 3, 4, 5], []),
        (TKP, [5, 5, 3, 3, 1], []),
        (TKP, [1, 2, 3, 4, 4], ["TKP: the best option must give 5 points."]),
        (TKP, [0, 2, 3, 4, 5], ["TKP: every option must give between 1 and 5 points."]),
        (TKP, [1, 2, 3, 5, 6], ["TKP: every option must give between 1 and 5 points.",
                                "TKP: the best option must give 5 points."]),
    ],
)  # fmt: skip
def test_what_the_options_of_a_question_may_be_worth(
    part: norms.Part, options: list[int], problems: list[str]
) -> None:
    assert list(check_item(part, options)) == problems


def test_a_question_without_options_is_refused_in_every_part() -> None:
    assert all(check_item(part, []) for part in NORM.parts)


def test_a_part_without_answers_gives_nothing() -> None:
    assert score(NORM, {"twk": [5, None, 0]}) == {"twk": 5, "tiu": 0, "tkp": 0}


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"twx": [5]}, "The norm cpns-2024 has no part twx."),
        ({"twk": [5] * 31}, "TWK has 30 questions, not 31."),
        ({"twk": [3]}, "TWK: no option gives 3 points."),
        ({"tkp": [0]}, "TKP: no option gives 0 points."),
        ({"tkp": [6]}, "TKP: no option gives 6 points."),
    ],
)
def test_answers_that_cannot_be_are_refused(answers: dict[str, list[int | None]], sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        score(NORM, answers)


@given(
    st.lists(st.none() | st.integers(1, 5), max_size=45), st.lists(st.sampled_from([None, 0, 5]), max_size=30)
)
def test_every_score_is_one_that_its_part_can_give(tkp: list[int | None], twk: list[int | None]) -> None:
    given_points = score(NORM, {"tkp": tkp, "twk": twk})

    assert all(can_give(part, given_points[part.code]) for part in NORM.parts)


@pytest.mark.parametrize(
    ("points", "possible"), [(-5, False), (0, True), (63, False), (65, True), (150, True), (155, False)]
)
def test_points_that_five_point_questions_can_give(points: int, possible: bool) -> None:
    assert can_give(TWK, points) is possible
