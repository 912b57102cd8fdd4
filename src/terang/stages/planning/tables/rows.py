"""One row of a table, cell by cell; what is wrong is noted with its column, and reading goes on."""

import re
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from terang.stages.planning.tables.values import Problem, StaffRow, TaskRow

PERIODS: Mapping[str, str] = {
    word: period
    for period, words in {
        "day": ("day", "daily", "hari", "harian", "per hari"),
        "week": ("week", "weekly", "minggu", "mingguan", "per minggu"),
        "month": ("month", "monthly", "bulan", "bulanan", "per bulan"),
        "year": ("year", "yearly", "tahun", "tahunan", "per tahun"),
    }.items()
    for word in words
}
NUMBER = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,4})?")
EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
WHOLE = re.compile(r"[0-9]{1,5}")
FORMULA_SIGNS = ("=", "+", "@")
LONGEST_NAME, LONGEST_TASK = 120, 300
LARGEST_VOLUME, LARGEST_MINUTES = Decimal(10_000_000), Decimal(100_000)


class Reader:
    """The cells of one row by column name, and the problems met so far."""

    def __init__(self, line: int, cells: list[str], columns: Mapping[str, int]) -> None:
        self.line, self.problems = line, list[Problem]()
        self._cells = {name: cells[place] if place < len(cells) else "" for name, place in columns.items()}

    def wrong(self, column: str, reason: str) -> None:
        self.problems.append(Problem(self.line, column, reason))

    def words(self, column: str, longest: int, *, required: bool = True) -> str:
        """Text as it stands; a formula is no text."""
        value = self._cells.get(column, "")
        if not value and required:
            self.wrong(column, _("is empty"))
        elif value.startswith(FORMULA_SIGNS):
            self.wrong(column, _("holds a formula; write its value instead"))
        elif len(value) > longest:
            self.wrong(column, _("is longer than %d characters") % longest)
        return value

    def number(self, column: str, largest: Decimal) -> Decimal:
        """A decimal with a point or a comma, not below zero, with at most four decimals."""
        value = self._cells.get(column, "")
        if not value:
            self.wrong(column, _("is empty"))
        elif value.startswith("="):
            self.wrong(column, _("holds a formula; write its value instead"))
        elif value.startswith("-"):
            self.wrong(column, _("“%s” is below zero") % value[:20])
        elif EITHER.fullmatch(value):
            self.wrong(
                column,
                _("“%(value)s” can be read in two ways; write %(whole)s or %(part)s") % _two_ways(value),
            )
        elif not NUMBER.fullmatch(value):
            self.wrong(column, _("“%s” is not a number (such as 12 or 12.5)") % value[:20])
        elif Decimal(value.replace(",", ".")) > largest:
            self.wrong(
                column, _("“%(value)s” is more than %(largest)s") % {"value": value[:20], "largest": largest}
            )
        else:
            return Decimal(value.replace(",", "."))
        return Decimal(0)

    def count(self, column: str, *, required: bool = True) -> int:
        """A whole number of people."""
        value = self._cells.get(column, "")
        if not value and not required:
            return 0
        if WHOLE.fullmatch(value):
            return int(value)
        self.wrong(column, _("“%s” is not a whole number of people") % value[:20])
        return 0

    def period(self) -> str:
        value = self._cells.get("period", "").casefold()
        if value not in PERIODS:
            self.wrong("period", _("“%s” is no period; use day, week, month or year") % value[:20])
        return PERIODS.get(value, "")


def task_row(reader: Reader) -> TaskRow | None:
    """One task, or None with the problems in the reader."""
    row = TaskRow(
        line=reader.line,
        position=reader.words("position", LONGEST_NAME),
        unit=reader.words("unit", LONGEST_NAME, required=False),
        task=reader.words("task", LONGEST_TASK),
        volume=reader.number("volume", LARGEST_VOLUME),
        period=reader.period(),
        minutes=reader.number("minutes", LARGEST_MINUTES),
    )
    return None if reader.problems else row


def staff_row(reader: Reader) -> StaffRow | None:
    """The staff of one position, or None with the problems in the reader."""
    row = StaffRow(
        line=reader.line,
        position=reader.words("position", LONGEST_NAME),
        unit=reader.words("unit", LONGEST_NAME, required=False),
        location=reader.words("location", LONGEST_NAME, required=False),
        incumbents=reader.count("incumbents"),
        retiring=reader.count("retiring", required=False),
    )
    if row.retiring > row.incumbents:
        reader.wrong("retiring", _("more people retire than are there"))
    return None if reader.problems else row


def _two_ways(value: str) -> dict[str, str]:
    whole = value.replace(".", "").replace(",", "")
    return {"value": value, "whole": whole, "part": f"{Decimal(value.replace(',', '.')):f}".rstrip("0")}
