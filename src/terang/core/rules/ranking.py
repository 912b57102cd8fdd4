"""The final ranking: both exams made one score, and places by the chain of the norm."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.affirmations import affirm, affirm_second
from terang.core.rules.places import Placed, place_all
from terang.core.rules.rounding import half_up, total_100
from terang.core.rules.thresholds import judge
from terang.core.rules.totals import sums, total
from terang.core.sentences import Sentence

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
    claims: frozenset[str] = frozenset()
    """Affirmations of the norm that this candidate has proven."""
    priority: str = ""
    """The norm's priority group; the last one where empty."""


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
class Scored:
    """One candidate who has a place: points with affirmations, and the keys by which the norm compares."""

    id: str
    total: int
    total_100: Decimal
    second: Decimal | None
    final: Decimal
    keys: Mapping[str, Any]
    """By code of the chain: the smaller comes first; None where the candidate has none."""


def final_score(norm: Norm, points: int, second: Decimal | None) -> Decimal:
    """Both exams as the one score that ranks a candidate, 0 to 100; where one exam decides, its total.

    The total of the first exam is put on 100 and rounded first; then the weighted sum is rounded; half up.
    Source: PermenPANRB 6/2024; SKD 431 and SKB 77.5 became 77.846 in a list published in 2024.

    >>> from terang.core import norms
    >>> final_score(norms.load("cpns-2024"), 431, Decimal("77.5"))
    Decimal('77.846')
    """
    if norm.integration is None:
        return Decimal(points)
    return merge(norm, total_100(norm, points), second or Decimal(0))


def merge(norm: Norm, first: Decimal, second: Decimal) -> Decimal:
    """Both exams, each already 0 to 100, by the weights of the norm.

    Source: BKN's example of 2018: SKD 59 and SKB 80 make 71.6.

    >>> from terang.core import norms
    >>> merge(norms.load("cpns-2024"), Decimal(59), Decimal(80))
    Decimal('71.600')
    """
    weights = norm.weights
    return half_up(first * weights.first + second * weights.second, weights.decimals)


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
    ranked: list[Scored] = []
    without: dict[str, list[Ranked]] = {codes.below: [], codes.knocked_out: [], codes.absent: []}
    for one in scores:
        scored = score_of(norm, one)
        outcome = stopped_by(norm, kind, one)
        if scored is None or outcome is not None:
            outcome = outcome or codes.absent
            without[outcome].append(_without_place(norm, one, outcome))
        else:
            ranked.append(scored)
    found = [
        _with_place(one, outcome_at(norm, one.place, one.sharing, slots))
        for one in place_scored(norm, ranked)
    ]
    return found + [one for group in without.values() for one in sorted(group, key=lambda one: one.id)]


def place_scored(norm: Norm, scored: Sequence[Scored]) -> list[Placed[Scored]]:
    """Places by the chain of the norm for people who have all their scores, whichever vacancy they come from."""
    return place_all(scored, [(code, _key(code)) for code in norm.final_chain], name=lambda one: one.id)


def score_of(norm: Norm, one: FinalScore) -> Scored | None:
    """What one candidate brings, with affirmations, as the chain compares it; None when absent from an exam.

    Refused: ValueError for a claim or a priority group that the norm does not know.
    """
    priority = _priority(norm, one)
    if one.parts is None or (norm.integration is not None and one.second is None):
        return None
    keys = sums(norm, affirm(norm, one.parts, one.claims))
    whole, second = keys[norm.total.code], affirm_second(norm, one.second, one.claims)
    merged = final_score(norm, whole, second)
    compared: dict[str, Any] = {code: -points for code, points in keys.items()}
    compared |= {"final": -merged, "priority": priority, "born_on": one.born_on}
    compared["gpa"] = None if one.gpa is None else -one.gpa
    return Scored(one.id, whole, total_100(norm, whole), second, merged, compared)


def _priority(norm: Norm, one: FinalScore) -> int:
    known = [group.code for group in norm.priority]
    if not one.priority:
        return len(known) - 1
    if one.priority not in known:
        raise ValueError(
            Sentence("The norm %(norm)s has no priority group %(group)s.", norm=norm.id, group=one.priority)
        )
    return known.index(one.priority)


def _key(code: str) -> Callable[[Scored], Any]:
    return lambda one: one.keys[code]


def stopped_by(norm: Norm, kind: str | None, one: FinalScore) -> str | None:
    """The code of what keeps a candidate who has all scores out of the ranking, or None."""
    codes = norm.codes["final"]
    if one.parts is None:
        return codes.absent
    if kind is not None and not _may_be_placed(norm, kind, affirm(norm, one.parts, one.claims)):
        return codes.below
    return codes.knocked_out if one.knocked_out else None


def _may_be_placed(norm: Norm, kind: str, parts: Mapping[str, int]) -> bool:
    """Whether the threshold is met, or the total of the fallback by which the shortlist let people in."""
    fallback = norm.kind(kind).fallback
    return judge(norm, kind, parts).passed or (fallback is not None and total(norm, parts) >= fallback)


def outcome_at(norm: Norm, place: int, sharing: int, slots: int) -> str:
    """The outcome of all who share a place: in, out, or open where they reach across the last slot."""
    codes = norm.codes["final"]
    if place > slots:
        return codes.outside
    return codes.chosen if place + sharing - 1 <= slots else OPEN


def _with_place(one: Placed[Scored], outcome: str) -> Ranked:
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
    points = None if one.parts is None else total(norm, affirm(norm, one.parts, one.claims))
    hundred = None if points is None else total_100(norm, points)
    second = affirm_second(norm, one.second, one.claims)
    return Ranked(one.id, None, points, hundred, second, None, outcome, "")
