"""The rows of the result from people in order: as columns of a Parquet file, and as lines of CSV for the checksum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from terang.engines.ranking.quick.lines import Pieces, lines
from terang.engines.ranking.quick.parquet import Cells, Chunk, Dictionary, Field, chunk_of
from terang.engines.ranking.quick.placing import Placed
from terang.engines.ranking.quick.points import NOTHING, People, Rules
from terang.engines.ranking.quick.texts import Whole, Words, bytes_of, lengths_of, list_of
from terang.engines.ranking.statement import deciders, outcomes
from terang.engines.tables import Column

LENGTH_BYTES = 4
THOUSAND = 1_000
HIGHEST = 101 * THOUSAND


@dataclass(frozen=True, slots=True)
class Vacancies:
    """Codes of vacancies, in their order."""

    words: list[Words]
    texts: Pieces

    @classmethod
    def of(cls, words: list[Words]) -> Vacancies:
        return cls(words, Pieces.of_texts(words))

    def __getitem__(self, here: slice) -> Vacancies:
        return Vacancies([word[here] for word in self.words], self.texts[here])

    @property
    def dictionary(self) -> Dictionary:
        first, last = list_of([word[[0, -1]] for word in self.words])
        return Dictionary(_with_lengths(self.words).tobytes(), len(self.words[0]), first, last)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of the result. Numbers as they are shown, decimals in units of their last place."""

    vacancies: Vacancies
    """Those of these rows, to which `vacancy` counts from 0."""
    vacancy: Whole
    place: Whole
    ids: list[Words]
    total: Whole
    hundred: Whole
    second: Whole
    final: Whole
    outcome: NDArray[np.uint8]
    decided_by: NDArray[np.uint8]


def rows_of(people: People, placed: Placed, here: slice, rules: Rules, vacancies: Vacancies) -> Rows:
    """The rows of some of the people who were placed."""
    vacancy, who = placed.vacancy[here], placed.rows[here]
    total, second = people.total[who], people.second[who]
    first, last = int(vacancy[0]), int(vacancy[-1])
    final = np.full(len(vacancy), NOTHING, np.int64)
    if rules.judging.is_final:
        final = np.where(placed.compared[here], rules.final(total, second), NOTHING)
    return Rows(
        vacancies[first : last + 1],
        vacancy - first,
        placed.place[here],
        [word[who] for word in people.ids],
        total,
        np.where(total == NOTHING, NOTHING, rules.total_100(total)),
        second,
        final,
        placed.outcome[here],
        placed.decided_by[here],
    )


class Form:
    """How the rows of one stage of a norm are written."""

    def __init__(self, rules: Rules, columns: Sequence[Column]) -> None:
        self.rules, self.columns = rules, columns
        self.outcomes = [code.encode() for code in outcomes(rules.norm, rules.judging.stage)]
        self.deciders = [code.encode() for code in deciders(rules.norm, rules.judging.stage)]
        self._places, self._scores = Numbers(b","), Numbers(b"")
        self.fields = [Field(one.name, one.kind, one.decimals) for one in columns]

    # --- as columns ---

    def chunks(self, rows: Rows) -> list[Chunk]:
        """One row group."""
        count = len(rows.vacancy)
        cells = self._cells(rows)
        return [chunk_of(field, cells[place], count) for place, field in enumerate(self.fields)]

    def _cells(self, rows: Rows) -> list[Cells]:
        second = [] if self.rules.norm.integration is None else [_numbers(rows.second)]
        return [
            Cells(rows.vacancy, None, rows.vacancies.dictionary),
            Cells(rows.place, rows.place > 0),
            Cells(_with_lengths(rows.ids)),
            _numbers(rows.total),
            _numbers(rows.hundred),
            *second,
            _numbers(rows.final),
            Cells(rows.outcome - 1, rows.outcome > 0, Dictionary.of(self.outcomes)),
            Cells(rows.decided_by - 1, rows.decided_by > 0, Dictionary.of(self.deciders)),
        ]

    # --- as lines ---

    @property
    def header(self) -> bytes:
        return ",".join(one.name for one in self.columns).encode() + b"\n"

    def lines(self, rows: Rows) -> NDArray[np.uint8]:
        """The same rows as CSV."""
        pieces = [
            rows.vacancies.texts[rows.vacancy],
            self._places.find(rows.place),
            Pieces.of_texts(rows.ids),
            self._totals[rows.total], *self._second(rows.second), *self._final(rows.final),
            self._ends[rows.outcome.astype(np.intp) * (len(self.deciders) + 1) + rows.decided_by],
        ]  # fmt: skip
        return lines(pieces, len(rows.vacancy))

    @cached_property
    def _ends(self) -> Pieces:
        return Pieces.of(
            [b"%s,%s\n" % (one, other) for one in (b"", *self.outcomes) for other in (b"", *self.deciders)]
        )

    @cached_property
    def _totals(self) -> Pieces:
        """The total and the same on 100, each with its comma; last the commas alone, which -1 finds."""
        hundreds = self.rules.total_100(np.arange(self.rules.norm.total.maximum + 1)).tolist()
        decimals = self.rules.judging.decimals
        return Pieces.of(
            [b",%d,%s," % (total, _decimal(hundred, decimals)) for total, hundred in enumerate(hundreds)]
            + [b",,,"]
        )

    def _second(self, second: Whole) -> list[Pieces]:
        """Millionths without zeros at their end, and a comma; nothing where the norm has no second exam."""
        if self.rules.norm.integration is None:
            return []
        high, low = np.divmod(second, THOUSAND)
        lacking = second == NOTHING
        low[lacking] = 0
        high += HIGHEST * (low > 0)
        high[lacking] = -1
        return [_high()[high], LOW[low]]

    def _final(self, final: Whole) -> list[Pieces]:
        if self.rules.norm.integration is None:
            return [self._scores.find(np.maximum(final, 0))]
        return [self._finals[final]]

    @cached_property
    def _finals(self) -> Pieces:
        """Scores up to 100 with their comma; last the comma alone, which -1 finds."""
        decimals = self.rules.judging.decimals
        fractions = [b".%0*d," % (decimals, one) for one in range(10**decimals)]
        return Pieces.of_points(fractions) + Pieces.of([b","])


class Numbers:
    """Whole numbers from 1 on as pieces, with what stands before and behind; 0 is nothing between them."""

    def __init__(self, before: bytes) -> None:
        self.before, self.known = before, Pieces.of([before + b","])

    def find(self, numbers: Whole) -> Pieces:
        most = int(numbers.max())
        if most >= len(self.known.lengths):
            texts = [self.before + b"%d," % one for one in range(1, 2 * most)]
            self.known = Pieces.of([self.before + b",", *texts])
        return self.known[numbers]


@cache
def _high() -> Pieces:
    """Points with three decimals: without zeros at their end; then with them, where others follow; last nothing."""
    fractions = [b".%03d" % one for one in range(THOUSAND)]
    shortest = [one.rstrip(b"0").rstrip(b".") for one in fractions]
    return Pieces.of_points(shortest) + Pieces.of_points(fractions) + Pieces.of([b""])


def _decimal(value: int, decimals: int) -> bytes:
    return b"%d.%0*d" % (value // 10**decimals, decimals, value % 10**decimals)


LOW = Pieces.of([(b"%03d" % one).rstrip(b"0") + b"," for one in range(THOUSAND)])


def _numbers(values: Whole) -> Cells:
    there = values != NOTHING
    return Cells(values, None if there.all() else there)


def _with_lengths(texts: list[Words]) -> NDArray[np.uint8]:
    """Texts one behind the other, each with its length before it."""
    lengths = lengths_of(texts)
    table = np.hstack([lengths.astype("<u4").view(np.uint8).reshape(-1, LENGTH_BYTES), bytes_of(texts)])
    shortest, longest = int(lengths.min()), int(lengths.max())
    if shortest == longest:
        return table[:, : LENGTH_BYTES + longest].ravel()
    return table[np.arange(table.shape[1]) < (LENGTH_BYTES + lengths)[:, np.newaxis]]
