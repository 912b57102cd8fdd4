"""A case from a whole list: who stands next to somebody, who is the last who is in, and the ranking run again."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from terang.core.cards.case import Case, Line
from terang.core.norms import Norm
from terang.core.rules.ranking import FinalScore, final
from terang.core.rules.shortlist import BasicScore, shortlist
from terang.core.rules.standing import Rivals, Standing, place_of, rivals


def ranked(norm: Norm, stage: str, kind: str, slots: int, scores: Sequence[FinalScore]) -> list[Line]:
    """Everybody of one vacancy in the order of its list, with the score that ranks."""
    by_id = {one.id: one for one in scores}
    if stage == "final":
        return [
            Line(by_id[one.id], one.place, one.sharing, one.outcome, one.final)
            for one in final(norm, slots, scores, kind=kind)
        ]
    basic = [BasicScore(one.id, one.parts, one.claims) for one in scores]
    return [
        Line(by_id[one.id], one.place, one.sharing, one.outcome, None if one.total is None else Decimal(one.total))
        for one in shortlist(norm, kind, slots, basic)
    ]  # fmt: skip


def on_list(
    norm: Norm,
    stage: str,
    vacancy: str,
    kind: str,
    slots: int,
    lines: Sequence[Line],
    who: str,
    **more: Any,
) -> Case:
    """The case of one person on a whole list in its order; `more`: what else a `Case` may know.

    Refused: KeyError for who is not on it.
    """
    mine = next((one for one in lines if one.score.id == who), None)
    if mine is None:
        raise KeyError(who)
    chosen, here = norm.codes[stage].chosen, mine.place or 0
    above = [one for one in lines if one.place and one.place < here]
    below = (one for one in lines if one.place and here and one.place > here)
    inside = [one for one in lines if one.place and one.outcome == chosen]

    @cache
    def others() -> Rivals:
        return rivals(norm, stage, kind, slots, (one.score for one in lines if one is not mine))

    def rerun(score: FinalScore) -> Standing:
        return place_of(score, others())

    return Case(
        norm, stage, vacancy, kind, slots, mine, above[-1] if above else None, next(below, None),
        inside[-1] if inside else None, rerun, **more,
    )  # fmt: skip
