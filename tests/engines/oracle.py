"""The pure rules over whole tables, and invented tables full of ties: what every engine must equal, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

from terang.core.norms import Norm
from terang.core.rules.ranking import FinalScore, Ranked, final
from terang.core.rules.shortlist import BasicScore, Shortlisted, shortlist
from terang.core.rules.transfers import Consent, Distances, Person, Vacancy, fill
from terang.engines.ranking import Stage

Row = dict[str, str]
AGENCIES, POSITIONS, PLACES = ("A", "B"), ("Guru", "Perawat"), ("Alak", "Andir", "Makassar")
DISTANCES: Distances = {("Alak", "Andir"): 40, ("Andir", "Makassar"): 90}


@dataclass(frozen=True)
class Tables:
    """Two tables as text."""

    vacancies: list[Row]
    applicants: list[Row]

    def write(self, folder: Path) -> None:
        write(folder / "V.csv", self.vacancies)
        write(folder / "A.csv", self.applicants)
        write(folder / "D.csv", [{"from": a, "to": b, "km": str(km)} for (a, b), km in DISTANCES.items()])


def write(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def invented(
    norm: Norm, stage: Stage, chance: Random, *, vacancies: int, most: int, consent: bool = False
) -> Tables:
    """Vacancies of every kind with few different scores around the thresholds; some are empty, some lack papers."""
    kinds = [code for code, kind in norm.kinds.items() if kind.threshold is not None]
    posts = [
        {
            "vacancy": f"V{number:04}",
            "position": chance.choice(POSITIONS),
            "kind": chance.choice(kinds),
            "education": "S-1",
            "location": chance.choice(PLACES),
            "slots": str(chance.choice([1, 1, 2, 3])),
            "agency": chance.choice(AGENCIES),
        }
        for number in chance.sample(range(vacancies), vacancies)
    ]
    people = [
        _person(norm, stage, chance, post, posts, consent=consent)
        for post in posts
        for _ in range(chance.choice([0, 1, most // 2, most]))
    ]
    people = people or [_person(norm, stage, chance, posts[0], posts, consent=consent)]
    for row, number in zip(people, chance.sample(range(len(people)), len(people)), strict=True):
        row["id"] = f"{chance.choice(['p', 'P', 'é', '0'])}{number}"
    return Tables(posts, chance.sample(people, len(people)))


def _person(norm: Norm, stage: Stage, chance: Random, post: Row, posts: list[Row], *, consent: bool) -> Row:
    row = {"id": "", "vacancy": post["vacancy"]}
    for part in norm.parts:
        least = norm.kinds[post["kind"]].threshold.parts.get(part.code) or part.maximum // 2  # type: ignore[union-attr]
        near = min(part.maximum, max(0, least + chance.choice([-5, 0, 0, 5, 5, 10])))
        row[part.code] = chance.choice([str(near)] * 12 + [str(part.maximum), ""])
    row["claims"] = ";".join(code for code in norm.affirmations if chance.random() < 0.2)
    if stage == "shortlist":
        return row
    if norm.integration is not None:
        row[norm.integration.code] = chance.choice(["70", "70.5", "70.5", "70.123456", "99.9995", "0", ""])
    row["gpa"] = chance.choice(["3", "3.00", "3.25", "3.25", ""])
    row["born_on"] = chance.choice(["1995-05-05", "1998-08-08", "1998-08-08", ""])
    row["priority"] = chance.choice(["", *(group.code for group in norm.priority)])
    row["knocked_out"] = chance.choice(["", "no", "no", "no", "yes"])
    if consent:
        others = chance.sample([one["vacancy"] for one in posts], min(len(posts), 3))
        row["alternatives"] = chance.choice(["", " ".join(others)])
        row["within_km"] = chance.choice(["", "0", "50", "1000"])
    return row


def ranked(norm: Norm, stage: Stage, tables: Tables) -> list[tuple[str, ...]]:
    """The result as text, cell by cell, as the pure rules decide it."""
    by_vacancy: dict[str, list[Row]] = {}
    for row in tables.applicants:
        by_vacancy.setdefault(row["vacancy"], []).append(row)
    posts = {one["vacancy"]: one for one in tables.vacancies}
    with_consent = stage == "final" and "alternatives" in tables.applicants[0]
    finals: dict[str, list[Ranked]] = {}
    found = []
    for code in sorted(posts):
        post, people = posts[code], by_vacancy.get(code, [])
        slots = int(post["slots"])
        if stage == "shortlist":
            scores = [BasicScore(one["id"], _parts(norm, one), _claims(one)) for one in people]
            found += [
                _line(norm, code, one, None, one.place)
                for one in shortlist(norm, post["kind"], slots, scores)
            ]
        else:
            finals[code] = final(norm, slots, [_score(norm, one) for one in people], kind=post["kind"])
            found += [_final_line(norm, code, one) for one in finals[code]]
    return _moved(norm, tables, posts, finals, found) if with_consent else found


def _final_line(norm: Norm, code: str, one: Ranked) -> tuple[str, ...]:
    chosen_or_open = one.place is not None and one.outcome != norm.codes["final"].outside
    return _line(norm, code, one, one, one.place if chosen_or_open else None)


def _line(
    norm: Norm, code: str, one: Shortlisted | Ranked, scored: Ranked | None, place: int | None
) -> tuple[str, ...]:
    second = [] if norm.integration is None else [_short(scored.second if scored else None)]
    merged = scored.final if scored else None
    cells = [code, place, one.id, one.total, one.total_100, *second, merged, one.outcome, one.decided_by]
    return tuple("" if cell is None else str(cell) for cell in cells)


def _short(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _moved(
    norm: Norm,
    tables: Tables,
    posts: Mapping[str, Row],
    finals: Mapping[str, Sequence[Ranked]],
    found: list[tuple[str, ...]],
) -> list[tuple[str, ...]]:
    vacancies = {
        code: Vacancy(
            code,
            one["kind"],
            int(one["slots"]),
            one["position"],
            one["education"],
            one["location"],
            one["agency"],
        )
        for code, one in posts.items()
    }
    people = {
        row["id"]: Person(_score(norm, row), row["vacancy"], _consent(row)) for row in tables.applicants
    }
    moves = {move.id: move for move in fill(norm, vacancies, finals, people, DISTANCES)}
    return list(_with_moves(norm, found, moves))


def _with_moves(
    norm: Norm, found: list[tuple[str, ...]], moves: Mapping[str, object]
) -> Iterator[tuple[str, ...]]:
    for row in found:
        move = moves.get(row[2])
        if move is None:
            yield (*row, "", "")
        else:
            yield (*row[:-2], move.outcome, row[-1], move.target, move.step)  # type: ignore[attr-defined]


def _score(norm: Norm, row: Row) -> FinalScore:
    exam = norm.integration
    second = Decimal(row[exam.code]) if exam is not None and row[exam.code] else None
    return FinalScore(
        row["id"],
        _parts(norm, row),
        second,
        knocked_out=row["knocked_out"] == "yes",
        gpa=Decimal(row["gpa"]) if row["gpa"] else None,
        born_on=date.fromisoformat(row["born_on"]) if row["born_on"] else None,
        claims=_claims(row),
        priority=row["priority"],
    )


def _parts(norm: Norm, row: Row) -> dict[str, int] | None:
    return (
        {code: int(row[code]) for code in norm.part_codes}
        if all(row[code] for code in norm.part_codes)
        else None
    )


def _claims(row: Row) -> frozenset[str]:
    return frozenset(filter(None, row["claims"].split(";")))


def _consent(row: Row) -> Consent:
    return Consent(tuple(row["alternatives"].split()), int(row["within_km"]) if row["within_km"] else None)
