"""Which days are not worked: the weekly rest, public holidays and joint leave (cuti bersama); one file per year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

from terang.core.norms import shelf
from terang.core.norms.table import Table
from terang.core.sentences import Sentence

HERE = Path(__file__).parent
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class Holidays(shelf.Dated):
    """One year. Labels as the decree says them."""

    weekly_rest: frozenset[int]
    """Days of the week that are not worked; 0 is Monday."""
    national: Mapping[date, str]
    joint_leave: Mapping[date, str]

    def why_free(self, day: date) -> str:
        """What makes this day free: the holiday, or the weekly rest; empty on a working day.

        >>> load(2024).why_free(date(2024, 9, 16))
        'Maulid Nabi Muhammad'
        """
        rest = Sentence("weekly rest") if day.weekday() in self.weekly_rest else ""
        return self.national.get(day) or self.joint_leave.get(day) or rest


def available() -> tuple[int, ...]:
    """The years whose holidays are known.

    >>> available()
    (2024, 2025, 2026, 2027)
    """
    return tuple(int(one) for one in shelf.available(HERE))


@cache
def load(year: int) -> Holidays:
    """The holidays of a year. Refused: NormError for a year whose holidays are not known; they are never guessed."""
    return read(shelf.opened(HERE, str(year), Sentence("calendar of holidays")))


def read(top: Table) -> Holidays:
    """The holidays that a file holds. Refused: NormError, also for a day of another year or one named twice."""
    found = Holidays(
        **shelf.heading(top),
        weekly_rest=_weekly_rest(top),
        national=_days(top.table("national")),
        joint_leave=_days(top.table("joint_leave")),
        cited=tuple(top.taken),
    )
    for day in (*found.national, *found.joint_leave):
        if day.year != found.in_force_on.year:
            raise top.refuse("from", f"is of another year than {day}")
    top.done()
    return found


def _weekly_rest(top: Table) -> frozenset[int]:
    names = top.take("weekly_rest", tuple)
    for name in names:
        if name not in WEEKDAYS:
            raise top.refuse("weekly_rest", f"names {name}, which is no day of the week")
    return frozenset(WEEKDAYS.index(name) for name in names)


def _days(table: Table) -> Mapping[date, str]:
    days: dict[date, str] = {}
    for label in table.raw:
        day = table.take(label, date)
        if day in days:
            raise table.refuse(label, f"falls on the day of {days[day]}")
        days[day] = label
    return MappingProxyType(days)
