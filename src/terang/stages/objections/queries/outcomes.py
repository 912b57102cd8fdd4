"""What was announced to one applicant, stage by stage: the decision, its grounds, and the time to object."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from terang.base.tenancy import scope
from terang.base.ui.components.numbers import points
from terang.stages.applications import facts as applications
from terang.stages.applications.facts import ApplicationFacts
from terang.stages.exams import facts as exams
from terang.stages.objections.queries.windows import ObjectionWindow, window
from terang.stages.objections.states import ObjectionStage
from terang.stages.panels import facts as panels
from terang.stages.panels.facts import PanelScore
from terang.stages.ranking import facts as ranking
from terang.stages.ranking.facts import PlacementFacts
from terang.stages.screening import facts as screening
from terang.stages.vacancies import facts as vacancies


@dataclass(frozen=True)
class Ground:
    """One reason of a decision: the clause it rests on, its words, and what was found."""

    clause: str
    text: str
    sentence: str = ""


@dataclass(frozen=True)
class Announced:
    """An announced outcome of one applicant. rules: what can have been misapplied, as (code, words)."""

    stage: ObjectionStage
    headline: str
    grounds: tuple[Ground, ...]
    rules: tuple[tuple[str, str], ...]
    edition: int
    announced_at: datetime
    window: ObjectionWindow
    decider_ids: frozenset[int]

    def as_json(self) -> dict[str, Any]:
        """As it is kept with an objection."""
        return {"headline": self.headline, "grounds": [[g.clause, g.text, g.sentence] for g in self.grounds]}


def announced(application: ApplicationFacts, stage: str) -> Announced | None:
    """The outcome of one stage, or None before it is announced. The caller has checked whose it is."""
    with scope.as_system():
        return _READERS[ObjectionStage(stage)](application)


def all_announced(application: ApplicationFacts) -> tuple[Announced, ...]:
    """Every outcome announced to this applicant so far, in the order of the stages."""
    found = (announced(application, stage) for stage in ObjectionStage.values)
    return tuple(one for one in found if one)


def applications_of(person_id: int) -> tuple[ApplicationFacts, ...]:
    """A person's own applications that were sent."""
    return tuple(one for one in applications.of_person(person_id) if one.number)


def own_application(application_id: int, person_id: int) -> ApplicationFacts | None:
    """One of a person's own applications."""
    return next((one for one in applications_of(person_id) if one.id == application_id), None)


def application_of(application_id: int) -> ApplicationFacts:
    """The application, within the present scope."""
    return applications.application(application_id)


def _screening(of: ApplicationFacts) -> Announced | None:
    outcome = screening.outcome(of.id)
    if outcome is None:
        return None
    requirements = vacancies.vacancy(of.vacancy_id).requirements
    return Announced(
        ObjectionStage.SCREENING,
        _("Your documents meet all requirements.")
        if outcome.passed
        else _("Your documents do not meet all requirements."),
        (
            *(Ground(one.clause, one.text, one.sentence) for one in outcome.reasons),
            *(Ground(one.clause, one.text, one.sentence) for one in outcome.claims if not one.confirmed),
        ),
        tuple((one.clause, f"{one.clause} {one.text}") for one in requirements),
        outcome.edition,
        outcome.announced_at,
        window(of.round_id, "screening", first_at=outcome.announced_at, last_at=outcome.announced_at),
        outcome.decider_ids | screening.decider_ids(of.id),
    )


def _exam(of: ApplicationFacts) -> Announced | None:
    first = {one.id for one in vacancies.vacancy(of.vacancy_id).tests if one.stage == "first"}
    score = next((one for one in exams.scores_of(of.id) if one.test_id in first), None)
    published_at = exams.published_at(of.round_id, "first")
    if score is None or published_at is None:
        return None
    shortlist = ranking.placement(of.id, "shortlist")
    last_at = max(published_at, shortlist.published_at) if shortlist else published_at
    norm = vacancies.norm_of(of.round_id)
    labels = {part.code: part.label for part in norm.parts}
    grounds = tuple(Ground(labels.get(code, code), str(value)) for code, value in score.parts.items())
    return Announced(
        ObjectionStage.EXAM,
        _("You were absent.") if score.absent else _("Your exam gave %d points.") % score.total,
        (*grounds, *([_placing(shortlist)] if shortlist else [])),
        (
            *((code, label) for code, label in labels.items()),
            ("item", _("A question or its key")),
            ("conduct", _("The conduct of the exam")),
            *([("shortlist", _("The shortlist"))] if norm.shortlisting else ()),
        ),
        shortlist.edition if shortlist else 1,
        last_at,
        window(of.round_id, "exam", first_at=published_at, last_at=last_at),
        frozenset(),
    )


def _second_tests(of: ApplicationFacts) -> Announced | None:
    judged = [one for one in panels.results_of(of.id, of.round_id) if one.published_at]
    by_computer = exams.published_at(of.round_id, "second")
    tests = {one.id: one for one in vacancies.vacancy(of.vacancy_id).tests if one.stage == "second"}
    scores = [one for one in exams.scores_of(of.id) if one.test_id in tests] if by_computer else []
    moments = [one.published_at for one in judged if one.published_at]
    moments += [by_computer] if by_computer and scores else []
    if not moments:
        return None
    grounds = [_judged(one, tests[one.test_id].title) for one in judged if one.test_id in tests]
    grounds += [
        Ground(tests[one.test_id].title, _("absent") if one.absent else points(one.score_100))
        for one in scores
    ]
    shown = {one.test_id for one in judged} | {one.test_id for one in scores}
    return Announced(
        ObjectionStage.SECOND_TESTS,
        _("The results of your second tests are published."),
        tuple(grounds),
        (
            *((f"test-{pk}", tests[pk].title) for pk in sorted(shown & tests.keys())),
            ("rubric", _("The rubric or its weights")),
            ("conduct", _("The conduct of a test")),
            ("assessor", _("An assessor who should not have judged")),
        ),
        max((one.edition for one in judged), default=1),
        max(moments),
        window(of.round_id, "second_tests", first_at=min(moments), last_at=max(moments)),
        frozenset().union(*(one.decider_ids for one in judged)),
    )


def _judged(score: PanelScore, title: str) -> Ground:
    if score.absent or score.score is None:
        return Ground(title, _("absent"))
    marks = "; ".join(points(one.total) for one in score.marks)
    return Ground(title, points(score.score), _("Marks of the assessors: %s.") % marks)


def _result(of: ApplicationFacts) -> Announced | None:
    final = ranking.placement(of.id, "final")
    if final is None:
        return None
    norm = vacancies.norm_of(of.round_id)
    return Announced(
        ObjectionStage.RESULT,
        _("You are chosen.") if final.passes else _("You are not chosen."),
        (_placing(final),),
        (
            *([("weights", _("The weights of the scores"))] if norm.integration else ()),
            ("order", _("The order among equals")),
            ("threshold", _("A threshold or a knock-out")),
            ("scores", _("A score that was used")),
            ("slots", _("The number of slots")),
        ),
        final.edition,
        final.published_at,
        window(of.round_id, "result", first_at=final.published_at, last_at=final.published_at),
        frozenset(),
    )


def _placing(placement: PlacementFacts) -> Ground:
    codes = vacancies.norm_of(placement.round_id).codes[placement.stage].codes
    meaning = codes[placement.outcome].meaning if placement.outcome in codes else ""
    if placement.place is None:
        return Ground(placement.outcome, meaning)
    sentence = _("Place %d.") % placement.place
    if placement.decided_by:
        sentence += " " + _("Decided by: %s.") % placement.decided_by
    return Ground(placement.outcome, meaning, sentence)


STAGES = frozenset(ObjectionStage.values)
_READERS: dict[ObjectionStage, Callable[[ApplicationFacts], Announced | None]] = {
    ObjectionStage.SCREENING: _screening,
    ObjectionStage.EXAM: _exam,
    ObjectionStage.SECOND_TESTS: _second_tests,
    ObjectionStage.RESULT: _result,
}
