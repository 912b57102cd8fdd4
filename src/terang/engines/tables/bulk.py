"""Tables of any size as DuckDB sees them: in place where every reader reads them alike, else as a tidy copy.

A copy holds every cell as text without blanks around it, and the number of its line. It is made where a file can't be
read in place, and where a row is wrong and its line must be told.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from terang.core.sentences import Sentence
from terang.engines.tables.cells import Cells
from terang.engines.tables.expected import Expected, as_text, name, quoted
from terang.engines.tables.problems import Problem, refuse
from terang.engines.tables.reading import Lines, check_columns, check_text, open_lines, opened

Database = Any
"""A connection to DuckDB, which publishes no types."""

LINE = " line"
"""The column of a tidy copy that holds the number of the line; names of ours never begin with a blank."""
SOME = 2_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table that DuckDB can read. `relation` is its SQL, with the columns in lower case."""

    file: str
    path: Path
    kinds: Mapping[str, str]
    """The type of each column, in the order of the file."""
    relation: str
    is_copy: bool = False
    problems: tuple[Problem, ...] = ()
    """Lines that don't fit under the columns, where the table is a copy."""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.kinds)


def open_table(database: Database, path: Path, folder: Path, most_rows: int) -> Table:
    """The table of a file, in place if it can be. Copies go to `folder`.

    Refused: a file that is not there, not of its format, empty, or that has more than `most_rows` rows.
    """
    if path.is_dir() or path.suffix.lower() == ".parquet":
        return _parquet(database, path, most_rows)
    with open_lines(path) as lines:
        columns = _keys(lines.columns)
    if path.suffix.lower() == ".csv":
        with path.open("rb") as file:
            text = check_text(file, path.name)
        if text.is_even and text.is_plain and text.lines <= most_rows and _header_is_a_line(path):
            relation = (
                f"SELECT * FROM read_csv({quoted(str(path))}, header = false, skip = 1, auto_detect = false,"
                f" delim = ',', quote = '\"', escape = '\"', strict_mode = true, columns = {_texts(columns)})"
            )
            return Table(path.name, path, dict.fromkeys(columns, "VARCHAR"), relation)
    return _copy_of_lines(path, folder, most_rows)


def tidy_copy(database: Database, table: Table, folder: Path, most_rows: int) -> Table:
    """The same table with every cell as text without blanks around it, and the number of each line."""
    if table.is_copy:
        return table
    if table.path.suffix.lower() != ".parquet" and not table.path.is_dir():
        return _copy_of_lines(table.path, folder, most_rows)
    path = folder / f"{table.path.stem}.tidy.parquet"
    texts = ", ".join(f"{as_text(name(one), kind)} AS {name(one)}" for one, kind in table.kinds.items())
    filled = " OR ".join(f"{name(one)} IS NOT NULL" for one in table.columns)
    numbered = f"SELECT *, file_row_number + 1 AS {name(LINE)} FROM ({_read_parquet(table.path)})"
    database.execute(
        f"COPY (SELECT {name(LINE)}, * EXCLUDE ({name(LINE)}) FROM"
        f" (SELECT {name(LINE)}, {texts} FROM ({_named(database, numbered, table.columns)})) WHERE {filled})"
        f" TO {quoted(str(path))} (FORMAT parquet, COMPRESSION snappy)"
    )
    return Table(
        table.file,
        table.path,
        dict.fromkeys(table.columns, "VARCHAR"),
        f"SELECT * FROM read_parquet({quoted(str(path))})",
        is_copy=True,
    )


def count(database: Database, table: Table) -> int:
    return int(database.execute(f"SELECT count(*) FROM ({table.relation})").fetchone()[0])


def missing(table: Table, wanted: Sequence[Expected]) -> Iterator[Problem]:
    """The columns that a table must have and has not."""
    for one in wanted:
        if not one.optional and one.column not in table.kinds:
            yield Problem(table.file, 0, one.column, Sentence("this column is missing."))


def present(table: Table, wanted: Sequence[Expected]) -> list[Expected]:
    """Of the columns that may be there those that are."""
    return [one for one in wanted if one.column in table.kinds]


def values(table: Table, wanted: Sequence[Expected]) -> str:
    """SQL: every column as the ranking uses it."""
    return ",\n           ".join(
        f"{one.value(table.kinds[one.column])} AS {name(one.column)}" for one in present(table, wanted)
    )


def fits(table: Table, wanted: Sequence[Expected]) -> str:
    """SQL: true where every cell of a row is right."""
    each = [one.fits(table.kinds[one.column]) for one in present(table, wanted)]
    return "\n            AND ".join(one for one in each if one) or "true"


def wrong_rows(database: Database, table: Table, source: str, where: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a tidy copy for which `where` is true, by line: the line, where its key was first seen, the cells."""
    texts = ", ".join(name(one) for one in table.columns)
    found = database.cursor().execute(
        f"SELECT {name(LINE)}, first, {texts} FROM ({source}) AS t WHERE {where} ORDER BY {name(LINE)}"
    )
    while some := found.fetchmany(SOME):
        yield from some


def cells_of(table: Table, problems: list[Problem]) -> Cells:
    return Cells(table.file, {one: place for place, one in enumerate(table.columns)}, problems)


def _parquet(database: Database, path: Path, most_rows: int) -> Table:
    if not path.is_dir():
        with opened(path):
            pass
    read = f"SELECT * FROM read_parquet({_files(path)}, hive_partitioning = false)"
    try:
        found = database.execute(f"{read} LIMIT 0").description
        rows = database.execute(f"SELECT count(*) FROM ({read})").fetchone()[0]
    except duckdb.Error as error:
        reason = Sentence("The file is not Parquet: %(error)s.", error=str(error).splitlines()[0])
        raise refuse(path.name, reason) from None
    columns = tuple(str(one[0]).strip().lower() for one in found)
    check_columns(path.name, 0, columns)
    columns = _keys(columns)
    if rows > most_rows:
        raise too_many(path.name, most_rows)
    kinds = {one: str(column[1]) for one, column in zip(columns, found, strict=True)}
    return Table(path.name, path, kinds, _named(database, read, columns))


def _files(path: Path) -> str:
    """A file, or a folder of files with the same columns."""
    return quoted(str(path / "*.parquet" if path.is_dir() else path))


def _read_parquet(path: Path) -> str:
    return f"SELECT * FROM read_parquet({_files(path)}, file_row_number = true)"


def _named(database: Database, relation: str, columns: Sequence[str]) -> str:
    """The same relation with its first columns called as ours are, where they are not."""
    there = [str(one[0]) for one in database.execute(f"{relation} LIMIT 0").description]
    if there[: len(columns)] == list(columns):
        return relation
    names = ", ".join(map(name, [*columns, *there[len(columns) :]]))
    return f"SELECT * FROM ({relation}) AS t({names})"


def _copy_of_lines(path: Path, folder: Path, most_rows: int) -> Table:
    """A file read line by line, and written again so that every reader reads it alike."""
    copy = folder / f"{path.stem}.tidy.csv"
    with open_lines(path) as lines, copy.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows(_stripped(lines, most_rows))
    kinds = dict.fromkeys(_keys(lines.columns), "VARCHAR")
    columns = {LINE: "BIGINT"} | kinds
    relation = (
        f"SELECT * FROM read_csv({quoted(str(copy))}, header = false, auto_detect = false, delim = ',',"
        f" quote = '\"', escape = '\"', columns = {_columns(columns)}, max_line_size = 20000000)"
    )
    return Table(path.name, path, kinds, relation, is_copy=True, problems=tuple(lines.problems))


def _stripped(lines: Lines, most_rows: int) -> Iterable[list[str | int]]:
    for number, (line, row) in enumerate(lines, start=1):
        if number > most_rows:
            raise too_many(lines.file, most_rows)
        yield [line, *map(str.strip, row)]


def too_many(file: str, most_rows: int) -> Exception:
    return refuse(
        file,
        Sentence(
            "The table has more than %(most)s rows. If they are all meant, say --most-rows.", most=most_rows
        ),
    )


def _header_is_a_line(path: Path) -> bool:
    """Whether the first line of a CSV file names the columns, and nothing but the first line does."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        return any(map(str.strip, next(reader))) and reader.line_num == 1


def _keys(columns: Sequence[str]) -> tuple[str, ...]:
    """A name for every column, also for those that have none."""
    return tuple(column or f"({place})" for place, column in enumerate(columns, start=1))


def _texts(columns: Sequence[str]) -> str:
    return _columns(dict.fromkeys(columns, "VARCHAR"))


def _columns(kinds: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{quoted(column)}: {quoted(kind)}" for column, kind in kinds.items()) + "}"
