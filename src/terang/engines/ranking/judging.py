"""The first half of a ranking as SQL: everybody judged on their own, with points, band and keys of the chain."""

from __future__ import annotations

from collections.abc import Sequence

from terang.core.norms import Norm
from terang.core.rules.rounding import DECIMALS
from terang.core.rules.thresholds import minima
from terang.engines.ranking.keys import words
from terang.engines.ranking.wanted import Stage
from terang.engines.tables.bulk import Table, fits, present, values
from terang.engines.tables.expected import MILLIONTHS, Expected, name, quoted

RIGHT = "is right"
BAD_ROW = "a row is wrong"
"""What stops a statement at the first wrong row; all of them are looked for then."""
SECOND_DECIMALS = 6
PLACED, BY_FALLBACK = 0, 1
"""Bands: people of one band are compared with each other. Those without a place have bands of their own, after these."""


def limits(norm: Norm) -> list[str]:
    """The parts, groups and the total for which some kind of formasi has a minimum."""
    found: dict[str, None] = {}
    for kind in norm.kinds.values():
        if kind.threshold is not None:
            found |= dict.fromkeys(minima(norm, kind.threshold))
    return list(found)


class Judging:
    """What a stage of a norm makes of each row of a table of applicants."""

    def __init__(self, norm: Norm, stage: Stage, applicants: Table, expected: Sequence[Expected]) -> None:
        self.norm, self.stage, self.applicants, self.expected = norm, stage, applicants, expected
        self.is_final = stage == "final"
        self.has = {one.column for one in present(applicants, expected)}
        self.exam = norm.integration if self.is_final else None
        self.codes = norm.codes[stage]
        self.chain = norm.final_chain if self.is_final else norm.shortlist_rule.chain
        self.limits = limits(norm)
        self.words = words(norm, self.chain)
        self.falls_back = not self.is_final and any(kind.fallback is not None for kind in norm.kinds.values())
        ends = [self.codes.below, self.codes.knocked_out, self.codes.absent]
        self.bands = {code: BY_FALLBACK + 1 + place for place, code in enumerate(dict.fromkeys(ends))}

    def keyed(self) -> str:
        """Everybody with band, points and the chain as words; whole numbers and no text but the id."""
        steps = f"{self._given()},\n{self._affirmed()},\n{self._summed()},\n{self._judged()}"
        return f"CREATE OR REPLACE TEMP TABLE keyed AS  -- the chain {', '.join(self.chain)}\nWITH {steps}\n{self._keyed()}"

    # --- each step is one paragraph of the rules ---

    def _given(self) -> str:
        norm = self.norm
        codes = [one for one in self.has if one not in ("vacancy", "alternatives", "within_km")]
        columns = ", ".join(f"a.{name(one)}" for one in sorted(codes))
        least = "".join(f", v.{name(f'least {code}')}" for code in limits(norm))
        checked = [
            one for one in self.expected if one.column != "vacancy"
        ]  # one of the vacancies: they were checked
        return (
            f"given AS NOT MATERIALIZED (  -- every applicant, with slots and threshold of the vacancy; stops at a row that is wrong\n"
            f"    SELECT {columns}, v.code, v.slots{least}, v.fallback\n"
            f"    FROM (\n    SELECT {values(self.applicants, self._used)},\n"
            f'           {fits(self.applicants, checked)} AS "is right"\n'
            f"    FROM ({self.applicants.relation})) AS a\n"
            f"    LEFT JOIN posts AS v ON v.vacancy = a.vacancy\n"
            f"    WHERE CASE WHEN a.\"is right\" AND v.code IS NOT NULL THEN true ELSE error('{BAD_ROW}') END\n)"
        )

    def everybody(self) -> str:
        """The same columns for whoever goes on without SQL, and whether each row is right, its texts left aside."""
        checked = [one for one in self.expected if one.column not in {"id", "vacancy"}]
        right = f"coalesce({fits(self.applicants, checked)}, false)::UTINYINT AS {name(RIGHT)}"
        flag = " REPLACE (knocked_out::UTINYINT AS knocked_out)" if self.is_final else ""
        return (
            f"SELECT *{flag} FROM (\n    SELECT id, vacancy, {', '.join(self._affirmed_columns())}, {name(RIGHT)}\n"
            f"    FROM (SELECT {values(self.applicants, self._used)},\n           {right}\n"
            f"    FROM ({self.applicants.relation})))"
        )

    @property
    def _used(self) -> list[Expected]:
        return [one for one in self.expected if one.column not in {"alternatives", "within_km"}]

    def _affirmed(self) -> str:
        """Points for proven claims come first, never beyond the maximum."""
        columns = ["id", "code", "slots", "fallback", *(name(f"least {code}") for code in self.limits)]
        columns += self._affirmed_columns()
        return f"affirmed AS NOT MATERIALIZED (  -- points for proven claims, never beyond the maximum\n    SELECT {', '.join(columns)}\n    FROM given\n)"

    def _affirmed_columns(self) -> list[str]:
        columns = [
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
        return columns

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
        met = " AND ".join(f"{name(code)} >= {name(f'least {code}')}" for code in self.limits) or "true"
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

    @property
    def weights(self) -> tuple[int, int, int]:
        """The factors of both exams as whole numbers, and what one unit of the last decimal is in their sum."""
        weights = self.norm.weights
        digits = -min(int(weights.first.as_tuple().exponent), int(weights.second.as_tuple().exponent), 0)
        finest = max(SECOND_DECIMALS, weights.decimals)
        first = int(weights.first.scaleb(digits)) * 10 ** (finest - weights.decimals)
        second = int(weights.second.scaleb(digits)) * 10 ** (finest - SECOND_DECIMALS)
        return first, second, 10 ** (finest + digits - weights.decimals)

    def _merged(self) -> str:
        """The weighted sum of both exams, each rounded where the norm says, in units of its last decimal."""
        first, second, unit = self.weights
        summed = f"({self.total_100(name(self.norm.total.code))}) * {first} + second::BIGINT * {second}"
        return f"((({summed}) + {unit // 2}) // {unit})::INTEGER"

    def total_100(self, total: str) -> str:
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
