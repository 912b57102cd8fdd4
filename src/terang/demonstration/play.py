"""Playing a round from the need to the result, as far as its day has come."""

from datetime import datetime

from terang import flow
from terang.base import entropy
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.demonstration import agencies, officials
from terang.demonstration.plots import PLOTS
from terang.demonstration.progress import Tell
from terang.demonstration.story import (
    announcing,
    applying,
    checking,
    disputing,
    judging,
    placing,
    planning,
    sitting,
)
from terang.demonstration.story.stage import Stage
from terang.demonstration.story.timeline import DAYS, Timeline


def play(
    code: str, *, now: datetime, tell: Tell, seed: int = 1, applicants: int | None = None, whole: bool = False
) -> Round:
    """One round of one agency, by the same commands that the pages use. Same seed, same result.

    whole: from need to published result, whatever day the plot would show.
    """
    plot = PLOTS[code]
    place = next(place for place in agencies.PLACES if place.code == code)
    today = PLOTS["sawahlunto"].today if whole else plot.today
    timeline = Timeline.with_today(now, today, zone=place.timezone)
    with scope.as_system():
        agency = agencies.make(place)
        earlier = Round.objects.filter(agency=agency).count()
    with entropy.seeded(f"{code}/{seed}/{earlier}"):
        with scope.as_system():
            team = officials.make_team(agency, at=timeline.at(-60))
        stage = Stage(plot, agency, team, timeline, now, applicants or plot.applicants, seed, tell)
        _scenes(stage)
    return stage.round


def _scenes(stage: Stage) -> None:
    planning.play(stage)
    announcing.play(stage)
    sitting.bring_questions(stage)
    applying.play(stage)
    flow.advance()
    if not _begun(stage, "screening"):
        return
    checking.play(stage)
    checking.announce(stage)
    flow.advance()
    disputing.play(stage)
    if not _begun(stage, "exam"):
        return
    sitting.prepare(stage)
    sitting.play(stage)
    placing.shortlist(stage)
    flow.advance()
    sitting.play_second(stage)
    judging.prepare(stage)
    judging.play(stage, leave_half=not _begun(stage, "result"))
    if _begun(stage, "result"):
        placing.final(stage)
        flow.advance()


def _begun(stage: Stage, name: str) -> bool:
    return stage.has_come(stage.timeline.at(DAYS[name][0]))
