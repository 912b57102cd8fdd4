"""How performance is rated: the matrix of results and behaviour, and what an organisation's rating allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from terang.core.norms import shelf
from terang.core.norms.table import Table

HERE = Path(__file__).parent
DEFAULT = "permenpanrb-6-2022"
EXPECTATIONS = ("below", "at", "above")
"""How results or behaviour stand to what was expected, from the worst up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the rating of an organisation allows of those of its people: the share of each rating, in percent.

    `some_of`: at least one person has one of these ratings.
    """

    label: str
    at_least: Mapping[str, int]
    at_most: Mapping[str, int]
    some_of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Performance(shelf.Dated):
    """One regulation of performance. Ratings lie from the best down."""

    ratings: Mapping[str, str]
    matrix: Mapping[tuple[str, str], str]
    """The rating of each pair (results, behaviour)."""
    organisations: Mapping[str, Limits]


def available() -> tuple[str, ...]:
    """The ids of all performance norms.

    >>> available()
    ('permenpanrb-6-2022',)
    """
    return shelf.available(HERE)


@cache
def load(norm_id: str = DEFAULT) -> Performance:
    """The performance norm with this id.

    >>> load().matrix["above", "above"]
    'very_good'
    """
    return read(shelf.opened(HERE, norm_id))


def read(top: Table) -> Performance:
    """The performance norm that a file holds. Refused: NormError, also for a rating that it doesn't name."""
    head = shelf.heading(top)
    ratings = _ratings(top.table("ratings"))
    found = Performance(
        **head,
        ratings=ratings,
        matrix=_matrix(top.table("matrix"), ratings),
        organisations=_organisations(top.table("organisations"), ratings),
        cited=tuple(top.taken),
    )
    top.done()
    return found


def _ratings(table: Table) -> Mapping[str, str]:
    return MappingProxyType({code: table.take(code, str) for code in table.raw})


def _matrix(table: Table, ratings: Mapping[str, str]) -> Mapping[tuple[str, str], str]:
    cells = {}
    for results in EXPECTATIONS:
        row = table.table(results)
        for behaviour in EXPECTATIONS:
            rating = row.take(behaviour, str)
            _must_know(rating, ratings, row, behaviour)
            cells[results, behaviour] = rating
    return MappingProxyType(cells)


def _organisations(table: Table, ratings: Mapping[str, str]) -> Mapping[str, Limits]:
    found = {}
    for code, one in table.tables():
        found[code] = Limits(
            label=one.plain("label", str),
            at_least=_percents(one, "at_least", ratings),
            at_most=_percents(one, "at_most", ratings),
            some_of=one.maybe("some_of", tuple) or (),
        )
        for rating in found[code].some_of:
            _must_know(rating, ratings, one, "some_of")
    return MappingProxyType(found)


def _percents(table: Table, key: str, ratings: Mapping[str, str]) -> Mapping[str, int]:
    percents: Mapping[str, int] = table.maybe(key, dict) or {}
    for rating, percent in percents.items():
        _must_know(rating, ratings, table, key)
        if type(percent) is not int or not 0 <= percent <= 100:
            raise table.refuse(key, f"asks for {percent} percent")
    return percents


def _must_know(rating: str, ratings: Mapping[str, str], table: Table, key: str) -> None:
    if rating not in ratings:
        raise table.refuse(key, f"names the unknown rating {rating}")
