"""The lines of a public list as the table component takes them."""

from collections.abc import Sequence

from terang.base.ui.values import Column, Link, Tag
from terang.stages.publication.sheet import Cell, Col, Row, Sheet, spelled


def columns_of(sheet: Sheet) -> list[Column]:
    return [Column(one.label, numeric=one.kind in ("count", "points", "number")) for one in sheet.columns]


def rows_of(sheet: Sheet, rows: Sequence[Row]) -> list[list[object]]:
    """Numbers grouped, outcomes as tags, keys in words; the first cell leads to the line's own page."""
    return [
        [_cell(sheet, column, row, first=at == 0) for at, column in enumerate(sheet.columns)] for row in rows
    ]


def _cell(sheet: Sheet, column: Col, row: Row, *, first: bool) -> object:
    value: Cell = row.cells.get(column.key)
    if first and row.href:
        return Link(str(value), row.href)
    if column.kind == "number":
        return spelled(str(value))
    if column.kind == "outcome" and str(value) in sheet.outcomes:
        words, meaning = sheet.outcomes[str(value)]
        return Tag(words, meaning)
    if column.kind == "key":
        return sheet.keys.get(str(value), str(value))
    return value
