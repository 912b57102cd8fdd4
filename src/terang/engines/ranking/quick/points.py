"""The rules of a norm on whole columns of whole numbers: who is compared with whom, and by which keys.

The same steps as the statements of `judging`, which the tests hold equal to the pure rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terang.core.rules.thresholds import minima
from terang.engines.ranking.judging import BY_FALLBACK, PLACED, Judging
from terang.engines.ranking.keys import LACKING, LAST_DAY
from terang.engines.ranking.quick.chain import Link, links, words_of
from terang.engines.ranking.quick.texts import Whole, Words, joined
from terang.engines.ranking.statement import outcomes

NOTHING = -1
"""Where somebody has no points."""
BANDS = 3
"""Bits for the band, below the number of the vacancy."""


@dataclass(frozen=True, slots=True)
class Column:
    """Whole numbers, and where there are none."""

    values: Whole
    lacking: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Posts:
    """The vacancies in the order of their codes: the place of each kind in `kinds`, and its slots."""

    kinds: tuple[str, ...]
    kind: NDArray[np.uint8]
    slots: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class People:
    """Of each applicant: vacancy and band as one number, the chain, what the result shows, and the id."""

    groups: NDArray[np.uint32]
    words: list[Words]
    total: NDArray[np.int32]
    second: NDArray[np.int32]
    ids: list[Words]

    @property
    def vacancy(self) -> NDArray[np.uint32]:
        return self.groups >> np.uint32(BANDS)

    @property
    def bytes(self) -> int:
        columns: list[Whole] = [self.groups, *self.words, self.total, self.second, *self.ids]
        return sum(one.nbytes for one in columns)

    def __getitem__(self, rows: slice | Whole) -> People:
        words, ids = ([word[rows] for word in texts] for texts in (self.words, self.ids))
        return People(self.groups[rows], words, self.total[rows], self.second[rows], ids)

    @classmethod
    def joined(cls, parts: Sequence[People]) -> People:
        groups, total, second = (
            np.concatenate([getattr(one, name) for one in parts]) for name in ("groups", "total", "second")
        )
        words, ids = joined([one.words for one in parts]), joined([one.ids for one in parts])
        return cls(groups, words, total, second, ids)


class Rules:
    """The rules of one stage of a norm, made ready for columns."""

    def __init__(self, judging: Judging, posts: Posts) -> None:
        self.judging, self.norm, self.posts = judging, judging.norm, posts
        self.chain: tuple[Link, ...] = links(self.norm, judging.chain)
        asked = [
            minima(self.norm, threshold)
            for code in posts.kinds
            if (threshold := self.norm.kinds[code].threshold)
        ]
        self.least = {
            code: np.array([one.get(code, 0) for one in asked], np.int32) for code in judging.limits
        }
        fallbacks = [self.norm.kinds[code].fallback for code in posts.kinds]
        self.falls_back = any(one is not None for one in fallbacks)
        self.fallback = np.array([2**30 if one is None else one for one in fallbacks], np.int32)

    def number(self, outcome: str) -> int:
        """The number of an outcome, 0 for none."""
        return outcomes(self.norm, self.judging.stage).index(outcome) + 1 if outcome else 0

    def apply(self, vacancy: NDArray[np.int32], given: Mapping[str, Column], ids: list[Words]) -> People:
        """Judge many applicants; `given` has points with affirmations already in them."""
        norm, exam = self.norm, self.judging.exam
        sums, absent = self._sums(given)
        total = sums[norm.total.code]
        second = given["second"] if exam is not None else None
        band = self._bands(vacancy, sums, absent, given, second)
        compared = band <= BY_FALLBACK
        sums["final"] = self.final(total, total if second is None else second.values)
        lacking: dict[str, Whole] = {}
        for code in ("gpa", "born_on", "priority"):
            if code in given:
                sums[code] = given[code].values
            if code in given and code in LACKING:
                lacking[code] = given[code].lacking
        if "born_on" in sums:
            sums["born_on"] = LAST_DAY - sums["born_on"]
        words = [word * compared for word in words_of(self.chain, sums, lacking)]
        groups = (vacancy.astype(np.uint32) << np.uint32(BANDS)) | band
        shown = np.where(absent, NOTHING, total).astype(np.int32)
        return People(groups, words, shown, _shown(second, len(band)), ids)

    def _sums(self, given: Mapping[str, Column]) -> tuple[dict[str, Whole], NDArray[np.bool_]]:
        """The parts, groups of parts and the total; and who has no points in some part."""
        norm = self.norm
        absent = np.logical_or.reduce([given[code].lacking for code in norm.part_codes])
        sums: dict[str, Whole] = {code: given[code].values for code in norm.part_codes}
        for group in norm.groups.values():
            sums[group.code] = sum(sums[code] for code in group.parts)  # type: ignore[assignment]
        sums[norm.total.code] = sum(sums[code] for code in norm.part_codes)  # type: ignore[assignment]
        return sums, absent

    def _bands(
        self,
        vacancy: NDArray[np.int32],
        sums: Mapping[str, Whole],
        absent: NDArray[np.bool_],
        given: Mapping[str, Column],
        second: Column | None,
    ) -> NDArray[np.uint8]:
        """The later lines win: they are the earlier questions."""
        bands, codes, kind = self.judging.bands, self.judging.codes, self.posts.kind[vacancy]
        met = np.ones(len(vacancy), bool)
        for code, least in self.least.items():
            met &= sums[code] >= least[kind]
        by_fallback = sums[self.norm.total.code] >= self.fallback[kind] if self.falls_back else np.False_
        band = np.full(len(vacancy), PLACED, np.uint8)
        if self.judging.is_final:
            if second is not None:
                band[second.lacking] = bands[codes.absent]
            if "knocked_out" in given:
                band[given["knocked_out"].values != 0] = bands[codes.knocked_out]
            band[~(met | by_fallback)] = bands[codes.below]
        else:
            band[~met] = bands[codes.below]
            band[~met & by_fallback] = BY_FALLBACK
        band[absent] = bands[codes.absent]
        return band

    def final(self, total: Whole, second: Whole) -> Whole:
        """Both exams as one score, rounded where the norm says, in units of its last decimal."""
        if self.judging.exam is None:
            return total
        first_weight, second_weight, unit = self.judging.weights
        summed = self.total_100(total) * first_weight + second.astype(np.int64) * second_weight
        merged: Whole = (summed + unit // 2) // unit
        return merged

    def total_100(self, total: Whole) -> Whole:
        """The total of the first exam on 100, rounded half up, in units of its last decimal."""
        most, unit = self.norm.total.maximum, 100 * 10**self.judging.decimals
        hundred: Whole = (total.astype(np.int64) * (2 * unit) + most) // (2 * most)
        return hundred


def _shown(second: Column | None, rows: int) -> NDArray[np.int32]:
    if second is None:
        return np.full(rows, NOTHING, np.int32)
    return np.where(second.lacking, NOTHING, second.values).astype(np.int32)
