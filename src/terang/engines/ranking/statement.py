"""The rules of a norm as SQL over whole tables: whole numbers only, the same keys, the same outcomes.

The pure rules of `core` are the oracle: property tests compare every row. Whoever wants to recompute a ranking by hand
prints these statements (`terang rank --show-sql`) and runs them in DuckDB.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from terang.core.norms import Norm
from terang.core.rules.places import SHARED
from terang.core.rules.rounding import DECIMALS
from terang.core.rules.shortlist import THRESHOLD
from terang.core.rules.thresholds import minima
from terang.engines.ranking.keys import words
from terang.engines.ranking.wanted import Stage
from terang.engines.tables.bulk import Table, fits, present, values
from terang.engines.tables.expected import MACROS, MILLIONTHS, Expected, name, quoted

BAD_ROW = "a row is wrong"
"""What stops a statement at the first wrong row; all of them are looked for then."""
SECOND_DECIMALS = 6
PLACED, BY_FALLBACK = 0, 1
"""Bands: people of one band are compared with each other. Those without a place have bands of their own, after these."""


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
    query = _Query(norm, stage, applicants, of_applicants)
    return Statements((*_before(norm, stage, vacancies, of_vacancies), query.keyed()), query.result())


def _before(norm: Norm, stage: Stage, vacancies: Table, expected: Sequence[Expected]) -> Iterator[str]:
    outcomes, deciders = _outcomes(norm, stage), _deciders(norm, stage)
    yield from MACROS
    yield f"CREATE OR REPLACE TYPE outcome AS ENUM ({', '.join(map(quoted, outcomes))})"
    yield f"CREATE OR REPLACE TYPE decider AS ENUM ({', '.join(map(quoted, deciders))})"
    yield (
        "-- Vacancies numbered in the order of their codes, each with its threshold.\n"
        f"CREATE OR REPLACE TEMP TABLE read_vacancies AS\n    SELECT {values(vacancies, expected)}\n"
        f"    FROM ({vacancies.relation})\n"
        f"    WHERE CASE WHEN {fits(vacancies, expected)} THEN true ELSE error('{BAD_ROW}') END"
    )
    least = ", ".join(name(f"least {code}") for code in _limits(norm))
    rows = ",\n    ".join(_threshold_row(norm, code) for code in norm.kinds if norm.kinds[code].threshold)
    yield (
        f"-- What each kind of formasi asks for, from the norm {norm.id}; 0 where it asks for nothing.\n"
        f"CREATE OR REPLACE TEMP TABLE thresholds(kind{', ' * bool(least)}{least}, fallback) AS VALUES\n    {rows}"
    )
    yield "CREATE OR REPLACE TYPE vacancy_code AS ENUM (SELECT DISTINCT vacancy FROM read_vacancies ORDER BY vacancy)"
    yield (
        "CREATE OR REPLACE TEMP TABLE vacancies AS\n"
        "    SELECT v.*, v.vacancy::vacancy_code AS code, t.* EXCLUDE (kind)\n"
        "    FROM read_vacancies AS v JOIN thresholds AS t USING (kind)"
    )


def _outcomes(norm: Norm, stage: Stage) -> list[str]:
    codes = norm.codes[stage]
    moved = [step.outcome for step in norm.transfers] if stage == "final" else []
    used = [codes.chosen, codes.outside, codes.below, codes.absent, codes.knocked_out, *moved]
    return list(dict.fromkeys(code for code in used if code))


def _deciders(norm: Norm, stage: Stage) -> list[str]:
    chain = norm.final_chain if stage == "final" else norm.shortlist_rule.chain
    return list(dict.fromkeys((*chain, SHARED, THRESHOLD)))


def _limits(norm: Norm) -> list[str]:
    """The parts, groups and the total for which some kind of formasi has a minimum."""
    found: dict[str, None] = {}
    for kind in norm.kinds.values():
        if kind.threshold is not None:
            found |= dict.fromkeys(minima(norm, kind.threshold))
    return list(found)


def _threshold_row(norm: Norm, code: str) -> str:
    kind = norm.kinds[code]
    asked = {} if kind.threshold is None else minima(norm, kind.threshold)
    fallback = "NULL::INTEGER" if kind.fallback is None else str(kind.fallback)
    return f"({', '.join([quoted(code), *(str(asked.get(one, 0)) for one in _limits(norm)), fallback])})"


class _Query:
    """The long query, from the rows that were given to the rows of the result."""

    def __init__(self, norm: Norm, stage: Stage, applicants: Table, expected: Sequence[Expected]) -> None:
        self.norm, self.stage, self.applicants, self.expected = norm, stage, applicants, expected
        self.is_final = stage == "final"
        self.has = {one.column for one in present(applicants, expected)}
        self.exam = norm.integration if self.is_final else None
        self.codes = norm.codes[stage]
        self.chain = norm.final_chain if self.is_final else norm.shortlist_rule.chain
        self.words = words(norm, self.chain)
        self.falls_back = not self.is_final and any(kind.fallback is not None for kind in norm.kinds.values())
        ends = [self.codes.below, self.codes.knocked_out, self.codes.absent]
        self.bands = {code: BY_FALLBACK + 1 + place for place, code in enumerate(dict.fromkeys(ends))}

    def keyed(self) -> str:
        """Everybody with band, points and the chain as words; whole numbers and no text but the id."""
        steps = f"{self._given()},\n{self._affirmed()},\n{self._summed()},\n{self._judged()}"
        return f"CREATE OR REPLACE TEMP TABLE keyed AS  -- the chain {', '.join(self.chain)}\nWITH {steps}\n{self._keyed()}"

    def result(self) -> str:
        """The rows of the result, in their order."""
        chained, last = self._chained()
        return "WITH " + ",\n".join([*chained, *self._placed(last)]) + "\n" + self._result()

    # --- each step of the query is one paragraph of the rules ---

    def _given(self) -> str:
        norm = self.norm
        codes = [one for one in self.has if one not in ("vacancy", "alternatives", "within_km")]
        columns = ", ".join(f"a.{name(one)}" for one in sorted(codes))
        least = "".join(f", v.{name(f'least {code}')}" for code in _limits(norm))
        wanted = [one for one in self.expected if one.column not in ("alternatives", "within_km")]
        checked = [
            one for one in self.expected if one.column != "vacancy"
        ]  # one of the vacancies: they were checked
        return (
            f"given AS NOT MATERIALIZED (  -- every applicant, with slots and threshold of the vacancy; stops at a row that is wrong\n"
            f"    SELECT {columns}, v.code, v.slots{least}, v.fallback\n"
            f"    FROM (\n    SELECT {values(self.applicants, wanted)},\n"
            f'           {fits(self.applicants, checked)} AS "is right"\n'
            f"    FROM ({self.applicants.relation})) AS a\n"
            f"    LEFT JOIN vacancies AS v ON v.vacancy = a.vacancy\n"
            f"    WHERE CASE WHEN a.\"is right\" AND v.code IS NOT NULL THEN true ELSE error('{BAD_ROW}') END\n)"
        )

    def _affirmed(self) -> str:
        """Points for proven claims come first, never beyond the maximum."""
        columns = ["id", "code", "slots", "fallback", *(name(f"least {code}") for code in _limits(self.norm))]
        columns += [
            f"({self._with_claims(p.code, p.maximum)})::INTEGER AS {name(p.code)}" for p in self.norm.parts
        ]
        if self.exam is not None:
            most = 100 * MILLIONTHS
            columns.append(f"({self._with_claims(self.exam.code, most, MILLIONTHS)})::INTEGER AS second")
        if self.is_final:
            columns += ["gpa" if "gpa" in self.has else "NULL::INTEGER AS gpa"]
            columns += ["born_on" if "born_on" in self.has else "NULL::INTEGER AS born_on"]
            columns += ["knocked_out" if "knocked_out" in self.has else "false AS knocked_out"]
            columns += [f"{self._priority()} AS priority"]
        return f"affirmed AS NOT MATERIALIZED (  -- points for proven claims, never beyond the maximum\n    SELECT {', '.join(columns)}\n    FROM given\n)"

    def _with_claims(self, target: str, most: int, scale: int = 1) -> str:
        claims = [one for one in self.norm.affirmations.values() if one.target == target]
        if "claims" not in self.has or not claims:
            return name(target)
        more = " + ".join(
            f"CASE WHEN list_contains(claims, {quoted(one.code)}) THEN {int(most * one.percent / 100)} ELSE 0 END"
            for one in claims
        )
        added = f"{name(target)} + CASE WHEN claims IS NULL THEN 0 ELSE {more} END"
        return (
            f"CASE WHEN {added} > {most} THEN {most} ELSE {added} END"  # least() would make NULL the maximum
        )

    def _priority(self) -> str:
        groups = self.norm.priority
        if "priority" not in self.has or not groups:
            return "0"
        whens = " ".join(
            f"WHEN {quoted(group.code)} THEN {len(groups) - 1 - place}" for place, group in enumerate(groups)
        )
        return f"CASE priority {whens} ELSE 0 END"

    def _summed(self) -> str:
        total = " + ".join(name(code) for code in self.norm.part_codes)
        groups = "".join(
            f", {' + '.join(map(name, one.parts))} AS {name(one.code)}" for one in self.norm.groups.values()
        )
        return f"summed AS NOT MATERIALIZED (\n    SELECT *, {total} AS {name(self.norm.total.code)}{groups}\n    FROM affirmed\n)"

    def _judged(self) -> str:
        """Who may be placed, and both exams as one whole number."""
        total = name(self.norm.total.code)
        met = (
            " AND ".join(f"{name(code)} >= {name(f'least {code}')}" for code in _limits(self.norm)) or "true"
        )
        whens = [f"WHEN {total} IS NULL THEN {self.bands[self.codes.absent]}"]
        below = self.bands[self.codes.below]
        if not self.is_final:
            whens += [f"WHEN {met} THEN {PLACED}", f"WHEN {total} >= fallback THEN {BY_FALLBACK}"]
            whens += [f"ELSE {below}"]
            merged = "NULL::INTEGER"
        else:
            whens += [f"WHEN NOT ({met}) AND NOT coalesce({total} >= fallback, false) THEN {below}"]
            whens += [f"WHEN knocked_out THEN {self.bands[self.codes.knocked_out]}"]
            if self.exam is not None:
                whens += [f"WHEN second IS NULL THEN {self.bands[self.codes.absent]}"]
            whens += [f"ELSE {PLACED}"]
            merged = total if self.exam is None else self._merged()
        return (
            "judged AS NOT MATERIALIZED (  -- the band: 0 has a place; then both exams as one score, rounded half up\n"
            f"    SELECT *, (CASE {' '.join(whens)} END)::UTINYINT AS band,\n"
            f"           {merged} AS merged\n    FROM summed\n)"
        )

    def _merged(self) -> str:
        """The weighted sum of both exams, each rounded where the norm says, in units of its last decimal."""
        weights = self.norm.weights
        digits = -min(int(weights.first.as_tuple().exponent), int(weights.second.as_tuple().exponent), 0)
        finest = max(SECOND_DECIMALS, weights.decimals)
        first = int(weights.first.scaleb(digits)) * 10 ** (finest - weights.decimals)
        second = int(weights.second.scaleb(digits)) * 10 ** (finest - SECOND_DECIMALS)
        unit = 10 ** (finest + digits - weights.decimals)
        summed = f"({self._total_100(name(self.norm.total.code))}) * {first} + second::BIGINT * {second}"
        return f"((({summed}) + {unit // 2}) // {unit})::INTEGER"

    def _total_100(self, total: str) -> str:
        """The total of the first exam on 100, rounded half up, in units of its last decimal."""
        most, unit = self.norm.total.maximum, 100 * 10**self.decimals
        return f"({total}::BIGINT * {2 * unit} + {most}) // {2 * most}"

    @property
    def decimals(self) -> int:
        return DECIMALS if self.norm.integration is None else self.norm.integration.decimals

    def _keyed(self) -> str:
        """The chain of the norm as words, NULL where the paper for it is lacking; only for those who are compared."""
        compared = f"band <= {BY_FALLBACK}"
        columns = [
            f"(CASE WHEN {compared} THEN {word.sql} END)::{word.type} AS {word.name}" for word in self.words
        ]
        second = "second" if self.exam is not None else "NULL::INTEGER AS second"
        total = f"{name(self.norm.total.code)}::INTEGER AS total"
        return f"SELECT code, slots, band, id, {total}, {second}, merged,\n       {', '.join(columns)}\nFROM judged"

    def _chained(self) -> tuple[list[str], str]:
        """Where somebody among equals lacks the next key, the chain ends there for all of them."""
        steps, before = [], "keyed"
        for place, word in enumerate(self.words):
            if word.lacks is None:
                continue
            equal = ["code", *(one.name for one in self.words[:place])]
            end = f"end_at_{word.lacks}"
            steps.append(
                f"{end} AS (  -- equals, somebody among whom has no {word.lacks}\n"
                f"    SELECT DISTINCT {', '.join(equal)} FROM {before} WHERE band = {PLACED} AND {word.name} IS NULL\n)"
            )
            ended = f"CASE WHEN {end}.code IS NULL THEN k.{{0}} ELSE 0 END AS {{0}}"
            neutral = ", ".join(ended.format(one.name) for one in self.words[place:])
            steps.append(
                f"to_{word.lacks} AS NOT MATERIALIZED (\n"
                f"    SELECT k.* REPLACE ({neutral})\n    FROM {before} AS k LEFT JOIN {end}\n"
                f"      ON {' AND '.join(f'{end}.{one} = k.{one}' for one in equal)}\n"
                f"    WHERE band = {PLACED}\n)"
            )
            before = f"to_{word.lacks}"
        return steps, before

    def _placed(self, source: str) -> Iterator[str]:
        names = [word.name for word in self.words]
        above = ", ".join(f"lag({one}) OVER best_first AS above_{one}" for one in names)
        yield (
            "compared AS (  -- equals share a place; `last` is where those who share it end\n"
            f"    SELECT code, slots, band, id, total, second, merged, {', '.join(names)}, {above},\n"
            "           rank() OVER best_first AS place, count(*) OVER best_first AS last\n"
            f"    FROM {source} WHERE band <= {BY_FALLBACK}\n"
            f"    WINDOW best_first AS (PARTITION BY code, band ORDER BY {', '.join(f'{one} DESC' for one in names)})\n)"
        )
        if self.falls_back:
            yield (
                "met AS (  -- how many reached the threshold of each vacancy\n"
                f"    SELECT code, count(*) AS met FROM keyed WHERE band = {PLACED} GROUP BY code\n)"
            )
            yield self._let_in()
        yield (
            "decided AS (\n    SELECT code, band, place::INTEGER AS rank, id, total, second, merged,\n"
            f"           {self._outcome()} AS outcome,\n           {self._decided_by()} AS decided_by\n"
            f"    FROM {'let_in' if self.falls_back else 'compared'}\n"
            f"    UNION ALL  -- those without a place\n    SELECT code, band, 1, id, total, second, NULL, {self._without_place()}, NULL\n"
            f"    FROM keyed WHERE band > {BY_FALLBACK}\n)"
        )

    def _let_in(self) -> str:
        """Three for each slot that nobody who met the threshold can fill; the others stay below it."""
        times = self.norm.shortlist_rule.times
        goes = f"band = {BY_FALLBACK} AND place <= {times} * (slots - coalesce(met, 0))"
        return (
            "let_in AS (  -- by the fallback, behind those who met the threshold\n"
            f"    SELECT compared.* REPLACE (\n"
            f"        CASE WHEN band = {BY_FALLBACK} AND NOT coalesce({goes}, false) THEN {self.bands[self.codes.below]}\n"
            f"             ELSE band END AS band,\n"
            f"        CASE WHEN {goes} THEN place + coalesce(met, 0) WHEN band = {BY_FALLBACK} THEN 1 ELSE place END AS place,\n"
            f"        CASE WHEN {goes} THEN last + coalesce(met, 0) ELSE last END AS last)\n"
            f"    FROM compared LEFT JOIN met USING (code)\n)"
        )

    def _result(self) -> str:
        exam, decimals, first = self.norm.integration, self.decimals, self.norm.total.code
        hundred = f"(({self._total_100('total')})::INTEGER * {_unit(decimals)})::DECIMAL(12, {decimals})"
        columns = [f"code::VARCHAR AS vacancy, {self._shown_place()} AS place, id, total AS {name(first)}"]
        columns += [f"{hundred} AS {name(first + '_100')}"]
        merged = "merged"
        if exam is not None:
            columns += [f"(second * {_unit(SECOND_DECIMALS)})::DECIMAL(12, 6) AS {name(exam.code)}"]
            merged = f"(merged * {_unit(exam.decimals)})::DECIMAL(12, {exam.decimals})"
        columns += [f"{merged} AS final, outcome, decided_by"]
        shown = ",\n       ".join(columns)
        return f"SELECT {shown}\nFROM decided\nORDER BY code, band, rank, id"

    def _shown_place(self) -> str:
        """In the final whoever is not chosen has no place in the table."""
        if not self.is_final:
            return f"CASE WHEN band <= {BY_FALLBACK} THEN rank END"
        outside = _outcome_of(self.codes.outside)
        return f"CASE WHEN band = {PLACED} AND outcome IS DISTINCT FROM {outside} THEN rank END"

    def _without_place(self) -> str:
        whens = " ".join(f"WHEN {band} THEN {_outcome_of(code)}" for code, band in self.bands.items())
        return f"CASE band {whens} END"

    def _outcome(self) -> str:
        """NULL where equals share a place across the last slot: a person decides."""
        codes = self.codes
        if self.is_final:
            return (
                f"CASE WHEN place > slots THEN {_outcome_of(codes.outside)}"
                f" WHEN last <= slots THEN {_outcome_of(codes.chosen)} END"
            )
        below = self.bands[codes.below]
        goes = f"band = {BY_FALLBACK} OR place <= {self.norm.shortlist_rule.times} * slots"
        return (
            f"CASE WHEN band = {below} THEN {_outcome_of(codes.below)}"
            f" WHEN {goes} THEN {_outcome_of(codes.chosen)} ELSE {_outcome_of(codes.outside)} END"
        )

    def _decided_by(self) -> str:
        """The key that separates somebody from the one above."""
        first = self.words[0].name
        whens = [f"WHEN band > {BY_FALLBACK} THEN NULL", f"WHEN last > place THEN '{SHARED}'::decider"]
        if self.falls_back:
            whens += [
                f"WHEN band = {BY_FALLBACK} AND above_{first} IS NULL AND place > 1 THEN '{THRESHOLD}'::decider"
            ]
        whens += [f"WHEN above_{first} IS NULL THEN NULL"]
        for word in self.words:
            whens += [
                f"WHEN {key.differs(word.name, f'above_{word.name}')} THEN {quoted(key.code)}::decider"
                for key in word.keys
            ]
        return f"CASE {' '.join(whens)} END"


def _outcome_of(code: str) -> str:
    return f"{quoted(code)}::outcome" if code else "NULL"


def _unit(decimals: int) -> str:
    """One unit of the last decimal: 0.001."""
    return f"0.{1:0{decimals}}" if decimals else "1"
