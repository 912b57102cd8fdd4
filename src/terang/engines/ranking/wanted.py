"""Which columns the tables of a ranking have, and what may stand in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Literal

from terang.core.norms import Norm, NormError, Part
from terang.core.rules.thresholds import threshold_of
from terang.core.sentences import Sentence
from terang.engines.tables import Column, Problem
from terang.engines.tables.bulk import Table
from terang.engines.tables.expected import (
    FIRST_DAY,
    Coded,
    Day,
    Expected,
    Flag,
    Number,
    OneOf,
    Text,
    Whole,
    Words,
)

Stage = Literal["shortlist", "final"]
MOST_SLOTS = 100_000
MOST_KM = 40_000
CONSENT = ("alternatives", "within_km")
"""The columns in which people say where else they would go; transfers happen only where one of them is there."""


def of_vacancies(norm: Norm) -> tuple[Expected, ...]:
    """`vacancy, position, kind, education, location, slots`, and `agency` where there are several."""
    return (
        Text("vacancy"),
        Expected("position"),
        Whole("slots", 1, MOST_SLOTS, needed=True),
        Coded("kind", tuple(norm.kinds), lambda code: _unjudged(norm, code)),
        Expected("education"),
        Expected("location"),
        Expected("agency", optional=True),
    )


def _unjudged(norm: Norm, kind: str) -> Sentence | None:
    """Why nobody can be judged in this kind of formasi, or None."""
    try:
        threshold_of(norm, kind)
    except NormError as error:
        sentence: Sentence = error.args[0]
        return sentence
    return None


def no_vacancy(code: str) -> Sentence:
    return Sentence("there is no vacancy %(code)s.", code=code)


def _no_affirmation(code: str) -> Sentence:
    return Sentence("there is no affirmation %(code)s in this norm.", code=code)


def of_applicants(norm: Norm, stage: Stage, today: date) -> tuple[Expected, ...]:
    """`id, vacancy` and the parts of the first exam; for the final what its chain compares, too.

    Whoever has a table may add `claims`, `priority`, `knocked_out`, and the columns of consent.
    """
    claims = Words("claims", tuple(norm.affirmations), _no_affirmation, optional=True)
    parts = [points_of(part) for part in norm.parts]
    if stage == "shortlist":
        return (Text("id"), Text("vacancy"), *parts, claims)
    second = [] if norm.integration is None else [Number(norm.integration.code, 0, 100)]
    return (
        Text("id"),
        Text("vacancy"),
        *parts,
        *second,
        Number("gpa", 0, 100, optional="gpa" not in norm.final_chain),
        Day("born_on", FIRST_DAY, today, optional="born_on" not in norm.final_chain),
        claims,
        OneOf("priority", tuple(group.code for group in norm.priority), optional=True),
        Flag("knocked_out", optional=True),
        Expected("alternatives", optional=True),
        Whole("within_km", 0, MOST_KM, optional=True),
    )


def points_of(part: Part) -> Whole:
    return Whole(part.code, 0, part.maximum)


def of_distances() -> tuple[Expected, ...]:
    """`from, to, km`: whole kilometres between two locations, in either order."""
    return Text("from"), Text("to"), Whole("km", 0, MOST_KM, needed=True)


def unused(table: Table, known: Sequence[Expected]) -> Iterator[Problem]:
    """The columns that nobody will look at."""
    for column in table.columns:
        if column == "consent":
            reason = Sentence(
                "consent is told by the columns alternatives and within_km; this one is not used."
            )
            yield Problem(table.file, 0, column, reason)
        elif not column.startswith("(") and column not in {one.column for one in known}:
            yield Problem(table.file, 0, column, Sentence("this column is not used."))


def consents(stage: Stage, columns: Collection[str]) -> bool:
    """Whether people say where else they would go, so that slots that nobody won may be filled."""
    return stage == "final" and any(one in columns for one in CONSENT)


def of_result(norm: Norm, *, with_transfers: bool = False) -> tuple[Column, ...]:
    """The columns of the result; the exams are called what the norm calls them (`skd`, `skb`)."""
    first, exam = norm.total.code, norm.integration
    second = [] if exam is None else [Column(exam.code, "decimal", 6)]
    return (
        Column("vacancy"),
        Column("place", "whole"),
        Column("id"),
        Column(first, "whole"),
        Column(f"{first}_100", "decimal", 3 if exam is None else exam.decimals),
        *second,
        Column("final", "whole") if exam is None else Column("final", "decimal", exam.decimals),
        Column("outcome"),
        Column("decided_by"),
        *((Column("target"), Column("step")) if with_transfers else ()),
    )
