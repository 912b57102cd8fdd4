"""The second half of a ranking as SQL: people compared by the keys of the chain, placed, and told which key decided."""

from __future__ import annotations

from collections.abc import Iterator

from terang.core.rules.places import SHARED
from terang.core.rules.shortlist import THRESHOLD
from terang.engines.ranking.judging import BY_FALLBACK, PLACED, SECOND_DECIMALS, Judging
from terang.engines.tables.expected import name, quoted


class Placing:
    """From everybody judged to the rows of the result."""

    def __init__(self, judging: Judging) -> None:
        self.judging, self.norm, self.words = judging, judging.norm, judging.words
        self.is_final, self.falls_back = judging.is_final, judging.falls_back
        self.codes, self.bands = judging.codes, judging.bands

    def rows(self) -> str:
        """The rows of the result, in their order."""
        chained, last = self._chained()
        return "WITH " + ",\n".join([*chained, *self._placed(last)]) + "\n" + self._result()

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
        exam, decimals, first = self.norm.integration, self.judging.decimals, self.norm.total.code
        hundred = (
            f"(({self.judging.total_100('total')})::INTEGER * {_unit(decimals)})::DECIMAL(9, {decimals})"
        )
        columns = [f"code::VARCHAR AS vacancy, {self._shown_place()} AS place, id, total AS {name(first)}"]
        columns += [f"{hundred} AS {name(first + '_100')}"]
        merged = "merged"
        if exam is not None:
            columns += [f"(second * {_unit(SECOND_DECIMALS)})::DECIMAL(9, 6) AS {name(exam.code)}"]
            merged = f"(merged * {_unit(exam.decimals)})::DECIMAL(9, {exam.decimals})"
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
