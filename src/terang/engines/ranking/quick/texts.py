"""Text as whole numbers: eight bytes in each word of 64 bits, so that comparing words is comparing the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Whole = NDArray[Any]
"""Whole numbers of some size."""

WORD = 8
MOST_WORDS = 6
"""Longer codes than this are left to SQL."""
LEAST_BYTE = 45
"""All bytes that CSV would quote, blanks and null lie below this one, the hyphen."""
KEPT = np.array([(1 << WORD * count) - 1 for count in range(WORD + 1)], np.uint64)
"""The first bytes of a word as it lies in memory."""
FIRST = np.zeros(256, bool)
FIRST[[*range(48, 61), *range(62, 64), *range(65, 123), *range(0xC3, 0xE0)]] = True
LAST = np.zeros(256, bool)
LAST[LEAST_BYTE:127] = True


class NotPlain(Exception):
    """A text that only SQL can judge: too long, or with a byte that might be a blank, a quote or a formula."""


def words_of(offsets: Whole, data: NDArray[np.uint8]) -> list[Words]:
    """The words of texts that lie one behind the other; `offsets` is where each begins, and where the last ends.

    Such texts have no null byte, so the zeros that fill the last word tell where it ends. Refused: NotPlain.
    """
    data = data[offsets[0] : offsets[-1]]
    starts, lengths = offsets[:-1] - offsets[0], np.diff(offsets)
    if not len(lengths):
        return [np.empty(0, np.uint64)]
    shortest, longest = int(lengths.min()), int(lengths.max())
    if longest > WORD * MOST_WORDS or not shortest or data.min() < LEAST_BYTE:
        raise NotPlain
    if shortest == longest:
        return _of_one_length(data.reshape(-1, longest))
    if not (FIRST[data[starts]].all() and LAST[data[starts + lengths - 1]].all()):
        raise NotPlain
    padded = np.concatenate([data, np.zeros(WORD, np.uint8)])
    everywhere = np.ndarray((len(data) + 1,), "<u8", padded, strides=(1,))
    return [_word(everywhere, starts, lengths, behind) for behind in range(0, longest, WORD)]


def _of_one_length(texts: NDArray[np.uint8]) -> list[Words]:
    if not (FIRST[texts[:, 0]].all() and LAST[texts[:, -1]].all()):
        raise NotPlain
    count, length = texts.shape
    wide = np.zeros((count, -(-length // WORD) * WORD), np.uint8)
    wide[:, :length] = texts
    words = wide.view("<u8")
    return [words[:, number].byteswap() for number in range(words.shape[1])]


def _word(everywhere: Words, starts: Whole, lengths: Whole, behind: int) -> Words:
    """The eight bytes so far behind the start of each text, the first byte in the highest place."""
    word: Words = everywhere[np.minimum(starts + behind, len(everywhere) - 1)]
    word &= KEPT[np.clip(lengths - behind, 0, WORD)]
    return word.byteswap()


def bytes_of(words: Sequence[Words]) -> NDArray[np.uint8]:
    """The texts as rows of bytes, with zeros behind each."""
    return np.stack([one.byteswap() for one in words], axis=1).view(np.uint8)


def lengths_of(words: Sequence[Words]) -> NDArray[np.uint8]:
    """How many bytes each text has: eight for each word, less the zeros at its end."""
    found = np.zeros(len(words[0]), np.uint8)
    for word in words:
        zeros = np.bitwise_count((word & -word) - np.uint64(1)) >> 3
        found += np.uint8(WORD) - zeros
    return found


def list_of(words: Sequence[Words]) -> list[bytes]:
    """The texts one by one."""
    texts: list[bytes] = bytes_of(words).view(f"S{WORD * len(words)}")[:, 0].tolist()
    return texts


def joined(batches: list[list[Words]]) -> list[Words]:
    """The words of many batches together; a batch of shorter texts has fewer words. Takes the batches apart."""
    count = max(map(len, batches))
    return [
        np.concatenate([batch[word] if word < len(batch) else np.zeros_like(batch[0]) for batch in batches])
        for word in range(count)
    ]


@dataclass(frozen=True, slots=True)
class Codes:
    """A few different texts, numbered, to be found among millions by a hash of their words."""

    words: Sequence[Words]
    levels: Sequence[tuple[int, NDArray[np.int32]]]
    """Tables of numbers by hash; who finds no free place in one is in the next."""

    @classmethod
    def of(cls, words: Sequence[Words]) -> Codes:
        levels: list[tuple[int, NDArray[np.int32]]] = []
        left = np.arange(len(words[0]), dtype=np.int32)
        while left.size:
            level, bits = len(levels), int(left.size).bit_length() + 2
            table = np.full(1 << bits, -1, np.int32)
            places = hashes([one[left] for one in words], level) >> np.uint64(64 - bits)
            table[places] = left
            left = left[table[places] != left]
            levels.append((bits, table))
        return cls(words, levels)

    def find(self, words: Sequence[Words]) -> NDArray[np.int32]:
        """The number of each text; -1 where it is none of these."""
        found = self._on(0, words)
        for level in range(1, len(self.levels)):
            left = np.flatnonzero(found < 0)
            if not left.size:
                break
            found[left] = self._on(level, [one[left] for one in words])
        return found

    def _on(self, level: int, words: Sequence[Words]) -> NDArray[np.int32]:
        """The same by one table alone."""
        bits, table = self.levels[level]
        asked = [*words[: len(self.words)], *[np.zeros_like(words[0])] * (len(self.words) - len(words))]
        number: NDArray[np.int32] = table[hashes(asked, level) >> np.uint64(64 - bits)]
        is_it = number >= 0
        for one, other in zip(asked, self.words, strict=True):
            is_it &= one == other[number]
        for longer in words[len(self.words) :]:
            is_it &= longer == 0
        number[~is_it] = -1
        return number


def hashes(words: Sequence[Words], level: int = 0) -> Words:
    """A number for each text, of another kind on every level. Words of zeros at the end change it."""
    mixed = np.full(len(words[0]), (2 * level + 1) * 0x9E3779B97F4A7C15 % 2**64, np.uint64)
    for word in words:
        mixed ^= word
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0x94D049BB133111EB)
    return mixed
