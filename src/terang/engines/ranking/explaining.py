"""The case of one applicant of a ranking that was made: their vacancy alone is ranked again, by the pure rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from terang.core.cards import Case, Move, on_list, ranked
from terang.core.norms import Norm
from terang.core.rules.ranking import OPEN, FinalScore
from terang.core.rules.rounding import plain
from terang.core.sentences import Sentence
from terang.engines.ranking.made import Made
from terang.engines.ranking.run import Ranking
from terang.engines.tables.bulk import present, values
from terang.engines.tables.cells import BETWEEN_WORDS
from terang.engines.tables.expected import FIRST_DAY, MILLIONTHS, quoted
from terang.engines.tables.problems import refuse


def case_of(made: Made, who: str) -> Case:
    """Look somebody up, with everybody of their vacancy. Refused: Refused where nobody has this id."""
    one = made.ranking
    found = one.database.execute(
        f"SELECT v.vacancy, v.kind, v.slots FROM ({_people(one)}) AS a JOIN vacancies AS v USING (vacancy) WHERE a.id = ?",
        [who],
    ).fetchone()
    if found is None:
        raise refuse("--explain", Sentence("There is no applicant %(id)s in the table.", id=who))
    vacancy, kind, slots = found
    columns = [each.column for each in present(one.applicants, one.of_applicants)]
    there = one.database.execute(f"SELECT * FROM ({_people(one)}) WHERE vacancy = ?", [vacancy]).fetchall()
    rows = [dict(zip(columns, row, strict=True)) for row in there]
    lines = ranked(one.norm, one.stage, kind, slots, [_score(one.norm, row) for row in rows])
    mine = next(row for row in rows if row["id"] == who)
    return on_list(
        one.norm, one.stage, vacancy, kind, slots, lines, who,
        move=_move(made, who) if one.has_consent else None, agreed=_agreed(mine),
    )  # fmt: skip


def _move(made: Made, who: str) -> Move | None:
    """The slot in another vacancy that the ranking gave, or left to a person."""
    rows = f"SELECT target, step, outcome FROM read_parquet({quoted(str(made.rows))}) WHERE id = ?"
    found = made.ranking.database.execute(rows, [who]).fetchone()
    if found is None or found[1] is None:
        return None
    target, code, outcome = found
    step = next(each for each in made.ranking.norm.transfers if each.code == code)
    return Move(step, target, outcome or OPEN)


def _agreed(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The vacancies that were named; None where the table names none by their codes, or a distance besides."""
    if "alternatives" not in row or row.get("within_km") is not None:
        return None
    return tuple(filter(None, BETWEEN_WORDS.split(row["alternatives"] or "")))


def _people(one: Ranking) -> str:
    return f"SELECT {values(one.applicants, one.of_applicants)} FROM ({one.applicants.relation})"


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
