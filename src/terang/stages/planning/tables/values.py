"""What comes out of an uploaded table: rows, and the problems that stand in its way."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Key = tuple[str, str]
"""A position in its unit, without regard to case and spaces: the same people must not be counted twice."""


@dataclass(frozen=True)
class Problem:
    """Why a row can't be taken: its line as the spreadsheet counts it, the column, the reason."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True)
class TaskRow:
    line: int
    position: str
    unit: str
    task: str
    volume: Decimal
    period: str
    minutes: Decimal


@dataclass(frozen=True)
class StaffRow:
    line: int
    position: str
    unit: str
    location: str
    incumbents: int
    retiring: int


@dataclass(frozen=True)
class Table:
    """A table as read. It may be taken only without problems."""

    kind: Literal["workload", "staff"]
    tasks: tuple[TaskRow, ...] = ()
    staff: tuple[StaffRow, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_clean(self) -> bool:
        return not self.problems

    @property
    def rows(self) -> tuple[TaskRow | StaffRow, ...]:
        return self.tasks or self.staff


def key(position: str, unit: str) -> Key:
    """How a position is found again."""
    return (" ".join(position.split()).casefold(), " ".join(unit.split()).casefold())
