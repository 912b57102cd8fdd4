"""Counting rows as they pass, for whoever shows progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")
Tick = Callable[[], None]


def silent() -> None:
    """Nobody watches."""


def counted(items: Iterable[T], tick: Tick) -> Iterator[T]:
    """The same items, with a tick for each."""
    for item in items:
        tick()
        yield item
