"""How many staff a position needs, from its tasks (analisis beban kerja)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from terang.core.norms.workload import Base
from terang.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a position: how often it is done in each period, and the standard minutes for once."""

    position: str
    task: str
    volume: Decimal
    period: str
    minutes: Decimal


@dataclass(frozen=True, slots=True)
class Need:
    """The exact need of one position, never rounded to whole staff: that is the unit's decision, with a reason."""

    position: str
    tasks: int
    minutes_per_year: Fraction
    exact: Fraction
    base: Base

    def shown(self, decimals: int = 4) -> Decimal:
        """The exact need as it is printed, half up."""
        return as_decimal(self.exact, decimals)

    def minutes_shown(self) -> Decimal:
        """The minutes in a year as they are printed, with two decimals."""
        return as_decimal(self.minutes_per_year, 2)


def needs(tasks: Iterable[Task], base: Base) -> tuple[Need, ...]:
    """The need of every position, in the order in which positions first appear.

    need = sum over its tasks(volume in a year x minutes) / effective minutes in a year.
    Refused: ValueError for an unknown period, or a volume or minutes below zero.
    Source: PermenPANRB 1/2020. Two rows of a table published with 86,400 minutes a year print 0.1875 each.

    >>> from terang.core.norms.workload import own_base
    >>> task = Task("Bendahara", "laporan", Decimal(3), "year", Decimal(5400))
    >>> needs([task], own_base(Decimal(86400)))[0].shown()
    Decimal('0.1875')
    """
    minutes: dict[str, Fraction] = {}
    counts: dict[str, int] = {}
    for task in tasks:
        minutes[task.position] = minutes.get(task.position, Fraction(0)) + minutes_in_a_year(task, base)
        counts[task.position] = counts.get(task.position, 0) + 1
    whole = Fraction(base.minutes_per_year)
    return tuple(Need(name, counts[name], spent, spent / whole, base) for name, spent in minutes.items())


def minutes_in_a_year(task: Task, base: Base) -> Fraction:
    """What one task takes in a year, whatever period its volume is counted in."""
    if task.period not in base.times_per_year:
        raise ValueError(
            Sentence(
                "%(period)s is no period; use one of %(known)s.",
                period=task.period,
                known=", ".join(base.times_per_year),
            )
        )
    if task.volume < 0 or task.minutes < 0:
        raise ValueError(Sentence("%(task)s: volume and minutes can't be below zero.", task=task.task))
    return Fraction(task.volume) * base.times_per_year[task.period] * Fraction(task.minutes)


def gap(need: Fraction, incumbents: int, retiring: int) -> Fraction:
    """How many staff are missing when those who retire have left; below zero: too many.

    >>> gap(Fraction(7, 2), incumbents=3, retiring=1)
    Fraction(3, 2)
    """
    return need - (incumbents - retiring)


def as_decimal(value: Fraction, decimals: int = 4) -> Decimal:
    """A fraction as it is printed, half up (away from zero).

    >>> as_decimal(Fraction(125775, 132200))
    Decimal('0.9514')
    """
    scaled = abs(value) * 10**decimals
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(rounded if value >= 0 else -rounded).scaleb(-decimals)
