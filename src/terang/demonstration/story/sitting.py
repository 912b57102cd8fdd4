"""Scene: questions are brought in and reviewed, forms drawn and fixed, and everybody sits the exam."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from terang.core.norms import Norm
from terang.demonstration.story.stage import Stage
from terang.exam_room import commands as room
from terang.stages.exams import commands
from terang.stages.exams.drawing import Cell
from terang.stages.exams.models import Item, Placed, Seat
from terang.stages.exams.states import SeatState
from terang.stages.vacancies import facts as vacancies

ITEMS = Path(__file__).parents[1] / "content" / "items"
LARGEST_SESSION = 500
SECOND_QUESTIONS = 20
Key = tuple[tuple[int, tuple[int, ...]], ...]
"""By position, the points of the options as displayed."""


def prepare(stage: Stage) -> None:
    """Item authors bring the bank; the committee draws two parallel forms and fixes them."""
    bring_questions(stage)
    norm = _norm(stage)
    with stage.scene():
        forms = commands.compose_forms(
            round_=stage.round, stage="first", cells=_cells(norm), forms=2, by=stage.team["panitia"],
            at=stage.timeline.at(38), seed=stage.dice.randbytes(32),
        )  # fmt: skip
        for form in forms:
            commands.fix_form(form_id=form.pk, by=stage.team["panitia"], at=stage.timeline.at(39))


def bring_questions(stage: Stage) -> None:
    """One author imports, another reviews; an agency that has its bank keeps it."""
    author, reviewer, at = stage.team["penulis"], stage.team["penelaah"], stage.timeline.at(-30)
    with stage.scene():
        if Item.objects.filter(agency=stage.agency, norm_id=stage.plot.norm).exists():
            return
        for name, content in _files(stage.plot.norm):
            tried, reading = commands.try_import(
                agency_id=stage.agency.pk,
                norm_id=stage.plot.norm,
                name=name,
                content=content,
                by=author,
                at=at,
            )
            if tried is None:
                raise RuntimeError(f"{name}: {reading.problems[:3]}")
            commands.confirm_import(import_id=tried.pk, by=author, at=at)
            commands.review_import(import_id=tried.pk, by=reviewer, at=at + timedelta(days=1))


def play(stage: Stage) -> None:
    """Sessions of the first exam, one after the other; everybody answers as well as they can."""
    first = Exam("first", None, _norm(stage).minutes, day=44)
    number = 0
    while waiting := _waiting(stage, first):
        number += 1
        _session(stage, first, f"Sesi {number}", min(waiting, LARGEST_SESSION), number)
    publish(stage, "first", day=48)


def play_second(stage: Stage) -> None:
    """The second exams by computer, one for each vacancy that has one."""
    norm = _norm(stage)
    part = Cell(norm.weights.code, SECOND_QUESTIONS)
    exams = [exam for exam in _second_exams(stage) if _waiting(stage, exam)]
    for number, exam in enumerate(exams, start=1):
        with stage.scene():
            forms = commands.compose_forms(
                round_=stage.round, stage="second", vacancy_id=exam.vacancy_id, cells=[part], by=stage.team["panitia"],
                at=stage.timeline.at(50), seed=stage.dice.randbytes(32),
            )  # fmt: skip
            commands.fix_form(form_id=forms[0].pk, by=stage.team["panitia"], at=stage.timeline.at(51))
        _session(stage, exam, f"Tes bidang {number}", _waiting(stage, exam), number)
    if exams:
        publish(stage, "second", day=62)


@dataclass(frozen=True)
class Exam:
    """Which exam: its stage, its vacancy if it is a second one, its minutes, and the day of the round."""

    which: str
    vacancy_id: int | None
    minutes: int
    day: int


def _second_exams(stage: Stage) -> list[Exam]:
    with stage.scene():
        found = vacancies.vacancies_of(stage.round.pk)
    return [
        Exam("second", one.id, test.minutes, day=54)
        for one in found
        for test in one.tests
        if test.stage == "second" and test.kind == "cat"
    ]


def publish(stage: Stage, which: str, *, day: int) -> None:
    """The approver makes the scores public."""
    with stage.scene():
        commands.publish_scores(
            round_=stage.round, stage=which, by=stage.team["pengesah"], at=stage.timeline.at(day)
        )


def _session(stage: Stage, exam: Exam, title: str, capacity: int, number: int) -> None:
    officer, proctor = stage.team["panitia"], stage.team["pengawas"]
    starts_at = stage.timeline.at(exam.day, minutes=8 * 60 + number * 180)
    with stage.scene():
        session = commands.plan_session(
            round_=stage.round, stage=exam.which, vacancy_id=exam.vacancy_id, title=title,
            site=f"Ruang ujian {stage.agency.place}", starts_at=starts_at, minutes=exam.minutes, capacity=capacity,
            by=officer, at=stage.timeline.at(exam.day - 3),
        )  # fmt: skip
        commands.assign_seats(session_id=session.pk, by=officer, at=stage.timeline.at(exam.day - 2))
    with stage.scene():
        commands.open_session(session_id=session.pk, by=proctor, at=starts_at)
        seats = list(Seat.objects.filter(session=session, state=SeatState.CALLED).order_by("number"))
        keys = {seat.form_id or 0: _key(seat.form_id or 0) for seat in seats}
    for done, seat in enumerate(seats, start=1):
        _sit(stage, seat, starts_at, exam, keys[seat.form_id or 0])
        stage.tell(f"{stage.agency.short_name}: ujian, {title}", done, len(seats))
    with stage.scene():
        commands.close_session(
            session_id=session.pk, by=proctor, at=starts_at + timedelta(minutes=exam.minutes + 1)
        )


def _sit(stage: Stage, seat: Seat, starts_at: datetime, exam: Exam, key: Key) -> None:
    """One candidate enters, answers from first to last, and ends; one in thirty never comes."""
    dice = random.Random(f"{stage.seed}/{exam.which}/{seat.pid}")
    if exam.which == "first" and dice.random() < 1 / 30:
        return
    by = stage.as_person(seat.person_id)
    with stage.scene():
        room.enter(token=seat.token, by=by, at=starts_at)
        answers = [
            (seq, position, choice)
            for seq, (position, choice) in enumerate(_answers(key, dice, stage.ability(seat.pid)), start=1)
        ]
        spent = starts_at + timedelta(minutes=int(exam.minutes * (0.5 + dice.random() * 0.45)))
        room.save_many(token=seat.token, given=answers, at=spent)
        commands.end_sitting(token=seat.token, by=by, at=spent)


def _answers(key: Key, dice: random.Random, ability: float) -> Iterable[tuple[int, int]]:
    """The better somebody is, the more often they choose the option with the most points."""
    for position, points in key:
        best = max(range(len(points)), key=points.__getitem__)
        yield position, best if dice.random() < ability else dice.randrange(len(points))


def _key(form_id: int) -> Key:
    rows = Placed.objects.filter(form_id=form_id).order_by("position").values_list("position", "points")
    return tuple((position, tuple(points)) for position, points in rows)


def _waiting(stage: Stage, exam: Exam) -> int:
    with stage.scene():
        seats = Seat.objects.filter(round=stage.round, stage=exam.which, state=SeatState.ADMITTED)
        return seats.filter(**({"vacancy_id": exam.vacancy_id} if exam.vacancy_id else {})).count()


def _cells(norm: Norm) -> list[Cell]:
    return [Cell(part.code, part.questions) for part in norm.parts]


def _norm(stage: Stage) -> Norm:
    with stage.scene():
        return vacancies.norm_of(stage.round.pk)


def _files(norm_id: str) -> list[tuple[str, bytes]]:
    return [(path.name, path.read_bytes()) for path in sorted(ITEMS.glob(f"{norm_id}.*"))]
