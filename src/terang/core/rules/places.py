"""Places from keys: who stands above whom, which key decided, and who shares a place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

T = TypeVar("T")
SHARED = "shared"

Key = Callable[[T], Any]
"""A key of the chain: the smaller comes first; None where the person has none."""


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """One person's place. `sharing` counts all who stand on it, this person included."""

    item: T
    place: int
    sharing: int
    decided_by: str


def place_all(
    items: Sequence[T], chain: Sequence[tuple[str, Key[T]]], name: Callable[[T], Hashable]
) -> list[Placed[T]]:
    """Sort by the chain of keys and give places; those whom no key separates share one (1, 2, 2, 4).

    Where somebody among equals has no value for the next key, the chain ends there for all of these equals: nobody
    is put behind for a missing paper, and the outcome depends on no order of arrival. `name` only fixes the order
    in which those who share a place are listed.

    decided_by: the key that separates a person from the one above; `shared` for all on a shared place; empty for the
    first.
    """
    placed: list[Placed[T]] = []
    groups = _groups(list(items), chain)
    for members, separated_by in groups:
        decided_by = SHARED if len(members) > 1 else separated_by
        place = len(placed) + 1
        placed += [
            Placed(one, place, len(members), decided_by)
            for one in sorted(members, key=lambda m: str(name(m)))
        ]
    return placed


def _groups(items: list[T], chain: Sequence[tuple[str, Key[T]]]) -> list[tuple[list[T], str]]:
    """Equals together, best first, each with the key that separates it from the group before; the first with none."""
    if not items[1:] or not chain or any(chain[0][1](one) is None for one in items):
        return [(items, "")]
    (code, key), rest = chain[0], chain[1:]
    found: list[tuple[list[T], str]] = []
    for _, equals in groupby(sorted(items, key=key), key=key):
        for members, separated_by in _groups(list(equals), rest):
            found.append((members, separated_by or (code if found else "")))
    return found
