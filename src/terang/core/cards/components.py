"""Every figure that a person brought, with what was added to it, what it had to reach, and what it weighs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from terang.core.cards.case import Case, SecondResult
from terang.core.cards.shape import Component
from terang.core.norms import Norm
from terang.core.rules.affirmations import WHOLE, added, affirm, affirm_second
from terang.core.rules.ranking import FinalScore
from terang.core.rules.rounding import plain
from terang.core.rules.thresholds import threshold_of
from terang.core.rules.totals import sums
from terang.core.sentences import Sentence


def components(case: Case) -> Iterator[Component]:
    """Parts, groups of parts and the sum of the first exam; in the final also the second tests and their sum.

    Refused: UnknownThreshold where nobody has found the threshold of the kind.
    """
    yield from _first_exam(case)
    if case.stage == "final" and case.norm.integration is not None:
        yield from map(_test, case.tests)
        yield _second_exam(case)


def minima(norm: Norm, kind: str) -> Mapping[str, int]:
    """The points that each part, group or the sum must reach, by code."""
    wanted = threshold_of(norm, kind)
    return {**wanted.parts, **({} if wanted.total is None else {norm.total.code: wanted.total})}


def _first_exam(case: Case) -> Iterator[Component]:
    norm, one, least = case.norm, case.mine.score, minima(case.norm, case.kind)
    points = None if one.parts is None else sums(norm, affirm(norm, one.parts, one.claims))
    maxima = {part.code: part.maximum for part in norm.parts}
    together = {group.code: sum(maxima[code] for code in group.parts) for group in norm.groups.values()}
    for code, maximum in {**maxima, **together, norm.total.code: norm.total.maximum}.items():
        has, minimum = None if points is None else points[code], least.get(code)
        met = None if minimum is None or has is None else has >= minimum
        yield Component(
            code=code, label=norm.labels[code], points=has, maximum=maximum, minimum=minimum, met=met, weight=None,
            counts=None, notes=(*_given(norm, one, code, maximum), *_reached(minimum, met)),
        )  # fmt: skip


def _given(norm: Norm, one: FinalScore, target: str, maximum: int | Decimal) -> Iterator[Sentence]:
    """What proven claims added to this figure."""
    for claim in added(norm, one.claims):
        if claim.target == target:
            found = norm.affirmations[claim.code]
            yield Sentence(
                "with %(more)s points for %(claim)s (%(percent)s%% of %(maximum)s)",
                more=plain(claim.points),
                claim=found.label,
                percent=found.percent,
                maximum=maximum,
            )


def _reached(minimum: int | Decimal | None, met: bool | None) -> Iterator[Sentence]:
    if minimum is not None and met is not None:
        if met:
            yield Sentence("at least %(minimum)s: reached", minimum=minimum)
        else:
            yield Sentence("at least %(minimum)s: not reached", minimum=minimum)


def _test(one: SecondResult) -> Component:
    test, points = one.test, one.points
    minimum = test.knockout_minimum if test.knockout else None
    met = None if minimum is None or points is None else points >= minimum
    counts = None if points is None else test.weight * points / WHOLE
    notes = [Sentence("weight %(weight)s%%", weight=plain(test.weight))]
    if counts is not None:
        said = {"weight": plain(test.weight), "product": plain(counts)}
        notes = [Sentence("weight %(weight)s%%: counts for %(product)s", **said)]
    if minimum is not None:
        notes.append(Sentence("who is below %(minimum)s is out", minimum=plain(minimum)))
    return Component(
        code=test.key, label=one.title, points=points, maximum=WHOLE, minimum=minimum, met=met, weight=test.weight,
        counts=counts, notes=(*notes, *_reached(minimum, met)),
    )  # fmt: skip


def _second_exam(case: Case) -> Component:
    norm, one, weights = case.norm, case.mine.score, case.norm.weights
    second = affirm_second(norm, one.second, one.claims)
    notes = _given(norm, one, weights.code, WHOLE)
    return Component(
        code=weights.code, label=weights.label, points=None if second is None else plain(second), maximum=WHOLE,
        minimum=None, met=None, weight=None, counts=None, notes=tuple(notes),
    )  # fmt: skip
