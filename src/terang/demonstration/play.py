"""Playing a round from the need to the result, as far as its day has come."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from terang import flow
from terang.base import entropy
from terang.base.files import keeping as files
from terang.base.journal import readers
from terang.base.refusals import NotNow
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.base.work.counting import watched
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
from terang.stages.vacancies import facts as vacancies


def play(
    code: str, *, now: datetime, tell: Tell, seed: int = 1, applicants: int | None = None, whole: bool = False
) -> Round:
    """One round of one agency, by the same commands that the pages use. Same seed, same result; all of it, or none.

    whole: from need to published result, whatever day the plot would show.
    Refused: NotNow while another round of this agency is played, or something else writes for a long time.
    """
    with transaction.atomic(), scope.as_system(), files.all_or_none():
        _be_the_only_player(code)
        readers.become_oldest()
        return _play(code, now, tell, seed, applicants, whole=whole)


def _be_the_only_player(code: str) -> None:
    """Rounds are numbered by agency; whoever plays holds the number to the end of the transaction."""
    with connection.cursor() as db:
        db.execute("SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"terang/play/{code}"])
        if not db.fetchone()[0]:
            raise NotNow(_("A round of this agency is being played already. Try again when it has ended."))


def _play(code: str, now: datetime, tell: Tell, seed: int, applicants: int | None, *, whole: bool) -> Round:
    plot = PLOTS[code]
    place = next(place for place in agencies.PLACES if place.code == code)
    today = PLOTS["sawahlunto"].today if whole else plot.today
    timeline = Timeline.with_today(now, today, zone=place.timezone)
    agency = agencies.make(place)
    earlier = Round.objects.filter(agency=agency).count()
    with entropy.seeded(f"{code}/{seed}/{earlier}"):
        team = officials.make_team(agency, at=timeline.at(-60))
        stage = Stage(plot, agency, team, timeline, now, applicants or plot.applicants, seed, tell)
        with watched(lambda what, done, total: tell(f"{agency.short_name}: {what}", done, total)):
            _scenes(stage)
    return stage.round


def _scenes(stage: Stage) -> None:
    planning.play(stage)
    announcing.play(stage)
    sitting.bring_questions(stage)
    with vacancies.read_once():  # what is announced stands
        _from_registration_on(stage)


def _from_registration_on(stage: Stage) -> None:
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
