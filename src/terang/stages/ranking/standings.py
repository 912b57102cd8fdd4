"""The final ranking of each vacancy as the public log speaks of it: everybody who was admitted, and how they stand.

Before transfers: those are between vacancies. Source: terang-log/1 sections 9 and 10.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from terang.core.norms import Norm
from terang.core.rules.openness import scores_are_public
from terang.core.rules.public_rule import exam_name, first_value, second_value
from terang.stages.applications import facts as applications
from terang.stages.ranking.models import Edition, Placement
from terang.stages.ranking.moving import home_outcome
from terang.stages.ranking.queries import latest_published
from terang.stages.ranking.states import Stage
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts

OUTSIDE, BELOW = "outside", "below_mark"
ORDER = ("placed", OUTSIDE, BELOW)
Standing = list[tuple[Placement, str]]
"""People with their status."""


@dataclass(frozen=True)
class Listed:
    """One line: [pid, final, status], and what a bundle may open of this person's exams, by the name of the exam.

    `values` is empty where the group is too small for scores to be shown; `final` is empty then, too.
    """

    person_id: int
    row: list[str]
    values: dict[str, dict[str, object]]

    @property
    def pid(self) -> str:
        return self.row[0]


def standings(edition: Edition) -> Iterator[tuple[VacancyFacts, list[Listed]]]:
    """Each vacancy by code with its lines: places first, then who was outside the shortlist, then below the mark."""
    norm = vacancies.norm_of(edition.round_id)
    final = list(edition.placements.order_by("position"))
    ranked, left = defaultdict[int, Standing](list), defaultdict[int, Standing](list)
    for one in final:
        ranked[one.vacancy_id].append((one, _status(norm, one)))
    for one, status in _left_behind(edition, norm, {one.application_id for one in final}):
        left[one.vacancy_id].append((one, status))
    for vacancy in sorted(vacancies.vacancies_of(edition.round_id), key=lambda one: one.code):
        own = ranked[vacancy.id]
        is_open = scores_are_public(vacancy.kind, sum(status != BELOW for _one, status in own))
        own = own + left[vacancy.id]
        listed = [(one, _listed(norm, vacancy, one, status, is_open=is_open)) for one, status in own]
        yield vacancy, [made for _one, made in sorted(listed, key=_place)]


def _left_behind(edition: Edition, norm: Norm, ranked: set[int]) -> Standing:
    """Who compete but did not go on from the first exam; whoever has withdrawn since is listed nowhere."""
    there = latest_published(edition.round_id, Stage.SHORTLIST) if norm.shortlisting else None
    if there is None:
        return []
    codes = norm.codes[Stage.SHORTLIST]
    going = {one.id for one in applications.submitted(edition.round_id)} - ranked
    rows = there.placements.filter(application_id__in=going).exclude(outcome=codes.chosen)
    return [(one, OUTSIDE if one.outcome == codes.outside else BELOW) for one in rows.order_by("position")]


def _status(norm: Norm, one: Placement) -> str:
    if one.place is None:
        return BELOW
    is_chosen = home_outcome(norm, one.outcome, one.figures) == norm.codes["final"].chosen
    return "selected" if is_chosen else "reserve"


def _listed(norm: Norm, vacancy: VacancyFacts, one: Placement, status: str, *, is_open: bool) -> Listed:
    final = (one.figures.get("final") or "") if status in {"selected", "reserve"} and is_open else ""
    return Listed(one.person_id, [one.pid, final, status], _values(norm, vacancy, one) if is_open else {})


def _values(norm: Norm, vacancy: VacancyFacts, one: Placement) -> dict[str, dict[str, object]]:
    """What each score says that is sealed in the log, as the published edition tells it."""
    parts = {code: int(points) for code, points in one.figures["parts"].items()}
    values = {exam_name(0): first_value(norm, parts or None)}
    for test in one.figures.get("tests", ()):
        number = vacancy.number_of(test["id"])
        points = None if test["points"] is None else Decimal(test["points"])
        values[exam_name(number)] = second_value(norm, number, points)
    return values


def _place(one: tuple[Placement, Listed]) -> tuple[int, int, str]:
    row = one[1].row
    status = row[2] if row[2] in ORDER else "placed"
    return ORDER.index(status), one[0].place or 0 if status == "placed" else 0, row[0]
