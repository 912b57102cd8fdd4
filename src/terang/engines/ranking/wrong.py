"""What keeps a ranking from being made: tables that are none, and every row that is wrong, by table and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from terang.core.sentences import Sentence
from terang.engines.ranking import wanted
from terang.engines.ranking.run import Ranking, alternatives
from terang.engines.tables import Problem
from terang.engines.tables.bulk import LINE, Database, Table, cells_of, fits, missing, wrong_rows
from terang.engines.tables.expected import Expected, name


def unfit(one: Ranking) -> Iterator[Problem]:
    """What is wrong with the tables as a whole: columns that are missing, rows that are not there."""
    for table, expected in ((one.vacancies, one.of_vacancies), (one.applicants, one.of_applicants)):
        lacking = list(missing(table, expected))
        yield from lacking
        if not lacking and not _has_rows(one.database, table):
            yield Problem(table.file, 0, "", Sentence("The table has no rows."))
    yield from one.wrong_distances


def problems(one: Ranking) -> Iterator[Problem]:
    """Everything that is wrong with the rows, by table and line; none where every row can be used after all."""
    one.tidy()
    yield from (*one.vacancies.problems, *one.applicants.problems)
    broken = list(unfit(one))
    yield from broken
    if broken:
        return
    yield from _wrong(one, one.vacancies, one.of_vacancies, "vacancy", "false")
    known = f"SELECT stripped(vacancy) FROM ({one.vacancies.relation}) WHERE vacancy IS NOT NULL"
    lost = f"t.vacancy NOT IN ({known})"
    if "alternatives" in one.applicants.kinds and one.stage == "final":
        lost += f" OR t.{name(LINE)} IN (SELECT {name(LINE)} FROM ({alternatives(one.applicants)}) WHERE code NOT IN ({known}))"
    yield from _wrong(one, one.applicants, one.of_applicants, "id", lost)


def _wrong(
    ranking: Ranking, table: Table, expected: Sequence[Expected], key: str, also: str
) -> Iterator[Problem]:
    """Every wrong row of a tidy table: in SQL it is found, in `Cells` it is told."""
    known = _codes(ranking) if key == "id" else set()
    again = (
        f"(SELECT {key} AS k, min({name(LINE)}) AS first FROM ({table.relation})"
        f" WHERE {key} IS NOT NULL GROUP BY {key} HAVING count(*) > 1)"
    )
    source = f"SELECT t.*, first FROM ({table.relation}) AS t LEFT JOIN {again} ON k = {key}"
    where = f"NOT coalesce({fits(table, expected)}, false) OR {name(LINE)} > first OR {also}"
    found: list[Problem] = []
    cells = cells_of(table, found)
    for line, first, *row in wrong_rows(ranking.database, table, source, where):
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


def _codes(ranking: Ranking) -> set[str]:
    return {
        code
        for (code,) in ranking.database.execute(
            f"SELECT vacancy FROM ({ranking.vacancies.relation})"
        ).fetchall()
    }


def _has_rows(database: Database, table: Table) -> bool:
    try:
        return database.execute(f"SELECT 1 FROM ({table.relation}) LIMIT 1").fetchone() is not None
    except duckdb.InvalidInputException:
        return True  # a broken row is a row; it will be told
