"""Who goes on from the first exam to the second tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from terang.core.norms import Norm
from terang.core.rules.affirmations import affirm
from terang.core.rules.places import SHARED, Placed, place_all
from terang.core.rules.rounding import total_100
from terang.core.rules.thresholds import ThresholdVerdict, judge
from terang.core.rules.totals import sums

THRESHOLD = "threshold"
"""What separates those who reached the threshold from those whom the fallback lets in behind them."""


@dataclass(frozen=True, slots=True)
class BasicScore:
    """The points of one candidate in the parts of the first exam; None when absent. `claims`: proven affirmations."""

    id: str
    parts: Mapping[str, int] | None
    claims: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Shortlisted:
    """One candidate after the first exam. Below the threshold or absent: no place, and no key that decided."""

    id: str
    place: int | None
    total: int | None
    total_100: Decimal | None
    outcome: str
    decided_by: str
    verdict: ThresholdVerdict | None
    sharing: int = 0
    """How many stand on this place, this candidate included; 0 without a place."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The points of somebody who was present, with affirmations, and whether the threshold is met."""

    id: str
    total: int
    keys: Mapping[str, int]
    verdict: ThresholdVerdict


def shortlist(norm: Norm, kind: str, slots: int, scores: Sequence[BasicScore]) -> list[Shortlisted]:
    """Who goes on: of those who meet the threshold, the best three (as the norm says) for each slot.

    Ordered by the chain of the norm. All who equal the last one within the quota go on too, even beyond the quota.
    The outcome is a code of the norm's shortlist: goes on, outside, below the threshold, absent.
    Where fewer meet the threshold than there are slots and the norm has a fallback, the best by their total fill
    three places for each slot that is left, behind those who meet it.
    Refused: NormError where the norm has no shortlist; UnknownThreshold for a kind whose threshold nobody has found.
    Source: Surat MenPANRB B/III/M.SM.01.00/2020; BKN's example with seven people for one slot; PermenPANRB 61/2018.

    >>> from terang.core import norms
    >>> seven = {"A": (150, 110, 135), "B": (148, 125, 115), "C": (145, 105, 117), "D": (147, 115, 105),
    ...          "E": (146, 112, 109), "F": (146, 110, 100), "G": (146, 115, 95)}
    >>> scores = [BasicScore(who, {"tkp": tkp, "tiu": tiu, "twk": twk}) for who, (tkp, tiu, twk) in seven.items()]
    >>> [one.id for one in shortlist(norms.load("cpns-2019"), "UMUM", 1, scores) if one.outcome == "P/L"]
    ['A', 'B', 'D']
    """
    times, codes = norm.shortlist_rule.times, norm.codes["shortlist"]
    judged = [judged_by(norm, kind, one, one.parts) for one in scores if one.parts is not None]
    met = _ordered(norm, [one for one in judged if one.verdict.passed])
    fallen = _by_fallback(norm, kind, slots - len(met), [one for one in judged if not one.verdict.passed])
    let_in = {one.item.id for one in fallen}
    below = [one for one in judged if not one.verdict.passed and one.id not in let_in]
    return [
        *(_placed(norm, one, codes.chosen if one.place <= times * slots else codes.outside) for one in met),
        *(_placed(norm, one, codes.chosen, behind=len(met)) for one in fallen),
        *(_unplaced(norm, one, codes.below) for one in sorted(below, key=lambda one: one.id)),
        *(
            Shortlisted(who, None, None, None, codes.absent, "", None)
            for who in sorted(one.id for one in scores if one.parts is None)
        ),
    ]


def judged_by(norm: Norm, kind: str, one: BasicScore, parts: Mapping[str, int]) -> Judged:
    """Judge somebody who was present by the threshold of their kind."""
    given = affirm(norm, parts, one.claims)
    keys = sums(norm, given)
    return Judged(one.id, keys[norm.total.code], keys, judge(norm, kind, given))


def _ordered(norm: Norm, people: Sequence[Judged]) -> list[Placed[Judged]]:
    chain = [(code, _descending(code)) for code in norm.shortlist_rule.chain]
    return place_all(people, chain, name=lambda one: one.id)


def _by_fallback(norm: Norm, kind: str, empty: int, below: Sequence[Judged]) -> list[Placed[Judged]]:
    """Those below the threshold who fill what it leaves empty; nobody where the norm knows no fallback."""
    least = norm.kind(kind).fallback
    if least is None:
        return []
    placed = _ordered(norm, [one for one in below if one.total >= least])
    return [one for one in placed if one.place <= norm.shortlist_rule.times * empty]


def _descending(code: str) -> Callable[[Judged], int]:
    return lambda one: -one.keys[code]


def _placed(norm: Norm, one: Placed[Judged], outcome: str, behind: int = 0) -> Shortlisted:
    who, place = one.item, one.place + behind
    decided_by = THRESHOLD if behind and one.place == 1 and one.decided_by != SHARED else one.decided_by
    hundred = total_100(norm, who.total)
    return Shortlisted(who.id, place, who.total, hundred, outcome, decided_by, who.verdict, one.sharing)


def _unplaced(norm: Norm, one: Judged, outcome: str) -> Shortlisted:
    return Shortlisted(one.id, None, one.total, total_100(norm, one.total), outcome, "", one.verdict)
