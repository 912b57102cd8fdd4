"""The bases of workload analysis: how many minutes a member of staff works in a year; one dated file each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from terang.core.norms import shelf
from terang.core.norms.shape import Cited
from terang.core.norms.table import Table
from terang.core.sentences import Sentence

HERE = Path(__file__).parent
PERIODS = ("day", "week", "month", "year")
DEFAULT = "permenpanrb-1-2020"


@dataclass(frozen=True, slots=True)
class Base:
    """Effective minutes of one member of staff in a year, and how often each period comes in a year."""

    id: str
    title: str
    minutes_per_year: Decimal
    times_per_year: Mapping[str, int]
    cited: tuple[Cited, ...] = ()


def available() -> tuple[str, ...]:
    """The ids of all bases.

    >>> available()
    ('kep-75-2004', 'permenpanrb-1-2020')
    """
    return shelf.available(HERE)


@cache
def load(base_id: str = DEFAULT) -> Base:
    """The base with this id.

    >>> load().minutes_per_year
    Decimal('75000')
    """
    return read(shelf.opened(HERE, base_id, Sentence("base")))


def read(top: Table) -> Base:
    """The base that a file holds. Refused: NormError."""
    head = shelf.heading(top)
    minutes = top.take("minutes_per_year", Decimal)
    periods = top.table("periods")
    times = {period: periods.take(period, int) for period in PERIODS}
    top.done()
    return Base(head["id"], head["title"], minutes, MappingProxyType(times), tuple(top.taken))


def own_base(minutes_per_year: Decimal, like: str = DEFAULT) -> Base:
    """A base of the analysis' own, with the periods of a known one; it is printed with every result."""
    known = load(like)
    title = f"{minutes_per_year} minutes a year (own base)"
    return Base("own", title, minutes_per_year, known.times_per_year, known.cited)
