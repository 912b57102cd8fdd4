"""How long the stages of a round take and what passes between them: patterns to plan a calendar by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from terang.core.norms import shelf
from terang.core.norms.sections import STAGES
from terang.core.norms.table import Table

HERE = Path(__file__).parent
DEFAULT = "cpns-2024"
Unit = Literal["calendar", "working"]
Anchor = Literal["alongside", "after"]


@dataclass(frozen=True, slots=True)
class StagePlan:
    """One stage: its days, and how many pass before it opens; both counted in calendar or in working days.

    `alongside`: counted from the first day of the stage `follows`; `after`: from the day after its last.
    """

    stage: str
    anchor: Anchor | None
    follows: str | None
    """None for the first stage, which begins on the day that is asked for."""
    wait: int
    days: int
    unit: Unit


@dataclass(frozen=True, kw_only=True)
class Timetable(shelf.Dated):
    """One pattern: every stage of a round, in the order of the stages."""

    stages: Mapping[str, StagePlan]


def available() -> tuple[str, ...]:
    """The ids of all timetables.

    >>> available()
    ('cpns-2024', 'lokal-contoh')
    """
    return shelf.available(HERE)


@cache
def load(timetable_id: str = DEFAULT) -> Timetable:
    """The timetable with this id.

    >>> load().stages["exam"].days
    30
    """
    return read(shelf.opened(HERE, timetable_id))


def read(top: Table) -> Timetable:
    """The timetable that a file holds. Refused: NormError, also when a stage is missing or follows a later one."""
    found = Timetable(
        **shelf.heading(top),
        stages=_stages(top.table("stages")),
        cited=tuple(top.taken),
    )
    top.done()
    return found


def _stages(table: Table) -> Mapping[str, StagePlan]:
    found: dict[str, StagePlan] = {}
    for stage in STAGES:
        one = table.table(stage)
        found[stage] = _plan(stage, one, tuple(found))
    return MappingProxyType(found)


def _plan(stage: str, table: Table, earlier: tuple[str, ...]) -> StagePlan:
    anchors: list[Anchor] = [name for name in get_args(Anchor) if name in table.raw]
    if len(anchors) != (1 if earlier else 0):
        raise table.refuse("after", "or alongside must name one earlier stage; the first stage has neither")
    anchor = anchors[0] if anchors else None
    plan = StagePlan(
        stage=stage,
        anchor=anchor,
        follows=table.take(anchor, str) if anchor else None,
        wait=table.take("wait", int) if anchor else 0,
        days=table.take("days", int),
        unit=table.take("unit", str),
    )
    if anchor and plan.follows not in earlier:
        raise table.refuse(anchor, f"names {plan.follows}, which is no earlier stage")
    if plan.unit not in get_args(Unit):
        raise table.refuse("unit", "must be calendar or working")
    if plan.wait < 0 or plan.days < 1:
        raise table.refuse("days", "must be at least 1, and wait at least 0")
    return plan
