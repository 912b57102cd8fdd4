"""The tables of an edition as CSV: what it was computed from, and the places; as `terang rank` reads and writes them."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.openness import scores_are_public
from terang.stages.ranking.entrants import Entrant, Field
from terang.stages.ranking.figures import plain
from terang.stages.ranking.models import Edition
from terang.stages.ranking.placing import Placed
from terang.stages.ranking.states import Stage

NO_PLACE = ("TL", "TH")
"""Outcomes without a place in the table; their line tells the score all the same. Whoever is moved has none, too."""


MOVED = ("target", "step")


def applicants_table(norm: Norm, stage: str, there: Field) -> bytes:
    """The competitors: `id,vacancy,<parts>` and for the final `<second>,gpa,born_on`, by number.

    Without `<second>` where one exam decides, else with `knocked_out`; with `claims`, `priority` and (for the final)
    `alternatives` where the norm knows affirmations, priority groups, transfers.
    """
    head = ["id", "vacancy", *norm.part_codes]
    head += [*_second(norm), "gpa", "born_on"] if stage == Stage.FINAL else []
    codes = {vacancy.id: vacancy.code for vacancy in there.vacancies}
    rows = [
        (_applicant(norm, stage, one, codes[one.vacancy_id]), _proven(norm, stage, one))
        for one in sorted(there.everybody(), key=lambda one: one.pid)
    ]
    proven = list(rows[0][1]) if rows else []
    return _csv([*head, *proven], ([*told, *more.values()] for told, more in rows))


def vacancies_table(there: Field) -> bytes:
    """The vacancies: `vacancy,position,kind,education,location,slots`."""
    head = ("vacancy", "position", "kind", "education", "location", "slots")
    rows = (
        (one.code, one.position, one.kind, one.as_transfer.education, one.place, one.slots)
        for one in there.vacancies
    )
    return _csv(head, rows)


@dataclass(frozen=True)
class ResultRow:
    """One line of the result, from a computation or from a kept edition."""

    vacancy: str
    kind: str
    place: int | None
    pid: str
    outcome: str
    decided_by: str
    figures: Mapping[str, Any]


def result_table(norm: Norm, stage: str, rows: Sequence[ResultRow], *, public: bool) -> bytes:
    """The places: `vacancy,place,id,<first>,<first>_100,<second>,final,outcome,decided_by`.

    Without `<second>` where one exam decides; the final one with `target,step` where the norm knows transfers: the
    vacancy whose slot somebody gets, and by which step.
    public: without the scores of very small groups of a special kind; their places and outcomes stay.
    """
    first, second = norm.total.code, _second(norm)
    head = ("vacancy", "place", "id", first, f"{first}_100", *second, "final", "outcome", "decided_by")
    head += MOVED if stage == Stage.FINAL and norm.transfers else ()
    sizes = Counter(one.vacancy for one in rows)
    return _csv(head, (_line(norm, stage, one, public=public, count=sizes[one.vacancy]) for one in rows))


def rows_of(placed: Iterable[Placed]) -> list[ResultRow]:
    """The lines of a fresh computation."""
    return [
        ResultRow(
            one.vacancy.code,
            one.vacancy.kind,
            one.place,
            one.entrant.pid,
            one.outcome,
            one.decided_by,
            one.figures,
        )
        for one in placed
    ]


def rows_kept(edition: Edition) -> list[ResultRow]:
    """The lines of an edition as they are kept."""
    kept = edition.placements.order_by("position").select_related("vacancy")
    return [
        ResultRow(
            one.vacancy.code, one.vacancy.kind, one.place, one.pid, one.outcome, one.decided_by, one.figures
        )
        for one in kept
    ]


def digest(*tables: bytes) -> str:
    """SHA-256 in hex over tables one after the other."""
    return hashlib.sha256(b"".join(tables)).hexdigest()


def _second(norm: Norm) -> tuple[str, ...]:
    """The column of the second exam, where there is one."""
    return (norm.integration.code,) if norm.integration else ()


def _proven(norm: Norm, stage: str, one: Entrant) -> dict[str, object]:
    """What the norm asks of this competitor beside the scores, by column."""
    told: dict[str, object] = {"claims": " ".join(sorted(one.claims))} if norm.affirmations else {}
    if stage == Stage.SHORTLIST:
        return told
    told |= {"priority": one.priority} if norm.priority else {}
    told |= {"knocked_out": "yes" if one.knocked_out else ""} if norm.integration else {}
    return told | ({"alternatives": " ".join(one.alternatives)} if norm.transfers else {})


def _applicant(norm: Norm, stage: str, one: Entrant, vacancy: str) -> list[object]:
    parts = ["" if one.parts is None else one.parts[code] for code in norm.part_codes]
    if stage == Stage.SHORTLIST:
        return [one.pid, vacancy, *parts]
    score = "" if one.combined.score is None else plain(one.combined.score)
    gpa = "" if one.gpa is None else plain(one.gpa)
    return [one.pid, vacancy, *parts, *([score] if norm.integration else ()), gpa, one.born_on or ""]


def _line(norm: Norm, stage: str, one: ResultRow, *, public: bool, count: int) -> list[object]:
    moved = one.figures.get("moved", {})
    outside = one.outcome in NO_PLACE or bool(moved)
    place = None if stage == Stage.FINAL and outside else one.place
    shown = not public or scores_are_public(one.kind, count)
    keys = ("total", "total_100", *(("second",) if norm.integration else ()), "final")
    told = [one.figures.get(key) if shown else None for key in keys]
    where = [moved.get(name) for name in MOVED] if stage == Stage.FINAL and norm.transfers else []
    return [one.vacancy, place, one.pid, *told, one.outcome, one.decided_by, *where]


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    return out.getvalue().encode()
