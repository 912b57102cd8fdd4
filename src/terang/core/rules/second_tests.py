"""The second tests: which plan a norm allows, and the one score that they give together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from terang.core.norms import Norm, SecondTestBounds
from terang.core.sentences import Sentence

WHOLE = Decimal(100)
"""All points of a test, and the weights of all tests together."""


@dataclass(frozen=True, slots=True)
class SecondTest:
    """One planned test. `weight` is its percentage of the second exam; a knock-out test may weigh nothing."""

    kind: str
    weight: Decimal
    knockout: bool = False
    knockout_minimum: Decimal | None = None
    code: str = ""
    """What tells two tests of one kind apart; the kind itself when empty."""

    @property
    def key(self) -> str:
        return self.code or self.kind


@dataclass(frozen=True, slots=True)
class Combined:
    """The second exam of one candidate: 0 to 100, not rounded. No score while a test is missing."""

    score: Decimal | None
    knocked_out_by: tuple[str, ...]
    missing: tuple[str, ...]


def check_plan(norm: Norm, agency_kind: str, tests: Sequence[SecondTest]) -> tuple[Sentence, ...]:
    """Every reason why these second tests may not be announced under the norm, with its article; none when they may.

    An extra test is every test that is not CAT; the norm bounds how many kinds of them there are, a knock-out
    without weight included, and what they weigh together.
    Source: PermenPANRB 6/2024 Ps. 22 and 34.

    >>> from terang.core import norms
    >>> plan = [SecondTest("cat", Decimal(60)), SecondTest("interview", Decimal(40))]
    >>> print(*check_plan(norms.load("cpns-2024"), "daerah", plan))
    Wawancara is not allowed for an agency of kind daerah (PermenPANRB 6/2024).
    """
    bounds = norm.bounds(agency_kind)
    return (
        *_of_each_test(norm, bounds, tests),
        *_of_the_sum(tests),
        *_of_the_bounds(norm, bounds, tests),
    )


def combine(tests: Sequence[SecondTest], points: Mapping[str, Decimal | None]) -> Combined:
    """The weighted score of one candidate, from the points (0 to 100) of each test by its key.

    A knock-out test below its minimum ends the candidate's way, whatever the other tests gave.
    Refused: ValueError for points outside 0 to 100.
    Source: PermenPANRB 6/2024; BKN's integration of the SKB.

    >>> tests = [SecondTest("cat", Decimal(60)), SecondTest("aptitude", Decimal(40))]
    >>> combine(tests, {"cat": Decimal("72.5"), "aptitude": Decimal(80)}).score
    Decimal('75.5')
    """
    for key, given in points.items():
        if given is not None and not 0 <= given <= WHOLE:
            raise ValueError(
                Sentence("%(test)s: %(points)s points are not between 0 and 100.", test=key, points=given)
            )
    missing = tuple(test.key for test in tests if points.get(test.key) is None)
    out = tuple(test.key for test in tests if _knocks_out(test, points.get(test.key)))
    if missing:
        return Combined(None, out, missing)
    summed = Decimal(sum(test.weight * (points[test.key] or 0) for test in tests))
    return Combined(summed / WHOLE, out, ())


def _knocks_out(test: SecondTest, points: Decimal | None) -> bool:
    return (
        test.knockout
        and test.knockout_minimum is not None
        and points is not None
        and points < test.knockout_minimum
    )


def _of_each_test(norm: Norm, bounds: SecondTestBounds, tests: Sequence[SecondTest]) -> Iterator[Sentence]:
    for test in tests:
        label = norm.test_kinds.get(test.kind, test.kind)
        if test.kind not in norm.test_kinds:
            yield Sentence("The norm %(norm)s knows no test of kind %(test)s.", norm=norm.id, test=test.kind)
        elif test.kind not in bounds.allowed:
            yield Sentence(
                "%(test)s is not allowed for an agency of kind %(kind)s (%(article)s).",
                test=label,
                kind=bounds.agency_kind,
                article=bounds.article,
            )
        if test.weight < 0 or (test.weight == 0 and not test.knockout):
            yield Sentence("%(test)s has no weight and knocks nobody out: it decides nothing.", test=label)
        if test.knockout and test.knockout_minimum is None:
            yield Sentence(
                "%(test)s knocks out: the announcement must say below how many points (PermenPANRB 6/2024 Ps. 22).",
                test=label,
            )


def _of_the_sum(tests: Sequence[SecondTest]) -> Iterator[Sentence]:
    total = _weight(tests)
    if total != WHOLE:
        yield Sentence("The weights of the second tests sum to %(sum)s, not to 100.", sum=total)


def _of_the_bounds(norm: Norm, bounds: SecondTestBounds, tests: Sequence[SecondTest]) -> Iterator[Sentence]:
    extra = [test for test in tests if test.kind != "cat"]
    cat, weighs = _weight([test for test in tests if test.kind == "cat"]), _weight(extra)
    interview = _weight([test for test in tests if test.kind == "interview"])
    kinds = len({test.kind for test in extra})
    path = f"second_tests.{bounds.agency_kind}"
    if bounds.cat_at_least is not None and cat < bounds.cat_at_least:
        yield Sentence(
            "CAT must weigh at least %(least)s %% of the second tests, not %(has)s %% (%(article)s).",
            least=bounds.cat_at_least,
            has=cat,
            article=norm.cite(f"{path}.cat_at_least").reference,
        )
    if bounds.extra_kinds_at_most is not None and kinds > bounds.extra_kinds_at_most:
        yield Sentence(
            "Besides CAT the kinds of tests may be at most %(most)s, not %(has)s (%(article)s).",
            most=bounds.extra_kinds_at_most,
            has=kinds,
            article=norm.cite(f"{path}.extra_kinds_at_most").reference,
        )
    if bounds.extra_at_most is not None and weighs > bounds.extra_at_most:
        yield Sentence(
            "The tests besides CAT may weigh at most %(most)s %% together, not %(has)s %% (%(article)s).",
            most=bounds.extra_at_most,
            has=weighs,
            article=norm.cite(f"{path}.extra_at_most").reference,
        )
    if bounds.interview_at_most is not None and interview > bounds.interview_at_most:
        yield Sentence(
            "Interviews may weigh at most %(most)s %%, not %(has)s %% (%(article)s).",
            most=bounds.interview_at_most,
            has=interview,
            article=norm.cite(f"{path}.interview_at_most").reference,
        )


def _weight(tests: Sequence[SecondTest]) -> Decimal:
    return Decimal(sum(test.weight for test in tests))
