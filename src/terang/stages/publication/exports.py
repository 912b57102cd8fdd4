"""A public list as CSV and as JSON."""

import csv
import io
import json
from decimal import Decimal

from terang.stages.publication.sheet import Cell, Sheet
from terang.stages.publication.told import Told


def as_csv(sheet: Sheet) -> bytes:
    """The rows with their keys as heads; an approved table goes out as its very bytes."""
    if sheet.table is not None:
        return sheet.table
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.key for column in sheet.columns])
    writer.writerows([_guarded(row.cells.get(column.key)) for column in sheet.columns] for row in sheet.rows)
    return out.getvalue().encode()


def as_json(told: Told, sheet: Sheet) -> bytes:
    """The same rows with title and notes; decimals as text, so that nothing is rounded on the way."""
    document = {
        "agency": told.agency.code,
        "round": told.round.code,
        "list": sheet.slug,
        "title": sheet.title,
        "edition": sheet.edition,
        "changed_at": sheet.changed_at.isoformat() if sheet.changed_at else None,
        "digest": sheet.digest or None,
        "notes": [str(note) for note in sheet.notes],
        "columns": {column.key: str(column.label) for column in sheet.columns},
        "rows": [
            {column.key: _plain(row.cells.get(column.key)) for column in sheet.columns} for row in sheet.rows
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _plain(value: Cell) -> Cell:
    return f"{value:f}" if isinstance(value, Decimal) else value


def _guarded(value: Cell) -> Cell:
    """What a spreadsheet would take for a formula begins with an apostrophe."""
    plain = _plain(value)
    if plain is None:
        return ""
    return f"'{plain}" if isinstance(plain, str) and plain[:1] in ("=", "+", "-", "@", "\t", "\r") else plain
