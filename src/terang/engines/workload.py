"""Workload tables: from rows of tasks to the exact need of every position."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from terang.core.norms import NormError
from terang.core.norms.workload import PERIODS, Base, load, own_base
from terang.core.rules.need import Task
from terang.core.sentences import Sentence
from terang.engines.tables import Cells, Problem, Sheet
from terang.engines.tables.problems import refuse

COLUMNS = ("position", "task", "volume", "period", "minutes")
MOST = 1_000_000_000


def tasks(sheet: Sheet, tick: Callable[[], None] = lambda: None) -> tuple[list[Task], list[Problem]]:
    """The tasks of a table and every problem in it; with any problem the tasks may not be used.

    Columns: position, task, volume, period (day, week, month or year), minutes; others are left alone.
    """
    missing = [name for name in COLUMNS if name not in sheet.columns]
    problems = [
        *sheet.problems,
        *(Problem(sheet.file, 0, name, Sentence("this column is missing.")) for name in missing),
    ]
    if missing:
        return [], problems
    if not sheet.rows:
        return [], [*problems, Problem(sheet.file, 0, "", Sentence("The table has no rows."))]
    cells = Cells(sheet.file, {name: place for place, name in enumerate(sheet.columns)}, problems)
    found = []
    for line, row in sheet.rows:
        tick()
        cells.at(line, row)
        found.append(_task(cells))
    return found, problems


def _task(cells: Cells) -> Task:
    position, task = cells.text("position"), cells.text("task")
    period = cells.raw("period").lower()
    if period not in PERIODS:
        cells.wrong(
            "period", Sentence("'%(value)s' is not one of %(known)s.", value=period, known=", ".join(PERIODS))
        )
    return Task(position, task, _number(cells, "volume"), period, _number(cells, "minutes"))


def _number(cells: Cells, column: str) -> Decimal:
    if not cells.raw(column):
        cells.wrong(column, Sentence("is empty."))
    return cells.decimal(column, 0, MOST) or Decimal(0)


def base_of(base_id: str, minutes_per_year: str = "") -> Base:
    """The base with this id; with minutes given, a base of one's own that is otherwise like it."""
    try:
        known = load(base_id)
        if not minutes_per_year:
            return known
        own = Decimal(minutes_per_year)
    except NormError as error:
        raise refuse("base", error.args[0]) from None
    except InvalidOperation:
        raise refuse("minutes", Sentence("'%(value)s' is not a number.", value=minutes_per_year)) from None
    if not own.is_finite() or own <= 0:
        raise refuse("minutes", Sentence("the minutes must be more than 0."))
    return own_base(own, base_id)
