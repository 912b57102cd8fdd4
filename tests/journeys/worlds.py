"""The worlds in which the journeys begin: rounds of the demonstration, played by its scenes up to a certain day."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils import timezone

from terang import flow
from terang.base import entropy
from terang.base.tenancy import scope
from terang.demonstration import agencies, officials
from terang.demonstration.agencies import PLACES
from terang.demonstration.plots import PLOTS
from terang.demonstration.story import announcing, applying, planning
from terang.demonstration.story.stage import Stage
from terang.demonstration.story.timeline import Timeline


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


def open_for_registration() -> World:
    """Alak on the ninth day: vacancies announced, registration open, a few have applied."""
    return _world(_registered("alak", "9", applicants=2))


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
