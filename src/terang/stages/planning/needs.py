"""The exact need of positions, from their workload and the base of the round."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from terang.core.norms import workload
from terang.core.norms.workload import Base
from terang.core.rules import need
from terang.stages.planning.models import Plan, Position

OWN = "own"


@dataclass(frozen=True)
class Figures:
    """What the analysis says of one position: exact, to four decimals, never rounded to whole staff."""

    tasks: int
    minutes_per_year: Fraction
    exact: Fraction
    exact_need: Decimal
    exact_gap: Decimal


def base_of(plan: Plan | None) -> Base:
    """The base that a plan names; the law's present one where nothing was chosen."""
    if plan is None:
        return workload.load()
    return workload.own_base(plan.minutes_per_year) if plan.base_id == OWN else workload.load(plan.base_id)


def label_of(base: Base) -> str:
    """The base as it is printed beside every result."""
    title = _("Own base") if base.id == OWN else base.title
    minutes = number_format(base.minutes_per_year.normalize(), force_grouping=True)
    return _("%(base)s: %(minutes)s minutes a year") % {"base": title, "minutes": minutes}


def figures(positions: Iterable[Position], base: Base) -> dict[int, Figures]:
    """The figures of each position by its id; `workload` should be prefetched."""
    return {position.pk: figures_of(position, base) for position in positions}


def figures_of(position: Position, base: Base) -> Figures:
    """The figures of one position."""
    tasks = [need.Task("", row.task, row.volume, row.period, row.minutes) for row in position.workload.all()]
    minutes = sum((need.minutes_in_a_year(task, base) for task in tasks), Fraction(0))
    exact = minutes / Fraction(base.minutes_per_year)
    missing = need.gap(exact, position.incumbents, position.retiring)
    return Figures(len(tasks), minutes, exact, need.as_decimal(exact), need.as_decimal(missing))
