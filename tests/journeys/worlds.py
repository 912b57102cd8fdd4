"""The worlds in which the journeys begin: rounds of the demonstration, played by its scenes up to a certain day."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from terang import flow
from terang.base import entropy
from terang.base.tenancy import scope
from terang.demonstration import agencies, officials
from terang.demonstration.agencies import PLACES
from terang.demonstration.papers import paper
from terang.demonstration.plots import PLOTS
from terang.demonstration.story import announcing, applying, checking, judging, placing, planning, sitting
from terang.demonstration.story.stage import Stage
from terang.demonstration.story.timeline import Timeline
from terang.stages.applications import facts as applications
from terang.stages.exams import commands as exams
from terang.stages.exams.models import Seat
from terang.stages.panels import commands as panels
from terang.stages.panels.models import Invitation
from terang.stages.screening import commands as screening


@dataclass(frozen=True)
class World:
    """What a journey knows of its world: plain values, because the database is copied."""

    agency: str
    round: str
    round_id: int
    team: dict[str, int]
    notes: dict[str, int] = field(default_factory=dict)


def house() -> World:
    """An agency with its officials, and nothing begun."""
    with scope.as_system():
        agency = agencies.make(_place("makassar"))
        team = officials.make_team(agency, at=timezone.now())
    return World(agency.code, "", 0, {key: actor.person_id or 0 for key, actor in team.items()})


def planned() -> World:
    """Alak, announcement day, under cpns-2024: formasi approved, norm and calendar set, no vacancy written."""
    stage = _stage("alak", "0.4", 0)
    with entropy.seeded("journeys/planned"):
        planning.play(stage)
        announcing.prepare(stage)
    return _world(stage)


def open_for_registration() -> World:
    """Alak on the ninth day: vacancies announced, registration open, a few have applied."""
    return _world(_registered("alak", "9", applicants=2))


def waiting_for_verifiers() -> World:
    """Sawahlunto, the objection days of the screening, but the three files still wait in the queue."""
    stage = _registered("sawahlunto", "33.6", applicants=3)
    with stage.scene():
        screening.open_queue(round_id=stage.round.pk, by=stage.team["panitia"], at=stage.timeline.at("24.2"))
    return _world(stage, **_people(stage))


def before_the_exam() -> World:
    """Sawahlunto, three candidates admitted; no question, no form, no session."""
    return _world(_admitted("sawahlunto", "40", applicants=3))


def exam_day() -> World:
    """Sawahlunto: a session that began two minutes ago with two seats, not opened yet by its proctor."""
    stage = _admitted("sawahlunto", "44", applicants=3)
    sitting.prepare(stage)
    officer, yesterday = stage.team["panitia"], stage.now - timedelta(days=1)
    with stage.scene():
        session = exams.plan_session(
            round_=stage.round, stage="first", title="Sesi 1", site="Ruang ujian Sawahlunto", minutes=45, capacity=5,
            starts_at=stage.now - timedelta(minutes=2), by=officer, at=yesterday,
        )  # fmt: skip
        exams.assign_seats(session_id=session.pk, by=officer, at=yesterday)
        seats = list(Seat.objects.filter(session=session).order_by("number"))
    candidates = {f"candidate_{seat.number}": seat.person_id for seat in seats}
    return _world(stage, session=session.pk, **candidates)


def practice_day() -> World:
    """Sawahlunto, second tests: every appointment is over, one candidate of the practical test is not judged yet."""
    stage = _shortlisted("sawahlunto", "60", applicants=3)
    return _world(stage, **_leave_one(stage, "practical"))


def presentation_day() -> World:
    """Andir, second tests by portfolio, presentation and interview; one candidate is not judged at all."""
    stage = _shortlisted("andir", "60", applicants=2)
    notes = _leave_one(stage, "")
    for kind in ("portfolio", "presentation"):
        _hands_in(stage, notes[f"{kind}_invitation"])
    return _world(stage, **notes)


def interview_day() -> World:
    """Makassar, second tests: the exam by computer is over, the interviews are held online, nobody is judged yet."""
    stage = _shortlisted("makassar", "60", applicants=2)
    return _world(stage, **_leave_one(stage, ""))


def whole_selection() -> World:
    """Makassar, the days of objection to the result: the round has gone from the need to the ranking."""
    stage = _shortlisted("makassar", "68", applicants=5)
    with entropy.seeded("journeys/makassar/second"):
        sitting.play_second(stage)
    judging.play(stage)
    placing.final(stage)
    flow.advance()
    return _world(stage, **_people(stage))


def portfolio_due() -> World:
    """Andir, the day before the second tests: portfolios and presentations are awaited."""
    stage = _shortlisted("andir", "52.1", applicants=2)
    return _world(stage, **_leave_one(stage, ""))


def everything_judged() -> World:
    """Sawahlunto, all tests published; the final ranking is not drafted."""
    stage = _shortlisted("sawahlunto", "65", applicants=5)
    judging.play(stage)
    flow.advance()
    return _world(stage, **_people(stage))


def result_published() -> World:
    """Sawahlunto, the days of objection to the result."""
    stage = _shortlisted("sawahlunto", "68", applicants=5)
    judging.play(stage)
    placing.final(stage)
    flow.advance()
    return _world(stage, **_people(stage))


def _shortlisted(code: str, day: str, *, applicants: int) -> Stage:
    """As far as the appointments of the second tests."""
    stage = _admitted(code, day, applicants=applicants)
    with entropy.seeded(f"journeys/{code}/exam"):
        sitting.prepare(stage)
        sitting.play(stage)
        placing.shortlist(stage)
        flow.advance()
        judging.prepare(stage)
    return stage


def _admitted(code: str, day: str, *, applicants: int) -> Stage:
    """As far as the announced outcome of the screening."""
    stage = _registered(code, day, applicants=applicants)
    with entropy.seeded(f"journeys/{code}/screening"):
        checking.play(stage)
        checking.announce(stage)
        flow.advance()
    return stage


def _leave_one(stage: Stage, kind: str) -> dict[str, int]:
    """Judge everybody but the first candidate of a kind of test; of "" nobody is judged. Ids of what is left."""
    notes: dict[str, int] = {}
    for panel in judging._panels(stage):
        rows = judging._invited(stage, panel)
        if kind and panel.test.kind == kind and "candidate" not in notes:
            notes |= _seats(stage, rows.pop(0), "")
        if not kind:
            notes |= _seats(stage, rows[0], f"{panel.test.kind}_")
            rows = []
        for row in rows:
            judging._meet(stage, panel, row, assessors=judging.MOST_SEATS)
    return notes


def _hands_in(stage: Stage, invitation_id: int) -> None:
    with stage.scene():
        row = Invitation.objects.get(pk=invitation_id)
        by, at = stage.as_person(row.person_id), (row.starts_at or stage.now) - timedelta(days=1)
        panels.hand_in(invitation_id=row.pk, content=paper("Karya", "application/pdf"), by=by, at=at)


def _seats(stage: Stage, row: Invitation, prefix: str) -> dict[str, int]:
    seats = judging._open_seats(stage, row)
    notes = {f"{prefix}seat_{seat.slot}": seat.pk for seat in seats}
    notes |= {f"{prefix}assessor_{seat.slot}": seat.assessor_id for seat in seats}
    return notes | {
        f"{prefix}candidate": row.person_id,
        f"{prefix}invitation": row.pk,
        f"{prefix}test": row.test_id,
    }


def _people(stage: Stage) -> dict[str, int]:
    """Who applied, by the code of the file: "applicant_1", "applicant_2", and so on."""
    with stage.scene():
        sent = applications.submitted(stage.round.pk)
    return {f"applicant_{place}": one.person_id for place, one in enumerate(sent, start=1)}


def _registered(code: str, day: str, *, applicants: int) -> Stage:
    stage = _stage(code, day, applicants)
    with entropy.seeded(f"journeys/{code}"):
        planning.play(stage)
        announcing.play(stage)
        applying.play(stage)
        flow.advance()
    return stage


def _stage(code: str, day: str, applicants: int) -> Stage:
    plot, now = replace(PLOTS[code], today=Decimal(day)), timezone.now()
    timeline = Timeline.with_today(now, plot.today)
    with scope.as_system():
        agency = agencies.make(_place(code))
        team = officials.make_team(agency, at=timeline.at(-60))
    return Stage(plot, agency, team, timeline, now, applicants, 1, _silently)


def _world(stage: Stage, **notes: int) -> World:
    team = {key: actor.person_id or 0 for key, actor in stage.team.items()}
    return World(stage.agency.code, stage.round.code, stage.round.pk, team, notes)


def _place(code: str) -> agencies.Place:
    return next(place for place in PLACES if place.code == code)


def _silently(what: str, done: int, total: int) -> None:
    """Nobody watches."""
