"""The person against those next to them and against the last who is in: the first key that differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from terang.core.cards.case import Case, Line
from terang.core.cards.naming import key_name
from terang.core.cards.shape import Cutoff, Neighbour, Number
from terang.core.norms import Norm
from terang.core.rules.affirmations import affirm
from terang.core.rules.ranking import FinalScore, score_of
from terang.core.rules.shortlist import THRESHOLD
from terang.core.rules.thresholds import judge
from terang.core.rules.totals import sums
from terang.core.sentences import Sentence

PRIVATE = frozenset({"gpa", "born_on", "priority", THRESHOLD})
"""Keys of others that a card names without their value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first key in which two people differ, with both values; no key where none separates them."""

    key: str
    mine: Any = None
    theirs: Any = None


def chain_of(norm: Norm, stage: str) -> tuple[str, ...]:
    """The keys that this list compares, in their order."""
    return norm.final_chain if stage == "final" else norm.shortlist_rule.chain


def difference(case: Case, other: FinalScore) -> Difference:
    """What separates the person of this case from another on the same list, as the chain compares them."""
    norm, stage = case.norm, case.stage
    if stage == "shortlist" and _met(case, case.mine.score) != _met(case, other):
        return Difference(THRESHOLD)
    mine, theirs = values(norm, stage, case.mine.score), values(norm, stage, other)
    for key in chain_of(norm, stage):
        here, there = mine.get(key), theirs.get(key)
        if here is None or there is None:
            break
        if here != there:
            return Difference(key, here, there)
    return Difference("")


def values(norm: Norm, stage: str, one: FinalScore) -> Mapping[str, Any]:
    """What a list compares, with affirmations, by code; empty for whom an exam is missing."""
    if stage == "shortlist":
        return {} if one.parts is None else sums(norm, affirm(norm, one.parts, one.claims))
    found = score_of(norm, one)
    if found is None:
        return {}
    natural = {code: None if key is None else -key for code, key in found.keys.items() if code != "born_on"}
    return {**natural, "born_on": one.born_on}


def neighbours(case: Case) -> Iterator[Neighbour]:
    """The nearest other places, each with the key that separates and, where anybody may know them, both values."""
    for side, label, other in (
        ("above", Sentence("Above"), case.above),
        ("below", Sentence("Below"), case.below),
    ):
        if other is not None and case.mine.place is not None:
            found = difference(case, other.score)
            mine, theirs = _shown(case, found)
            yield Neighbour(
                side=side, label=label, id=other.score.id, place=other.place, key=found.key,
                key_name=key_name(case.norm, found.key), mine=mine, theirs=theirs,
                text=_beside(case, side, other, found),
            )  # fmt: skip


def cutoff(case: Case) -> Cutoff | None:
    """How far the last who is in stands away; None without a place, or where nobody is in for certain."""
    last = case.cutoff
    if last is None or case.mine.place is None:
        return None
    found = difference(case, last.score)
    mine, theirs = _shown(case, found)
    distance = None if mine is None or theirs is None else mine - theirs
    return Cutoff(
        id=last.score.id, place=last.place, key=found.key, key_name=key_name(case.norm, found.key), value=theirs,
        distance=distance, text=_away(case, last, found, distance),
    )  # fmt: skip


def _met(case: Case, one: FinalScore) -> bool:
    return (
        one.parts is not None and judge(case.norm, case.kind, affirm(case.norm, one.parts, one.claims)).passed
    )


def _shown(case: Case, found: Difference) -> tuple[Number | None, Number | None]:
    if case.discreet or not found.key or found.key in PRIVATE:
        return None, None
    return found.mine, found.theirs


def _beside(case: Case, side: str, other: Line, found: Difference) -> Sentence:
    said = {
        "id": other.score.id, "place": other.place, "key": key_name(case.norm, found.key),
        "mine": found.mine, "theirs": found.theirs,
    }  # fmt: skip
    if case.discreet:
        return Sentence("%(id)s, place %(place)s; separated by %(key)s.", **said)
    if found.key in PRIVATE:
        return _privately(found, said)
    if side == "above":
        return Sentence(
            "%(id)s, place %(place)s: ahead in %(key)s, %(theirs)s against your %(mine)s.", **said
        )
    return Sentence("%(id)s, place %(place)s: behind in %(key)s, %(theirs)s against your %(mine)s.", **said)


def _privately(found: Difference, said: Mapping[str, object]) -> Sentence:
    if found.key in ("gpa", "born_on"):
        return Sentence(
            "%(id)s, place %(place)s: all points are the same; what decided is the next rule, %(key)s.",
            **said,
        )
    return Sentence("%(id)s, place %(place)s: what decided, before any points, is %(key)s.", **said)


def _away(case: Case, last: Line, found: Difference, distance: Number | None) -> Sentence:
    said = {
        "id": last.score.id, "place": last.place, "key": key_name(case.norm, found.key), "theirs": found.theirs,
        "mine": found.mine, "distance": None if distance is None else abs(distance),
    }  # fmt: skip
    if last.score.id == case.mine.score.id:
        return Sentence("You are the last who is in.")
    if not found.key:
        return Sentence("The last who is in has the same figures as you in every respect.")
    if case.discreet or distance is None:
        return Sentence("What separates you from the last who is in is %(key)s.", **said)
    if distance < 0:
        return Sentence(
            "The last who is in has %(theirs)s in %(key)s, you have %(mine)s: %(distance)s points were missing.",
            **said,
        )
    return Sentence(
        "The last who is in has %(theirs)s in %(key)s, you have %(mine)s: %(distance)s points more.", **said
    )
