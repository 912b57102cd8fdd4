"""A public list as a value: the page, the CSV and the JSON of it are three ways to write the same rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from terang.base.ui.values import Meaning

PID_SIGNS = 16
Cell = str | int | Decimal | None


@dataclass(frozen=True)
class Col:
    """A column: its key in CSV and JSON, its words on the page. A `number` is grouped 4-4-4-4 on pages."""

    key: str
    label: str
    kind: Literal["text", "number", "count", "points", "outcome", "key"] = "text"


@dataclass(frozen=True)
class Row:
    """One line. `pid` is the public number by which a person finds it; `vacancy_id` is for the filter."""

    cells: Mapping[str, Cell]
    pid: str = ""
    vacancy_id: int | None = None
    href: str = ""


@dataclass(frozen=True)
class Sheet:
    """A public list of a round.

    `notes` say what is left out and why; `outcomes` and `keys` are codes in words; `digest` is that of `table`, the
    approved bytes.
    """

    slug: str
    title: str
    lead: str
    columns: tuple[Col, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    changed_at: datetime | None = None
    edition: int = 0
    empty: str = ""
    outcomes: Mapping[str, tuple[str, Meaning]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    table: bytes | None = None

    @property
    def has_numbers(self) -> bool:
        """Whether people can look for their own number in it."""
        return any(row.pid for row in self.rows)


def spelled(pid: str) -> str:
    """A public number as people read it.

    >>> spelled("k7m2p9q4x1c8v5ha")
    'k7m2-p9q4-x1c8-v5ha'
    """
    return "-".join(pid[at : at + 4] for at in range(0, len(pid), 4))


def typed(text: str) -> str:
    """What somebody typed as a public number, as it is kept.

    >>> typed(" K7M2-p9q4 x1c8-v5ha ")
    'k7m2p9q4x1c8v5ha'
    """
    return "".join(sign for sign in text.lower() if sign.isalnum() and sign.isascii())[:PID_SIGNS]
