"""Chance that falls the same way on every machine and in every version of Python."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Numbers from a seed of words; the same words give the same numbers."""

    def __init__(self, *seed: object) -> None:
        self.seed = "/".join(map(str, seed))
        self.thrown = 0

    def below(self, limit: int) -> int:
        self.thrown += 1
        digest = hashlib.sha256(f"{self.seed}/{self.thrown}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def between(self, least: int, most: int) -> int:
        return least + self.below(most - least + 1)

    def once_in(self, times: int) -> bool:
        return self.below(times) == 0

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def some(self, items: Sequence[T], most: int) -> list[T]:
        """Up to `most` of them, with repetitions."""
        return [self.pick(items) for _ in range(self.below(most + 1))] if items else []

    def shuffled(self, items: Sequence[T]) -> list[T]:
        left, found = list(items), []
        while left:
            found.append(left.pop(self.below(len(left))))
        return found
