"""Tables of a PostgreSQL database, out to a Parquet file and in from rows of CSV; both by COPY, in one transaction."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import psycopg
from psycopg import sql

from terang.core.sentences import Sentence
from terang.engines.tables.address import Place
from terang.engines.tables.bulk import Database, too_many
from terang.engines.tables.expected import quoted
from terang.engines.tables.problems import Refused, refuse
from terang.engines.tables.writing import Column

KINDS = {"int2": "SMALLINT", "int4": "INTEGER", "int8": "BIGINT", "date": "DATE"}
"""Types that both sides write alike; everything else comes as text."""
CHUNK = 1 << 20
AGAIN_SECONDS = 0.05


def fetch(place: Place, folder: Path, most_rows: int) -> Path:
    """The table as a Parquet file in `folder`, called after it."""
    path, pipe = folder / f"{place.table}.parquet", folder / f"{place.table}.pipe"
    with duckdb.connect(config={"threads": 2}) as database, _connected(place) as connection:
        columns = _columns(connection, place)
        casts = [
            sql.Identifier(column) if kind in KINDS else sql.SQL("{}::text").format(sql.Identifier(column))
            for column, kind in columns
        ]
        copy = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv)").format(
            sql.SQL(", ").join(casts), _named(place)
        )
        kinds = ", ".join(
            f"{quoted(column)}: {quoted(KINDS.get(kind, 'VARCHAR'))}" for column, kind in columns
        )
        read = (
            f"read_csv({quoted(str(pipe))}, header = false, auto_detect = false, delim = ',', quote = '\"',"
            f" escape = '\"', columns = {{{kinds}}})"
        )
        with _piped(pipe, lambda: _out(connection, copy, pipe, most_rows)):
            database.execute(
                f"COPY (SELECT * FROM {read}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION snappy)"
            )
    return path


def put(
    database: Database,
    place: Place,
    columns: Sequence[Column],
    rows: str,
    options: str,
    folder: Path,
    see: Callable[[bytes], None],
) -> None:
    """A new table with these rows (SQL for DuckDB, written as CSV by `options`), whole or not at all.

    `see` is shown the CSV as it passes.
    """
    pipe = folder / "result.pipe"
    with _connected(place) as connection:
        made = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(one.name), sql.SQL(_type(one))) for one in columns
        )
        connection.execute(sql.SQL("CREATE TABLE {} ({})").format(_named(place), made))
        copy = sql.SQL("COPY {} FROM STDIN (FORMAT csv, HEADER true, FREEZE true)").format(_named(place))
        with _piped(pipe, lambda: _in(connection, copy, pipe, see)):
            database.execute(f"COPY ({rows}) TO {quoted(str(pipe))} {options}")


def check_place(place: Place) -> None:
    """Refuse early what could not be written later."""
    with _connected(place) as connection:
        if connection.execute("SELECT to_regclass(%s)", [_named(place).as_string(connection)]).fetchone() != (
            None,
        ):
            reason = Sentence("The table %(table)s is there already; choose another name.", table=place.table)
            raise refuse(place.table, reason)


def _named(place: Place) -> sql.Identifier:
    return sql.Identifier(*place.table.split("."))


def _type(column: Column) -> str:
    return {"text": "text", "whole": "integer", "decimal": f"numeric(12, {column.decimals})"}[column.kind]


def _columns(connection: psycopg.Connection[Any], place: Place) -> list[tuple[str, str]]:
    found = connection.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(_named(place)))
    types = connection.adapters.types
    return [
        (column.name, known.name if (known := types.get(column.type_code)) else "text")
        for column in found.description or ()
    ]


@contextmanager
def _connected(place: Place) -> Iterator[psycopg.Connection[Any]]:
    """A connection whose errors become refusals; committed at the end of the block."""
    try:
        with psycopg.connect(place.url, connect_timeout=10) as connection:
            yield connection
    except psycopg.Error as error:
        reason = Sentence("PostgreSQL says: %(error)s.", error=str(error).strip().splitlines()[0].rstrip("."))
        raise refuse(place.table, reason) from None


@contextmanager
def _piped(pipe: Path, other_side: Callable[[], None]) -> Iterator[None]:
    """A pipe while both sides use it; what fails on the other side fails here.

    Who opens a pipe waits until the other side opens it too, for ever if that one has failed already: so each side,
    when it fails, lets the other go on until it has.
    """
    failures: list[BaseException] = []
    over = threading.Event()

    def work() -> None:
        try:
            other_side()
        except (psycopg.Error, OSError, Refused) as failure:
            failures.append(failure)
            while not over.wait(AGAIN_SECONDS):
                _unblock(pipe)

    os.mkfifo(pipe)
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    except Exception:
        over.set()
        while thread.is_alive():
            _unblock(pipe)
            thread.join(AGAIN_SECONDS)
        if failures:
            raise failures[0] from None
        raise
    finally:
        over.set()
        thread.join()
        pipe.unlink()
    if failures:
        raise failures[0]


def _unblock(pipe: Path) -> None:
    """Let whoever waits for the other end of the pipe go on."""
    os.close(os.open(pipe, os.O_RDWR | os.O_NONBLOCK))


def _out(connection: psycopg.Connection[Any], copy: sql.Composed, pipe: Path, most_rows: int) -> None:
    with pipe.open("wb", buffering=CHUNK) as file, connection.cursor() as cursor, cursor.copy(copy) as rows:
        for number, row in enumerate(rows):
            if number >= most_rows:
                raise too_many(pipe.stem, most_rows)
            file.write(row)


def _in(
    connection: psycopg.Connection[Any], copy: sql.Composed, pipe: Path, see: Callable[[bytes], None]
) -> None:
    with pipe.open("rb", buffering=0) as file, connection.cursor() as cursor, cursor.copy(copy) as rows:
        while chunk := file.read(CHUNK):
            see(chunk)
            rows.write(chunk)
