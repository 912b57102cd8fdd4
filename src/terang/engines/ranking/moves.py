"""Transfers over whole tables: SQL finds whom they could concern, the pure rule decides, agency by agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.ranking import FinalScore, Ranked
from terang.core.rules.transfers import Consent, Distances, Move, Person, Vacancy, fill
from terang.engines.ranking.wanted import CONSENT
from terang.engines.tables.bulk import SOME, Database, Table
from terang.engines.tables.cells import BETWEEN_WORDS
from terang.engines.tables.expected import FIRST_DAY, MILLIONTHS, Expected, name, quoted

Cluster = tuple[str, str, str]
"""Agency, position, education: nobody moves from one of these to another."""
GIVEN = ("id", "claims", "priority", "knocked_out", "gpa", "born_on", *CONSENT)


def found(
    database: Database,
    norm: Norm,
    rows: Path,
    applicants: Table,
    expected: Mapping[str, Expected],
    distances: Distances,
) -> Iterator[Move]:
    """Who gets a slot that nobody won. `rows`: the final ranking, before any transfer."""
    for statement in _who_could(norm, rows, applicants, expected):
        database.execute(statement)
    lines = _by_cluster(
        database, "SELECT cluster, vacancy, id, outcome FROM concerned ORDER BY cluster, vacancy, id"
    )
    people = _by_cluster(database, "SELECT * FROM asking ORDER BY cluster, id")
    asking = next(people, None)
    posts = dict(
        _by_cluster(
            database,
            "SELECT cluster, vacancy, kind, slots, position, education, location, agency FROM open_posts ORDER BY cluster, vacancy",
        )
    )
    for cluster, ranked in lines:
        if asking is None or asking[0] != cluster:
            continue
        vacancies = {one[0]: Vacancy(*one) for one in posts[cluster]}
        persons = {one.score.id: one for one in (_person(norm, row) for row in asking[1])}
        yield from fill(norm, vacancies, _ranked(norm, vacancies, ranked), persons, distances)
        asking = next(people, None)


def _who_could(norm: Norm, rows: Path, applicants: Table, expected: Mapping[str, Expected]) -> Iterator[str]:
    """The clusters in which a slot is left, and in them everybody chosen or agreeing to go."""
    codes, result = norm.codes["final"], f"read_parquet({quoted(str(rows))})"
    texts = ", ".join(f"coalesce({one}, '') AS {one}" for one in ("position", "education", "location"))
    agency = "coalesce(agency, '')" if "agency" in expected else "''"
    passing = ", ".join(quoted(code) for code, one in codes.codes.items() if one.passes)
    yield (
        "CREATE OR REPLACE TABLE all_posts AS WITH left_over AS (\n"
        f"    SELECT vacancy, count(*) FILTER (outcome IN ({passing})) AS taken,\n"
        f"           count(*) FILTER (outcome IS NULL) AS waiting FROM {result} GROUP BY vacancy\n"
        f") SELECT vacancy, kind, slots::INTEGER AS slots, {texts}, {agency} AS agency,\n"
        "    coalesce(waiting, 0) = 0 AND slots > coalesce(taken, 0) AS has_left\n"
        "FROM vacancies LEFT JOIN left_over USING (vacancy)"
    )
    yield (
        "CREATE OR REPLACE TABLE open_posts AS\n"
        "    SELECT *, dense_rank() OVER (ORDER BY agency, position, education) AS cluster FROM all_posts\n"
        "    WHERE (agency, position, education) IN (SELECT (agency, position, education) FROM all_posts WHERE has_left)"
    )
    yield (
        "CREATE OR REPLACE TABLE concerned AS\n"
        f"    SELECT cluster, vacancy, id, outcome::VARCHAR AS outcome FROM {result} JOIN open_posts USING (vacancy)\n"
        f"    WHERE final IS NOT NULL"
    )
    columns = ", ".join(_value(norm, applicants, expected, column) for column in (*_exam(norm), *GIVEN))
    consents = " OR ".join(f"{name(one)} IS NOT NULL" for one in CONSENT if one in applicants.kinds)
    yield (
        f"CREATE OR REPLACE TABLE asking AS\n"
        f"    SELECT cluster, vacancy, a.* FROM (SELECT {columns} FROM ({applicants.relation}) WHERE {consents}) AS a\n"
        f"    JOIN concerned USING (id) WHERE outcome = {quoted(codes.outside)}"
    )


def _exam(norm: Norm) -> list[str]:
    return [*norm.part_codes, *([] if norm.integration is None else [norm.integration.code])]


def _value(norm: Norm, applicants: Table, expected: Mapping[str, Expected], column: str) -> str:
    if column not in applicants.kinds:
        return f"NULL AS {name(column)}"
    return f"{expected[column].value(applicants.kinds[column])} AS {name(column)}"


def _by_cluster(database: Database, query: str) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    for cluster, rows in groupby(_rows(database, query), key=itemgetter(0)):
        yield cluster, [row[1:] for row in rows]


def _rows(database: Database, query: str) -> Iterator[tuple[Any, ...]]:
    found = database.cursor().execute(query)
    while some := found.fetchmany(SOME):
        yield from some


def _ranked(
    norm: Norm, vacancies: Mapping[str, Vacancy], rows: list[tuple[Any, ...]]
) -> dict[str, list[Ranked]]:
    """As much of the final lists as transfers look at: who was chosen, who waits, who is outside."""
    lists: dict[str, list[Ranked]] = {code: [] for code in vacancies}
    for vacancy, who, outcome in rows:
        lists[vacancy].append(Ranked(who, 1, None, None, None, None, outcome or "", ""))
    return lists


def _person(norm: Norm, row: tuple[Any, ...]) -> Person:
    vacancy, *rest = row
    exam = dict(zip(_exam(norm), rest, strict=False))
    given = dict(zip(GIVEN, rest[len(exam) :], strict=True))
    second = None if norm.integration is None else _decimal(exam[norm.integration.code])
    score = FinalScore(
        given["id"],
        {code: int(exam[code]) for code in norm.part_codes},
        second,
        knocked_out=bool(given["knocked_out"]),
        gpa=_decimal(given["gpa"]),
        born_on=None if given["born_on"] is None else FIRST_DAY + timedelta(days=given["born_on"]),
        claims=frozenset(filter(None, given["claims"] or ())),
        priority=given["priority"] or "",
    )
    alternatives = tuple(filter(None, BETWEEN_WORDS.split(given["alternatives"] or "")))
    km = given["within_km"]
    return Person(score, vacancy, Consent(alternatives, None if km is None else int(km)))


def _decimal(millionths: int | None) -> Decimal | None:
    return None if millionths is None else Decimal(millionths) / MILLIONTHS
