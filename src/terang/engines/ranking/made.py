"""A ranking that was made: put where it is wanted, and told about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from terang.core.norms import Part
from terang.core.sentences import Sentence
from terang.engines.ranking import result, wanted
from terang.engines.tables import Column, Problem
from terang.engines.tables.address import Place
from terang.engines.tables.bulk import LINE, Table
from terang.engines.tables.expected import name, quoted

if TYPE_CHECKING:
    from terang.engines.ranking.run import Ranking

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Made:
    """A ranking that was made: its rows in a Parquet file, in order."""

    ranking: Ranking
    rows: Path
    checksum: str | None = None
    """The checksum of the rows, where it is known already."""

    @property
    def columns(self) -> tuple[Column, ...]:
        return wanted.of_result(self.ranking.norm, with_transfers=self.ranking.has_consent)

    def write(self, out: Path) -> str:
        """Put the rows where they are wanted; the checksum of the rows."""
        return result.write(self.ranking.database, self.rows, self.columns, out, self.checksum)

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
        found, count = _warnings(self.ranking)
        doubtful = _unconfirmed(self.ranking)
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


def _warnings(one: Ranking) -> tuple[list[Problem], int]:
    """The first warnings about the tables, and how many there are: columns that nobody uses, odd points."""
    known = wanted.of_applicants(one.norm, "final", one.inputs.today)
    found = [*wanted.unused(one.vacancies, one.of_vacancies), *wanted.unused(one.applicants, known)]
    odd = {part.code: where for part in one.norm.parts if (where := _cannot_be(one.applicants, part))}
    counts = ", ".join(f"count(*) FILTER ({where})" for where in odd.values()) or "0"
    total = sum(one.database.execute(f"SELECT {counts} FROM ({one.applicants.relation})").fetchone())
    return found + (list(_odd_points(one)) if total else []), len(found) + total


def _odd_points(one: Ranking) -> Iterator[Problem]:
    """Points within the maximum that questions can't give."""
    one.tidy()
    table = one.applicants
    odd = {part: where for part in one.norm.parts if (where := _cannot_be(table, part))}
    rows = one.database.execute(
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


def _unconfirmed(one: Ranking) -> list[str]:
    """The values of the norm on which this result rests and that were not confirmed in a source."""
    kinds = one.database.execute("SELECT DISTINCT kind FROM vacancies").fetchall()
    used = {f"kinds.{kind}.threshold" for (kind,) in kinds} | {"exam.maximum"}
    used |= {f"parts.{part.code}.maximum" for part in one.norm.parts}
    used |= {"shortlist.times", "shortlist.chain"} if one.stage == "shortlist" else {"final.chain"}
    if one.stage == "final":
        used |= {f"integration.{each}" for each in ("first", "second", "decimals")}
    return [value.path for value in one.norm.unconfirmed() if value.path in used]


def _cannot_be(table: Table, part: Part) -> str:
    """SQL: points that right and wrong answers can't add up to; `can_give` is the rule. Empty where all can be."""
    if part.scoring != "right_wrong" or part.points_right == 1:
        return ""
    value = wanted.points_of(part).value(table.kinds[part.code])
    return f"{value} % {part.points_right} <> 0"
