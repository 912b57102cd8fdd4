"""Scene: assessors are drawn, candidates come, everybody is judged alone, and results are published."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from terang.demonstration.papers import paper
from terang.demonstration.story.stage import Stage
from terang.stages.panels import commands
from terang.stages.panels.commands.appointments import Slots
from terang.stages.panels.models import Assignment, Criterion, Invitation
from terang.stages.panels.queries.tests import Panel, panels_of
from terang.stages.panels.states import AssignmentState, InvitationState

EVIDENCE = (
    "Menjelaskan langkahnya dengan runtut dan memberi contoh.",
    "Tenang, memeriksa ulang sebelum bertindak.",
    "Menjawab pertanyaan dengan tepat, sedikit ragu di akhir.",
    "Menyapa dengan ramah dan mendengarkan sampai selesai.",
)
LINK = "https://rapat.contoh.example/wawancara"
MOST_SEATS = 3
ASSESSORS = ("penguji", "penguji2", "penguji3")


def prepare(stage: Stage) -> None:
    """Rubrics, pools, the draw, and appointments for every test of the panels."""
    for panel in _panels(stage):
        _prepare(stage, panel, dict(stage.plot.rubrics)[panel.test.kind])


def play(stage: Stage, *, leave_half: bool = False) -> None:
    """Every appointment whose instant has come takes place; then what is complete is published.

    leave_half: half of the candidates wait for the visitor; of one of them, one assessor has locked already.
    """
    for panel in _panels(stage):
        rows = _invited(stage, panel)
        whole = len(rows) // 2 if leave_half else len(rows)
        for done, row in enumerate(rows[: whole + leave_half], start=1):
            _meet(stage, panel, row, assessors=1 if done > whole else MOST_SEATS)
            stage.tell(f"{stage.agency.short_name}: {panel.test.title}", done, len(rows))
        if _is_complete(stage, panel):
            _publish(stage, panel)


def _prepare(stage: Stage, panel: Panel, code: str) -> None:
    officer, timeline = stage.team["panitia"], stage.timeline
    round_id, test_id = stage.round.pk, panel.test.id
    with stage.scene():
        commands.choose_rubric(round_id=round_id, test_id=test_id, code=code, by=officer, at=timeline.at(49))
        assessors = [stage.team[key].person_id or 0 for key in ASSESSORS]
        commands.fix_pool(
            round_id=round_id, test_id=test_id, assessor_ids=assessors, by=officer, at=timeline.at(50)
        )
        commands.draw(round_id=round_id, test_id=test_id, by=officer, at=timeline.at(51))
    slots = Slots(_first_slot(stage), panel.test.minutes, 10, time(17), stage.agency.timezone)
    online = panel.test.kind == "interview"
    with stage.scene():
        commands.schedule(
            round_id=round_id, test_id=test_id, by=officer, slots=slots, place="" if online else f"Ruang uji {stage.agency.place}", link=LINK if online else "",
            at=timeline.at(51),
        )  # fmt: skip


def _first_slot(stage: Stage) -> datetime:
    day = timezone.localtime(stage.timeline.at("52.5"))
    return day.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _meet(stage: Stage, panel: Panel, row: Invitation, *, assessors: int) -> None:
    """The candidate hands in what is asked and comes; two assessors mark, each alone."""
    if row.starts_at is None or row.ends_at is None or not stage.has_come(row.ends_at):
        return
    if panel.needs_work and not row.work_id:
        with stage.scene():
            work = paper(f"Karya: {panel.test.title}", "application/pdf")
            commands.hand_in(
                invitation_id=row.pk, content=work, by=stage.as_person(row.person_id), at=row.starts_at - timedelta(days=1)
            )  # fmt: skip
    for turn in range(1, 2 if assessors == 1 else 3):  # a third may be called when the two differ too much
        for seat in _open_seats(stage, row)[:assessors]:
            _mark(stage, seat, row.pid, row.ends_at + timedelta(minutes=turn))


def _mark(stage: Stage, seat: Assignment, pid: str, at: datetime) -> None:
    dice = random.Random(f"{stage.seed}/mark/{pid}/{seat.assessor_id}/{seat.invitation_id}")
    by = next(actor for actor in stage.team.values() if actor.person_id == seat.assessor_id)
    with stage.scene():
        given = {
            criterion.pk: (points, dice.choice(EVIDENCE))
            for criterion, points in _points(seat, dice, stage.ability(pid))
        }
        commands.save_marks(assignment_id=seat.pk, given=given, by=by, at=at)
        commands.lock(assignment_id=seat.pk, by=by, at=at)


def _points(seat: Assignment, dice: random.Random, ability: float) -> Iterator[tuple[Criterion, Decimal]]:
    for criterion in Criterion.objects.filter(rubric__test_id=seat.invitation.test_id).order_by("position"):
        highest = 5 if criterion.scale == "five" else 100
        level = min(1.0, max(0.2, ability + dice.gauss(0.04, 0.08)))
        yield criterion, Decimal(max(1, round(level * highest)))


def _publish(stage: Stage, panel: Panel) -> None:
    officer, approver, at = stage.team["panitia"], stage.team["pengesah"], stage.timeline.at(62)
    where = {"round_id": stage.round.pk, "test_id": panel.test.id}
    with stage.scene():
        decision = commands.propose_results(**where, by=officer, at=at)
    with stage.scene():
        commands.approve_results(**where, shown=decision.fingerprint, by=approver, at=at + timedelta(hours=3))


def _panels(stage: Stage) -> list[Panel]:
    """The tests to which somebody is invited."""
    with stage.scene():
        return [
            panel
            for panel in panels_of(stage.round.pk)
            if Invitation.objects.filter(test_id=panel.test.id).exists()
        ]


def _invited(stage: Stage, panel: Panel) -> list[Invitation]:
    with stage.scene():
        rows = Invitation.objects.filter(test_id=panel.test.id, state=InvitationState.INVITED)
        return list(rows.order_by("starts_at", "pid"))


def _open_seats(stage: Stage, row: Invitation) -> list[Assignment]:
    with stage.scene():
        seats = Assignment.objects.filter(invitation=row, state=AssignmentState.OPEN)
        return list(seats.select_related("invitation").order_by("slot"))


def _is_complete(stage: Stage, panel: Panel) -> bool:
    with stage.scene():
        return not Invitation.objects.filter(test_id=panel.test.id, state=InvitationState.INVITED).exists()
