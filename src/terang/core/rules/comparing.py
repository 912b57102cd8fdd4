"""Two results of the same people side by side: who would get in, who would not, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from terang.core.sentences import Sentence

Turn = Literal["in", "out", "elsewhere", "higher", "lower"]
"""Would get in; would not; would be placed in another vacancy; keeps the outcome on a higher or lower place."""

TURNS: dict[Turn, Sentence] = {
    "in": Sentence("would get in"),
    "out": Sentence("would not get in"),
    "elsewhere": Sentence("would get in elsewhere"),
    "higher": Sentence("a higher place"),
    "lower": Sentence("a lower place"),
}
"""The turns in words, in the order in which people are listed."""

ORDER = tuple(TURNS)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands in one result. `target`: the vacancy that they get into, their own or another."""

    id: str
    vacancy: str
    place: int | None
    passes: bool
    target: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What is different for one person."""

    before: Standing
    after: Standing
    turn: Turn


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one vacancy would get in and would not, and how many got in before."""

    vacancy: str
    before: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Supposed:
    """Who would stand elsewhere, and how many would get in and out of each vacancy; `people` were ranked in all."""

    people: int
    changes: tuple[Change, ...]
    tallies: tuple[Tally, ...]

    @property
    def gained(self) -> int:
        return sum(one.gained for one in self.tallies)

    @property
    def lost(self) -> int:
        return sum(one.lost for one in self.tallies)


def compare(before: Iterable[Standing], after: Mapping[str, Standing]) -> tuple[Change, ...]:
    """Everybody for whom something is different, those who get in or out first, then by vacancy and place.

    `after` by id; both results rank the same people. Refused: ValueError where somebody is in one of them only.

    >>> one, other = Standing("a", "V1", 1, True), Standing("b", "V1", 2, False)
    >>> swapped = {"a": Standing("a", "V1", 2, False), "b": Standing("b", "V1", 1, True)}
    >>> [(each.before.id, each.turn) for each in compare([one, other], swapped)]
    [('b', 'in'), ('a', 'out')]
    """
    standing = list(before)
    if {one.id for one in standing} != after.keys():
        raise ValueError("the two results are not of the same people")
    found = [Change(one, after[one.id], turn) for one in standing if (turn := _turn(one, after[one.id]))]
    return tuple(sorted(found, key=_order))


def tallies(changes: Iterable[Change], before: Iterable[Standing]) -> tuple[Tally, ...]:
    """The changes counted by the vacancy in which people were ranked, for the vacancies where somebody gets in or out."""
    was: dict[str, int] = {}
    for one in before:
        was[one.vacancy] = was.get(one.vacancy, 0) + one.passes
    gained: dict[str, int] = {}
    lost: dict[str, int] = {}
    for change in changes:
        for turn, counts in (("in", gained), ("out", lost)):
            if change.turn == turn:
                counts[change.before.vacancy] = counts.get(change.before.vacancy, 0) + 1
    touched = sorted({*gained, *lost})
    return tuple(Tally(code, was[code], gained.get(code, 0), lost.get(code, 0)) for code in touched)


def _order(one: Change) -> tuple[int, str, int, str]:
    return ORDER.index(one.turn), one.before.vacancy, one.before.place or 0, one.before.id


def _turn(before: Standing, after: Standing) -> Turn | None:
    if before.passes != after.passes:
        return "in" if after.passes else "out"
    if before.passes and before.target != after.target:
        return "elsewhere"
    if before.place == after.place:
        return None
    return "higher" if after.place and (not before.place or after.place < before.place) else "lower"
