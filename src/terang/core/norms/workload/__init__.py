"""The bases of workload analysis: how many minutes a member of staff works in a year; one dated file each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType

from terang.core.norms.shape import Cited, NormError
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
    return tuple(sorted(path.stem for path in HERE.glob("*.toml")))


@cache
def load(base_id: str = DEFAULT) -> Base:
    """The base with this id.

    >>> load().minutes_per_year
    Decimal('75000')
    """
    if base_id not in available():
        raise NormError(
            Sentence(
                "There is no base %(base)s; there are %(known)s.", base=base_id, known=", ".join(available())
            )
        )
    taken: list[Cited] = []
    top = Table(tomllib.loads((HERE / f"{base_id}.toml").read_text(), parse_float=Decimal), "", taken)
    top.plain("from", date), top.plain("checked_on", date)
    minutes = top.take("minutes_per_year", Decimal)
    periods = top.table("periods")
    times = {period: periods.take(period, int) for period in PERIODS}
    base_title = top.plain("title", str)
    periods.done()
    return Base(top.plain("id", str), base_title, minutes, MappingProxyType(times), tuple(taken))


def own_base(minutes_per_year: Decimal, like: str = DEFAULT) -> Base:
    """A base of the analysis' own, with the periods of a known one; it is printed with every result."""
    known = load(like)
    title = f"{minutes_per_year} minutes a year (own base)"
    return Base("own", title, minutes_per_year, known.times_per_year, known.cited)
