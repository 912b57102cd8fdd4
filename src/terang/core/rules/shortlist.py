"""Who goes on from the first exam to the second tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from terang.core.norms import Norm
from terang.core.rules.places import Placed, place_all
from terang.core.rules.rounding import total_100
from terang.core.rules.thresholds import ThresholdVerdict, judge


@dataclass(frozen=True, slots=True)
class BasicScore:
    """The points of one candidate in the parts of the first exam; None when absent."""

    id: str
    parts: Mapping[str, int] | None


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
class _Judged:
    id: str
    total: int
    parts: Mapping[str, int]
    verdict: ThresholdVerdict


def shortlist(norm: Norm, kind: str, slots: int, scores: Sequence[BasicScore]) -> list[Shortlisted]:
    """Who goes on: of those who meet the threshold, the best three (as the norm says) for each slot.

    Ordered by the chain of the norm. All who equal the last one within the quota go on too, even beyond the quota.
    The outcome is a code of the norm's shortlist: goes on, outside, below the threshold, absent.
    Refused: UnknownThreshold for a kind whose threshold nobody has found.
    Source: Surat MenPANRB B/III/M.SM.01.00/2020; BKN's example with seven people for one slot.

    >>> from terang.core import norms
    >>> seven = {"A": (150, 110, 135), "B": (148, 125, 115), "C": (145, 105, 117), "D": (147, 115, 105),
    ...          "E": (146, 112, 109), "F": (146, 110, 100), "G": (146, 115, 95)}
    >>> scores = [BasicScore(who, {"tkp": tkp, "tiu": tiu, "twk": twk}) for who, (tkp, tiu, twk) in seven.items()]
    >>> [one.id for one in shortlist(norms.load("cpns-2019"), "UMUM", 1, scores) if one.outcome == "P/L"]
    ['A', 'B', 'D']
    """
    codes = norm.codes["shortlist"]
    quota = norm.shortlisting.times * slots
    judged = [
        _Judged(
            one.id, sum(one.parts[code] for code in norm.part_codes), one.parts, judge(norm, kind, one.parts)
        )
        for one in scores
        if one.parts is not None
    ]
    chain = [(code, _descending(norm, code)) for code in norm.shortlisting.chain]
    passed = place_all([one for one in judged if one.verdict.passed], chain, name=lambda one: one.id)
    below = sorted((one for one in judged if not one.verdict.passed), key=lambda one: one.id)
    absent = sorted(one.id for one in scores if one.parts is None)
    return [
        *(_placed(norm, one, codes.chosen if one.place <= quota else codes.outside) for one in passed),
        *(_unplaced(norm, one, codes.below) for one in below),
        *(Shortlisted(one, None, None, None, codes.absent, "", None) for one in absent),
    ]


def _descending(norm: Norm, code: str) -> Callable[[_Judged], int]:
    if code == norm.total.code:
        return lambda one: -one.total
    return lambda one: -one.parts[code]


def _placed(norm: Norm, one: Placed[_Judged], outcome: str) -> Shortlisted:
    who = one.item
    hundred = total_100(norm, who.total)
    return Shortlisted(
        who.id, one.place, who.total, hundred, outcome, one.decided_by, who.verdict, one.sharing
    )


def _unplaced(norm: Norm, one: _Judged, outcome: str) -> Shortlisted:
    return Shortlisted(one.id, None, one.total, total_100(norm, one.total), outcome, "", one.verdict)
