"""Writing a table so that it appears whole or not at all: to a file beside it, then renamed."""

from __future__ import annotations

import csv
import os
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

from terang.core.sentences import Sentence
from terang.engines.tables.problems import refuse
from terang.engines.tables.ticking import Tick, counted, silent

Value = str | int | Decimal | None
XLSX_ROWS = 1_048_575


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the result; decimals with as many places as they carry, up to `decimals`."""

    name: str
    kind: Literal["text", "whole", "decimal"] = "text"
    decimals: int = 3


def check_target(path: Path, inputs: Sequence[Path], endings: Collection[str] = ()) -> None:
    """Refuse early what could not be written later, before any work is done; `endings`: of what is no table."""
    known = endings or WRITERS
    if path.suffix.lower() not in known:
        raise refuse(
            str(path),
            Sentence("The format is not known; use a file ending in %(known)s.", known=", ".join(known)),
        )
    if not path.parent.is_dir():
        raise refuse(str(path), Sentence("The folder %(folder)s does not exist.", folder=path.parent))
    if path.is_dir():
        raise refuse(str(path), Sentence("This is a folder."))
    if any(path.exists() and one.exists() and path.samefile(one) for one in inputs):
        raise refuse(str(path), Sentence("The result would overwrite what it is made from."))


def write_table(
    path: Path, columns: Sequence[Column], rows: Sequence[Sequence[Value]], tick: Tick = silent
) -> None:
    """Write all rows, or leave everything as it was; `tick` counts the rows."""
    ending = path.suffix.lower()
    if ending == ".xlsx" and len(rows) > XLSX_ROWS:
        raise refuse(
            str(path), Sentence("XLSX holds at most %(most)s rows; write CSV or Parquet.", most=XLSX_ROWS)
        )
    with whole(path) as part:
        WRITERS[ending](part, columns, counted(rows, tick))


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A file beside `path` that takes its name at the end, or is gone. Refused: Refused where it can't be written."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise refuse(
            str(path), Sentence("The file can't be written: %(error)s.", error=error.strerror or error)
        ) from None
    finally:
        part.unlink(missing_ok=True)


def _csv(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])
        writer.writerows(rows)
        file.flush()
        os.fsync(file.fileno())


def _xlsx(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        formats = [book.add_format({"num_format": _format(column)}) for column in columns]
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.name, bold)
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, str) and value:
                    sheet.write_string(line, place, value)
                elif isinstance(value, int | Decimal):
                    sheet.write_number(line, place, value, formats[place])


def _format(column: Column) -> str:
    return {"text": "@", "whole": "0", "decimal": f"0.{'0' * column.decimals}"}[column.kind]


def _parquet(path: Path, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
    """Through CSV, because DuckDB reads that far faster than rows one by one."""
    import duckdb

    rough = path.with_name(f"{path.name}.csv")
    types = {column.name: _type(column) for column in columns}
    try:
        _csv(rough, columns, rows)
        with duckdb.connect(config={"threads": 2}) as database:
            table = database.read_csv(
                str(rough), header=True, columns=types, auto_detect=False, delimiter=",", quotechar='"'
            )
            table.to_parquet(str(path), compression="zstd")
    finally:
        rough.unlink(missing_ok=True)


def _type(column: Column) -> str:
    return {"text": "VARCHAR", "whole": "INTEGER", "decimal": f"DECIMAL(12,{column.decimals})"}[column.kind]


WRITERS: dict[str, Callable[[Path, Sequence[Column], Iterable[Sequence[Value]]], None]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}
