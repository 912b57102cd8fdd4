"""Whether the points of the first exam reach the threshold of a kind of formasi."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from terang.core.norms import Norm, NormError, Threshold
from terang.core.rules.totals import sums
from terang.core.sentences import Sentence


class UnknownThreshold(NormError):
    """Nobody knows the threshold of this kind, so nobody may be judged by it."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A part, or the total, that is below its minimum."""

    part_or_total: str
    points: int
    minimum: int


@dataclass(frozen=True, slots=True)
class ThresholdVerdict:
    """Whether the threshold is met, and everything that is below it; with the article that asks for it."""

    passed: bool
    shortfalls: tuple[Shortfall, ...]
    article: str
    confirmed: bool


def threshold_of(norm: Norm, kind: str) -> Threshold:
    """The threshold of a kind of formasi. Refused: UnknownThreshold where nobody has found it."""
    found = norm.kind(kind)
    if found.threshold is None:
        raise UnknownThreshold(
            Sentence(
                "The threshold of %(kind)s (%(label)s) is not known under %(norm)s: nobody can be judged by it.",
                kind=kind,
                label=found.label,
                norm=norm.id,
            )
        )
    return found.threshold


def minima(norm: Norm, threshold: Threshold) -> dict[str, int]:
    """The least points by part, group of parts or whole exam: everything for which a threshold asks.

    >>> from terang.core import norms
    >>> norm = norms.load("cpns-2024")
    >>> minima(norm, threshold_of(norm, "CUMLAUDE"))
    {'tiu': 85, 'skd': 311}
    """
    whole = {} if threshold.total is None else {norm.total.code: threshold.total}
    return {**threshold.parts, **whole}


def judge(norm: Norm, kind: str, parts: Mapping[str, int]) -> ThresholdVerdict:
    """Whether these points meet the threshold of this kind; one part or group of parts below is enough to fail.

    Refused: UnknownThreshold where nobody has found it.
    Source: KepmenPANRB 321/2024.

    >>> from terang.core import norms
    >>> norm = norms.load("cpns-2024")
    >>> judge(norm, "UMUM", {"twk": 65, "tiu": 80, "tkp": 166}).passed
    True
    >>> judge(norm, "CUMLAUDE", {"twk": 65, "tiu": 80, "tkp": 166}).shortfalls
    (Shortfall(part_or_total='tiu', points=80, minimum=85),)
    """
    wanted, has = minima(norm, threshold_of(norm, kind)), sums(norm, parts)
    shortfalls = tuple(
        Shortfall(code, has[code], least) for code, least in wanted.items() if has[code] < least
    )
    found = norm.kinds[kind]
    return ThresholdVerdict(not shortfalls, shortfalls, found.article, found.confirmed)
