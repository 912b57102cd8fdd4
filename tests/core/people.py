"""Random people for a norm: few different values near the thresholds, so that ties and near misses are common."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from terang.core import norms
from terang.core.norms import Norm, Part
from terang.core.rules.ranking import FinalScore

KINDS = {
    name: [kind.code for kind in norms.load(name).kinds.values() if kind.threshold is not None]
    for name in norms.available()
}
SECOND = [Decimal(70), Decimal("70.1"), Decimal("77.125"), Decimal(80), Decimal("99.5"), Decimal(100)]


def scores(norm: Norm, kind: str) -> st.SearchStrategy[FinalScore]:
    """One person of this kind of formasi, with whatever the norm knows: claims, groups, a second exam."""
    parts = st.fixed_dictionaries({part.code: _points(norm, kind, part) for part in norm.parts})
    second = st.none() if norm.integration is None else st.none() | st.sampled_from(SECOND)
    return st.builds(
        FinalScore,
        id=st.just(""),
        parts=st.none() | parts | parts | parts,
        second=second,
        knocked_out=st.sampled_from([False, False, False, True]),
        gpa=st.none() | st.sampled_from([Decimal(3), Decimal("3.5")]),
        born_on=st.none() | st.sampled_from([date(1985, 5, 5), date(1998, 8, 8)]),
        claims=st.frozensets(
            st.sampled_from(sorted(norm.affirmations)) if norm.affirmations else st.nothing()
        ),
        priority=st.sampled_from(["", *(group.code for group in norm.priority)]),
    )


def fields(norm: Norm, kind: str, least: int = 1) -> st.SearchStrategy[list[FinalScore]]:
    """Everybody on one list, each with an id of their own."""
    return st.lists(scores(norm, kind), min_size=least, max_size=9).map(
        lambda people: [replace(one, id=f"p{number}") for number, one in enumerate(people)]
    )


def _points(norm: Norm, kind: str, part: Part) -> st.SearchStrategy[int]:
    threshold = norm.kind(kind).threshold
    least = threshold.parts.get(part.code, part.maximum // 2) if threshold else part.maximum // 2
    step = part.points_right
    near = [least - step, least, least, least + step, least + 2 * step, part.maximum]
    return st.sampled_from([min(max(points, 0), part.maximum) for points in near])
