"""The chain of a norm as bits of a few words, the smaller the better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terang.core.norms import Norm
from terang.engines.ranking.keys import LACKING, keys_of
from terang.engines.ranking.quick.texts import Whole, Words

WORD_BITS = 64


@dataclass(frozen=True, slots=True)
class Link:
    """One key of the chain: so many bits of a word, above its `low` last ones. Who lacks it has all of them set."""

    code: str
    word: int
    bits: int
    low: int

    @property
    def nothing(self) -> int:
        """The bits of somebody who lacks this key, or has least of it."""
        return (1 << self.bits) - 1

    @property
    def may_lack(self) -> bool:
        return self.code in LACKING

    def differs(self, apart: Sequence[Words]) -> NDArray[np.bool_]:
        """Where two people, whose words `apart` holds as their bitwise difference, differ in this key."""
        found: NDArray[np.bool_] = self.bits_of(apart) != 0
        return found

    def is_lacking(self, words: Sequence[Words]) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self.bits_of(words) == self.nothing
        return found

    def bits_of(self, words: Sequence[Words]) -> Words:
        """This key alone."""
        return (words[self.word] >> np.uint64(self.low)) & np.uint64(self.nothing)

    def cut(self, words: Sequence[Words], rows: Whole) -> None:
        """Make these rows equal in this key and in all after it."""
        words[self.word][rows] &= np.uint64((1 << WORD_BITS) - (1 << (self.low + self.bits)))
        for later in words[self.word + 1 :]:
            later[rows] = 0


def links(norm: Norm, chain: Sequence[str]) -> tuple[Link, ...]:
    """The keys of a chain, each in its place."""
    sizes = [(key.code, key.bits + (key.code in LACKING)) for key in keys_of(norm, chain)]
    groups: list[list[tuple[str, int]]] = [[]]
    for code, bits in sizes:
        if sum(size for _, size in groups[-1]) + bits > WORD_BITS:
            groups.append([])
        groups[-1].append((code, bits))
    found = []
    for word, group in enumerate(groups):
        low = sum(bits for _, bits in group)
        for code, bits in group:
            low -= bits
            found.append(Link(code, word, bits, low))
    return tuple(found)


def words_of(chain: Sequence[Link], values: Mapping[str, Whole], lacking: Mapping[str, Whole]) -> list[Words]:
    """The words of many people; `lacking` tells who has no value for a key."""
    count = len(next(iter(values.values())))
    most = [0] * (chain[-1].word + 1)
    words = [np.zeros(count, np.int64) for _ in most]
    for link in chain:
        most[link.word] += (link.nothing - link.may_lack) << link.low
        value = values[link.code].astype(np.int64)
        if link.code in lacking:
            value[lacking[link.code]] = -1
        value <<= link.low
        words[link.word] -= value
    return [word.view(np.uint64) + np.uint64(top) for word, top in zip(words, most, strict=True)]


def bits_used(chain: Sequence[Link], word: int) -> int:
    return sum(link.bits for link in chain if link.word == word)
