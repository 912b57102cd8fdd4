"""Sorting rows by many keys: as much of them as fits into one number of 64 bits, beside the number of the row.

Numbers alone sort several times faster than rows do. Where what fitted leaves rows equal, they are sorted once more by
what comes next, and only they.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terang.engines.ranking.quick.texts import Words

BLOCK = 1 << 15
"""Rows whose numbers fit into the cache together."""


@dataclass(frozen=True, slots=True)
class Bits:
    """A key: so many bits of each word, above its `low` last ones. The smaller comes first."""

    words: Words
    count: int
    low: int = 0


def sort_rows(
    keys: Sequence[Bits], rows: int, settled: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The rows in order, equals in the order they had; and whether each differs from the one before it.

    `settled`: rows whose further keys are all the same, so that nobody need look at them.
    """
    left = list(keys)
    own = max(rows - 1, 1).bit_length()
    taken = _take(left, 64 - own)
    packed = np.empty(rows, np.uint64)
    for start in range(0, rows, BLOCK):
        here = slice(start, min(start + BLOCK, rows))
        block = _packed(taken, here, here.stop - start)
        packed[here] = (block << np.uint64(own)) | np.arange(start, here.stop, dtype=np.uint64)
    packed.sort()
    differs = np.ones(rows, bool)
    np.greater_equal(packed[1:] ^ packed[:-1], np.uint64(1 << own), out=differs[1:])
    packed &= np.uint64((1 << own) - 1)
    order = packed.view(np.int64)
    while left:
        ends = np.append(differs[1:], True)
        equals = np.flatnonzero(~(differs & ends))
        if settled is not None:
            equals = equals[~settled[order[equals]]]
        if not equals.size:
            break
        _sort_equals(left, order, differs, equals)
    return order, differs


def _sort_equals(
    left: list[Bits], order: NDArray[np.int64], differs: NDArray[np.bool_], places: NDArray[np.int64]
) -> None:
    """Sort those who are equal so far, at these places, by what comes next."""
    rows, groups = order[places], np.cumsum(differs[places]).astype(np.uint64)
    own, group_bits = len(places).bit_length(), int(groups[-1]).bit_length()
    taken = _take(left, 64 - own - group_bits)
    bits = sum(one.count for one in taken)
    packed = (groups << np.uint64(bits)) | _packed(taken, rows, len(rows))
    packed <<= np.uint64(own)
    packed |= np.arange(len(places), dtype=np.uint64)
    packed.sort()
    order[places] = rows[(packed & np.uint64((1 << own) - 1)).view(np.int64)]
    differs[places[1:]] = (packed[1:] ^ packed[:-1]) >= np.uint64(1 << own)


def _take(left: list[Bits], most: int) -> list[Bits]:
    """As many bits as fit, taken away from the keys that are left."""
    taken: list[Bits] = []
    while left and most:
        one = left.pop(0)
        count = min(one.count, most)
        rest = one.count - count
        taken.append(Bits(one.words, count, one.low + rest))
        if rest:
            left.insert(0, Bits(one.words, rest, one.low))
        most -= count
    return taken


def _packed(keys: Sequence[Bits], rows: slice | NDArray[np.int64], count: int) -> Words:
    packed = np.zeros(count, np.uint64)
    for key in keys:
        packed <<= np.uint64(key.count)
        packed |= (key.words[rows] >> np.uint64(key.low)) & np.uint64((1 << key.count) - 1)
    return packed


def varying(words: Sequence[Words]) -> Iterator[Bits]:
    """The bits in which words are not all the same: what is enough to sort and to compare them."""
    for word in words:
        different = int(np.bitwise_or.reduce(word)) & ~int(np.bitwise_and.reduce(word))
        while different:
            high = different.bit_length()
            low = high
            while low and different >> (low - 1) & 1:
                low -= 1
            yield Bits(word, high - low, low)
            different &= (1 << low) - 1
