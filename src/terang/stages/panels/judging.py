"""From points to a mark, and from the marks of several assessors to one score. Pure: no database, no clock.

Source: the norm leaves it to the agency; published beforehand with the rubric (security.md section 5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Literal

CENT = Decimal("0.01")
WHOLE = Decimal(100)
BOUND = Decimal(10)
"""More than this many points between two assessors calls a third."""

Scale = Literal["five", "hundred"]
Branch = Literal["mean", "closest", "median"]
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Scored:
    """Points on one criterion with its weight; five: 1 to 5 whole, hundred: 0 to 100."""

    points: Decimal
    weight: Decimal
    scale: Scale


@dataclass(frozen=True, slots=True)
class Settled:
    """One score out of several marks, the distance between the extremes, and the way it was found."""

    score: Decimal
    spread: Decimal
    branch: Branch


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up: 82.125 becomes 82.13."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def fits(points: Decimal, scale: Scale) -> bool:
    """Whether the points exist on the scale.

    >>> fits(Decimal("3.5"), "five"), fits(Decimal("3.5"), "hundred")
    (False, True)
    """
    if not points.is_finite():
        return False
    if scale == "five":
        return points in range(1, 6)
    return 0 <= points <= WHOLE and points == points.quantize(CENT)


def mark(scored: Sequence[Scored]) -> Decimal:
    """What one assessor gives, 0 to 100: the criteria by their weights; 5 of 5 counts 100, 3 of 5 counts 60.

    >>> mark([Scored(Decimal(4), Decimal(60), "five"), Scored(Decimal(75), Decimal(40), "hundred")])
    Decimal('78.00')
    """
    total = sum((one.weight for one in scored), Decimal(0))
    summed = sum((one.weight * _of_hundred(one) for one in scored), Decimal(0))
    return rounded(summed / total)


def settle(marks: Iterable[Decimal], *, bound: Decimal = BOUND) -> Settled | None:
    """One score out of the locked marks, or None when a further assessor must judge.

    Within the bound: the mean of all. Beyond it with three marks: the mean of the two closest; when both
    neighbours are equally near, the median.

    >>> settle([Decimal(70), Decimal(85)]) is None
    True
    >>> settle([Decimal(70), Decimal(85), Decimal(80)]).score
    Decimal('82.50')
    """
    found = sorted(marks)
    if len(found) < ENOUGH:
        return None
    spread = found[-1] - found[0]
    if spread <= bound:
        return Settled(rounded(sum(found, Decimal(0)) / len(found)), spread, "mean")
    if len(found) == ENOUGH:
        return None
    return _beyond(found, spread)


def _beyond(found: list[Decimal], spread: Decimal) -> Settled:
    gaps = [(upper - lower, lower, upper) for lower, upper in pairwise(found)]
    nearest = min(gap for gap, _, _ in gaps)
    pairs = [(lower, upper) for gap, lower, upper in gaps if gap == nearest]
    if len(pairs) > 1:
        return Settled(rounded(_median(found)), spread, "median")
    return Settled(rounded((pairs[0][0] + pairs[0][1]) / 2), spread, "closest")


def _median(found: list[Decimal]) -> Decimal:
    middle = len(found) // 2
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2


def _of_hundred(one: Scored) -> Decimal:
    return one.points * 20 if one.scale == "five" else one.points
