"""Lines of CSV from cells in columns, all lines at once: each cell is laid, eight bytes at a time, where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terang.engines.ranking.quick.texts import WORD, Whole, Words, lengths_of

MOST_POINTS = 100


@dataclass(frozen=True, slots=True)
class Pieces:
    """A piece of each line: its bytes in words, zeros behind them, and how many they are."""

    words: Sequence[Words]
    lengths: Whole

    @classmethod
    def of(cls, texts: Sequence[bytes]) -> Pieces:
        count = max(1, -(-max(map(len, texts)) // WORD))
        table = np.array(texts, f"S{WORD * count}").view("<u8").reshape(len(texts), count)
        lengths = np.array([len(text) for text in texts], np.uint8)
        return cls([np.ascontiguousarray(table[:, word]) for word in range(count)], lengths)

    @classmethod
    def of_points(cls, fractions: Sequence[bytes]) -> Pieces:
        """Points up to 100, each with all of these fractions behind it; together of at most eight bytes."""
        tails = cls.of(fractions)
        words, lengths = [], []
        for unit in range(MOST_POINTS + 1):
            head = b"%d" % unit
            words.append(
                (tails.words[0] << np.uint64(8 * len(head))) | np.uint64(int.from_bytes(head, "little"))
            )
            lengths.append(tails.lengths + np.uint8(len(head)))
        return cls([np.concatenate(words)], np.concatenate(lengths))

    def __add__(self, other: Pieces) -> Pieces:
        """These pieces, then those, in one row of numbers."""
        words = [np.concatenate(pair) for pair in zip(self.words, other.words, strict=True)]
        return Pieces(words, np.concatenate([self.lengths, other.lengths]))

    @classmethod
    def of_texts(cls, words: Sequence[Words]) -> Pieces:
        """From texts whose words compare as the texts do."""
        return cls([word.byteswap() for word in words], lengths_of(words))

    def __getitem__(self, numbers: Whole | slice) -> Pieces:
        """For each line the piece of this number."""
        return Pieces([word[numbers] for word in self.words], self.lengths[numbers])


def lines(pieces: Iterable[Pieces], count: int) -> NDArray[np.uint8]:
    """So many lines, each of all pieces side by side."""
    laid = list(pieces)
    ends = np.zeros(count, np.int64)
    for piece in laid:
        ends += piece.lengths
    np.cumsum(ends, out=ends)
    size = int(ends[-1])
    found = np.zeros(size + WORD * max(len(piece.words) for piece in laid), np.uint8)
    anywhere = np.ndarray((len(found) - WORD + 1,), "<u8", found, strides=(1,))
    at = np.zeros(count, np.int64)
    at[1:] = ends[:-1]
    for piece in laid:
        stays_inside = int((ends - at).min()) >= WORD * len(piece.words)
        for number, word in enumerate(piece.words):
            here = at + WORD * number if number else at
            if stays_inside:  # what it covers behind itself was not laid yet
                anywhere[here] = word
            else:
                anywhere[here] |= word
        at += piece.lengths
    return found[:size]
