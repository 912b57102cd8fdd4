"""One person in a ranking of millions, with whom they stand between, in a blink.

The rows of a ranking lie in its Parquet file by vacancy, so the statistics of the file find a vacancy at once. A person
is found by a small index beside the file: where the rows with a short hash of the code are. It is made when the first
person is looked up, and made again when the ranking is newer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from terang.core.norms import Norm
from terang.engines.ranking.wanted import Stage
from terang.engines.tables.bulk import Database
from terang.engines.tables.expected import quoted
from terang.engines.tables.writing import whole

Row = dict[str, Any]
INDEX_GROUP = 20_480
"""Rows of the index that are read to find one."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person's row, the rows above and below in the same vacancy, and the last row that was chosen there."""

    row: Row
    above: Row | None
    below: Row | None
    cut_off: Row | None


class Lookup:
    """A ranking in a Parquet file, open for questions: `with open_lookup(rows) as ask: ask.find("P-01", norm, stage)`"""

    def __init__(self, database: Database, rows: Path, index: Path) -> None:
        self.database, self.index = database, index
        self.rows = f"read_parquet({quoted(str(rows))}, file_row_number = true)"

    def find(self, who: str, norm: Norm, stage: Stage) -> Found | None:
        """None where nobody of this code was ranked."""
        for line in self._lines(who):
            near = self._rows("file_row_number BETWEEN ? AND ?", line - 1, line + 1)
            row = near.get(line)
            if row is not None and row["id"] == who:
                above, below = (self._neighbour(near.get(line + step), row) for step in (-1, 1))
                return Found(row, above, below, self._cut_off(row["vacancy"], norm.codes[stage].chosen))
        return None

    def _lines(self, who: str) -> list[int]:
        """Where rows with the short hash of this code are; more than one only by chance."""
        index = f"read_parquet({quoted(str(self.index))})"
        found = self.database.execute(
            f"SELECT line FROM {index} WHERE same = hash(?::VARCHAR)", [who]
        ).fetchall()
        return [line for (line,) in found]

    def _neighbour(self, other: Row | None, row: Row) -> Row | None:
        return other if other is not None and other["vacancy"] == row["vacancy"] else None

    def _cut_off(self, vacancy: str, chosen: str) -> Row | None:
        last = "vacancy = ? AND outcome = ? ORDER BY file_row_number DESC LIMIT 1"
        return next(iter(self._rows(last, vacancy, chosen).values()), None)

    def _rows(self, where: str, *values: object) -> dict[int, Row]:
        """Rows by their number in the file."""
        found = self.database.execute(f"SELECT * FROM {self.rows} WHERE {where}", list(values))
        names = [str(column[0]) for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        return {row.pop("file_row_number"): row for row in rows}


@contextmanager
def open_lookup(rows: Path) -> Iterator[Lookup]:
    """Ask about a ranking; the index is made if it is not there."""
    with duckdb.connect(
        config={"threads": 2, "memory_limit": "640MB", "temp_directory": str(rows.parent)}
    ) as database:
        database.execute("SET parquet_metadata_cache = true")
        yield Lookup(database, rows, _index(database, rows))


def _index(database: Database, rows: Path) -> Path:
    """The index beside the rows; `hash` may differ between versions of DuckDB, so each has its own."""
    path = rows.with_name(f"{rows.name}.{duckdb.__version__}.index")
    if path.exists() and path.stat().st_mtime_ns >= rows.stat().st_mtime_ns:
        return path
    with whole(path) as part:
        database.execute(
            "COPY (SELECT hash(id) AS same, file_row_number::INTEGER AS line"
            f" FROM read_parquet({quoted(str(rows))}, file_row_number = true) ORDER BY same)"
            f" TO {quoted(str(part))} (FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE {INDEX_GROUP})"
        )
    return path
