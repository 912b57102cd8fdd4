"""Each person's own page: where am I, what was decided and why, what next, until when."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from terang.base.access import Actor, Role
from terang.base.tenancy import scope
from terang.stages.applications import facts as applications
from terang.stages.publication.mine import mine_of
from terang.stages.publication.web.advice import next_of
from terang.stages.ranking import facts
from tests.factories import people, vacancies
from tests.factories import ranking as factory
from tests.factories.ranking import GOOD

pytestmark = pytest.mark.django_db
BETTER = {"umum": 50, "pelayanan": 45, "bidang": 45}


def _browser(made: factory.Play, name: str) -> Client:
    return people.signed_in(Actor(person_id=made.people[name].person_id))


def _page(made: factory.Play, name: str) -> str:
    return _browser(made, name).get(f"/me/{made.people[name].pk}/").content.decode()


def _states(made: factory.Play, name: str, at: datetime) -> list[str]:
    with scope.as_system():
        return [
            step.state
            for step in mine_of(applications.application(made.people[name].pk), made.round, at).steps
        ]


def test_the_way_is_told_at_every_stage():
    made = factory.play()
    vacancy = vacancies.vacancy(made.round)
    for name in ("ana", "budi", "cici"):
        factory.applied(made, vacancy, name)
    assert _states(made, "ana", vacancies.moment(3, 10)) == ["done", "now", "next", "next", "next", "next"]

    factory.screened(made, "cici")
    assert _states(made, "ana", factory.AFTER_EXAM) == ["done", "done", "next", "next", "next", "next"]
    assert _states(made, "cici", factory.AFTER_EXAM) == ["done", "stopped"]

    factory.sat(made, {"ana": BETTER, "budi": {"umum": 5, "pelayanan": 5, "bidang": 5}})
    assert _states(made, "ana", factory.AFTER_EXAM) == ["done", "done", "done", "next", "next", "next"]

    factory.published(made, "shortlist")
    assert _states(made, "ana", factory.AFTER_EXAM) == ["done", "done", "done", "done", "now", "next"]
    assert _states(made, "budi", factory.AFTER_EXAM) == ["done", "done", "done", "stopped"]

    factory.took_second_tests(made, {"ana": ("80", "80")})
    factory.published(made, "final")
    assert _states(made, "ana", factory.PUBLISHED) == ["done"] * 6


def test_who_is_out_reads_the_clause_and_the_sentence():
    made = factory.play()
    factory.applied(made, vacancies.vacancy(made.round), "ana")
    factory.screened(made, "ana")

    page = _page(made, "ana")

    assert "4.1" in page
    assert "Jurusan pada ijazah tidak termasuk yang diterima." in page


def test_the_result_is_explained_with_rule_figures_and_the_step_that_placed_them():
    made = factory.field_of(ana=BETTER, budi=GOOD, cici=GOOD)
    factory.published(made, "shortlist")
    factory.took_second_tests(made, {"ana": ("70.5", "80"), "budi": ("90", "90"), "cici": ("80", "60.25")})
    factory.published(made, "final")

    page = _page(made, "budi")

    with scope.as_system():
        figures = made_final(made, "budi")
    assert figures["final"].replace(".", ",") in page
    assert figures["total_100"].replace(".", ",") in page
    assert made.pid("ana") in page
    assert "Pilihan instansi" in page


def made_final(made: factory.Play, name: str) -> dict:
    return dict(facts.placement(made.people[name].pk, "final").figures)


def test_nobody_sees_the_page_of_another():
    made = factory.field_of(ana=BETTER, budi=GOOD)
    other = _browser(made, "budi")
    officer = people.signed_in(made.officer)

    assert other.get(f"/me/{made.people['ana'].pk}/").status_code == 404
    assert officer.get(f"/me/{made.people['ana'].pk}/").status_code == 404
    assert Client().get(f"/me/{made.people['ana'].pk}/").status_code == 302
    assert _browser(made, "ana").get("/me/999999/").status_code == 404


def test_the_own_page_names_no_neighbour():
    made = factory.field_of(ana=BETTER, budi=GOOD)
    factory.published(made, "shortlist")

    page = _page(made, "ana")

    assert made.pid("budi") in page
    assert "Pelamar budi" not in page


def test_home_leads_each_to_their_own():
    assert people.signed_in(people.applicant()).get("/home/").headers["Location"] == "/me/"
    assert people.signed_in(people.official(Role.PLANNER)).get("/home/").headers["Location"] == "/desk/"
    assert Client().get("/home/").status_code == 302
    assert people.signed_in(people.applicant()).get("/desk/").headers["Location"] == "/me/"
    assert people.signed_in(people.official(Role.PLANNER)).get("/me/").headers["Location"] == "/desk/"


def test_somebody_without_an_application_is_shown_the_vacancies():
    assert people.signed_in(people.applicant()).get("/me/").status_code == 200


def test_the_messages_are_there():
    made = factory.field_of(ana=BETTER, budi=GOOD)
    factory.published(made, "shortlist")

    assert made.round.title in _browser(made, "ana").get("/me/").content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_every_official_has_a_desk(role):
    response = people.signed_in(people.official(role)).get("/desk/")

    assert response.status_code == 200


def test_what_comes_next_has_its_date():
    made = factory.play()
    factory.applied(made, vacancies.vacancy(made.round), "ana")
    with scope.as_system():
        mine = mine_of(applications.application(made.people["ana"].pk), made.round, vacancies.moment(3, 10))

        assert next_of(mine).until == vacancies.CALENDAR["screening"][1]


def test_the_own_page_reads_the_norm_once_however_far_somebody_has_come():
    made = factory.complete()
    name = next(name for name, one in made.people.items() if _is_placed(one.pk))
    browser = _browser(made, name)

    with CaptureQueriesContext(connection) as asked:
        assert browser.get(f"/me/{made.people[name].pk}/").status_code == 200

    assert len([one for one in asked.captured_queries if '"vacancies_roundnorm"' in one["sql"]]) == 1
    assert len(asked) == 50


def _is_placed(application_id: int) -> bool:
    with scope.as_system():
        return facts.placement(application_id, "final") is not None


def test_who_is_chosen_reads_until_when_one_can_object_and_who_appoints():
    made = factory.complete()
    name = next(name for name, one in made.people.items() if _is_chosen(one.pk))
    window = vacancies.CALENDAR["result_objection"]
    with scope.as_system():
        person = applications.application(made.people[name].pk)
        during = next_of(mine_of(person, made.round, window[0]))
        after = next_of(mine_of(person, made.round, window[1]))

    assert during.until == window[1]
    assert "menyanggah" in during.text
    assert "mengangkat" in during.text
    assert after.until is None
    assert "mengangkat" in after.text


def _is_chosen(application_id: int) -> bool:
    with scope.as_system():
        found = facts.placement(application_id, "final")
        return found is not None and found.passes
