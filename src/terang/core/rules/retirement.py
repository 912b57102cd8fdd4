"""On which day somebody retires, who does so in a period, and what is left of a position's staff year by year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from terang.core.norms.retirement import Retirement
from terang.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Member:
    """One member of staff: a code of the caller's, the birth date, the kind of position by its code in the norm."""

    code: str
    born_on: date
    position_kind: str


class Leaving(NamedTuple):
    """Who retires, and the first day without them."""

    on: date
    member: Member


@dataclass(frozen=True, slots=True)
class Year:
    """The staff of a position in one year: there on 31 December before, retiring within it, left at its end."""

    year: int
    existing: int
    retiring: int

    @property
    def left(self) -> int:
        return self.existing - self.retiring


@dataclass(frozen=True, slots=True)
class Projection:
    """The coming years, and those whose day lay before: they stand apart, so that no list hides them."""

    years: tuple[Year, ...]
    overdue: tuple[Leaving, ...]


def retires_on(born_on: date, position_kind: str, norm: Retirement) -> date:
    """The first day without them: the first of the month after the one in which they reach the age.

    Born on the first of a month, or on 29 February: likewise the first of the next month (not confirmed).
    Refused: NormError for a kind of position that the norm doesn't know.
    Source: PP 11/2017 Ps. 239; the day is the usual practice (not confirmed).

    >>> from terang.core.norms import retirement
    >>> retires_on(date(1966, 8, 15), "functional_middle", retirement.load())
    datetime.date(2026, 9, 1)
    """
    reached = born_on.year + norm.position(position_kind).age
    return date(reached + born_on.month // 12, born_on.month % 12 + 1, 1)


def retiring(staff: Iterable[Member], since: date, until: date, norm: Retirement) -> tuple[Leaving, ...]:
    """Who retires from `since` up to, not including, `until`; by day, on one day as they were given.

    Refused: ValueError when `until` lies before `since`; NormError as in `retires_on`.
    Source: PP 11/2017 Ps. 239.

    >>> from terang.core.norms import retirement
    >>> staff = [Member("A", date(1966, 8, 15), "functional_middle"), Member("B", date(1990, 1, 1), "teacher")]
    >>> [one.member.code for one in retiring(staff, date(2026, 1, 1), date(2027, 1, 1), retirement.load())]
    ['A']
    """
    if until < since:
        raise ValueError(
            Sentence("The period ends on %(until)s, before it begins on %(since)s.", since=since, until=until)
        )
    return tuple(one for one in _leavings(staff, norm) if since <= one.on < until)


def projection(staff: Sequence[Member], first_year: int, norm: Retirement) -> Projection:
    """The staff of a position year by year if nobody comes: as many years as the need is planned for.

    Who left on 1 January counts as there on 31 December before. Refused: NormError as in `retires_on`.
    Source: PermenPANRB 6/2024 (need planned for five years); PP 11/2017 Ps. 239.

    >>> from terang.core.norms import retirement
    >>> staff = [Member("A", date(1966, 8, 15), "functional_middle"), Member("B", date(1990, 1, 1), "teacher")]
    >>> [(one.year, one.existing, one.retiring) for one in projection(staff, 2026, retirement.load()).years]
    [(2026, 2, 1), (2027, 1, 0), (2028, 1, 0), (2029, 1, 0), (2030, 1, 0)]
    """
    begins = date(first_year, 1, 1)
    leavings = _leavings(staff, norm)
    overdue = tuple(one for one in leavings if one.on < begins)
    existing, years = len(leavings) - len(overdue), []
    for year in range(first_year, first_year + norm.years_planned):
        years.append(Year(year, existing, sum(one.on.year == year for one in leavings)))
        existing = years[-1].left
    return Projection(tuple(years), overdue)


def _leavings(staff: Iterable[Member], norm: Retirement) -> tuple[Leaving, ...]:
    found = [Leaving(retires_on(one.born_on, one.position_kind, norm), one) for one in staff]
    return tuple(sorted(found, key=lambda one: one.on))
