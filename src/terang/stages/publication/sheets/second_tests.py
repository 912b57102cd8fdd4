"""The published scores of the second tests, under public numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from terang.base.ui.components.sentences import said
from terang.core.rules.openness import LEFT_OUT
from terang.stages.applications import facts as applications
from terang.stages.exams import facts as exams
from terang.stages.panels import facts as panels
from terang.stages.publication.sheet import Cell, Col, Row, Sheet
from terang.stages.publication.sheets.exam import hidden_vacancies
from terang.stages.publication.told import Told
from terang.stages.vacancies.facts import TestFacts


@dataclass(frozen=True)
class Tested:
    """One published result of one person, 0 to 100; without points where absent."""

    application_id: int
    pid: str
    test_id: int
    points: Decimal | None
    knocked_out: bool
    edition: int


def second_tests(told: Told) -> Sheet:
    """Every test with its weight, the points and what they count for in the second score."""
    found = [*_by_computer(told.round.pk), *_by_people(told.round.pk)]
    vacancy_of = {
        one.id: one.vacancy_id for one in applications.of_people(one.application_id for one in found)
    }
    people = {one.application_id for one in found}
    hidden = hidden_vacancies(told, (vacancy_of.get(one) for one in people))
    return Sheet(
        slug="tes-lanjutan",
        title=_("Scores of the second tests"),
        lead=_(
            "Each test with its weight. The weighted points together are the second score of the final ranking."
        )
        if found
        else "",
        columns=(
            Col("vacancy", _("Vacancy")),
            Col("id", _("Public number"), "number"),
            Col("test", _("Test")),
            Col("weight", _("Weight (%)"), "points"),
            Col("points", _("Points"), "points"),
            Col("weighted", _("Weighted"), "points"),
            Col("note", _("Note")),
        ),
        rows=tuple(_rows(told, found, vacancy_of, hidden)),
        notes=(said(LEFT_OUT),) if hidden else (),
        changed_at=_changed_at(told.round.pk),
        edition=max((one.edition for one in found), default=0),
        empty=_("No score of the second tests is published yet."),
    )


def _by_computer(round_id: int) -> Iterator[Tested]:
    for one in exams.scores(round_id, "second"):
        if one.published:
            points = None if one.absent else one.score_100
            yield Tested(one.application_id, one.pid, one.test_id, points, knocked_out=False, edition=1)


def _by_people(round_id: int) -> Iterator[Tested]:
    for one in panels.results(round_id):
        if one.published:
            yield Tested(one.application_id, one.pid, one.test_id, one.score, one.knocked_out, one.edition)


def _rows(
    told: Told, found: Iterable[Tested], vacancy_of: dict[int, int], hidden: frozenset[int]
) -> list[Row]:
    rows = []
    for one in found:
        vacancy = told.by_id.get(vacancy_of.get(one.application_id, 0))
        test = next((test for test in vacancy.tests if test.id == one.test_id), None) if vacancy else None
        if vacancy is None or test is None:
            continue
        cells: dict[str, Cell] = {
            "vacancy": vacancy.code, "id": one.pid, "test": test.title, "weight": test.weight, "note": _note(one, test),
        }  # fmt: skip
        if vacancy.id not in hidden and one.points is not None:
            cells |= {"points": one.points, "weighted": (test.weight or Decimal(0)) * one.points / 100}
        rows.append(Row(cells, pid=one.pid, vacancy_id=vacancy.id))
    return sorted(rows, key=lambda row: (str(row.cells["vacancy"]), row.pid, str(row.cells["test"])))


def _note(one: Tested, test: TestFacts) -> str:
    if one.points is None:
        return _("absent")
    if one.knocked_out or (test.knockout_minimum is not None and one.points < test.knockout_minimum):
        return _("below the minimum of %(minimum)s: knocked out") % {"minimum": test.knockout_minimum}
    return ""


def _changed_at(round_id: int) -> datetime | None:
    return exams.published_at(round_id, "second")
