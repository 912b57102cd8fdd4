"""The way from the points to the score, step by step; each rounding exactly where the norm orders it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from terang.core.cards.case import Case
from terang.core.cards.shape import Formula, Number, Step, Text
from terang.core.norms import Norm
from terang.core.rules.affirmations import WHOLE, added, affirm, affirm_second
from terang.core.rules.ranking import FinalScore, final_score
from terang.core.rules.rounding import plain, total_100
from terang.core.rules.totals import sums
from terang.core.sentences import Sentence


def steps(case: Case) -> Iterator[Step]:
    """Every step that leads to the score that ranks; nothing where an exam is missing."""
    norm, one = case.norm, case.mine.score
    if one.parts is None:
        return
    points = sums(norm, affirm(norm, one.parts, one.claims))
    yield from _affirmed(norm, one, one.parts)
    for group in norm.groups.values():
        yield _sum(norm, group.code, group.parts, points)
    yield _sum(norm, norm.total.code, norm.part_codes, points)
    if case.stage == "final" and norm.integration is not None and one.second is not None:
        yield from _second(case, one.second)
        yield from _merged(norm, one, points[norm.total.code])


def score(case: Case) -> Number | None:
    """The score to which the steps lead: the sum at the shortlist, the final score in the final."""
    norm, one = case.norm, case.mine.score
    if one.parts is None:
        return None
    whole = sums(norm, affirm(norm, one.parts, one.claims))[norm.total.code]
    if case.stage == "shortlist":
        return whole
    if norm.integration is not None and one.second is None:
        return None
    return final_score(norm, whole, affirm_second(norm, one.second, one.claims))


def _exactly(code: str, label: Text, formula: Sequence[str | Sentence | Number], value: Number) -> Step:
    return Step(code, label, Formula(formula), Fraction(value), None, None, value)


def _affirmed(norm: Norm, one: FinalScore, parts: Mapping[str, int]) -> Iterator[Step]:
    """Points that proven claims add, and the maximum beyond which they never lead."""
    for part in norm.parts:
        given = [claim for claim in added(norm, one.claims) if claim.target == part.code]
        if given:
            formula: list[str | Number | Sentence] = [parts[part.code]]
            for claim in given:
                percent = norm.affirmations[claim.code].percent
                formula += [" + ", percent, " % × ", part.maximum]
            formula += _capped(part.maximum)
            after = min(parts[part.code] + sum(int(claim.points) for claim in given), part.maximum)
            yield _exactly(part.code, part.label, formula, after)


def _capped(maximum: int | Decimal) -> list[str | Number | Sentence]:
    return [", ", Sentence("at most %(maximum)s", maximum=maximum)]


def _sum(norm: Norm, code: str, parts: Sequence[str], points: Mapping[str, int]) -> Step:
    formula: list[str | Number] = []
    for at, part in enumerate(parts):
        formula += [f"{' + ' if at else ''}{norm.labels[part]} ", points[part]]
    return _exactly(code, norm.labels[code], formula, points[code])


def _second(case: Case, second: Decimal) -> Iterator[Step]:
    """The weighted products of the second tests, their sum, and what a claim adds to it."""
    weights, one = case.norm.weights, case.mine.score
    formula: list[str | Number] = []
    for at, each in enumerate(case.tests):
        points, weight = each.points or Decimal(0), each.test.weight
        product = plain(weight * points / WHOLE)
        yield _exactly(each.test.key, each.title, [weight, " % × ", points], product)
        formula += [" + ", product] if at else [product]
    if formula:
        yield _exactly(weights.code, weights.label, formula, second)
    claims = [claim for claim in added(case.norm, one.claims) if claim.target == weights.code]
    if claims:
        more: list[str | Number | Sentence] = [second]
        for claim in claims:
            more += [" + ", case.norm.affirmations[claim.code].percent, " % × ", WHOLE]
        after = affirm_second(case.norm, second, one.claims) or second
        yield _exactly(weights.code, weights.label, [*more, *_capped(WHOLE)], after)


def _merged(norm: Norm, one: FinalScore, whole: int) -> Iterator[Step]:
    """The first exam on 100 and rounded, both weighted, their sum rounded."""
    weights, maximum = norm.weights, norm.total.maximum
    hundred, second = total_100(norm, whole), affirm_second(norm, one.second, one.claims) or Decimal(0)
    label = Sentence("%(exam)s on 100", exam=norm.total.label)
    on_100 = Formula((whole, " / ", maximum, " × ", 100))
    yield _rounded(norm, f"{norm.total.code}_100", label, on_100, Fraction(whole * 100, maximum), hundred)
    first_part, second_part = plain(weights.first * hundred), plain(weights.second * second)
    share = Sentence("Share of %(exam)s", exam=norm.total.label)
    yield _exactly(f"{norm.total.code}_share", share, [weights.first, " × ", hundred], first_part)
    share = Sentence("Share of %(exam)s", exam=weights.label)
    yield _exactly(f"{weights.code}_share", share, [weights.second, " × ", second], second_part)
    exact, after = Fraction(first_part) + Fraction(second_part), final_score(norm, whole, second)
    formula = Formula((first_part, " + ", second_part))
    yield _rounded(norm, "final", Sentence("Final score"), formula, exact, after)


def _rounded(norm: Norm, code: str, label: Text, formula: Formula, exact: Fraction, after: Decimal) -> Step:
    decimals = norm.weights.decimals
    how = Sentence("rounded to %(decimals)s decimals, half up", decimals=decimals)
    return Step(code, label, formula, exact, decimals, how, after)
