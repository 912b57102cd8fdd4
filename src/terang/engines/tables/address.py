"""How a table of a PostgreSQL database is named: `postgresql://user@host/database#schema.table`."""

from __future__ import annotations

from dataclasses import dataclass

from terang.core.sentences import Sentence
from terang.engines.tables.problems import refuse

SCHEMES = ("postgresql://", "postgres://")


def is_address(text: str) -> bool:
    return text.startswith(SCHEMES)


@dataclass(frozen=True, slots=True)
class Place:
    """A table by the address of its database and its own name."""

    url: str
    table: str

    @classmethod
    def of(cls, address: str) -> Place:
        """Refused: an address without the name of a table."""
        url, _, table = address.partition("#")
        if not table:
            reason = Sentence("name the table behind the address: postgresql://…/database#table.")
            raise refuse("postgresql://…", reason)
        return cls(url, table)
