"""In which order a batch of leaves goes into the log, so that a place does not tell who pressed "send" when.

Leaves about people are permuted among each other by a random key; each person's own keep their order. A leaf about
nobody is an official act: it keeps its place, so that what it decides stands before what follows from it.
Source: terang-log/1 section 4.
"""

from __future__ import annotations

import hmac
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Waiting:
    """A leaf that waits: its hash, whom it is about (a pid, or empty), and the hour in which it came."""

    leaf_hash: bytes
    about: str
    hour: int


def permuted(waiting: Sequence[Waiting], key: bytes) -> list[int]:
    """The places of the leaves in the order in which they go into the log.

    waiting: in the order of their acts. key: 32 random bytes that nobody keeps.

    >>> official, person = Waiting(b"a", "", 1), Waiting(b"b", "k7m2p9q4x1c8v5ha", 1)
    >>> permuted([person, official, person], bytes(32))
    [0, 1, 2]
    """
    order: list[int] = []
    for run in _runs(waiting):
        order += _shuffled(waiting, run, key)
    return order


def _runs(waiting: Sequence[Waiting]) -> Iterator[list[int]]:
    """Stretches that may be permuted: leaves about people, within an hour, since that hour is told anyway."""
    run: list[int] = []
    for place, one in enumerate(waiting):
        if run and (not one.about or waiting[run[-1]].hour != one.hour):
            yield run
            run = []
        run.append(place)
        if not one.about:
            yield run
            run = []
    if run:
        yield run


def _shuffled(waiting: Sequence[Waiting], run: list[int], key: bytes) -> list[int]:
    mixed = sorted(run, key=lambda place: hmac.digest(key, waiting[place].leaf_hash, "sha256"))
    own: dict[str, deque[int]] = defaultdict(deque)
    for place in run:
        own[waiting[place].about].append(place)
    return [own[waiting[place].about].popleft() for place in mixed]
