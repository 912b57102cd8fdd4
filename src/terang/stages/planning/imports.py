"""What an uploaded table would change: worked out for the dry run, and again before it is taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from django.utils.translation import gettext as _

from terang.base.tenancy.models import Round
from terang.base.ui.components.numbers import points
from terang.core.norms.workload import Base
from terang.core.rules import need
from terang.stages.planning import queries
from terang.stages.planning.queries import Line
from terang.stages.planning.states import FormasiState
from terang.stages.planning.tables import reading
from terang.stages.planning.tables.values import Key, Problem, StaffRow, Table, TaskRow, key


@dataclass(frozen=True)
class Effect:
    """What happens to one position; `voided` is the code of a formasi whose proposal the change ends."""

    what: Literal["new", "changed", "same"]
    position: str
    unit: str
    rows: tuple[TaskRow, ...] | tuple[StaffRow, ...]
    before: str
    after: str
    found: Line | None = None
    voided: str = ""


@dataclass(frozen=True)
class Preview:
    """The table, what it would change, and every problem; it may be taken only without problems."""

    table: Table
    effects: tuple[Effect, ...]
    problems: tuple[Problem, ...]

    @property
    def may_be_taken(self) -> bool:
        return not self.problems and any(effect.what != "same" for effect in self.effects)

    @property
    def changes(self) -> tuple[Effect, ...]:
        return tuple(effect for effect in self.effects if effect.what != "same")


def preview(round_: Round, content: bytes) -> Preview:
    """Read a table against what is there. Refused: NotValid if it can't be read at all."""
    table = reading.read(content)
    there = {key(line.position.position, line.position.unit): line for line in queries.lines(round_)}
    base = queries.base_of(round_)
    if table.kind == "workload":
        effects = [_of_tasks(rows, there.get(name), base) for name, rows in _grouped(table.tasks)]
        return Preview(table, tuple(effects), (*table.problems, *_locked(effects)))
    effects = [_of_staff(row, there.get(key(row.position, row.unit))) for row in table.staff]
    return Preview(table, tuple(effects), (*table.problems, *_locked(effects), *_unknown(effects)))


def _grouped(tasks: Iterable[TaskRow]) -> Iterable[tuple[Key, tuple[TaskRow, ...]]]:
    groups: dict[Key, list[TaskRow]] = {}
    for row in tasks:
        groups.setdefault(key(row.position, row.unit), []).append(row)
    return [(name, tuple(rows)) for name, rows in groups.items()]


def _of_tasks(rows: tuple[TaskRow, ...], found: Line | None, base: Base) -> Effect:
    first, after = rows[0], points(_need(rows, base))
    if found is None:
        return Effect("new", first.position, first.unit, rows, "", after)
    old = {(t.task, t.volume, t.period, t.minutes) for t in found.position.workload.all()}
    same = old == {(t.task, t.volume, t.period, t.minutes) for t in rows}
    return _effect(same=same, rows=rows, found=found, before=points(found.figures.exact_need), after=after)


def _of_staff(row: StaffRow, found: Line | None) -> Effect:
    after = _("%(there)d there, %(retiring)d retiring") % {"there": row.incumbents, "retiring": row.retiring}
    if found is None:
        return Effect("new", row.position, row.unit, (row,), "", after)
    here = found.position
    before = _("%(there)d there, %(retiring)d retiring") % {
        "there": here.incumbents,
        "retiring": here.retiring,
    }
    same = before == after and row.location in {"", here.location}
    return _effect(same=same, rows=(row,), found=found, before=before, after=after)


def _effect(
    *, same: bool, rows: tuple[TaskRow, ...] | tuple[StaffRow, ...], found: Line, before: str, after: str
) -> Effect:
    here, formasi = found.position, found.formasi
    voided = formasi.code if formasi and formasi.state == FormasiState.PROPOSED and not same else ""
    return Effect("same" if same else "changed", here.position, here.unit, rows, before, after, found, voided)


def _locked(effects: Iterable[Effect]) -> Iterable[Problem]:
    for effect in effects:
        formasi = effect.found.formasi if effect.found else None
        if effect.what == "changed" and formasi and formasi.state == FormasiState.APPROVED:
            reason = _("the formasi %s of this position is approved and stands") % formasi.code
            yield Problem(effect.rows[0].line, "position", reason)


def _unknown(effects: Iterable[Effect]) -> Iterable[Problem]:
    for effect in effects:
        if effect.what == "new":
            yield Problem(
                effect.rows[0].line, "position", _("has no workload yet; import the workload first")
            )


def _need(rows: Iterable[TaskRow], base: Base) -> Decimal:
    tasks = [need.Task("", row.task, row.volume, row.period, row.minutes) for row in rows]
    minutes = sum((need.minutes_in_a_year(task, base) for task in tasks), Fraction(0))
    return need.as_decimal(minutes / Fraction(base.minutes_per_year))
