"""Places of everybody in a range of vacancies: sorted by the chain, and told which key decided."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terang.core.rules.places import SHARED
from terang.core.rules.shortlist import THRESHOLD
from terang.engines.ranking.judging import BY_FALLBACK, PLACED
from terang.engines.ranking.quick.chain import bits_used
from terang.engines.ranking.quick.points import BANDS, People, Rules
from terang.engines.ranking.quick.sorting import Bits, sort_rows, varying
from terang.engines.ranking.quick.texts import Whole, Words
from terang.engines.ranking.statement import deciders

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Placed:
    """People in the order of the result. Places, outcomes and deciders from 1 on; 0: none."""

    rows: NDArray[np.int64]
    vacancy: Whole
    place: Whole
    outcome: NDArray[np.uint8]
    decided_by: NDArray[np.uint8]
    compared: Mask


@dataclass(slots=True)
class Sorted:
    """People of a few vacancies by the chain; equals in the order of their ids, as they came."""

    order: NDArray[np.int64]
    groups: NDArray[np.uint64]
    words: list[Words]

    @classmethod
    def of(cls, groups: NDArray[np.uint64], words: list[Words], sizes: list[int]) -> Sorted:
        keys = [Bits(groups - groups.min(), int(groups.max() - groups.min()).bit_length())]
        keys += [Bits(word, size) for word, size in zip(words, sizes, strict=True)]
        alone = groups & np.uint64((1 << BANDS) - 1) > BY_FALLBACK
        order, _ = sort_rows(keys, len(groups), settled=alone)
        return cls(order, groups[order], [word[order] for word in words])

    @property
    def apart(self) -> list[Words]:
        """In which bits each differs from the one before; the first of a vacancy or a band differs in all."""
        first = self.is_first
        found = []
        for word in self.words:
            apart = np.zeros_like(word)
            np.bitwise_xor(word[1:], word[:-1], out=apart[1:])
            apart[first] = ~np.uint64(0)
            found.append(apart)
        return found

    @property
    def is_first(self) -> Mask:
        """Who is the first of a vacancy and a band."""
        first = np.ones(len(self.groups), bool)
        np.not_equal(self.groups[1:], self.groups[:-1], out=first[1:])
        return first

    def end_chains(self, rules: Rules) -> None:
        """Where somebody among equals lacks the next key, the chain ends there for all of them."""
        ended = np.zeros(len(self.order), bool)
        for number, link in enumerate(rules.chain):
            if not link.may_lack or not link.is_lacking(self.words).any():
                continue
            differs = self.is_first
            apart = self.apart
            for one in rules.chain[:number]:
                differs |= one.differs(apart)
            starts = np.flatnonzero(differs)
            sizes = np.diff(starts, append=len(differs))
            lacks = link.is_lacking([word[starts + sizes - 1] for word in self.words])
            here = np.repeat(lacks & (sizes > 1), sizes)
            link.cut(self.words, here)
            ended |= here
        if ended.any():
            self._by_id(np.flatnonzero(ended))

    def _by_id(self, places: Whole) -> None:
        """Put people back into the order of their ids, among their equals."""
        differs = np.logical_or.reduce([one != 0 for one in self.apart])
        equals = np.cumsum(differs)[places].astype(np.uint64) << np.uint64(32)
        packed = equals | self.order[places].view(np.uint64)
        packed.sort()
        self.order[places] = (packed & np.uint64(2**32 - 1)).view(np.int64)


def place(people: People, rules: Rules) -> Placed:
    """Place these people, who are everybody of some vacancies."""
    by_id, _ = sort_rows(list(varying(people.ids)), len(people.groups))
    groups = people.groups[by_id].astype(np.uint64)
    words = [word[by_id] for word in people.words]
    sizes = [bits_used(rules.chain, number) for number in range(len(words))]
    ordered = Sorted.of(groups, words, sizes)
    if rules.judging.falls_back and _left_below(ordered, rules, groups, words):
        ordered = Sorted.of(groups, words, sizes)
    ordered.end_chains(rules)
    return _told(ordered, rules, by_id)


@dataclass(frozen=True, slots=True)
class Shares:
    """Those who stand on one place together: where they begin, how many, their place, where it ends."""

    starts: Whole
    sizes: Whole
    place: Whole
    vacancy: Whole
    band: Whole
    is_first: Mask

    @classmethod
    def of(cls, ordered: Sorted, apart: list[Words]) -> Shares:
        first = ordered.is_first
        starts = np.flatnonzero(np.logical_or.reduce([first, *[one != 0 for one in apart]]))
        sizes = np.diff(starts, append=len(first))
        is_first = first[starts]
        begins = np.maximum.accumulate(np.where(is_first, starts, 0))
        groups = ordered.groups[starts].view(np.int64)
        return cls(starts, sizes, starts - begins + 1, groups >> BANDS, groups & ((1 << BANDS) - 1), is_first)

    @property
    def last(self) -> Whole:
        return self.place + self.sizes - 1


def _met(shares: Shares, rules: Rules) -> Whole:
    """How many reached the threshold of the vacancy of each share."""
    base = int(shares.vacancy[0])
    counted = np.where(shares.band == PLACED, shares.sizes, 0)
    met: Whole = np.bincount(shares.vacancy - base, weights=counted).astype(np.int64)
    found: Whole = met[shares.vacancy - base]
    return found


def _left_below(ordered: Sorted, rules: Rules, groups: NDArray[np.uint64], words: list[Words]) -> bool:
    """Put those whom the fallback does not let in back among those below the threshold; whether there are any."""
    shares = Shares.of(ordered, ordered.apart)
    times = rules.norm.shortlist_rule.times
    empty = times * (rules.posts.slots[shares.vacancy] - _met(shares, rules))
    stay = np.repeat((shares.band == BY_FALLBACK) & (shares.place > empty), shares.sizes)
    rows = ordered.order[stay]
    groups[rows] += np.uint64(rules.judging.bands[rules.judging.codes.below] - BY_FALLBACK)
    for word in words:
        word[rows] = 0
    return bool(len(rows))


def _told(ordered: Sorted, rules: Rules, by_id: NDArray[np.int64]) -> Placed:
    apart = ordered.apart
    shares = Shares.of(ordered, apart)
    by_fallback = shares.band == BY_FALLBACK
    compared = shares.band <= BY_FALLBACK
    places = shares.place + _met(shares, rules) * by_fallback if by_fallback.any() else shares.place
    outcome = _outcomes(shares, rules)
    outside = rules.number(rules.judging.codes.outside)
    shown = compared if not rules.judging.is_final else compared & (outcome != outside)
    decided = _deciders(shares, rules, [one[shares.starts] for one in apart])
    return Placed(
        by_id[ordered.order],
        np.repeat(shares.vacancy, shares.sizes),
        np.repeat(np.where(shown, places, 0), shares.sizes),
        np.repeat(outcome, shares.sizes),
        np.repeat(np.where(compared, decided, 0).astype(np.uint8), shares.sizes),
        np.repeat(compared, shares.sizes),
    )


def _outcomes(shares: Shares, rules: Rules) -> NDArray[np.uint8]:
    """0 where equals share a place across the last slot: a person decides."""
    codes, number = rules.judging.codes, rules.number
    slots = rules.posts.slots[shares.vacancy]
    found = np.zeros(len(shares.starts), np.uint8)
    if rules.judging.is_final:
        found[shares.last <= slots] = number(codes.chosen)
        found[shares.place > slots] = number(codes.outside)
    else:
        goes = (shares.place <= rules.norm.shortlist_rule.times * slots) | (shares.band == BY_FALLBACK)
        found = np.where(goes, number(codes.chosen), number(codes.outside)).astype(np.uint8)
    for code, band in rules.judging.bands.items():
        found[shares.band == band] = number(code)
    return found


def _deciders(shares: Shares, rules: Rules, apart: list[Words]) -> NDArray[np.uint8]:
    """The key that separates those of a share from the one above; the later lines win."""
    number = {code: place for place, code in enumerate(deciders(rules.norm, rules.judging.stage), start=1)}
    found = np.zeros(len(shares.starts), np.uint8)
    for link in reversed(rules.chain):
        found[link.differs(apart)] = number[link.code]
    found[shares.is_first] = 0
    if rules.judging.falls_back:
        behind = shares.is_first & (shares.band == BY_FALLBACK) & (_met(shares, rules) > 0)
        found[behind] = number[THRESHOLD]
    found[shares.sizes > 1] = number[SHARED]
    return found
