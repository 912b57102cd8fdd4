"""One row of a table as typed values; every cell that isn't right becomes a problem, and reading goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from terang.core.sentences import Sentence
from terang.engines.tables.problems import Problem

WHOLE = re.compile(r"-?[0-9]{1,12}(\.0+)?")
DECIMAL = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
COMMA = re.compile(r"-?[0-9.]*,[0-9]+")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FORMULA = re.compile(r"[=@+\t\r]|-\S", re.ASCII)

BETWEEN_WORDS = re.compile(r"[ \t\r\n;]+")

LONGEST = 500
YES, NO = ("yes", "ya", "y", "true", "1"), ("no", "tidak", "n", "false", "0")


class Cells:
    """The cells of a row by column. Empty cells are None; wrong ones are None and noted."""

    def __init__(self, file: str, places: Mapping[str, int], problems: list[Problem]) -> None:
        self.file, self.places, self.problems = file, places, problems
        self.line = 0
        self.cells: Sequence[str] = ()

    def at(self, line: int, cells: Sequence[str]) -> None:
        """Go to the next row."""
        self.line, self.cells = line, cells

    def wrong(self, column: str, reason: Sentence) -> None:
        self.problems.append(Problem(self.file, self.line, column, reason))

    def raw(self, column: str) -> str:
        """The text of a cell, without the blanks around it."""
        return self.cells[self.places[column]].strip()

    def text(self, column: str) -> str:
        """Text that must be there and that no spreadsheet would run as a formula."""
        value = self.raw(column)
        if not value:
            self.wrong(column, Sentence("is empty."))
        elif FORMULA.match(value):
            self.wrong(column, Sentence("'%(value)s' looks like a formula.", value=value))
        elif len(value) > LONGEST:
            self.wrong(
                column,
                Sentence(
                    "has %(length)s characters; at most %(most)s are allowed.",
                    length=len(value),
                    most=LONGEST,
                ),
            )
        return value

    def whole(self, column: str, least: int, most: int) -> int | None:
        value = self.raw(column)
        if not value:
            return None
        if not WHOLE.fullmatch(value):
            self.wrong(column, Sentence("'%(value)s' is not a whole number.", value=value))
            return None
        number = int(value.partition(".")[0])
        if least <= number <= most:
            return number
        self.wrong(
            column,
            Sentence(
                "%(value)s is not between %(least)s and %(most)s.", value=number, least=least, most=most
            ),
        )
        return None

    def decimal(self, column: str, least: int, most: int) -> Decimal | None:
        value = self.raw(column)
        if not value:
            return None
        if COMMA.fullmatch(value):
            dotted = value.replace(".", "").replace(",", ".")
            self.wrong(
                column,
                Sentence("'%(value)s' has a decimal comma; write %(dotted)s.", value=value, dotted=dotted),
            )
            return None
        if not DECIMAL.fullmatch(value):
            self.wrong(column, Sentence("'%(value)s' is not a number with at most 6 decimals.", value=value))
            return None
        number = Decimal(value)
        if least <= number <= most:
            return number
        self.wrong(
            column,
            Sentence(
                "%(value)s is not between %(least)s and %(most)s.", value=number, least=least, most=most
            ),
        )
        return None

    def day(self, column: str, first: date, last: date) -> date | None:
        value = self.raw(column)
        if not value:
            return None
        try:
            day = date.fromisoformat(value) if DAY.fullmatch(value) else None
        except ValueError:
            day = None
        if day is None:
            self.wrong(column, Sentence("'%(value)s' is not a date; write it like 1998-02-01.", value=value))
        elif not first <= day <= last:
            self.wrong(
                column,
                Sentence(
                    "%(value)s is not between %(first)s and %(last)s.", value=day, first=first, last=last
                ),
            )
            return None
        return day

    def flag(self, column: str) -> bool:
        """Yes or no; nothing is no."""
        value = self.raw(column).lower()
        if value and value not in YES + NO:
            self.wrong(column, Sentence("'%(value)s' is neither yes nor no.", value=self.raw(column)))
        return value in YES

    def one_of(self, column: str, known: Iterable[str]) -> str:
        """One of a few codes, or nothing."""
        value, names = self.raw(column), tuple(known)
        if value and value not in names:
            self.wrong(
                column,
                Sentence("'%(value)s' is not one of %(known)s.", value=value, known=", ".join(names) or "-"),
            )
        return value

    def words(self, column: str) -> tuple[str, ...]:
        """Codes separated by blanks or semicolons, each once."""
        return tuple(dict.fromkeys(word for word in BETWEEN_WORDS.split(self.raw(column)) if word))

    def known_words(
        self, column: str, known: Container[str], refuse: Callable[[str], Sentence]
    ) -> tuple[str, ...]:
        """The same; each must be known; `refuse` says why one is not."""
        found = self.words(column)
        for word in found:
            if word not in known:
                self.wrong(column, refuse(word))
        return found
