"""One person's own way through a round: where they are, what was decided and why, what comes next, until when."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from terang.base.tenancy.models import Round
from terang.base.ui.values import Step
from terang.stages.applications.facts import ApplicationFacts
from terang.stages.exams import facts as exams
from terang.stages.exams.facts import ExamScore, SeatFacts
from terang.stages.objections import facts as objections
from terang.stages.objections.facts import ObjectionFacts
from terang.stages.panels import facts as panels
from terang.stages.panels.facts import PanelScore
from terang.stages.publication.told import Told, told_of
from terang.stages.ranking import facts as ranking
from terang.stages.ranking.facts import PlacementFacts
from terang.stages.screening import facts as screening
from terang.stages.screening.facts import ScreeningOutcome
from terang.stages.vacancies.facts import VacancyFacts


@dataclass(frozen=True)
class Mine:
    """Everything that is known of one application to the person themselves; announced things only."""

    application: ApplicationFacts
    told: Told
    outcome: ScreeningOutcome | None
    seats: tuple[SeatFacts, ...]
    scores: tuple[ExamScore, ...]
    panels: tuple[PanelScore, ...]
    shortlist: PlacementFacts | None
    final: PlacementFacts | None
    objections: tuple[ObjectionFacts, ...]

    @property
    def vacancy(self) -> VacancyFacts | None:
        return self.told.by_id.get(self.application.vacancy_id)

    @property
    def first_score(self) -> ExamScore | None:
        """The published score of the first exam."""
        tests = {test.id for test in (self.vacancy.tests if self.vacancy else ()) if test.stage == "first"}
        return next((one for one in self.scores if one.published and one.test_id in tests), None)

    @property
    def is_out(self) -> bool:
        """Whether the way has ended before the result."""
        failed = self.outcome is not None and not self.outcome.passed
        outside = self.shortlist is not None and not self.shortlist.passes
        return self.application.state == "withdrawn" or failed or outside

    @cached_property
    def steps(self) -> list[Step]:
        """The stations of the way; after the one where it ended there are none."""
        found: list[Step] = []
        norm = self.told.norm
        for told in (
            _registration, _screening, _exam,
            *((_shortlist,) if norm is None or norm.shortlisting else ()),
            *((_second_tests,) if norm is None or norm.integration else ()),
            _result,
        ):  # fmt: skip
            step = told(self)
            found.append(step)
            if step.state == "stopped":
                break
        return found


def mine_of(application: ApplicationFacts, round_: Round, at: datetime) -> Mine:
    """Gather what every room says of this application."""
    told = told_of(round_, at)
    return Mine(
        application=application,
        told=told,
        outcome=screening.outcome(application.id),
        seats=exams.seats_of(application.id),
        scores=exams.scores_of(application.id),
        panels=panels.results_of(application.id, round_.pk),
        shortlist=ranking.placement(application.id, "shortlist", told.norm),
        final=ranking.placement(application.id, "final", told.norm),
        objections=objections.objections_of(application.id),
    )


def _step(mine: Mine, title: str, stage: str, state: str, text: str = "") -> Step:
    window = mine.told.calendar.get(stage)
    opens, closes = (window.opens_at, window.closes_at) if window else (None, None)
    return Step(title, state, opens, closes, text)  # type: ignore[arg-type]


def _registration(mine: Mine) -> Step:
    title, state = _("Registration"), mine.application.state
    if state == "withdrawn":
        return _step(mine, title, "registration", "stopped", _("You withdrew your application."))
    if state == "draft":
        return _step(
            mine, title, "registration", "now", _("Not sent yet. Until you send it, it does not count.")
        )
    return _step(
        mine,
        title,
        "registration",
        "done",
        _("Sent under the number %(number)s.") % {"number": mine.application.number},
    )


def _screening(mine: Mine) -> Step:
    title = _("Screening of documents")
    if mine.outcome is None:
        begun = mine.application.state == "submitted" and mine.told.has_begun("screening")
        text = _("Your documents are being checked, or wait for it.") if begun else ""
        return _step(mine, title, "screening", "now" if begun else "next", text)
    if mine.outcome.passed:
        return _step(mine, title, "screening", "done", _("You meet the requirements."))
    return _step(mine, title, "screening", "stopped", _("A requirement is not met. The reason stands below."))


def _exam(mine: Mine) -> Step:
    title, score = _("First exam"), mine.first_score
    if score is not None:
        text = _("You were absent.") if score.absent else _("%(total)d points.") % {"total": score.total}
        return _step(mine, title, "exam", "done", text)
    seat = next((one for one in mine.seats if one.stage == "first"), None)
    if seat is None:
        return _step(mine, title, "exam", "next")
    text = _("%(session)s, %(site)s, seat %(seat)s.") % {
        "session": seat.title,
        "site": seat.site,
        "seat": seat.number,
    }
    return _step(
        mine, title, "exam", "now", text if seat.starts_at else _("You are admitted; your seat follows.")
    )


def _shortlist(mine: Mine) -> Step:
    title, placed = _("Shortlist"), mine.shortlist
    if placed is None:
        return Step(title, "next")
    if placed.passes:
        return Step(title, "done", closes_at=placed.published_at, text=_("You go on to the second tests."))
    return Step(
        title, "stopped", closes_at=placed.published_at, text=_("You don't go on. The figures stand below.")
    )


def _second_tests(mine: Mine) -> Step:
    title = _("Second tests")
    if mine.final is not None:
        return _step(mine, title, "second_tests", "done")
    if _goes_on(mine):
        return _step(mine, title, "second_tests", "now", _("Take part in each test that you are invited to."))
    return _step(mine, title, "second_tests", "next")


def _goes_on(mine: Mine) -> bool:
    """Whether the second tests await this person: by the shortlist, or where there is none, by having sat the exam."""
    if mine.told.norm is not None and mine.told.norm.shortlisting is None:
        return mine.first_score is not None and not mine.first_score.absent
    return mine.shortlist is not None and mine.shortlist.passes


def _result(mine: Mine) -> Step:
    title, placed = _("Result"), mine.final
    if placed is None:
        return _step(mine, title, "result", "next")
    if placed.passes and placed.target:
        there = mine.told.vacancy(placed.target)
        said = {"code": placed.target, "place": there.place if there else ""}
        text = _("You are chosen for %(code)s, %(place)s, to which you had agreed.") % said
        return _step(mine, title, "result", "done", text)
    if placed.passes:
        return _step(mine, title, "result", "done", _("You are chosen."))
    return _step(mine, title, "result", "stopped", _("You are not chosen. The figures stand below."))
