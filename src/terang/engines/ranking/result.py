"""The ranking of every vacancy as rows of one table, the same whatever the order of the rows that came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from terang.core.norms import Norm
from terang.core.rules.ranking import FinalScore, Ranked, final
from terang.core.rules.shortlist import BasicScore, Shortlisted, shortlist
from terang.core.sentences import Sentence
from terang.engines.ranking.intake import Applicant, Intake, Stage, Vacancy
from terang.engines.tables import Column
from terang.engines.tables.writing import Value


def columns(norm: Norm) -> tuple[Column, ...]:
    """The columns of the result; the exams are called what the norm calls them (`skd`, `skb`)."""
    first, second, decimals = norm.total.code, norm.weights.code, norm.weights.decimals
    return (
        Column("vacancy"),
        Column("place", "whole"),
        Column("id"),
        Column(first, "whole"),
        Column(f"{first}_100", "decimal", decimals),
        Column(second, "decimal", 6),
        Column("final", "decimal", decimals),
        Column("outcome"),
        Column("decided_by"),
    )


def rank(norm: Norm, stage: Stage, intake: Intake, tick: Callable[[int], None]) -> list[tuple[Value, ...]]:
    """One row per applicant: vacancies by code, within each by place, then those without a place."""
    rows: list[tuple[Value, ...]] = []
    for code in sorted(intake.vacancies):
        applicants = intake.applicants.get(code, [])
        rank_one = _shortlist if stage == "shortlist" else _final
        rows.extend(rank_one(norm, intake.vacancies[code], applicants))
        tick(len(applicants))
    return rows


def notes(norm: Norm, stage: Stage, intake: Intake, rows: Sequence[Sequence[Value]]) -> Iterator[Sentence]:
    """What a reader of the result must know: values that are not confirmed, and places that a person decides."""
    doubtful = [one.path for one in norm.unconfirmed() if one.path in set(_used(norm, stage, intake))]
    if doubtful:
        yield Sentence("Not confirmed in %(norm)s: %(paths)s.", norm=norm.id, paths=", ".join(doubtful))
    waiting: dict[tuple[Value, Value], int] = {}
    for vacancy, place, *_, outcome, _decided_by in rows:
        if outcome == "":
            waiting[vacancy, place] = waiting.get((vacancy, place), 0) + 1
    for (vacancy, place), count in waiting.items():
        yield Sentence(
            "Vacancy %(vacancy)s: %(count)s share place %(place)s across the last slot; a person decides.",
            vacancy=vacancy,
            count=count,
            place=place,
        )


def _used(norm: Norm, stage: Stage, intake: Intake) -> Iterator[str]:
    """The values of the norm on which this result rests."""
    for code in intake.applicants:
        yield f"kinds.{intake.vacancies[code].kind}.threshold"
    yield from ("exam.maximum", *(f"parts.{part.code}.maximum" for part in norm.parts))
    names = ("first", "second", "decimals")
    yield from ("shortlist.times", "shortlist.chain") if stage == "shortlist" else ("final.chain",)
    yield from () if stage == "shortlist" else (f"integration.{name}" for name in names)


def _shortlist(norm: Norm, vacancy: Vacancy, applicants: Sequence[Applicant]) -> Iterator[tuple[Value, ...]]:
    scores = [BasicScore(one.id, one.parts) for one in applicants]
    for one in shortlist(norm, vacancy.kind, vacancy.slots, scores):
        yield _row(norm, vacancy, one, None, None)


def _final(norm: Norm, vacancy: Vacancy, applicants: Sequence[Applicant]) -> Iterator[tuple[Value, ...]]:
    scores = [
        FinalScore(one.id, one.parts, one.second, gpa=one.gpa, born_on=one.born_on) for one in applicants
    ]
    for one in final(norm, vacancy.slots, scores, kind=vacancy.kind):
        yield _row(norm, vacancy, one, one.second, one.final)


def _row(
    norm: Norm, vacancy: Vacancy, one: Shortlisted | Ranked, second: Value, merged: Value
) -> tuple[Value, ...]:
    """A row of the result; whoever is not chosen in the final (TL) or was absent (TH) has no place in the table."""
    place = None if one.outcome in ("TL", "TH") else one.place
    return (
        vacancy.code, place, one.id, one.total, one.total_100, second, merged, one.outcome, one.decided_by,
    )  # fmt: skip
