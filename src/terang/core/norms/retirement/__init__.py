"""At which age who retires (batas usia pensiun), by the kind of position; one dated file per regulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from terang.core.norms import shelf
from terang.core.norms.shape import NormError
from terang.core.norms.table import Table
from terang.core.sentences import Sentence

HERE = Path(__file__).parent
DEFAULT = "pp-11-2017"
FIRST_OF_NEXT_MONTH = "first_of_next_month"


@dataclass(frozen=True, slots=True)
class PositionKind:
    """A kind of position, and the completed years of life at which its holders retire."""

    code: str
    label: str
    age: int


@dataclass(frozen=True, kw_only=True)
class Retirement(shelf.Dated):
    """One regulation of retirement. Who reaches the age leaves on the first of the month that follows."""

    years_planned: int
    positions: Mapping[str, PositionKind]

    def position(self, code: str) -> PositionKind:
        """One kind of position by its code."""
        try:
            return self.positions[code]
        except KeyError:
            raise NormError(
                Sentence(
                    "%(norm)s knows no kind of position %(kind)s; it knows %(known)s.",
                    norm=self.title,
                    kind=code,
                    known=", ".join(self.positions),
                )
            ) from None


def available() -> tuple[str, ...]:
    """The ids of all retirement norms.

    >>> available()
    ('pp-11-2017',)
    """
    return shelf.available(HERE)


@cache
def load(norm_id: str = DEFAULT) -> Retirement:
    """The retirement norm with this id.

    >>> load().position("functional_middle").age
    60
    """
    return read(shelf.opened(HERE, norm_id))


def read(top: Table) -> Retirement:
    """The retirement norm that a file holds. Refused: NormError, also for another day of leaving than Terang knows."""
    if top.take("leaves", str) != FIRST_OF_NEXT_MONTH:
        raise top.refuse("leaves", f"must be {FIRST_OF_NEXT_MONTH}")
    found = Retirement(
        **shelf.heading(top),
        years_planned=top.take("years_planned", int),
        positions=_positions(top.table("positions")),
        cited=tuple(top.taken),
    )
    top.done()
    return found


def _positions(table: Table) -> Mapping[str, PositionKind]:
    found = {}
    for code, one in table.tables():
        found[code] = PositionKind(code, one.plain("label", str), one.take("age", int))
    return MappingProxyType(found)
