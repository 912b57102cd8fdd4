"""A ranking from its tables to its rows: in one go where everything is right, else with every wrong row told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from terang.core.norms import Norm, Part
from terang.core.rules.transfers import NOWHERE, Distances
from terang.core.sentences import Sentence
from terang.engines.ranking import moves, result, wanted
from terang.engines.ranking.statement import Statements, statements
from terang.engines.ranking.wanted import Stage
from terang.engines.tables import Cells, Column, Problem, read_table
from terang.engines.tables.address import Place
from terang.engines.tables.bulk import (
    LINE,
    Database,
    Table,
    cells_of,
    fits,
    missing,
    open_table,
    tidy_copy,
    wrong_rows,
)
from terang.engines.tables.cells import BETWEEN_WORDS
from terang.engines.tables.expected import MACROS, Expected, name, quoted

MOST_ROWS = 50_000_000
THREADS = 2
MEMORY = "640MB"
"""What DuckDB may hold in memory; what is more goes to the disk beside the result."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a ranking is made from."""

    norm: Norm
    stage: Stage
    applicants: Path
    vacancies: Path
    today: date
    distances: Path | None = None
    most_rows: int = MOST_ROWS


@contextmanager
def opened(
    inputs: Inputs, folder: Path, *, threads: int = THREADS, memory: str = MEMORY
) -> Iterator[Ranking]:
    """The tables of a ranking, opened. Refused: files that are no tables. `folder` takes what memory can't hold."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory,
        "temp_directory": str(folder / "spill"),
    }
    with duckdb.connect(config=config) as database:
        database.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        for macro in MACROS:
            database.execute(macro)
        yield Ranking(inputs, folder, database)


class Ranking:
    """One ranking while it is being made."""

    def __init__(self, inputs: Inputs, folder: Path, database: Database) -> None:
        self.inputs, self.norm, self.stage = inputs, inputs.norm, inputs.stage
        self.folder, self.database = folder, database
        self.vacancies = open_table(database, inputs.vacancies, folder, inputs.most_rows)
        self.applicants = open_table(database, inputs.applicants, folder, inputs.most_rows)
        self.distances, self.wrong_distances = _distances(inputs.distances)
        self.of_vacancies = wanted.of_vacancies(inputs.norm)
        self.of_applicants = wanted.of_applicants(inputs.norm, inputs.stage, inputs.today)

    @property
    def statements(self) -> Statements:
        """The SQL that makes this ranking."""
        return statements(
            self.norm,
            self.stage,
            self.applicants,
            self.vacancies,
            of_applicants=self.of_applicants,
            of_vacancies=self.of_vacancies,
        )

    def progress(self) -> float:
        """How far the statement is that runs now, in percent."""
        return max(0.0, float(self.database.query_progress()))

    def make(self, path: Path, *, checked: bool = False) -> Made | None:
        """Write the rows of the result to a Parquet file. None where a row is wrong; `problems` tells which.

        `checked`: no code comes twice and every alternative is known; that has been seen before.
        """
        try:
            sql = self.statements
            for statement in sql.before:
                self.database.execute(statement)
            if not checked and self.has_repeated_or_unknown():
                return None
            result.keep(self.database, sql.query, path)
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            if self.applicants.is_copy and self.vacancies.is_copy:
                raise
            return None
        return Made(self, self._with_transfers(path) if self.has_consent else path)

    @property
    def has_consent(self) -> bool:
        """Whether slots that nobody won may be filled from other vacancies."""
        return wanted.consents(self.stage, self.applicants.columns)

    def _with_transfers(self, rows: Path) -> Path:
        """The rows with what became of those who got another vacancy."""
        expected = {one.column: one for one in (*self.of_applicants, *self.of_vacancies)}
        if "agency" not in self.vacancies.kinds:
            del expected["agency"]
        moved = moves.found(self.database, self.norm, rows, self.applicants, expected, self.distances)
        return result.with_moves(self.database, rows, moved)

    def has_repeated_or_unknown(self) -> bool:
        """Whether a code comes twice, or somebody agreed to a vacancy that is not there; all were read."""
        return self._has_duplicates() or self._has_unknown_alternatives()

    def _has_duplicates(self) -> bool:
        """By a short hash first, which is fast; then, if need be, by the ids themselves."""
        vacancies = "SELECT vacancy FROM read_vacancies GROUP BY vacancy HAVING count(*) > 1"
        hashes = "SELECT same FROM (SELECT hash(id) AS same FROM keyed) GROUP BY same HAVING count(*) > 1"
        ids = "SELECT id FROM keyed GROUP BY id HAVING count(*) > 1"
        return self._any(vacancies) or (self._any(hashes) and self._any(ids))

    def _has_unknown_alternatives(self) -> bool:
        if "alternatives" not in self.applicants.kinds or self.stage == "shortlist":
            return False
        return self._any(
            f"SELECT 1 FROM ({_alternatives(self.applicants)}) WHERE code NOT IN (SELECT vacancy FROM vacancies)"
        )

    def _any(self, query: str) -> bool:
        return self.database.execute(f"SELECT 1 FROM ({query}) LIMIT 1").fetchone() is not None

    # --- what keeps it from being made ---

    def unfit(self) -> Iterator[Problem]:
        """What is wrong with the tables as a whole: columns that are missing, rows that are not there."""
        for table, expected in ((self.vacancies, self.of_vacancies), (self.applicants, self.of_applicants)):
            lacking = list(missing(table, expected))
            yield from lacking
            if not lacking and not _has_rows(self.database, table):
                yield Problem(table.file, 0, "", Sentence("The table has no rows."))
        yield from self.wrong_distances

    def problems(self) -> Iterator[Problem]:
        """Everything that is wrong with the rows, by table and line; none where every row can be used after all."""
        self._tidy()
        yield from (*self.vacancies.problems, *self.applicants.problems)
        unfit = list(self.unfit())
        yield from unfit
        if unfit:
            return
        yield from self._wrong(self.vacancies, self.of_vacancies, "vacancy", "false")
        known = f"SELECT stripped(vacancy) FROM ({self.vacancies.relation}) WHERE vacancy IS NOT NULL"
        lost = f"t.vacancy NOT IN ({known})"
        if "alternatives" in self.applicants.kinds and self.stage == "final":
            lost += f" OR t.{name(LINE)} IN (SELECT {name(LINE)} FROM ({_alternatives(self.applicants)}) WHERE code NOT IN ({known}))"
        yield from self._wrong(self.applicants, self.of_applicants, "id", lost)

    def _tidy(self) -> None:
        self.vacancies, self.applicants = (
            tidy_copy(self.database, table, self.folder, self.inputs.most_rows)
            for table in (self.vacancies, self.applicants)
        )

    def _wrong(self, table: Table, expected: Sequence[Expected], key: str, also: str) -> Iterator[Problem]:
        """Every wrong row of a tidy table: in SQL it is found, in `Cells` it is told."""
        known = self._codes() if key == "id" else set()
        again = (
            f"(SELECT {key} AS k, min({name(LINE)}) AS first FROM ({table.relation})"
            f" WHERE {key} IS NOT NULL GROUP BY {key} HAVING count(*) > 1)"
        )
        source = f"SELECT t.*, first FROM ({table.relation}) AS t LEFT JOIN {again} ON k = {key}"
        where = f"NOT coalesce({fits(table, expected)}, false) OR {name(LINE)} > first OR {also}"
        found: list[Problem] = []
        cells = cells_of(table, found)
        for line, first, *row in wrong_rows(self.database, table, source, where):
            cells.at(line, ["" if cell is None else cell for cell in row])
            for one in (one for one in expected if one.column in table.kinds):
                one.tell(cells)
                if one.column == key and first is not None and line > first:
                    cells.wrong(
                        key,
                        Sentence("%(code)s was already on line %(line)s.", code=cells.raw(key), line=first),
                    )
                if key == "id" and one.column == "vacancy" and cells.raw("vacancy") not in known | {""}:
                    cells.wrong("vacancy", wanted.no_vacancy(cells.raw("vacancy")))
                if one.column == "alternatives":
                    cells.known_words("alternatives", known, wanted.no_vacancy)
            yield from found
            found.clear()

    def _codes(self) -> set[str]:
        return {
            code
            for (code,) in self.database.execute(
                f"SELECT vacancy FROM ({self.vacancies.relation})"
            ).fetchall()
        }

    # --- what a reader should know though it was made ---

    def warnings(self) -> tuple[list[Problem], int]:
        """The first warnings about the tables, and how many there are: columns that nobody uses, odd points."""
        known = wanted.of_applicants(self.norm, "final", self.inputs.today)
        found = [*wanted.unused(self.vacancies, self.of_vacancies), *wanted.unused(self.applicants, known)]
        odd = {part.code: where for part in self.norm.parts if (where := _cannot_be(self.applicants, part))}
        counts = ", ".join(f"count(*) FILTER ({where})" for where in odd.values()) or "0"
        total = sum(self.database.execute(f"SELECT {counts} FROM ({self.applicants.relation})").fetchone())
        return found + (list(self._odd_points()) if total else []), len(found) + total

    def _odd_points(self) -> Iterator[Problem]:
        """Points within the maximum that questions can't give."""
        self._tidy()
        table = self.applicants
        odd = {part: where for part in self.norm.parts if (where := _cannot_be(table, part))}
        rows = self.database.execute(
            f"SELECT {name(LINE)}, {', '.join(f'CASE WHEN {where} THEN as_whole({name(part.code)}) END' for part, where in odd.items())}"
            f" FROM ({table.relation}) WHERE {' OR '.join(odd.values())} ORDER BY {name(LINE)} LIMIT {SHOWN}"
        ).fetchall()
        for line, *row in rows:
            for part, points in zip(odd, row, strict=True):
                if points is not None:
                    reason = Sentence(
                        "%(points)s points are within the maximum, but questions of %(each)s points can't give them.",
                        points=points,
                        each=part.points_right,
                    )
                    yield Problem(table.file, line, part.code, reason)

    def unconfirmed(self) -> list[str]:
        """The values of the norm on which this result rests and that were not confirmed in a source."""
        kinds = self.database.execute("SELECT DISTINCT kind FROM vacancies").fetchall()
        used = {f"kinds.{kind}.threshold" for (kind,) in kinds} | {"exam.maximum"}
        used |= {f"parts.{part.code}.maximum" for part in self.norm.parts}
        used |= {"shortlist.times", "shortlist.chain"} if self.stage == "shortlist" else {"final.chain"}
        if self.stage == "final":
            used |= {f"integration.{one}" for one in ("first", "second", "decimals")}
        return [one.path for one in self.norm.unconfirmed() if one.path in used]


@dataclass(frozen=True, slots=True)
class Made:
    """A ranking that was made: its rows in a Parquet file, in order."""

    ranking: Ranking
    rows: Path

    @property
    def columns(self) -> tuple[Column, ...]:
        return wanted.of_result(self.ranking.norm, with_transfers=self.ranking.has_consent)

    def write(self, out: Path) -> str:
        """Put the rows where they are wanted; the checksum of the rows."""
        return result.write(self.ranking.database, self.rows, self.columns, out)

    def put(self, place: Place) -> str:
        """Put the rows into a new table of PostgreSQL; the checksum of the rows."""
        return result.put(self.ranking.database, self.rows, self.columns, place)

    def summary(self) -> str:
        """How many people have which outcome."""
        one = self.ranking
        found = self._ask(
            "SELECT coalesce(outcome, 'open') AS code, count(*) FROM {rows} GROUP BY code ORDER BY code"
        )
        counts = ", ".join(f"{code} {people}" for code, people in found)
        ((vacancies,),) = one.database.execute("SELECT count(*) FROM vacancies").fetchall()
        people = f"{sum(people for _, people in found)} applicants, {vacancies} vacancies"
        return f"{people}, norm {one.norm.id} ({one.norm.content_hash[:12]}): {counts}."

    def remarks(self) -> tuple[list[object], int]:
        """What a reader must know, the first of it, and how much there is: warnings, and places that a person decides."""
        found, count = self.ranking.warnings()
        doubtful = self.ranking.unconfirmed()
        notes: list[object] = [*found[:SHOWN]]
        if doubtful:
            paths = ", ".join(doubtful)
            notes.append(
                Sentence("Not confirmed in %(norm)s: %(paths)s.", norm=self.ranking.norm.id, paths=paths)
            )
        moved = "AND target IS NULL" if self.ranking.has_consent else ""
        shared = f"SELECT vacancy, place, count(*) AS people FROM {{rows}} WHERE outcome IS NULL {moved} GROUP BY vacancy, place"
        ((waiting,),) = self._ask(f"SELECT count(*) FROM ({shared})")
        for vacancy, place, people in self._ask(f"{shared} ORDER BY vacancy LIMIT {SHOWN}"):
            notes.append(
                Sentence(
                    "Vacancy %(vacancy)s: %(count)s share place %(place)s across the last slot; a person decides.",
                    vacancy=vacancy,
                    count=people,
                    place=place,
                )
            )
        return notes, count + bool(doubtful) + waiting

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.ranking.database.execute(
            query.format(rows=f"read_parquet({quoted(str(self.rows))})")
        ).fetchall()
        return found


def _distances(path: Path | None) -> tuple[Distances, list[Problem]]:
    """Whole kilometres between locations, and what is wrong with their table."""
    if path is None:
        return NOWHERE, []
    sheet, expected, found = read_table(path), wanted.of_distances(), dict[tuple[str, str], int]()
    problems = list(sheet.problems)
    problems += [
        Problem(sheet.file, 0, one.column, Sentence("this column is missing."))
        for one in expected
        if one.column not in sheet.columns
    ]
    if problems:
        return NOWHERE, problems
    cells = Cells(sheet.file, {one: place for place, one in enumerate(sheet.columns)}, problems)
    for line, row in sheet.rows:
        cells.at(line, row)
        for one in expected:
            one.tell(cells)
        pair = cells.raw("from"), cells.raw("to")
        km = cells.whole("km", 0, wanted.MOST_KM) if not problems else None
        if km is not None and found.setdefault(pair, found.get(pair[::-1], km)) != km:
            cells.wrong(
                "km", Sentence("%(here)s and %(there)s have two distances.", here=pair[0], there=pair[1])
            )
    return found, problems


def _has_rows(database: Database, table: Table) -> bool:
    try:
        return database.execute(f"SELECT 1 FROM ({table.relation}) LIMIT 1").fetchone() is not None
    except duckdb.InvalidInputException:
        return True  # a broken row is a row; it will be told


def _cannot_be(table: Table, part: Part) -> str:
    """SQL: points that right and wrong answers can't add up to; `can_give` is the rule. Empty where all can be."""
    if part.scoring != "right_wrong" or part.points_right == 1:
        return ""
    value = wanted.points_of(part).value(table.kinds[part.code])
    return f"{value} % {part.points_right} <> 0"


def _alternatives(table: Table) -> str:
    """SQL: each other vacancy that somebody agreed to, a row each."""
    text = "CAST(alternatives AS VARCHAR)"
    line = f"{name(LINE)}, " if table.is_copy else ""
    split = f"string_split_regex({text}, {quoted(BETWEEN_WORDS.pattern)})"
    return f"SELECT * FROM (SELECT {line}unnest({split}) AS code FROM ({table.relation})) WHERE code <> ''"
