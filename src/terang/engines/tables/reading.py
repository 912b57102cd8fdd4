"""Reading a table into rows of text, whatever its format; the number of each line is kept for the messages."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

from terang.core.sentences import Sentence
from terang.engines.tables.problems import Problem, refuse
from terang.engines.tables.ticking import Tick, counted, silent

Row = tuple[int, Sequence[str]]
"""The number of the line in the file, and its cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text: its columns in lower case, and its rows; lines that are wholly empty are left out."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    """Lines that don't fit under the columns."""


def read_table(path: Path, tick: Tick = silent) -> Sheet:
    """The table of a file; `tick` counts its rows. Refused when the file is not there, not of its format, or empty."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise refuse(
            str(path), Sentence("The file can't be read: %(error)s.", error=error.strerror or error)
        ) from None
    return read_bytes(content, path.name, tick)


def read_bytes(content: bytes, name: str, tick: Tick = silent) -> Sheet:
    """The table of an upload or a file; its format by the ending of the name."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise refuse(
            name,
            Sentence("The format is not known; use a file ending in %(known)s.", known=", ".join(ENDINGS)),
        )
    if not content:
        raise refuse(name, Sentence("The file is empty."))
    return _sheet(name, counted(ENDINGS[ending](content, name), tick))


def _sheet(file: str, lines: Iterable[Row]) -> Sheet:
    """The first line that holds anything names the columns; every other line must fit under it."""
    filled = ((line, cells) for line, cells in lines if any(map(str.strip, cells)))
    header = next(iter(filled), None)
    if header is None:
        raise refuse(file, Sentence("The file is empty."))
    columns = tuple(name.strip().lower() for name in header[1])
    _check_columns(file, header[0], columns)
    rows, problems = [], []
    for line, cells in filled:
        if len(cells) == len(columns):
            rows.append((line, cells))
        else:
            reason = Sentence(
                "%(has)s cells, but there are %(wanted)s columns.", has=len(cells), wanted=len(columns)
            )
            problems.append(Problem(file, line, "", reason))
    return Sheet(file, columns, tuple(rows), tuple(problems))


def _check_columns(file: str, line: int, columns: tuple[str, ...]) -> None:
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t"):
        raise refuse(file, Sentence("The columns must be separated by commas."), line=line)
    for name in columns:
        if name and columns.count(name) > 1:
            raise refuse(file, Sentence("There are two columns of this name."), line=line, column=name)


def _csv(content: bytes, name: str) -> Iterable[Row]:
    text = _text(content, name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        before = 0
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise refuse(
            name, Sentence("This is not CSV: %(error)s.", error=error), line=reader.line_num
        ) from None


def _text(content: bytes, name: str) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise refuse(name, Sentence("The file is in UTF-16; save it as CSV UTF-8."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise refuse(name, Sentence("The file is not in UTF-8; save it as CSV UTF-8."), line=line) from None
    if "\0" in text:
        raise refuse(
            name,
            Sentence("The file holds null bytes; it is not CSV."),
            line=text[: text.index("\0")].count("\n") + 1,
        )
    return text


def _xlsx(content: bytes, name: str) -> Iterable[Row]:
    """The first sheet of a workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise refuse(name, Sentence("The workbook can't be read: %(error)s.", error=error)) from None
    width = max((len(row) for row in rows[:1]), default=0)
    while width and rows[0][width - 1] in ("", None):
        width -= 1
    for line, row in enumerate(rows, start=1):
        cells = [_cell(value) for value in row]
        yield line, cells if any(cells[width:]) else cells[:width]


def _parquet(content: bytes, name: str) -> Iterable[Row]:
    import tempfile

    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 2}) as database:
        path = Path(folder) / "table.parquet"
        path.write_bytes(content)
        try:
            found = database.execute("SELECT * FROM read_parquet(?)", [str(path)])
            columns = [str(column[0]) for column in found.description or ()]
            rows = found.fetchall()
        except duckdb.Error as error:
            raise refuse(
                name, Sentence("The file is not Parquet: %(error)s.", error=str(error).splitlines()[0])
            ) from None
    yield 0, columns
    for line, row in enumerate(rows, start=1):
        yield line, [_cell(value) for value in row]


def _cell(value: object) -> str:
    """A typed cell as the text that a CSV would hold; numbers to fifteen digits, as spreadsheets keep them."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


ENDINGS: dict[str, Callable[[bytes, str], Iterable[Row]]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}
