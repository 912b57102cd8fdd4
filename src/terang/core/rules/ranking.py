"""The final ranking: both exams made one score, and places by the chain of the norm."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.places import Placed, place_all
from terang.core.rules.rounding import half_up, total_100
from terang.core.rules.thresholds import judge

OPEN = ""
"""The outcome of those who share a place across the last slot: the norm gives them no code, a person decides."""


@dataclass(frozen=True, slots=True)
class FinalScore:
    """What one candidate brings to the final ranking. `parts` or `second` None: absent from that exam."""

    id: str
    parts: Mapping[str, int] | None
    second: Decimal | None
    """Points of the second exam, 0 to 100."""
    knocked_out: bool = False
    gpa: Decimal | None = None
    born_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """One candidate in the final ranking; without a place when absent, below the threshold or knocked out."""

    id: str
    place: int | None
    total: int | None
    total_100: Decimal | None
    second: Decimal | None
    final: Decimal | None
    outcome: str
    decided_by: str
    sharing: int = 0
    """How many stand on this place, this candidate included; 0 without a place."""

    @property
    def is_open(self) -> bool:
        """Whether the norm leaves open if this candidate is chosen."""
        return self.outcome == OPEN


@dataclass(frozen=True, slots=True)
class _Scored:
    id: str
    parts: Mapping[str, int]
    total: int
    total_100: Decimal
    second: Decimal
    final: Decimal
    gpa: Decimal | None
    born_on: date | None


def final_score(norm: Norm, total: int, second: Decimal) -> Decimal:
    """Both exams as the one score that ranks a candidate, 0 to 100.

    The total of the first exam is put on 100 and rounded first; then the weighted sum is rounded; half up.
    Source: PermenPANRB 6/2024; SKD 431 and SKB 77.5 became 77.846 in a list published in 2024.

    >>> from terang.core import norms
    >>> final_score(norms.load("cpns-2024"), 431, Decimal("77.5"))
    Decimal('77.846')
    """
    return merge(norm, total_100(norm, total), second)


def merge(norm: Norm, first: Decimal, second: Decimal) -> Decimal:
    """Both exams, each already 0 to 100, by the weights of the norm.

    Source: BKN's example of 2018: SKD 59 and SKB 80 make 71.6.

    >>> from terang.core import norms
    >>> merge(norms.load("cpns-2024"), Decimal(59), Decimal(80))
    Decimal('71.600')
    """
    return half_up(
        first * norm.integration.first + second * norm.integration.second, norm.integration.decimals
    )


def final(norm: Norm, slots: int, scores: Sequence[FinalScore], *, kind: str | None = None) -> list[Ranked]:
    """Everybody's place and outcome for these slots; the best by the chain of the norm are chosen.

    Those whom the chain can't separate share a place. A shared place wholly within the slots is chosen, one wholly
    outside is not; one that reaches across the last slot stays open (`OPEN`, no code): nobody is chosen by an id or
    by the order of arrival, a person decides and says why.
    Without a place: absent from an exam; knocked out; and, where `kind` is given, below its threshold.
    Refused: UnknownThreshold where `kind` is given and nobody has found its threshold.
    Source: PermenPANRB 6/2024 Ps. 45(4).

    >>> from terang.core import norms
    >>> norm = norms.load("cpns-2024")
    >>> ana = FinalScore("ana", {"twk": 75, "tiu": 130, "tkp": 195}, Decimal(70))
    >>> budi = FinalScore("budi", {"twk": 80, "tiu": 130, "tkp": 190}, Decimal(70))
    >>> [(one.id, one.place, one.outcome, one.decided_by) for one in final(norm, 1, [budi, ana])]
    [('ana', 1, 'L', ''), ('budi', 2, 'TL', 'tkp')]
    """
    codes = norm.codes["final"]
    ranked: list[_Scored] = []
    without: dict[str, list[Ranked]] = {codes.below: [], codes.knocked_out: [], codes.absent: []}
    for one in scores:
        outcome = _stopped_by(norm, kind, one)
        if outcome is not None or one.parts is None or one.second is None:
            outcome = outcome or codes.absent
            without[outcome].append(_without_place(norm, one, outcome))
        else:
            ranked.append(_scored(norm, one, one.parts, one.second))
    chain = [(code, _key(norm, code)) for code in norm.final_chain]
    placed = place_all(ranked, chain, name=lambda one: one.id)
    found = [_with_place(one, _outcome(norm, one, slots)) for one in placed]
    return found + [one for group in without.values() for one in sorted(group, key=lambda one: one.id)]


def _stopped_by(norm: Norm, kind: str | None, one: FinalScore) -> str | None:
    """The code of what keeps a candidate who has all scores out of the ranking, or None."""
    codes = norm.codes["final"]
    if one.parts is None:
        return codes.absent
    if kind is not None and not judge(norm, kind, one.parts).passed:
        return codes.below
    return codes.knocked_out if one.knocked_out else None


def _outcome(norm: Norm, one: Placed[_Scored], slots: int) -> str:
    codes = norm.codes["final"]
    if one.place > slots:
        return codes.outside
    return codes.chosen if one.place + one.sharing - 1 <= slots else OPEN


def _scored(norm: Norm, one: FinalScore, parts: Mapping[str, int], second: Decimal) -> _Scored:
    total = sum(parts[code] for code in norm.part_codes)
    merged = final_score(norm, total, second)
    return _Scored(one.id, parts, total, total_100(norm, total), second, merged, one.gpa, one.born_on)


def _key(norm: Norm, code: str) -> Callable[[_Scored], Any]:
    """The key as the chain uses it: the more points the earlier, the older the earlier, None where not given."""
    keys: dict[str, Callable[[_Scored], Any]] = {
        "final": lambda one: -one.final,
        norm.total.code: lambda one: -one.total,
        "gpa": lambda one: None if one.gpa is None else -one.gpa,
        "born_on": lambda one: one.born_on,
    }
    return keys.get(code, lambda one: -one.parts[code])


def _with_place(one: Placed[_Scored], outcome: str) -> Ranked:
    who = one.item
    return Ranked(
        who.id,
        one.place,
        who.total,
        who.total_100,
        who.second,
        who.final,
        outcome,
        one.decided_by,
        one.sharing,
    )


def _without_place(norm: Norm, one: FinalScore, outcome: str) -> Ranked:
    total = None if one.parts is None else sum(one.parts[code] for code in norm.part_codes)
    hundred = None if total is None else total_100(norm, total)
    return Ranked(one.id, None, total, hundred, one.second, None, outcome, "")
