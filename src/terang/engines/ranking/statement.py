"""The rules of a norm as SQL over whole tables: whole numbers only, the same keys, the same outcomes.

The pure rules of `core` are the oracle: property tests compare every row. Whoever wants to recompute a ranking by hand
prints these statements (`terang rank --show-sql`) and runs them in DuckDB.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from terang.core.norms import Norm
from terang.core.rules.places import SHARED
from terang.core.rules.shortlist import THRESHOLD
from terang.core.rules.thresholds import minima
from terang.engines.ranking.judging import BAD_ROW, Judging, limits
from terang.engines.ranking.placing import Placing
from terang.engines.ranking.wanted import Stage
from terang.engines.tables.bulk import Table, fits, values
from terang.engines.tables.expected import MACROS, Expected, name, quoted


@dataclass(frozen=True, slots=True)
class Statements:
    """What makes a ranking, in order: types, the small tables, everybody's points and keys; then the rows."""

    before: tuple[str, ...]
    query: str

    def __str__(self) -> str:
        return ";\n\n".join((*self.before, self.query)) + ";\n"


def statements(
    norm: Norm,
    stage: Stage,
    applicants: Table,
    vacancies: Table,
    *,
    of_applicants: Sequence[Expected],
    of_vacancies: Sequence[Expected],
) -> Statements:
    """Everything that makes this ranking from these tables."""
    judging = Judging(norm, stage, applicants, of_applicants)
    before = (*checked_vacancies(vacancies, of_vacancies), *_before(norm, stage), judging.keyed())
    return Statements(before, Placing(judging).rows())


def checked_vacancies(vacancies: Table, expected: Sequence[Expected]) -> Iterator[str]:
    """The vacancies as they are used, stopping at a row that is wrong."""
    yield from MACROS
    yield (
        f"CREATE OR REPLACE TEMP TABLE vacancies AS\n    SELECT {values(vacancies, expected)}\n"
        f"    FROM ({vacancies.relation})\n"
        f"    WHERE CASE WHEN {fits(vacancies, expected)} THEN true ELSE error('{BAD_ROW}') END"
    )


def _before(norm: Norm, stage: Stage) -> Iterator[str]:
    yield f"CREATE OR REPLACE TYPE outcome AS ENUM ({', '.join(map(quoted, outcomes(norm, stage)))})"
    yield f"CREATE OR REPLACE TYPE decider AS ENUM ({', '.join(map(quoted, deciders(norm, stage)))})"
    least = ", ".join(name(f"least {code}") for code in limits(norm))
    rows = ",\n    ".join(_threshold_row(norm, code) for code in norm.kinds if norm.kinds[code].threshold)
    yield (
        f"-- What each kind of formasi asks for, from the norm {norm.id}; 0 where it asks for nothing.\n"
        f"CREATE OR REPLACE TEMP TABLE thresholds(kind{', ' * bool(least)}{least}, fallback) AS VALUES\n    {rows}"
    )
    yield "CREATE OR REPLACE TYPE vacancy_code AS ENUM (SELECT DISTINCT vacancy FROM vacancies ORDER BY vacancy)"
    yield (
        "-- Vacancies numbered in the order of their codes, each with its threshold.\n"
        "CREATE OR REPLACE TEMP TABLE posts AS\n"
        "    SELECT v.vacancy, v.slots, v.vacancy::vacancy_code AS code, t.* EXCLUDE (kind)\n"
        "    FROM vacancies AS v JOIN thresholds AS t USING (kind)"
    )


def outcomes(norm: Norm, stage: Stage) -> list[str]:
    codes = norm.codes[stage]
    moved = [step.outcome for step in norm.transfers] if stage == "final" else []
    used = [codes.chosen, codes.outside, codes.below, codes.absent, codes.knocked_out, *moved]
    return list(dict.fromkeys(code for code in used if code))


def deciders(norm: Norm, stage: Stage) -> list[str]:
    chain = norm.final_chain if stage == "final" else norm.shortlist_rule.chain
    return list(dict.fromkeys((*chain, SHARED, THRESHOLD)))


def _threshold_row(norm: Norm, code: str) -> str:
    kind = norm.kinds[code]
    asked = {} if kind.threshold is None else minima(norm, kind.threshold)
    fallback = "NULL::INTEGER" if kind.fallback is None else str(kind.fallback)
    return f"({', '.join([quoted(code), *(str(asked.get(one, 0)) for one in limits(norm)), fallback])})"
