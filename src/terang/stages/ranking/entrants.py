"""Who competes in a ranking and with which figures, gathered from the rooms before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from terang.base.work.counting import counted
from terang.core.norms import Norm
from terang.core.rules.second_tests import Combined, SecondTest, combine
from terang.stages.applications import facts as applications
from terang.stages.applications.facts import ApplicationFacts
from terang.stages.exams import facts as exams
from terang.stages.panels import facts as panels
from terang.stages.ranking.models import Placement
from terang.stages.ranking.queries import latest_published
from terang.stages.ranking.states import Stage
from terang.stages.screening import facts as screening
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import TestFacts, VacancyFacts


@dataclass(frozen=True)
class Result:
    """What one second test gave: points 0 to 100, or None while nothing is known or the person was absent."""

    test: TestFacts
    points: Decimal | None
    absent: bool = False
    known: bool = True


@dataclass(frozen=True)
class Entrant:
    """One competitor. `parts` None: absent from the first exam; `first_known` False: not scored yet."""

    application_id: int
    person_id: int
    pid: str
    vacancy_id: int
    parts: Mapping[str, int] | None
    first_known: bool
    gpa: Decimal | None
    born_on: date | None
    claims: frozenset[str] = frozenset()
    """Confirmed affirmations of the norm."""
    priority: str = ""
    """The confirmed priority group of the norm; empty where none was, or where the norm knows none."""
    alternatives: tuple[str, ...] = ()
    """Vacancies that this person agreed to be moved to, best liked first."""
    results: tuple[Result, ...] = ()
    combined: Combined = field(default_factory=lambda: Combined(None, (), ()))

    @property
    def knocked_out(self) -> bool:
        return bool(self.combined.knocked_out_by)


@dataclass(frozen=True)
class Field:
    """Everybody who competes in one stage of a round, by vacancy."""

    vacancies: tuple[VacancyFacts, ...]
    entrants: Mapping[int, tuple[Entrant, ...]]

    def everybody(self) -> Iterable[Entrant]:
        return (one for vacancy in self.vacancies for one in self.entrants.get(vacancy.id, ()))


def gathered(round_id: int, stage: str) -> Field:
    """The competitors: in the first ranking of the norm all who passed screening, after a shortlist all on it.

    Whoever has withdrawn competes no more.
    """
    found, norm = vacancies.vacancies_of(round_id), vacancies.norm_of(round_id)
    going_on = _passed_screening(round_id) if stage == norm.stages[0] else _shortlisted(round_id, norm)
    there = [one for one in applications.submitted(round_id) if one.id in going_on]
    first = {one.application_id: one for one in exams.scores(round_id, "first")}
    second = _second_points(round_id) if stage == Stage.FINAL else {}
    by_vacancy: dict[int, list[Entrant]] = {}
    proven = screening.confirmed_claims(round_id) if norm.affirmations or norm.priority else {}
    tests = {vacancy.id: vacancy.second_tests for vacancy in found if stage == Stage.FINAL}
    for one in counted(there, _("Competitors")):
        score = first.get(one.id)
        entrant = _entrant(one, score, tests.get(one.vacancy_id, ()), second)
        entrant = _with_claims(norm, entrant, proven.get(one.id, frozenset()))
        by_vacancy.setdefault(one.vacancy_id, []).append(entrant)
    return Field(_ranked(found), {key: tuple(many) for key, many in by_vacancy.items()})


def _ranked(found: Iterable[VacancyFacts]) -> tuple[VacancyFacts, ...]:
    return tuple(
        sorted((one for one in found if one.state in ("published", "closed")), key=lambda one: one.code)
    )


def _passed_screening(round_id: int) -> frozenset[int]:
    return frozenset(screening.passed(round_id))


def _shortlisted(round_id: int, norm: Norm) -> frozenset[int]:
    edition = latest_published(round_id, Stage.SHORTLIST)
    if edition is None:
        return frozenset()
    passing = [code.code for code in norm.codes[Stage.SHORTLIST].codes.values() if code.passes]
    there = Placement.objects.filter(edition=edition, outcome__in=passing)
    return frozenset(there.values_list("application_id", flat=True))


def _second_points(round_id: int) -> dict[tuple[int, int], tuple[Decimal | None, bool]]:
    """(application, test) -> (points, absent), of those that are complete."""
    found: dict[tuple[int, int], tuple[Decimal | None, bool]] = {}
    for sat in exams.scores(round_id, "second"):
        found[sat.application_id, sat.test_id] = (None if sat.absent else sat.score_100, sat.absent)
    for seen in panels.results(round_id):
        if seen.complete or seen.absent:
            found[seen.application_id, seen.test_id] = (None if seen.absent else seen.score, seen.absent)
    return found


def _entrant(
    one: ApplicationFacts,
    score: exams.ExamScore | None,
    tests: tuple[TestFacts, ...],
    second: Mapping[tuple[int, int], tuple[Decimal | None, bool]],
) -> Entrant:
    results = tuple(_result(one.id, test, second) for test in tests)
    return Entrant(
        application_id=one.id,
        person_id=one.person_id,
        pid=one.pid,
        vacancy_id=one.vacancy_id,
        parts=None if score is None or score.absent else dict(score.parts),
        first_known=score is not None,
        gpa=one.gpa,
        born_on=one.born_on,
        alternatives=one.alternatives,
        results=results,
        combined=combined(results),
    )


def _with_claims(norm: Norm, one: Entrant, proven: frozenset[str]) -> Entrant:
    """With confirmed claims: every affirmation counts, and of the priority groups the first."""
    group = next((each.code for each in norm.priority if each.code in proven), "")
    return replace(one, claims=proven & norm.affirmations.keys(), priority=group) if proven else one


def _result(
    application_id: int, test: TestFacts, second: Mapping[tuple[int, int], tuple[Decimal | None, bool]]
) -> Result:
    key = (application_id, test.id)
    points, absent = second.get(key, (None, False))
    return Result(test, points, absent, known=key in second)


def combined(results: Iterable[Result]) -> Combined:
    """The second tests as one score, by the weights of the vacancy and the rule of the norm."""
    there = tuple(results)
    plan = [_planned(one.test) for one in there]
    return combine(plan, {str(one.test.id): one.points for one in there}) if plan else Combined(None, (), ())


def _planned(test: TestFacts) -> SecondTest:
    weight = test.weight or Decimal(0)
    return SecondTest(test.kind, weight, test.knockout, test.knockout_minimum, code=str(test.id))
