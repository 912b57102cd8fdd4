"""Applicants and vacancies from their tables; every row that can't be used is told, none is left out silently."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from terang.core.norms import Norm, NormError
from terang.core.rules.scoring import can_give
from terang.core.rules.thresholds import threshold_of
from terang.core.sentences import Sentence
from terang.engines.tables import Cells, Problem, Sheet

Stage = Literal["shortlist", "final"]
VACANCY_COLUMNS = ("vacancy", "position", "kind", "education", "location", "slots")
MOST_SLOTS = 100_000
FIRST_BIRTH = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A vacancy as the ranking needs it."""

    code: str
    kind: str
    slots: int


@dataclass(frozen=True, slots=True)
class Applicant:
    """One row of the applicants' table. `parts` None: a score is empty."""

    id: str
    parts: Mapping[str, int] | None
    second: Decimal | None
    gpa: Decimal | None
    born_on: date | None


@dataclass
class Intake:
    """All that was read: vacancies by code, applicants by vacancy, and what was found on the way."""

    vacancies: dict[str, Vacancy] = field(default_factory=dict)
    applicants: dict[str, list[Applicant]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def take_in(
    norm: Norm, stage: Stage, applicants: Sheet, vacancies: Sheet, today: date, tick: Callable[[], None]
) -> Intake:
    """Read both tables to the end. With any problem in `problems` nothing may be ranked."""
    found = Intake(problems=[*vacancies.problems, *applicants.problems])
    wanted = applicant_columns(norm, stage)
    both = _has(found, vacancies, VACANCY_COLUMNS), _has(found, applicants, wanted)
    _unused(found, vacancies, VACANCY_COLUMNS)
    _unused(found, applicants, applicant_columns(norm, "final"))
    if all(both):
        _vacancies(found, norm, vacancies)
        _applicants(found, norm, stage, applicants, today, tick)
    return found


def applicant_columns(norm: Norm, stage: Stage) -> tuple[str, ...]:
    """The columns that the applicants' table must have: `id, vacancy, twk, tiu, tkp` and for the final four more."""
    first = ("id", "vacancy", *norm.part_codes)
    return first if stage == "shortlist" else (*first, norm.weights.code, "gpa", "born_on")


def _has(found: Intake, sheet: Sheet, wanted: Sequence[str]) -> bool:
    missing = [name for name in wanted if name not in sheet.columns]
    for name in missing:
        found.problems.append(Problem(sheet.file, 0, name, Sentence("this column is missing.")))
    if not missing and not sheet.rows:
        found.problems.append(Problem(sheet.file, 0, "", Sentence("The table has no rows.")))
    return not missing


def _unused(found: Intake, sheet: Sheet, known: Sequence[str]) -> None:
    for name in sheet.columns:
        if name == "consent":
            reason = Sentence("transfers between vacancies are not worked out; this column is not used.")
            found.warnings.append(Problem(sheet.file, 0, name, reason))
        elif name and name not in known:
            found.warnings.append(Problem(sheet.file, 0, name, Sentence("this column is not used.")))


def _vacancies(found: Intake, norm: Norm, sheet: Sheet) -> None:
    cells = Cells(sheet.file, _places(sheet), found.problems)
    first_seen: dict[str, int] = {}
    for line, row in sheet.rows:
        cells.at(line, row)
        code, kind, slots = cells.text("vacancy"), cells.text("kind"), cells.whole("slots", 1, MOST_SLOTS)
        if code in first_seen:
            cells.wrong(
                "vacancy",
                Sentence("%(code)s was already on line %(line)s.", code=code, line=first_seen[code]),
            )
        elif code:
            first_seen[code] = line
        if not cells.raw("slots"):
            cells.wrong("slots", Sentence("is empty."))
        if kind:
            _check_kind(found, norm, cells, kind)
        found.vacancies[code] = Vacancy(code, kind, slots or 0)


def _check_kind(found: Intake, norm: Norm, cells: Cells, kind: str) -> None:
    try:
        threshold_of(norm, kind)
    except NormError as error:
        sentence = error.args[0]
        found.problems.append(Problem(cells.file, cells.line, "kind", sentence))


def _applicants(
    found: Intake, norm: Norm, stage: Stage, sheet: Sheet, today: date, tick: Callable[[], None]
) -> None:
    cells = Cells(sheet.file, _places(sheet), found.problems)
    first_seen: dict[str, int] = {}
    for line, row in sheet.rows:
        tick()
        cells.at(line, row)
        who, vacancy = cells.text("id"), cells.text("vacancy")
        if who and first_seen.setdefault(who, line) != line:
            cells.wrong("id", Sentence("%(id)s was already on line %(line)s.", id=who, line=first_seen[who]))
        if vacancy and vacancy not in found.vacancies:
            cells.wrong("vacancy", Sentence("there is no vacancy %(code)s.", code=vacancy))
        parts = _parts(found, norm, cells)
        one = (
            Applicant(who, parts, None, None, None)
            if stage == "shortlist"
            else _final(norm, cells, who, parts, today)
        )
        found.applicants.setdefault(vacancy, []).append(one)


def _final(norm: Norm, cells: Cells, who: str, parts: Mapping[str, int] | None, today: date) -> Applicant:
    second = cells.decimal(norm.weights.code, 0, 100)
    return Applicant(
        who, parts, second, cells.decimal("gpa", 0, 100), cells.day("born_on", FIRST_BIRTH, today)
    )


def _parts(found: Intake, norm: Norm, cells: Cells) -> Mapping[str, int] | None:
    """The points of each part; None when one is empty, for then the applicant was absent."""
    parts: dict[str, int] = {}
    for part in norm.parts:
        points = cells.whole(part.code, 0, part.maximum)
        if points is None:
            continue
        parts[part.code] = points
        if not can_give(part, points):
            reason = Sentence(
                "%(points)s points are within the maximum, but questions of %(each)s points can't give them.",
                points=points,
                each=part.points_right,
            )
            found.warnings.append(Problem(cells.file, cells.line, part.code, reason))
    return parts if len(parts) == len(norm.parts) else None


def _places(sheet: Sheet) -> dict[str, int]:
    return {name: place for place, name in enumerate(sheet.columns)}
