"""Who stands above and below somebody, which key separates them, and how far the cut-off is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

PRIVATE_KEYS = frozenset({"priority", "gpa", "born_on"})
"""Keys that are told to nobody else: the norm does not publish them."""


@dataclass(frozen=True)
class Line:
    """One line of a list: the public number, the place, the outcome, and the values that are compared."""

    pid: str
    place: int | None
    outcome: str
    values: Mapping[str, Any]


def with_neighbours(
    lines: Sequence[Line], *, chain: Sequence[str], chosen: str, open_scores: bool = True
) -> dict[str, dict[str, Any]]:
    """For each line: the nearest other place above and below, who shares the place, and the cut-off.

    open_scores: off where the scores of others are told to nobody (very small groups of a special kind).
    """
    placed = [one for one in lines if one.place]
    groups = _groups(placed)
    cutoff = _cutoff(placed, chosen) if open_scores else None
    private = PRIVATE_KEYS if open_scores else frozenset(chain)
    around: dict[str, dict[str, Any]] = {one.pid: {} for one in lines}
    for at, group in enumerate(groups):
        for one in group:
            around[one.pid] = {
                **_said("above", groups[at - 1][-1] if at else None, one, chain, private),
                **_said("below", groups[at + 1][0] if at + 1 < len(groups) else None, one, chain, private),
                "sharing_with": [other.pid for other in group if other is not one],
                **_distance(one, cutoff, chain),
            }
    return around


def separating(chain: Sequence[str], one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """The first key of the chain in which two people differ; empty where none separates them."""
    for key in chain:
        mine, theirs = one.get(key), other.get(key)
        if mine is None or theirs is None:
            return ""
        if mine != theirs:
            return key
    return ""


def _groups(placed: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for one in placed:
        if groups and groups[-1][0].place == one.place:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _said(
    name: str, other: Line | None, one: Line, chain: Sequence[str], private: frozenset[str]
) -> dict[str, Any]:
    if other is None:
        return {}
    key = separating(chain, one.values, other.values)
    said = {"pid": other.pid, "place": other.place, "outcome": other.outcome, "key": key}
    if key and key not in private:
        said |= {"mine": _text(one.values[key]), "theirs": _text(other.values[key])}
    return {name: said}


def _cutoff(placed: Sequence[Line], chosen: str) -> Line | None:
    return next((one for one in reversed(placed) if one.outcome == chosen), None)


def _distance(one: Line, cutoff: Line | None, chain: Sequence[str]) -> dict[str, Any]:
    """How many points of the first score lie between this person and the last who was chosen.

    Nothing where another priority group decided: then no points were missing.
    """
    if cutoff is None or one.values.get("priority") != cutoff.values.get("priority"):
        return {}
    key = next(key for key in chain if key != "priority")
    mine, last = one.values[key], cutoff.values[key]
    return {
        "cutoff": {"key": key, "place": cutoff.place, "value": _text(last), "distance": _text(mine - last)}
    }


def _text(value: object) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
