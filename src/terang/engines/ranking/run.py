"""A ranking from its tables to its rows: in one go where everything is right, else with every wrong row told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from terang.core.norms import Norm
from terang.engines.ranking import moves, quick, result, wanted
from terang.engines.ranking.distances import distances
from terang.engines.ranking.judging import Judging
from terang.engines.ranking.made import Made
from terang.engines.ranking.statement import Statements, checked_vacancies, statements
from terang.engines.ranking.wanted import Stage
from terang.engines.tables.bulk import LINE, Database, Table, open_table, tidy_copy
from terang.engines.tables.cells import BETWEEN_WORDS
from terang.engines.tables.expected import MACROS, name, quoted

MOST_ROWS = 50_000_000
THREADS = 2
MEMORY = "640MB"
"""What DuckDB may hold in memory; what is more goes to the disk beside the result."""


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
        yield Ranking(inputs, folder, database, threads)


class Ranking:
    """One ranking while it is being made."""

    def __init__(self, inputs: Inputs, folder: Path, database: Database, threads: int) -> None:
        self.inputs, self.norm, self.stage = inputs, inputs.norm, inputs.stage
        self.folder, self.database, self.threads = folder, database, threads
        self.vacancies = open_table(database, inputs.vacancies, folder, inputs.most_rows)
        self.applicants = open_table(database, inputs.applicants, folder, inputs.most_rows)
        self.distances, self.wrong_distances = distances(inputs.distances)
        self.of_vacancies = wanted.of_vacancies(inputs.norm)
        self.of_applicants = wanted.of_applicants(inputs.norm, inputs.stage, inputs.today)
        self.was_quick = False
        """Whether the quick way was gone, and the statements not needed."""

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

    def make(self, path: Path, *, checked: bool = False, by_statements: bool = False) -> Made | None:
        """Write the rows of the result to a Parquet file. None where a row is wrong; `problems` tells which.

        `checked`: no code comes twice and every alternative is known; that has been seen before.
        `by_statements`: by the statements alone, the reference; else the quick way where it can be gone.
        """
        try:
            for statement in checked_vacancies(self.vacancies, self.of_vacancies):
                self.database.execute(statement)
            checksum = None if by_statements else self._quickly(path, checked=checked)
            self.was_quick = checksum is not None
            if not self.was_quick and not self._by_statements(path, checked=checked):
                return None
        except (duckdb.InvalidInputException, duckdb.ConversionException):
            if self.applicants.is_copy and self.vacancies.is_copy:
                raise
            return None
        return Made(self, self._with_transfers(path)) if self.has_consent else Made(self, path, checksum)

    def _quickly(self, path: Path, *, checked: bool) -> str | None:
        """The checksum of the rows; None where the statements must decide."""
        if not checked and self._has_unknown_alternatives():
            return None
        judging = Judging(self.norm, self.stage, self.applicants, self.of_applicants)
        return quick.make(self.database, judging, wanted.of_result(self.norm), path, self.threads)

    def _by_statements(self, path: Path, *, checked: bool) -> bool:
        sql = self.statements
        for statement in sql.before:
            self.database.execute(statement)
        if not checked and self.has_repeated_or_unknown():
            return False
        result.keep(self.database, sql.query, path)
        return True

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
        vacancies = "SELECT vacancy FROM vacancies GROUP BY vacancy HAVING count(*) > 1"
        hashes = "SELECT same FROM (SELECT hash(id) AS same FROM keyed) GROUP BY same HAVING count(*) > 1"
        ids = "SELECT id FROM keyed GROUP BY id HAVING count(*) > 1"
        return self._any(vacancies) or (self._any(hashes) and self._any(ids))

    def _has_unknown_alternatives(self) -> bool:
        if "alternatives" not in self.applicants.kinds or self.stage == "shortlist":
            return False
        return self._any(
            f"SELECT 1 FROM ({alternatives(self.applicants)}) WHERE code NOT IN (SELECT vacancy FROM vacancies)"
        )

    def _any(self, query: str) -> bool:
        return self.database.execute(f"SELECT 1 FROM ({query}) LIMIT 1").fetchone() is not None

    def tidy(self) -> None:
        """Read the tables once more as copies whose every line is numbered."""
        self.vacancies, self.applicants = (
            tidy_copy(self.database, table, self.folder, self.inputs.most_rows)
            for table in (self.vacancies, self.applicants)
        )


def alternatives(table: Table) -> str:
    """SQL: each other vacancy that somebody agreed to, a row each."""
    text = "CAST(alternatives AS VARCHAR)"
    line = f"{name(LINE)}, " if table.is_copy else ""
    split = f"string_split_regex({text}, {quoted(BETWEEN_WORDS.pattern)})"
    return f"SELECT * FROM (SELECT {line}unnest({split}) AS code FROM ({table.relation})) WHERE code <> ''"
