"""What more points in one component would have changed: the ranking is run again with them, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from terang.core.cards.case import Case
from terang.core.cards.shape import Text, WhatIf
from terang.core.norms import Norm, Part
from terang.core.rules.affirmations import WHOLE
from terang.core.rules.ranking import OPEN, FinalScore
from terang.core.rules.second_tests import combine
from terang.core.rules.standing import Standing
from terang.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Gain:
    """A component that could have been better: by how many points at once, how often, and what that makes."""

    code: str
    label: Text
    points: int
    counts_answers: bool
    most: int
    """How often until the maximum is reached."""
    better: Callable[[int], FinalScore]


def one_more(case: Case) -> Iterator[WhatIf]:
    """The smallest gain in each component. Nothing where a person decided, or an exam is missing."""
    for gain in _gains(case):
        yield _told(case, gain, 1, case.rerun(gain.better(1)))


def enough(case: Case) -> Iterator[WhatIf]:
    """The smallest gain in each component that gets the person in; a component that can't is left out.

    More points never lower a place, so each search halves what is left.
    """
    if _passes(case.norm, case.stage, case.mine.outcome):
        return
    for gain in _gains(case):
        found = _fewest(gain, lambda score: _passes(case.norm, case.stage, case.rerun(score).outcome))
        if found is not None and found > 1:
            yield _told(case, gain, found, case.rerun(gain.better(found)))


def _fewest(gain: Gain, is_in: Callable[[FinalScore], bool]) -> int | None:
    if not is_in(gain.better(gain.most)):
        return None
    low, high = 1, gain.most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if is_in(gain.better(middle)) else (middle + 1, high)
    return low


def _passes(norm: Norm, stage: str, outcome: str) -> bool:
    found = norm.codes[stage].codes.get(outcome)
    return found is not None and found.passes


def _gains(case: Case) -> Iterator[Gain]:
    one = case.mine.score
    if case.discreet or case.decision or one.parts is None:
        return
    for part in case.norm.parts:
        gain = _in_part(one, part, one.parts[part.code])
        if gain.most:
            yield gain
    if case.stage == "final" and case.norm.integration is not None and one.second is not None:
        yield from _in_tests(case) if case.tests else _in_second(case.norm, one, one.second)


def _in_part(one: FinalScore, part: Part, has: int) -> Gain:
    points = part.points_right if part.scoring == "right_wrong" else 1
    most = (part.maximum - has) // points

    def better(times: int) -> FinalScore:
        return replace(one, parts={**(one.parts or {}), part.code: has + times * points})

    return Gain(part.code, part.label, points, part.scoring == "right_wrong", most, better)


def _in_tests(case: Case) -> Iterator[Gain]:
    one, plan = case.mine.score, [each.test for each in case.tests]
    points = {each.test.key: each.points for each in case.tests}
    for each in case.tests:
        has = each.points or Decimal(0)

        def better(times: int, key: str = each.test.key, has: Decimal = has) -> FinalScore:
            combined = combine(plan, {**points, key: has + times})
            return replace(one, second=combined.score, knocked_out=bool(combined.knocked_out_by))

        if int(WHOLE - has):
            yield Gain(
                each.test.key, each.title, 1, counts_answers=False, most=int(WHOLE - has), better=better
            )


def _in_second(norm: Norm, one: FinalScore, second: Decimal) -> Iterator[Gain]:
    weights, most = norm.weights, int(WHOLE - second)
    if most:
        yield Gain(
            weights.code, weights.label, 1, counts_answers=False, most=most,
            better=lambda times: replace(one, second=second + times),
        )  # fmt: skip


def _told(case: Case, gain: Gain, times: int, found: Standing) -> WhatIf:
    before = Standing(case.mine.place, case.mine.sharing, case.mine.outcome)
    changes = (found.place, found.outcome) != (before.place, before.outcome)
    return WhatIf(
        code=gain.code, label=gain.label, points=times * gain.points, answers=times if gain.counts_answers else None,
        place=found.place, sharing=found.sharing, outcome=found.outcome, changes=changes,
        text=_sentence(case, _more(gain, times), found, changes=changes),
    )  # fmt: skip


def _more(gain: Gain, times: int) -> Sentence:
    said = {"label": gain.label, "points": times * gain.points, "count": times}
    if not gain.counts_answers and times == 1:
        return Sentence("%(label)s, one point more", **said)
    if not gain.counts_answers:
        return Sentence("%(label)s, %(points)s points more", **said)
    if times == 1:
        return Sentence("%(label)s, one more right answer (%(points)s points)", **said)
    return Sentence("%(label)s, %(count)s more right answers (%(points)s points)", **said)


def _sentence(case: Case, more: Sentence, found: Standing, *, changes: bool) -> Sentence:
    if not changes:
        return Sentence("%(more)s: nothing would have changed.", more=more)
    code = case.norm.codes[case.stage].codes.get(found.outcome)
    outcome = f"{code.code}, {code.meaning}" if code else found.outcome
    said = {"more": more, "place": found.place, "outcome": outcome}
    if found.place is None:
        return Sentence("%(more)s: still no place, and the outcome would have been %(outcome)s.", **said)
    if found.outcome == OPEN:
        return Sentence(
            "%(more)s: you would have shared place %(place)s, and a person would have had to decide.", **said
        )
    if found.outcome == case.mine.outcome:
        return Sentence("%(more)s: you would have been in place %(place)s, with the same outcome.", **said)
    return Sentence("%(more)s: you would have been in place %(place)s, with the outcome %(outcome)s.", **said)
