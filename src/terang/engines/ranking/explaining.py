"""The case of one applicant of a ranking that was made: only those of their vacancy are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from terang.core.cards import Case, Line, Move, on_list, ranked
from terang.core.norms import Norm
from terang.core.rules.affirmations import affirm
from terang.core.rules.ranking import OPEN, FinalScore, score_of
from terang.core.rules.rounding import plain
from terang.core.rules.totals import total
from terang.core.sentences import Sentence
from terang.engines.ranking.judging import Judging
from terang.engines.ranking.lookup import open_lookup
from terang.engines.ranking.quick.standing import Crowd
from terang.engines.ranking.run import Ranking
from terang.engines.tables.bulk import present, values
from terang.engines.tables.cells import BETWEEN_WORDS
from terang.engines.tables.expected import FIRST_DAY, MILLIONTHS, quoted
from terang.engines.tables.problems import refuse

VACANCY, PEOPLE = "own_vacancy", "own_people"
"""Tables of the vacancy that is looked at alone."""


def case_of(one: Ranking, rows: Path, who: str, *, by_index: bool = False) -> Case:
    """Look somebody up in the rows that a ranking of these tables gave (a Parquet file).

    `by_index`: the rows stay, so an index beside them finds the next person at once.
    Refused: Refused where nobody has this id, or the rows are of other tables.
    """
    found = _row(one, rows, who, by_index=by_index)
    if found is None:
        raise refuse("--explain", Sentence("There is no applicant %(id)s in the table.", id=who))
    vacancy = str(found["vacancy"])
    alone = _alone(one, vacancy)
    posts = one.database.execute(f"SELECT kind, slots::INTEGER FROM {VACANCY}").fetchall()
    given = _given(one, alone, [who])
    if not posts or not given:
        raise _other_tables(who)
    (kind, slots), mine = posts[0], given[who]
    score = _score(one.norm, mine)
    more = {"move": _move(one.norm, found) if one.has_consent else None, "agreed": _agreed(mine)}
    crowd = Crowd.of(one.database, alone, VACANCY)
    if crowd is None:
        people = [_score(one.norm, row) for row in _given(one, alone).values()]
        lines = ranked(one.norm, one.stage, kind, slots, people)
        return on_list(one.norm, one.stage, vacancy, kind, slots, lines, who, **more)
    if more["move"] is None and crowd.standing(score).outcome != (found["outcome"] or OPEN):
        raise _other_tables(who)
    return _in_crowd(one, vacancy, kind, slots, crowd, alone, score, more)


def _other_tables(who: str) -> Exception:
    return refuse("--ranked", Sentence("%(id)s stands elsewhere by these tables; rank them again.", id=who))


def _alone(one: Ranking, vacancy: str) -> Judging:
    """The tables of one vacancy alone."""
    for table, source, expected in (
        (VACANCY, one.vacancies, one.of_vacancies),
        (PEOPLE, one.applicants, None),
    ):
        columns = "*" if expected is None else values(source, expected)
        one.database.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {columns} FROM ({source.relation})"
            f" WHERE vacancy::VARCHAR = {quoted(vacancy)}"
        )
    people = replace(one.applicants, relation=f"SELECT * FROM {PEOPLE}")
    return Judging(one.norm, one.stage, people, one.of_applicants)


def _in_crowd(
    one: Ranking,
    vacancy: str,
    kind: str,
    slots: int,
    crowd: Crowd,
    alone: Judging,
    score: FinalScore,
    more: Any,
) -> Case:
    """The same without ranking everybody by the pure rules: only the few whom the card names are read."""
    here = crowd.standing(score)
    at = None if here.place is None else here.place - 1
    places = {} if at is None else {"above": at - 1, "below": at + here.sharing}
    named = {
        key: crowd.ids[crowd.order[place]] for key, place in places.items() if 0 <= place < len(crowd.order)
    }
    if crowd.last_in is not None:
        named["cutoff"] = crowd.ids[crowd.last_in]
    given = _given(one, alone, list(named.values()))
    lines = {key: _line(one, crowd, _score(one.norm, given[who])) for key, who in named.items()}
    return Case(
        one.norm, one.stage, vacancy, kind, slots, _line(one, crowd, score),
        lines.get("above"), lines.get("below"), lines.get("cutoff"), crowd.standing, **more,
    )  # fmt: skip


def _line(one: Ranking, crowd: Crowd, score: FinalScore) -> Line:
    there = crowd.standing(score)
    if one.stage == "final":
        scored = score_of(one.norm, score) if there.place is not None else None
        return Line(score, there.place, there.sharing, there.outcome, scored.final if scored else None)
    points = None if score.parts is None else total(one.norm, affirm(one.norm, score.parts, score.claims))
    return Line(score, there.place, there.sharing, there.outcome, None if points is None else Decimal(points))


def _row(one: Ranking, rows: Path, who: str, *, by_index: bool) -> Mapping[str, Any] | None:
    """The row of the result."""
    if by_index:
        try:
            with open_lookup(rows) as ask:
                known = ask.find(who, one.norm, one.stage)
        except duckdb.Error:
            raise refuse(str(rows), Sentence("This is no ranking in a Parquet file.")) from None
        return None if known is None else known.row
    found = one.database.execute(f"SELECT * FROM read_parquet({quoted(str(rows))}) WHERE id = ?", [who])
    names = [str(column[0]) for column in found.description]
    row = found.fetchone()
    return None if row is None else dict(zip(names, row, strict=True))


def _move(norm: Norm, row: Mapping[str, Any]) -> Move | None:
    """The slot in another vacancy that the ranking gave, or left to a person."""
    if row.get("step") is None:
        return None
    step = next(each for each in norm.transfers if each.code == row["step"])
    return Move(step, row["target"], row["outcome"] or OPEN)


def _given(one: Ranking, alone: Judging, who: Sequence[str] | None = None) -> dict[str, Mapping[str, Any]]:
    """What some people of a vacancy brought, or all of them, by their ids."""
    columns = [each.column for each in present(one.applicants, one.of_applicants)]
    chosen = "true" if who is None else f"id IN ({', '.join(map(quoted, who)) or 'NULL'})"
    found = one.database.execute(
        f"SELECT * FROM (SELECT {values(alone.applicants, one.of_applicants)} FROM {PEOPLE}) WHERE {chosen}"
    ).fetchall()
    return {row["id"]: row for row in (dict(zip(columns, each, strict=True)) for each in found)}


def _agreed(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The vacancies that were named; None where the table names none by their codes, or a distance besides."""
    if "alternatives" not in row or row.get("within_km") is not None:
        return None
    return tuple(filter(None, BETWEEN_WORDS.split(row["alternatives"] or "")))


def _score(norm: Norm, row: Mapping[str, Any]) -> FinalScore:
    parts = {code: row[code] for code in norm.part_codes}
    born = row.get("born_on")
    return FinalScore(
        id=row["id"],
        parts=None if None in parts.values() else parts,
        second=None if norm.integration is None else _decimal(row.get(norm.integration.code)),
        knocked_out=bool(row.get("knocked_out")),
        gpa=_decimal(row.get("gpa")),
        born_on=None if born is None else FIRST_DAY + timedelta(days=born),
        claims=frozenset(filter(None, row.get("claims") or ())),
        priority=row.get("priority") or "",
    )


def _decimal(millionths: int | None) -> Decimal | None:
    return None if millionths is None else plain(Decimal(millionths) / MILLIONTHS)
