"""The rows of a ranking as a file, and as one checksum that is the same whatever the file."""

from __future__ import annotations

import csv
import hashlib
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from terang.core.rules.transfers import Move
from terang.engines.ranking.judging import SECOND_DECIMALS
from terang.engines.tables import Column
from terang.engines.tables.address import Place
from terang.engines.tables.bulk import SOME, Database
from terang.engines.tables.expected import name, quoted
from terang.engines.tables.writing import Value, whole, write_table

CHUNK = 1 << 20


def write(
    database: Database, rows: Path, columns: Sequence[Column], out: Path, checksum: str | None = None
) -> str:
    """Put the rows (a Parquet file) where they are wanted, by the ending of `out`; the checksum of the rows.

    `checksum`: where it is known already.

    The checksum is the SHA-256 of the rows as CSV: of the CSV file itself where one is written.
    """
    ending = out.suffix.lower()
    if ending == ".csv":
        with whole(out) as part:
            database.execute(f"COPY ({as_csv(rows, columns)}) TO {quoted(str(part))} {CSV}")
            with part.open("rb+") as file:
                os.fsync(file.fileno())
                return hashlib.file_digest(file, "sha256").hexdigest()
    checksum = checksum or checksum_of(database, rows, columns)
    if ending == ".xlsx":
        write_table(out, columns, list(_typed(database, rows)))
    else:
        with whole(out) as part:
            os.link(rows, part)
    return checksum


def put(database: Database, rows: Path, columns: Sequence[Column], place: Place) -> str:
    """The same into a new table of PostgreSQL."""
    from terang.engines.tables import postgres

    digest = hashlib.sha256()
    postgres.put(database, place, columns, as_csv(rows, columns), CSV, rows.parent, digest.update)
    return digest.hexdigest()


def keep(database: Database, query: str, path: Path) -> None:
    """Write the rows of a query to a Parquet file, in the order of the query."""
    database.execute(f"COPY ({query}) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")


def with_moves(database: Database, rows: Path, moves: Iterable[Move]) -> Path:
    """The rows with the outcome, target and step of those who got another vacancy."""
    listed = rows.with_name("moves.csv")
    with listed.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            (one.id, one.target, one.step, one.outcome) for one in moves
        )
    columns = "{'id': 'VARCHAR', 'target': 'VARCHAR', 'step': 'VARCHAR', 'moved': 'VARCHAR'}"
    read = f"read_csv({quoted(str(listed))}, header = false, auto_detect = false, columns = {columns})"
    everybody = f"read_parquet({quoted(str(rows))}, file_row_number = true)"
    moved = rows.with_name("moved.parquet")
    keep(
        database,
        "SELECT r.* EXCLUDE (file_row_number) REPLACE (CASE WHEN target IS NULL THEN outcome ELSE moved END AS outcome),"
        f" target, step FROM {everybody} AS r LEFT JOIN {read} AS m USING (id) ORDER BY file_row_number",
        moved,
    )
    return moved


CSV = "(FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', NULLSTR '', NEW_LINE '\\n', USE_TMP_FILE false)"


def as_csv(rows: Path, columns: Sequence[Column]) -> str:
    """SQL: the rows as text, in their order; a decimal of the second exam without zeros at its end."""
    return f"SELECT {', '.join(map(_text, columns))} FROM read_parquet({quoted(str(rows))})"


def _text(column: Column) -> str:
    """SQL: a cell as text; cast here, because each value of a dictionary is then cast once."""
    text = f"{name(column.name)}::VARCHAR"
    if column.kind == "decimal" and column.decimals == SECOND_DECIMALS:
        text = f"rtrim(rtrim({text}, '0'), '.')"
    return f"{text} AS {name(column.name)}"


def checksum_of(database: Database, rows: Path, columns: Sequence[Column]) -> str:
    """The SHA-256 of the rows as CSV, without writing them to the disk."""
    pipe, digest = rows.with_name("rows.pipe"), hashlib.sha256()
    os.mkfifo(pipe)
    reader = threading.Thread(target=_digest, args=(pipe, digest), daemon=True)
    reader.start()
    try:
        database.execute(f"COPY ({as_csv(rows, columns)}) TO {quoted(str(pipe))} {CSV}")
    finally:
        reader.join(timeout=60)
        pipe.unlink()
    return digest.hexdigest()


def _digest(pipe: Path, digest: hashlib._Hash) -> None:
    with pipe.open("rb", buffering=0) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)


def _typed(database: Database, rows: Path) -> Iterator[tuple[Value, ...]]:
    found = database.execute(f"SELECT * FROM read_parquet({quoted(str(rows))})")
    while some := found.fetchmany(SOME):
        yield from some
