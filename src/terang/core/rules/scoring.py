"""Points of the first exam: what an option may be worth, and what a candidate's answers give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from terang.core.norms import Norm, Part
from terang.core.sentences import Sentence

FEWEST_OPTIONS = 2


def check_item(part: Part, option_points: Sequence[int]) -> tuple[Sentence, ...]:
    """Every reason why a question with these options can't stand in this part of the exam; none when it can.

    Source: KepmenPANRB 321/2024: one right answer gives 5 in TWK and TIU; every option of TKP gives 1 to 5.

    >>> from terang.core import norms
    >>> twk, tiu, tkp = norms.load("cpns-2024").parts
    >>> check_item(twk, [0, 0, 5, 0, 0]), check_item(tkp, [3, 1, 5, 2, 4])
    ((), ())
    >>> print(*check_item(twk, [0, 5, 5, 0, 0]))
    TWK: exactly one option must give 5 points and the others 0.
    """
    problems = []
    if len(option_points) < FEWEST_OPTIONS:
        problems.append(Sentence("%(part)s: a question needs at least two options.", part=part.label))
    if part.scoring == "right_wrong" and sorted(option_points) != [0] * (len(option_points) - 1) + [
        part.points_right
    ]:
        problems.append(
            Sentence(
                "%(part)s: exactly one option must give %(points)s points and the others 0.",
                part=part.label,
                points=part.points_right,
            )
        )
    if part.scoring == "weighted" and any(
        not part.points_least <= one <= part.points_right for one in option_points
    ):
        problems.append(
            Sentence(
                "%(part)s: every option must give between %(least)s and %(most)s points.",
                part=part.label,
                least=part.points_least,
                most=part.points_right,
            )
        )
    if part.scoring == "weighted" and option_points and max(option_points) != part.points_right:
        problems.append(
            Sentence(
                "%(part)s: the best option must give %(most)s points.",
                part=part.label,
                most=part.points_right,
            )
        )
    return tuple(problems)


def score(norm: Norm, answers: Mapping[str, Sequence[int | None]]) -> dict[str, int]:
    """The points of each part, from the points of the chosen options; a blank question (None) gives 0.

    Refused: ValueError for an unknown part, more answers than questions, or points that no option can give.
    Source: KepmenPANRB 321/2024.

    >>> from terang.core import norms
    >>> norm = norms.load("cpns-2024")
    >>> score(norm, {"twk": [5] * 13 + [0] * 16 + [None], "tiu": [5] * 16, "tkp": [4] * 40 + [1] * 5 + []})
    {'twk': 65, 'tiu': 80, 'tkp': 165}
    """
    unknown = answers.keys() - set(norm.part_codes)
    if unknown:
        raise ValueError(Sentence("The norm %(norm)s has no part %(part)s.", norm=norm.id, part=min(unknown)))
    return {part.code: _part_points(part, answers.get(part.code, ())) for part in norm.parts}


def can_give(part: Part, points: int) -> bool:
    """Whether the questions of a part can add up to these points; 63 of five-point questions can't.

    >>> from terang.core import norms
    >>> can_give(norms.load("cpns-2024").part("twk"), 63)
    False
    """
    if not 0 <= points <= part.maximum:
        return False
    return part.scoring == "weighted" or points % part.points_right == 0


def _part_points(part: Part, chosen: Sequence[int | None]) -> int:
    if len(chosen) > part.questions:
        raise ValueError(
            Sentence(
                "%(part)s has %(questions)s questions, not %(answers)s.",
                part=part.label,
                questions=part.questions,
                answers=len(chosen),
            )
        )
    given = [points for points in chosen if points is not None]
    for points in given:
        if points not in _possible(part):
            raise ValueError(
                Sentence("%(part)s: no option gives %(points)s points.", part=part.label, points=points)
            )
    return sum(given)


def _possible(part: Part) -> Sequence[int]:
    return (
        (0, part.points_right)
        if part.scoring == "right_wrong"
        else range(part.points_least, part.points_right + 1)
    )
