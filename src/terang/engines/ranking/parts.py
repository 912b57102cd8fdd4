"""A ranking in parts: each agency, or each vacancy, can be ranked on its own; the rows merge into the same result.

Everything that a part needs lies in a folder, so that any process that sees the folder can make it, and can make it
again when another died over it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

import duckdb

from terang.core import norms
from terang.engines.ranking import result
from terang.engines.ranking.run import Inputs, Ranking, opened
from terang.engines.ranking.wrong import problems
from terang.engines.tables.expected import name, quoted

LEAST_PARTS, PARTS_PER_WORKER = 8, 2
MEGABYTES, LEAST_MEGABYTES = 640, 200


class WrongNorm(RuntimeError):
    """A worker whose norm is another than that of whoever asks."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a ranking, as a job carries it."""

    folder: str
    number: int
    norm: str
    content_hash: str
    stage: str
    today: str
    distances: str | None
    threads: int
    memory: str

    @classmethod
    def of(cls, job: dict[str, Any]) -> Self:
        return cls(**job)

    @property
    def job(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def rows(self) -> Path:
        """Where the rows of this part will be, once it is made."""
        return Path(self.folder) / f"rows-{self.number:04}.parquet"

    def make(self) -> None:
        """Rank this part; its rows appear whole or not at all. Made twice, it is the same."""
        norm = norms.load(self.norm)
        if norm.content_hash != self.content_hash:
            raise WrongNorm(f"The norm {self.norm} of this worker is another than that of the ranking.")
        here, work = Path(self.folder), Path(self.folder) / f"work-{self.number:04}"
        work.mkdir(exist_ok=True)
        inputs = Inputs(
            norm,
            self.stage,  # type: ignore[arg-type]
            here / "applicants" / f"part={self.number}",
            here / "vacancies" / f"part={self.number}",
            date.fromisoformat(self.today),
            Path(self.distances) if self.distances else None,
        )
        with opened(inputs, work, threads=self.threads, memory=self.memory) as one:
            made = one.make(work / "rows.parquet", checked=True)
            if made is None:
                raise RuntimeError(
                    f"Part {self.number} has a row that was right before: {list(problems(one))[:3]}"
                )
        made.rows.replace(self.rows)


def split(one: Ranking, workers: int) -> list[Part] | None:
    """The parts of a ranking, each with its own tables in the folder. None where a row is wrong."""
    here = one.folder / "parts"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir()
    try:
        for statement in one.statements.before:
            one.database.execute(statement)
        if one.has_repeated_or_unknown():
            return None
        numbers = _split_tables(one, here, max(LEAST_PARTS, PARTS_PER_WORKER * workers))
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        if one.applicants.is_copy and one.vacancies.is_copy:
            raise
        return None
    given = one.inputs
    distances = str(given.distances.absolute()) if given.distances else None
    return [
        Part(
            str(here.absolute()), number, one.norm.id, one.norm.content_hash, one.stage,
            given.today.isoformat(), distances, *_share(workers),
        )
        for number in numbers
    ]  # fmt: skip


def _share(workers: int) -> tuple[int, str]:
    """The threads and the memory of one worker."""
    return max(1, (os.cpu_count() or 1) // workers), f"{max(LEAST_MEGABYTES, MEGABYTES // workers)}MB"


def make_all(parts: Sequence[Part], workers: int, queue: str, tick: Callable[[int], None]) -> None:
    """Let workers make all parts: by the queue of a database where one is named, else by a folder."""
    if queue:
        from terang.engines.ranking.queue import in_queue

        in_queue(queue, parts, workers, tick)
    else:
        from terang.engines.ranking.workers import in_folder

        in_folder(parts, workers, tick)


def _split_tables(one: Ranking, here: Path, parts: int) -> list[int]:
    database = one.database
    database.execute(
        "CREATE OR REPLACE TEMP TABLE parts AS\n"
        f"    SELECT vacancy, (dense_rank() OVER (ORDER BY {_unit(one)}) % {parts})::INTEGER AS part FROM vacancies"
    )
    for what, table in (("vacancies", one.vacancies), ("applicants", one.applicants)):
        columns = ", ".join(f"t.{name(column)}" for column in table.columns)
        database.execute(
            f"COPY (SELECT {columns}, part FROM ({table.relation}) AS t JOIN parts USING (vacancy))"
            f" TO {quoted(str(here / what))} (FORMAT parquet, COMPRESSION snappy, PARTITION_BY (part))"
        )
    found = database.execute("SELECT DISTINCT part FROM parts ORDER BY part").fetchall()
    return [number for (number,) in found if (here / "applicants" / f"part={number}").exists()]


def _unit(one: Ranking) -> str:
    """What is never torn apart: an agency; else what transfers never leave; else a vacancy."""
    if "agency" in one.vacancies.kinds:
        return "coalesce(agency, '')"
    return "coalesce(position, ''), coalesce(education, '')" if one.has_consent else "vacancy"


def merge(one: Ranking, parts: Sequence[Part], path: Path) -> Path:
    """The rows of all parts as the rows of one ranking."""
    files = ", ".join(quoted(str(part.rows)) for part in parts)
    result.keep(
        one.database,
        f"SELECT * EXCLUDE (file_row_number) FROM read_parquet([{files}], file_row_number = true)"
        " ORDER BY vacancy, file_row_number",
        path,
    )
    return path
