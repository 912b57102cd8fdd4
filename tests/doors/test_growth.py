"""Three times as many applicants don't make a page ask the database more often."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.stages.applications.models import Application
from terang.stages.exams.models import Session
from terang.stages.panels.models import Announcement as Results
from terang.stages.publication.sheets import SHEETS
from terang.stages.ranking.models import Edition
from terang.stages.screening.models import Announcement as Outcomes
from tests.doors.house import House, play_rounds, standing_on
from tests.ground import Ground

pytestmark = pytest.mark.long
AGENCY = "sawahlunto"
FEW, MANY = 6, 18
SLACK = 3  # a page may tell of something that did not happen to so few people

Page = tuple[str, Role | None, str]


@pytest.fixture(scope="module")
def counted(
    ground: Ground, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[int, dict[str, int]]]:
    """By number of applicants: how many statements each page needs."""
    found = {}
    with django_db_blocker.unblock():
        for applicants in (FEW, MANY):
            with standing_on(ground, ground.clone()) as name:
                play_rounds(applicants, {AGENCY: {"whole": True}})
                found[applicants] = dict(_count(House()))
            ground.drop(name)
        yield found


def _count(house: House) -> Iterator[tuple[str, int]]:
    with scope.as_system():
        pages, people = list(_pages()), Application.objects.filter(state="submitted").count()
    yield "people", people
    for name, role, url in pages:
        who = house.official(AGENCY, role) if role else None
        house.ask(who, url)  # whatever is kept from one request to the next is there now
        answer = house.ask(who, url, count=True)
        assert answer.status == 200, f"{url} answers {answer.status}"
        yield name, len(answer.queries)


def _pages() -> Iterator[Page]:
    """The lists of a round, each as somebody sees it who works with it."""
    officer, auditor = Role.COMMITTEE_OFFICER, Role.AUDITOR
    round_ = Round.objects.get(agency__code=AGENCY)
    session = Session.objects.filter(round=round_).earliest("pk")
    results = Results.objects.filter(round=round_).earliest("pk")
    edition = Edition.objects.filter(round=round_, stage="final").earliest("pk")
    outcomes = Outcomes.objects.filter(round=round_).earliest("pk")
    yield "desk", officer, reverse("publication:desk")
    for name in (
        "planning:round",
        "planning:formasi_list",
        "vacancies:round",
        "screening:round",
        "ranking:round",
    ):
        yield name, officer, reverse(name, args=[round_.pk])
    for name in (
        "planning:home",
        "vacancies:home",
        "screening:home",
        "panels:home",
        "ranking:home",
        "exams:rounds",
    ):
        yield name, officer, reverse(name)
    yield "objections:home", auditor, reverse("objections:home")
    yield "screening:announcement", officer, reverse("screening:announcement", args=[outcomes.pk])
    yield "exams:round", officer, reverse("exams:round", args=[round_.code])
    yield "exams:session", officer, reverse("exams:session", args=[session.pk])
    yield "exams:live", None, reverse("exams:live", args=[session.pk])
    yield "exams:scores", None, reverse("exams:scores", args=[round_.code, "first"])
    yield "exams:items", Role.ITEM_AUTHOR, reverse("exams:items")
    yield "panels:test", officer, reverse("panels:test", args=[round_.pk, results.test_id])
    yield "panels:results", officer, reverse("panels:results", args=[round_.pk, results.test_id])
    yield "ranking:edition", officer, reverse("ranking:edition", args=[edition.pk])
    yield "ranking:table", officer, reverse("ranking:table", args=[edition.pk, "result"])
    yield "publication:agency", None, reverse("publication:agency", args=[AGENCY])
    yield "publication:round", None, reverse("publication:round", args=[AGENCY, round_.code])
    for sheet in SHEETS:
        for form in ("sheet", "sheet_csv", "sheet_json"):
            url = reverse(f"publication:{form}", args=[AGENCY, round_.code, sheet])
            yield f"{form} {sheet}", None, url


def test_there_are_three_times_as_many_people(counted: dict[int, dict[str, int]]) -> None:
    assert counted[MANY]["people"] >= 2.5 * counted[FEW]["people"]


def test_no_list_asks_more_often_for_more_people(counted: dict[int, dict[str, int]]) -> None:
    grown = {
        name: (count, counted[MANY][name])
        for name, count in counted[FEW].items()
        if name != "people" and counted[MANY][name] > count + SLACK
    }

    assert grown == {}
