"""Reading a table into rows of text, whatever its format; the number of each line is kept for the messages."""

from __future__ import annotations

import codecs
import csv
import io
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from terang.core.sentences import Sentence
from terang.engines.tables.problems import Problem, refuse
from terang.engines.tables.ticking import Tick, counted, silent

Row = tuple[int, Sequence[str]]
"""The number of the line in the file, and its cells."""

CHUNK = 1 << 22
SOME = 2_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text: its columns in lower case, and its rows; lines that are wholly empty are left out."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    """Lines that don't fit under the columns."""


class Lines:
    """The same, one row after the other, for tables of any size; `problems` is whole once all rows have passed."""

    def __init__(self, file: str, lines: Iterable[Row]) -> None:
        self.file, self.problems = file, list[Problem]()
        self._filled = ((line, cells) for line, cells in lines if any(map(str.strip, cells)))
        header = next(self._filled, None)
        if header is None:
            raise refuse(file, Sentence("The file is empty."))
        self.columns = tuple(name.strip().lower() for name in header[1])
        check_columns(file, header[0], self.columns)

    def __iter__(self) -> Iterator[Row]:
        """The first line that holds anything named the columns; every other line must fit under it."""
        for line, cells in self._filled:
            if len(cells) == len(self.columns):
                yield line, cells
                continue
            reason = Sentence(
                "%(has)s cells, but there are %(wanted)s columns.", has=len(cells), wanted=len(self.columns)
            )
            self.problems.append(Problem(self.file, line, "", reason))


@contextmanager
def open_lines(path: Path) -> Iterator[Lines]:
    """The table of a file, read as it is asked for. Refused when it is not there, not of its format, or empty."""
    read = _reader(path.name)
    with opened(path) as file:
        yield Lines(path.name, read(file, path.name))


def read_table(path: Path, tick: Tick = silent) -> Sheet:
    """The whole table of a file; `tick` counts its rows."""
    with open_lines(path) as lines:
        return _sheet(lines, tick)


def read_bytes(content: bytes, name: str, tick: Tick = silent) -> Sheet:
    """The whole table of an upload; its format by the ending of the name."""
    read = _reader(name)
    if not content:
        raise refuse(name, Sentence("The file is empty."))
    return _sheet(Lines(name, read(io.BytesIO(content), name)), tick)


def _sheet(lines: Lines, tick: Tick) -> Sheet:
    rows = tuple(counted(lines, tick))
    return Sheet(lines.file, lines.columns, rows, tuple(lines.problems))


def _reader(name: str) -> Callable[[BinaryIO, str], Iterable[Row]]:
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise refuse(
            name,
            Sentence("The format is not known; use a file ending in %(known)s.", known=", ".join(ENDINGS)),
        )
    return ENDINGS[ending]


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb")
    except OSError as error:
        raise refuse(
            str(path), Sentence("The file can't be read: %(error)s.", error=error.strerror or error)
        ) from None
    with file:
        if not file.read(1):
            raise refuse(path.name, Sentence("The file is empty."))
        file.seek(0)
        yield file


def check_columns(file: str, line: int, columns: tuple[str, ...]) -> None:
    if len(columns) == 1 and any(mark in columns[0] for mark in ";\t"):
        raise refuse(file, Sentence("The columns must be separated by commas."), line=line)
    for name in columns:
        if name and columns.count(name) > 1:
            raise refuse(file, Sentence("There are two columns of this name."), line=line, column=name)


def _csv(file: BinaryIO, name: str) -> Iterable[Row]:
    check_text(file, name)
    file.seek(0)
    with io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        reader, before = csv.reader(text, strict=True), 0
        try:
            for cells in reader:
                yield before + 1, cells
                before = reader.line_num
        except csv.Error as error:
            reason = Sentence("This is not CSV: %(error)s.", error=error)
            raise refuse(name, reason, line=reader.line_num) from None


@dataclass
class Text:
    """What a look at the bytes of a text says: how many lines it has, and whether every reader reads it alike."""

    lines: int = 1
    returns: int = 0
    returns_at_end: int = 0
    is_plain: bool = True
    """No blank beside a quote, which one reader takes away and another keeps."""

    @property
    def is_even(self) -> bool:
        """Every line ends alike, and not in a carriage return alone."""
        return self.returns == self.returns_at_end and self.returns_at_end in (0, self.lines - 1)


def check_text(file: BinaryIO, name: str) -> Text:
    """Look through a text once. Refused, with its line, what is no UTF-8: another encoding, or no text at all."""
    decoder, found, before = codecs.getincrementaldecoder("utf-8")(), Text(), b""
    while chunk := file.read(CHUNK):
        if not before and chunk[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise refuse(name, Sentence("The file is in UTF-16; save it as CSV UTF-8."))
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            line = found.lines + error.object.count(b"\n", 0, error.start)
            raise refuse(
                name, Sentence("The file is not in UTF-8; save it as CSV UTF-8."), line=line
            ) from None
        if b"\0" in chunk:
            line = found.lines + chunk.count(b"\n", 0, chunk.index(b"\0"))
            raise refuse(name, Sentence("The file holds null bytes; it is not CSV."), line=line)
        joined, before = before + chunk, chunk[-1:]
        found.lines += chunk.count(b"\n")
        found.returns += chunk.count(b"\r")
        found.returns_at_end += joined.count(b"\r\n")
        found.is_plain &= b' "' not in joined and b'" ' not in joined
    return found


def _xlsx(file: BinaryIO, name: str) -> Iterable[Row]:
    """The first sheet of a workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise refuse(name, Sentence("The workbook can't be read: %(error)s.", error=error)) from None
    width = max((len(row) for row in rows[:1]), default=0)
    while width and rows[0][width - 1] in ("", None):
        width -= 1
    for line, row in enumerate(rows, start=1):
        cells = [_cell(value) for value in row]
        yield line, cells if any(cells[width:]) else cells[:width]


def _parquet(file: BinaryIO, name: str) -> Iterable[Row]:
    import tempfile

    import duckdb

    with tempfile.TemporaryDirectory() as folder, duckdb.connect(config={"threads": 2}) as database:
        path = Path(folder) / "table.parquet"
        with path.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        try:
            found = database.execute("SELECT * FROM read_parquet(?)", [str(path)])
            columns = [str(column[0]) for column in found.description or ()]
        except duckdb.Error as error:
            raise refuse(
                name, Sentence("The file is not Parquet: %(error)s.", error=str(error).splitlines()[0])
            ) from None
        yield 0, columns
        line = 0
        while some := found.fetchmany(SOME):
            for row in some:
                line += 1
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


ENDINGS: dict[str, Callable[[BinaryIO, str], Iterable[Row]]] = {
    ".csv": _csv,
    ".xlsx": _xlsx,
    ".parquet": _parquet,
}
