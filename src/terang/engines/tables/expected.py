"""What a column may hold: as SQL for whole tables, and as sentences for the few rows that are wrong.

Each kind of column says the same thing three times, side by side: `value`, the SQL that reads a cell; `fits`, the SQL
that is true where a cell is right; `tell`, which notes what is wrong with a cell in words. The property tests hold them
together. SQL sees text without blanks around it, or the type that a Parquet file or a database gives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

from terang.core.sentences import Sentence
from terang.engines.tables import cells
from terang.engines.tables.cells import Cells

MILLIONTHS = 1_000_000
"""Decimals are compared as whole millionths: at most six decimals are read."""
FIRST_DAY = date(1900, 1, 1)
"""Days are compared as whole numbers counted from here."""
INTEGERS = frozenset(
    f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG")
) | {"INTEGER", "UINTEGER"}  # fmt: skip
BLANKS = "".join(map(chr, (*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B),
                           0x2028, 0x2029, 0x202F, 0x205F, 0x3000)))  # fmt: skip
"""What Python takes away around a text."""

MACROS = tuple(
    macro.strip()
    for macro in rf"""
-- What a cell of text may hold: text without blanks around it, a code, a whole number, a decimal, a day.
-- A letter or digit of ASCII at both ends decides fast in most cells.
CREATE OR REPLACE MACRO is_tidy(cell) AS coalesce(
    ascii(cell) BETWEEN 48 AND 122 AND ascii(cell) NOT IN (61, 64)
    AND ascii(right(cell, 1)) BETWEEN 33 AND 126, false);
CREATE OR REPLACE MACRO stripped(cell) AS
    CASE WHEN is_tidy(cell) THEN cell
         ELSE nullif(trim(cell, {" || ".join(f"chr({ord(one)})" for one in BLANKS)}), '') END;
CREATE OR REPLACE MACRO is_text(cell) AS
    CASE WHEN is_tidy(cell) THEN true
         ELSE cell = stripped(cell) AND NOT regexp_matches(cell, '^({cells.FORMULA.pattern})') END
    AND length(cell) <= {cells.LONGEST};
CREATE OR REPLACE MACRO as_whole(cell) AS
    CASE WHEN regexp_full_match(cell, '{cells.WHOLE.pattern}') THEN TRY_CAST(cell AS BIGINT) END;
CREATE OR REPLACE MACRO as_decimal(cell) AS
    CASE WHEN regexp_full_match(cell, '{cells.DECIMAL.pattern}') THEN TRY_CAST(cell AS DECIMAL(9, 6)) END;
CREATE OR REPLACE MACRO as_day(cell) AS
    CASE WHEN regexp_full_match(cell, '{cells.DAY.pattern}') THEN TRY_CAST(cell AS DATE) END
""".split(";")
)
"""The same patterns as `Cells` uses."""


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def name(column: str) -> str:
    """The name of a column as SQL writes it."""
    return '"' + column.replace('"', '""') + '"'


def as_text(column: str, kind: str) -> str:
    """A typed cell as the text that a CSV would hold, without blanks around it; nothing is NULL."""
    if kind == "VARCHAR":
        return f"stripped({column})"
    if kind in ("DOUBLE", "FLOAT"):
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e15"
        return (
            f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR)"
            f" ELSE printf('%.15g', {column}) END"
        )
    if kind.startswith("TIMESTAMP"):
        midnight = f"CAST({column} AS TIMESTAMP) = date_trunc('day', CAST({column} AS TIMESTAMP))"
        return (
            f"CASE WHEN {midnight} THEN strftime(CAST({column} AS TIMESTAMP), '%Y-%m-%d')"
            f" ELSE strftime(CAST({column} AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S') END"
        )
    return f"CAST({column} AS VARCHAR)"


@dataclass(frozen=True, slots=True)
class Expected:
    """A column by its name, for free text that nobody checks."""

    column: str
    optional: bool = field(default=False, kw_only=True)
    """Whether a table may do without this column."""

    def value(self, kind: str) -> str:
        """SQL: the cell as the ranking uses it; `kind` is the type that the table has."""
        return as_text(name(self.column), kind)

    def text(self, kind: str) -> str:
        """SQL: the cell as text; blanks around it are left, and nothing fits that has them."""
        return name(self.column) if kind == "VARCHAR" else as_text(name(self.column), kind)

    def fits(self, kind: str) -> str:
        """SQL: true where the cell is right; empty where every cell is."""
        return ""

    def tell(self, row: Cells) -> None:
        """Note what is wrong with the cell of this row."""


@dataclass(frozen=True, slots=True)
class Text(Expected):
    """Text that must be there."""

    def value(self, kind: str) -> str:
        return self.text(kind)

    def fits(self, kind: str) -> str:
        return f"is_text({self.text(kind)})"

    def tell(self, row: Cells) -> None:
        row.text(self.column)


@dataclass(frozen=True, slots=True)
class Whole(Expected):
    """A whole number within bounds, or nothing; `needed`: not nothing."""

    least: int
    most: int
    needed: bool = False

    def value(self, kind: str) -> str:
        if kind in INTEGERS:
            return name(self.column)
        return f"as_whole({self.text(kind)})"

    def fits(self, kind: str) -> str:
        within = f"{self.value(kind)} BETWEEN {self.least} AND {self.most}"
        return within if self.needed else f"({name(self.column)} IS NULL OR {within})"

    def tell(self, row: Cells) -> None:
        before = len(row.problems)
        row.whole(self.column, self.least, self.most)
        if self.needed and not row.raw(self.column) and len(row.problems) == before:
            row.wrong(self.column, Sentence("is empty."))


@dataclass(frozen=True, slots=True)
class Number(Expected):
    """A decimal within bounds below 1,000, or nothing. As a value: whole millionths."""

    least: int
    most: int

    def value(self, kind: str) -> str:
        return f"CAST({self._decimal(kind)} * {MILLIONTHS} AS INTEGER)"

    def fits(self, kind: str) -> str:
        return f"({name(self.column)} IS NULL OR {self._decimal(kind)} BETWEEN {self.least} AND {self.most})"

    def tell(self, row: Cells) -> None:
        row.decimal(self.column, self.least, self.most)

    def _decimal(self, kind: str) -> str:
        if kind in INTEGERS or (kind.startswith("DECIMAL") and int(kind.rstrip(")").split(",")[1]) <= 6):
            return f"TRY_CAST({name(self.column)} AS DECIMAL(9, 6))"
        return f"as_decimal({self.text(kind)})"


@dataclass(frozen=True, slots=True)
class Day(Expected):
    """A day within bounds, or nothing. As a value: days since FIRST_DAY."""

    first: date
    last: date

    def value(self, kind: str) -> str:
        return f"CAST({self._day(kind)} - DATE '{FIRST_DAY}' AS INTEGER)"

    def fits(self, kind: str) -> str:
        within = f"{self._day(kind)} BETWEEN DATE '{self.first}' AND DATE '{self.last}'"
        return f"({name(self.column)} IS NULL OR {within})"

    def tell(self, row: Cells) -> None:
        row.day(self.column, self.first, self.last)

    def _day(self, kind: str) -> str:
        if kind == "DATE":
            return name(self.column)
        return f"as_day({self.text(kind)})"


@dataclass(frozen=True, slots=True)
class Flag(Expected):
    """Yes or no; nothing is no."""

    def value(self, kind: str) -> str:
        return f"coalesce({self._lower(kind)} IN ({_list(cells.YES)}), false)"

    def fits(self, kind: str) -> str:
        return f"({name(self.column)} IS NULL OR {self._lower(kind)} IN ({_list(cells.YES + cells.NO)}))"

    def tell(self, row: Cells) -> None:
        row.flag(self.column)

    def _lower(self, kind: str) -> str:
        return f"lower({self.text(kind)})"


@dataclass(frozen=True, slots=True)
class OneOf(Expected):
    """One of a few codes, or nothing."""

    known: tuple[str, ...]

    def value(self, kind: str) -> str:
        return self.text(kind)

    def fits(self, kind: str) -> str:
        within = f"{self.text(kind)} IN ({_list(self.known)})" if self.known else "false"
        return f"({name(self.column)} IS NULL OR {within})"

    def tell(self, row: Cells) -> None:
        row.one_of(self.column, self.known)


@dataclass(frozen=True, slots=True)
class Words(Expected):
    """Codes separated by blanks or semicolons. `refuse` says why one is not known."""

    known: Collection[str]
    refuse: Callable[[str], Sentence]

    def value(self, kind: str) -> str:
        return f"string_split_regex({self.text(kind)}, '{cells.BETWEEN_WORDS.pattern}')"

    def fits(self, kind: str) -> str:
        return (
            f"({name(self.column)} IS NULL OR list_has_all([{_list((*self.known, ''))}], {self.value(kind)}))"
        )

    def tell(self, row: Cells) -> None:
        row.known_words(self.column, self.known, self.refuse)


@dataclass(frozen=True, slots=True)
class Coded(Expected):
    """One of a few codes that must be there; `refuse` says why another may not, None where it may."""

    known: Collection[str]
    refuse: Callable[[str], Sentence | None]

    def value(self, kind: str) -> str:
        return self.text(kind)

    def fits(self, kind: str) -> str:
        right = [code for code in self.known if self.refuse(code) is None]
        return f"{self.text(kind)} IN ({_list(right)})" if right else "false"

    def tell(self, row: Cells) -> None:
        code = row.text(self.column)
        reason = self.refuse(code) if code else None
        if reason is not None:
            row.wrong(self.column, reason)


def _list(texts: Collection[str]) -> str:
    return ", ".join(map(quoted, texts))
