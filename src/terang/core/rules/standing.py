"""Where one person stands among the others of a list, found by counting instead of sorting all of them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.ranking import FinalScore, outcome_at, score_of, stopped_by
from terang.core.rules.shortlist import BasicScore, Judged, judged_by

Keys = tuple[Any, ...]
"""What the chain compares, in its order: the smaller comes first; None where the person has none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A place and an outcome; without a place when absent, below the threshold or knocked out."""

    place: int | None
    sharing: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Rivals:
    """Everybody else on one list, scored once: those who have a place, and those whom a fallback may let in."""

    norm: Norm
    stage: str
    kind: str
    slots: int
    placed: tuple[Keys, ...]
    below: tuple[Keys, ...] = ()


def rivals(norm: Norm, stage: str, kind: str, slots: int, others: Iterable[FinalScore]) -> Rivals:
    """Score everybody else of a vacancy, so that one person can be placed among them again and again.

    Refused: as the ranking refuses (a claim or a group that the norm does not know, an unknown threshold).
    """
    if stage == "final":
        scored = ((one, score_of(norm, one)) for one in others)
        placed = (
            _keys(norm.final_chain, found.keys)
            for one, found in scored
            if found is not None and stopped_by(norm, kind, one) is None
        )
        return Rivals(norm, stage, kind, slots, tuple(placed))
    chain, least = norm.shortlist_rule.chain, norm.kind(kind).fallback
    there = [found for one in others if (found := _judged(norm, kind, one)) is not None]
    met = tuple(_descending(chain, one) for one in there if one.verdict.passed)
    fallen = (one for one in there if least is not None and not one.verdict.passed and one.total >= least)
    return Rivals(norm, stage, kind, slots, met, tuple(_descending(chain, one) for one in fallen))


def place_of(one: FinalScore, among: Rivals) -> Standing:
    """The place and outcome that the ranking gives this person when it is run with all of them.

    Takes one pass over the others. Equal to `final` and `shortlist`, which sort everybody.

    >>> from decimal import Decimal
    >>> from terang.core import norms
    >>> parts = {"twk": 75, "tiu": 130, "tkp": 195}
    >>> ana, budi = FinalScore("ana", parts, Decimal(70)), FinalScore("budi", parts, Decimal(71))
    >>> place_of(ana, rivals(norms.load("cpns-2024"), "final", "UMUM", 1, [budi]))
    Standing(place=2, sharing=1, outcome='TL')
    """
    return _in_final(one, among) if among.stage == "final" else _on_shortlist(one, among)


def _in_final(one: FinalScore, among: Rivals) -> Standing:
    norm = among.norm
    scored, stopped = score_of(norm, one), stopped_by(norm, among.kind, one)
    if scored is None or stopped is not None:
        return Standing(None, 0, stopped or norm.codes["final"].absent)
    place, sharing = _counted(_keys(norm.final_chain, scored.keys), among.placed)
    return Standing(place, sharing, outcome_at(norm, place, sharing, among.slots))


def _on_shortlist(one: FinalScore, among: Rivals) -> Standing:
    norm, rule, codes = among.norm, among.norm.shortlist_rule, among.norm.codes["shortlist"]
    found = _judged(norm, among.kind, one)
    if found is None:
        return Standing(None, 0, codes.absent)
    mine, met = _descending(rule.chain, found), len(among.placed)
    if found.verdict.passed:
        place, sharing = _counted(mine, among.placed)
        return Standing(place, sharing, codes.chosen if place <= rule.times * among.slots else codes.outside)
    least, empty = norm.kind(among.kind).fallback, among.slots - met
    if least is not None and found.total >= least:
        place, sharing = _counted(mine, among.below)
        if place <= rule.times * empty:
            return Standing(met + place, sharing, codes.chosen)
    return Standing(None, 0, codes.below)


def _judged(norm: Norm, kind: str, one: FinalScore) -> Judged | None:
    basic = BasicScore(one.id, one.parts, one.claims)
    return None if basic.parts is None else judged_by(norm, kind, basic, basic.parts)


def _keys(chain: Sequence[str], keys: Mapping[str, Any]) -> Keys:
    return tuple(keys[code] for code in chain)


def _descending(chain: Sequence[str], one: Judged) -> Keys:
    return tuple(-one.keys[code] for code in chain)


def _counted(mine: Keys, others: Sequence[Keys]) -> tuple[int, int]:
    """The place and how many share it; where an equal lacks the next key, the chain ends for all equals."""
    better, equals = 0, others
    for at, own in enumerate(mine):
        if own is None or any(one[at] is None for one in equals):
            break
        better += sum(one[at] < own for one in equals)
        equals = [one for one in equals if one[at] == own]
    return better + 1, len(equals) + 1
