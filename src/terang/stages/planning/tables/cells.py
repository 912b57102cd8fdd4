"""From an uploaded file to rows of text, whatever wrote it. Formulas are never computed."""

import csv
import io
import math
import re
import unicodedata
import zipfile
from collections.abc import Iterator

import python_calamine
from django.utils.translation import gettext as _

from terang.base.refusals import NotValid

LARGEST = 2**20
LARGEST_UNPACKED = 40 * 2**20
MOST_ROWS = 3_000
MOST_COLUMNS = 40
ZIP = b"PK\x03\x04"
MOST_LINES = 20_000
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
PLACE = re.compile(rb'\br="([A-Z]*)([0-9]+)"')

Row = tuple[int, list[str]]


def rows_of(content: bytes) -> list[Row]:
    """The rows that hold anything, each with its line number.

    Refused: NotValid if empty, too large, neither XLSX nor CSV, in an unknown encoding, or with formulas in cells.
    """
    if not content.strip():
        raise NotValid(_("The file is empty. Open it yourself once, then choose it again."))
    if len(content) > LARGEST:
        raise NotValid(
            _("The file has %(size)d KB, but at most %(largest)d KB are permitted. Split it by unit.")
            % {"size": len(content) // 1024 + 1, "largest": LARGEST // 1024}
        )
    read = _xlsx(content) if content.startswith(ZIP) else _csv(content)
    rows = []
    for line, cells in read:
        if any(cells):
            rows.append((line, cells[:MOST_COLUMNS]))
        if len(rows) > MOST_ROWS + 1:
            raise NotValid(_("The table has more than %d rows. Split it by unit.") % MOST_ROWS)
    return rows


def _csv(content: bytes) -> Iterator[Row]:
    text = _decoded(content)
    head = text.partition("\n")[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    try:
        for cells in reader:
            yield reader.line_num, [_tidy(cell) for cell in cells]
    except csv.Error as error:
        raise NotValid(_("The table can't be read. Save it as XLSX or as CSV and send it again.")) from error


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotValid(
            _("The file is neither an XLSX table nor a CSV file in UTF-8. Save it as “CSV UTF-8” or as XLSX.")
        ) from error
    if "\x00" in text:
        raise NotValid(
            _("The file holds bytes that no table has. Save it as XLSX or as CSV and send it again.")
        )
    return text


def _xlsx(content: bytes) -> Iterator[Row]:
    _must_be_a_tame_workbook(content)
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        sheet = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise NotValid(
            _("The workbook can't be read. Open it, save it again as XLSX, and send that.")
        ) from error
    for line, cells in enumerate(sheet, start=1):
        yield line, [_tidy(_text(cell)) for cell in cells]


def _must_be_a_tame_workbook(content: bytes) -> None:
    """A few kilobytes of XLSX can unpack to gigabytes, or name a cell a million lines below."""
    sheets = _sheets(content)
    if any(FORMULA.search(sheet) for sheet in sheets):
        raise NotValid(
            _(
                "The workbook holds formulas. Copy the cells, paste them as values, and send that:"
                " only values are read."
            )
        )
    if any(_is_far_out(place) for sheet in sheets for place in PLACE.finditer(sheet)):
        raise NotValid(_("The sheet has cells far below or beside the table. Delete them and send it again."))


def _sheets(content: bytes) -> list[bytes]:
    unreadable = NotValid(_("The workbook can't be read. Open it, save it again as XLSX, and send that."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            names = packed.namelist() if size <= LARGEST_UNPACKED else []
            sheets = [packed.read(name) for name in names if name.startswith("xl/worksheets/sheet")]
    except Exception as error:  # a broken archive fails in many ways
        raise unreadable from error
    if size > LARGEST_UNPACKED:
        raise NotValid(_("The workbook is too large once unpacked. Keep only the sheet with the table."))
    if not sheets:
        raise unreadable
    return sheets


def _is_far_out(place: re.Match[bytes]) -> bool:
    column, line = place.groups()
    return len(column) > 2 or len(line) > 6 or int(line) > MOST_LINES


def _text(cell: object) -> str:
    if isinstance(cell, float) and math.isfinite(cell):
        return str(int(cell)) if cell.is_integer() else f"{cell:.4f}"
    return str(cell)


def _tidy(text: str) -> str:
    """One line in NFC, without what can't be seen."""
    plain = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else sign for sign in text
    )
    return " ".join(unicodedata.normalize("NFC", plain).split())
