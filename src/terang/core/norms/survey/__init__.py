"""How public satisfaction is counted (SKM): its elements, its bands and its sample; one dated file per regulation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from terang.core.norms import shelf
from terang.core.norms.table import Table

HERE = Path(__file__).parent
DEFAULT = "permenpanrb-14-2017"


@dataclass(frozen=True, slots=True)
class Band:
    """A grade of the service, from its lowest to its highest index, both included."""

    grade: str
    label: str
    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class Sample:
    """What the sample formula needs: chi-square for one degree of freedom, proportion, error."""

    chi_square: Fraction
    proportion: Fraction
    error: Fraction


@dataclass(frozen=True, kw_only=True)
class Survey(shelf.Dated):
    """One regulation of the survey. Bands lie from the best down and leave no index without a grade."""

    answers: range
    index_per_point: int
    decimals: int
    elements: Mapping[str, str]
    """Code and label of every element; each weighs the same."""
    bands: tuple[Band, ...]
    sample: Sample | None
    """None where no sample formula of the regulation is known."""

    @property
    def weight(self) -> Fraction:
        """The weight of each element: exactly 1/9 for nine, never the printed 0.111."""
        return Fraction(1, len(self.elements))


def available() -> tuple[str, ...]:
    """The ids of all survey norms.

    >>> available()
    ('kep-25-2004', 'permenpanrb-14-2017')
    """
    return shelf.available(HERE)


@cache
def load(norm_id: str = DEFAULT) -> Survey:
    """The survey norm with this id.

    >>> load().weight
    Fraction(1, 9)
    """
    return read(shelf.opened(HERE, norm_id))


def read(top: Table) -> Survey:
    """The survey norm that a file holds. Refused: NormError, also when its bands leave a gap."""
    found = Survey(
        **shelf.heading(top),
        answers=range(top.take("lowest_answer", int), top.take("highest_answer", int) + 1),
        index_per_point=top.take("index_per_point", int),
        decimals=top.take("decimals", int),
        elements=_elements(top.table("elements")),
        bands=_bands(top.table("bands")),
        sample=_sample(top.table("sample")) if "sample" in top.raw else None,
        cited=tuple(top.taken),
    )
    _joined(found, top)
    top.done()
    return found


def _elements(table: Table) -> Mapping[str, str]:
    if not table.raw:
        raise table.refuse("", "is empty")
    return MappingProxyType({code: table.take(code, str) for code in table.raw})


def _bands(table: Table) -> tuple[Band, ...]:
    bands = []
    for grade, one in table.tables():
        bands.append(
            Band(grade, one.plain("label", str), one.take("least", Decimal), one.take("most", Decimal))
        )
    return tuple(bands)


def _sample(table: Table) -> Sample:
    found = Sample(*(Fraction(table.take(key, Decimal)) for key in ("chi_square", "proportion", "error")))
    return found


def _joined(found: Survey, top: Table) -> None:
    """Every index that can come out has one band: they touch, and reach from the worst to the best answers."""
    step = Decimal(1).scaleb(-found.decimals)
    if not found.answers:
        raise top.refuse("highest_answer", "is below the lowest")
    worst, best = (one * found.index_per_point for one in (found.answers[0], found.answers[-1]))
    touching = all(worse.most + step == better.least for better, worse in pairwise(found.bands))
    if not (found.bands and touching and found.bands[0].most == best and found.bands[-1].least == worst):
        raise top.refuse("bands", "leaves an index without a grade, or gives it two")
