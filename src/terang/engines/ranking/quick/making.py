"""From the tables to the file of the result: read, sort the ids, place range by range, write."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import nanoarrow
import numpy as np
from numpy.typing import NDArray

from terang.engines.ranking.judging import RIGHT, Judging
from terang.engines.ranking.quick.parquet import Chunk, Writer
from terang.engines.ranking.quick.placing import place
from terang.engines.ranking.quick.points import People, Posts, Rules
from terang.engines.ranking.quick.reading import Batch, batches, unpacked
from terang.engines.ranking.quick.rows import Form, Vacancies, rows_of
from terang.engines.ranking.quick.sorting import sort_rows, varying
from terang.engines.ranking.quick.texts import Codes, NotPlain, Words, hashes, joined
from terang.engines.tables import Column
from terang.engines.tables.bulk import Database
from terang.engines.tables.expected import quoted

RANGE = 1 << 18
"""About so many people are placed at once: all who applied for some vacancies, one behind the other."""
GROUP = 1 << 17
"""Rows of a row group of the file."""
BUCKETS = 1 << 16
MOST_BYTES = 1 << 30
"""What the columns of everybody may take in memory."""
AHEAD = 2
MOST_DECIMALS = 3
T = TypeVar("T")
R = TypeVar("R")


def make(
    database: Database, judging: Judging, columns: Sequence[Column], path: Path, threads: int
) -> str | None:
    """Rank everybody and write the rows to a Parquet file; the SHA-256 of the same rows as CSV.

    None where it is for the statements to decide. The vacancies were checked, and lie in the table `vacancies`.
    """
    try:
        with ThreadPoolExecutor(threads) as pool:
            return _Making(database, judging, pool, threads).make(columns, path)
    except NotPlain:
        return None


class _Making:
    def __init__(self, database: Database, judging: Judging, pool: ThreadPoolExecutor, threads: int) -> None:
        self.database, self.judging, self.pool, self.ahead = database, judging, pool, threads + AHEAD
        words, posts = posts_of(database, judging)
        self.codes, self.rules = Codes.of(words), Rules(judging, posts)
        self.vacancies = Vacancies.of(words)
        self.shift = max(0, (len(words[0]) - 1).bit_length() - BUCKETS.bit_length() + 1)

    def make(self, columns: Sequence[Column], path: Path) -> str:
        if self.judging.decimals > MOST_DECIMALS:
            raise NotPlain
        everybody = self._read()
        all_different = self.pool.submit(_all_different, everybody)
        form, digest = Form(self.rules, columns), hashlib.sha256()
        digest.update(form.header)
        with path.open("wb") as file:
            writer = Writer(file, form.fields)
            for groups in self._in_order(lambda people: self._written(people, form), self._ranges(everybody)):
                for chunks, lines in groups:
                    writer.add(chunks)
                    digest.update(lines.data)
            writer.close()
        if not all_different.result():
            raise NotPlain
        return digest.hexdigest()

    # --- everybody's points ---

    def _read(self) -> list[People]:
        """Everybody, in whatever order they were read; each batch by its vacancies."""
        found: list[People] = []
        for people in self._in_order(self._judged, batches(self.database, self.judging.everybody())):
            found.append(people)
            if sum(one.bytes for one in found) > MOST_BYTES:
                raise NotPlain
        if not found:
            raise NotPlain
        return found

    def _judged(self, arrow: object) -> People:
        batch: Batch = unpacked(arrow)
        vacancy = self.codes.find(batch.texts["vacancy"])
        if vacancy.min() < 0 or not batch.columns[RIGHT].values.all():
            raise NotPlain
        people = self.rules.apply(vacancy, batch.columns, batch.texts["id"])
        return people[np.argsort(self._bucket(people.vacancy), kind="stable")]

    # --- ranges of vacancies ---

    def _bucket(self, vacancy: NDArray[np.uint32]) -> NDArray[np.uint16]:
        """A few vacancies, one behind the other, by a number so small that it is sorted at once."""
        return (vacancy >> np.uint32(self.shift)).astype(np.uint16)

    def _ranges(self, batches: Sequence[People]) -> Iterator[People]:
        """Everybody of some vacancies; one range of vacancies after the other."""
        buckets = [self._bucket(one.vacancy) for one in batches]
        ends = np.cumsum(sum(np.bincount(one, minlength=BUCKETS) for one in buckets))
        first = 0
        while (before := int(ends[first - 1]) if first else 0) < ends[-1]:
            last = max(first + 1, int(np.searchsorted(ends, before + RANGE, side="right")))
            least, most = np.uint16(first), np.uint16(last - 1)
            cuts = [
                slice(np.searchsorted(one, least), np.searchsorted(one, most, side="right"))
                for one in buckets
            ]
            parts = [one[cut] for one, cut in zip(batches, cuts, strict=True) if cut.start < cut.stop]
            if parts:
                yield People.joined(parts)
            first = last

    def _written(self, people: People, form: Form) -> list[tuple[list[Chunk], NDArray[np.uint8]]]:
        placed = place(people, self.rules)
        found = []
        for start in range(0, len(people.groups), GROUP):
            rows = rows_of(people, placed, slice(start, start + GROUP), self.rules, self.vacancies)
            found.append((form.chunks(rows), form.lines(rows)))
        return found

    def _in_order(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """The results of some work, in the order of the items; a few are worked at at once."""
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(self.pool.submit(work, item))
            if len(waiting) > self.ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _all_different(batches: Sequence[People]) -> bool:
    """Whether no id comes twice. False by a chance of one in a million, too: the statements decide then."""
    count = max(len(one.ids) for one in batches)
    found = np.concatenate(
        [hashes([*one.ids, *[np.zeros_like(one.ids[0])] * (count - len(one.ids))]) for one in batches]
    )
    found.sort()
    return not (found[1:] == found[:-1]).any()


def posts_of(database: Database, judging: Judging, table: str = "vacancies") -> tuple[list[Words], Posts]:
    """The vacancies in the order of their codes. Refused: NotPlain where some code comes twice, or looks doubtful."""
    kinds = tuple(code for code, kind in judging.norm.kinds.items() if kind.threshold is not None)
    listed = ", ".join(map(quoted, kinds))
    found = [
        unpacked(one)
        for one in nanoarrow.c_array_stream(
            database.sql(
                f"SELECT vacancy, slots::INTEGER AS slots, list_position([{listed}], kind)::INTEGER - 1 AS kind FROM {table}"
            )
        )
    ]
    words = joined([one.texts["vacancy"] for one in found])
    order, differs = sort_rows(list(varying(words)), len(words[0]))
    if not differs.all():
        raise NotPlain
    slots, kind = (
        np.concatenate([one.columns[name].values for one in found])[order] for name in ("slots", "kind")
    )
    return [word[order] for word in words], Posts(kinds, kind.astype(np.uint8), slots.astype(np.int32))
