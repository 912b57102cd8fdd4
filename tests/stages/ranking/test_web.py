"""Pages of officer and approver, for each role and for strangers."""

import pytest
from django.test import Client

from terang.base.access import Actor, Role
from terang.base.tenancy import scope
from terang.stages.ranking.models import Edition
from tests.factories import people
from tests.factories import ranking as factory
from tests.factories.ranking import GOOD

pytestmark = pytest.mark.django_db
QUERIES = 17
READERS = {Role.COMMITTEE_OFFICER, Role.APPROVER, Role.AUDITOR}
PAGES = ("/ranking/", "/ranking/round/{round}/", "/ranking/edition/{edition}/", "/ranking/edition/{edition}/line/{line}/",
         "/ranking/edition/{edition}/applicants.csv", "/ranking/edition/{edition}/vacancies.csv",
         "/ranking/edition/{edition}/result.csv")  # fmt: skip


@pytest.fixture
def made() -> factory.Play:
    return factory.field_of(a={"umum": 50, "pelayanan": 45, "bidang": 45}, b=GOOD, c=GOOD, away=None)


def _addresses(made: factory.Play, edition: Edition) -> list[str]:
    with scope.as_system():
        line = edition.placements.order_by("position").first()
        return [
            page.format(round=made.round.pk, edition=edition.pk, line=line.pk if line else 0)
            for page in PAGES
        ]


@pytest.mark.parametrize("role", list(Role))
def test_drafts_are_for_committee_approver_and_auditor(made, role):
    edition = factory.drafted(made, "shortlist")
    browser = people.signed_in(people.official(role, made.round))

    statuses = {browser.get(page).status_code for page in _addresses(made, edition)}

    assert statuses == ({200} if role in READERS else {403})


def test_strangers_see_nothing(made):
    edition = factory.drafted(made, "shortlist")
    foreign = people.official(Role.COMMITTEE_OFFICER, people.round_(people.foreign_agency()))

    for who in (foreign, people.applicant(), Actor.nobody()):
        browser = people.signed_in(who)
        for page in _addresses(made, edition)[1:]:
            assert browser.get(page).status_code in (302, 403, 404), (who, page)


def test_the_whole_way_through_the_pages(made):
    officer, approver = people.signed_in(made.officer), people.signed_in(made.approver)
    round_page = f"/ranking/round/{made.round.pk}/"

    drafted = officer.post(f"{round_page}shortlist/draft/")
    page = drafted.headers["Location"]
    assert officer.post(f"{page}propose/").headers["Location"] == page
    form = approver.get(f"{page}approve/").context["form"]
    assert approver.post(f"{page}approve/", {"shown": form["shown"].value()}).headers["Location"] == page
    assert officer.post(f"{page}publish/").headers["Location"] == page

    with scope.as_system():
        assert Edition.objects.get(round=made.round).state == "published"
    assert officer.get(f"{round_page}shortlist/draft/").status_code == 200


def test_a_further_edition_asks_for_its_reason(made):
    factory.published(made, "shortlist")
    officer = people.signed_in(made.officer)
    address = f"/ranking/round/{made.round.pk}/shortlist/draft/"

    assert officer.post(address, {"reason": ""}).status_code == 422
    page = officer.post(address, {"reason": "Kunci soal 12 keliru."}).headers["Location"]

    assert "Kunci soal 12 keliru." in officer.get(page).content.decode()


def test_sending_back_and_taking_back_need_a_reason(made):
    edition = factory.drafted(made, "shortlist")
    officer, approver = people.signed_in(made.officer), people.signed_in(made.approver)
    page = f"/ranking/edition/{edition.pk}/"

    officer.post(f"{page}propose/")
    assert approver.post(f"{page}send-back/", {"reason": " "}).status_code == 422
    assert approver.post(f"{page}send-back/", {"reason": "Periksa V01."}).status_code == 302
    officer.post(f"{page}propose/")
    assert officer.post(f"{page}take-back/", {"reason": ""}).status_code == 422
    assert officer.post(f"{page}take-back/", {"reason": "Skor berubah."}).status_code == 302


def test_the_proposer_is_told_that_another_person_approves(made):
    officer = people.official(Role.COMMITTEE_OFFICER, made.round)
    edition = factory.drafted(made, "shortlist")
    people.signed_in(officer).post(f"/ranking/edition/{edition.pk}/propose/")

    response = people.signed_in(officer).get(f"/ranking/edition/{edition.pk}/approve/")

    assert response.status_code == 403


def test_equals_are_decided_on_a_page(made):
    factory.published(made, "shortlist")
    factory.took_second_tests(made, {"a": ("90", "90"), "b": ("80", "80"), "c": ("80", "80")})
    edition = factory.drafted(made, "final")
    officer = people.signed_in(made.officer)
    vacancy_id = made.people["a"].vacancy_id
    address = f"/ranking/edition/{edition.pk}/equals/{vacancy_id}/"

    assert address in officer.get(f"/ranking/edition/{edition.pk}/").content.decode()
    assert officer.get(address).status_code == 200
    assert officer.post(address, {"chosen": [made.pid("a")], "reason": "x"}).status_code == 422
    assert officer.post(address, {"chosen": [made.pid("b")], "reason": "Undian terbuka."}).status_code == 302


@pytest.mark.parametrize(
    "garbage",
    [
        "?vacancy=x",
        "?vacancy=99999999999999999999",
        "?page=-1",
        "?page=x",
        "?q=%00",
        "?q='%20OR%201=1",
        "?vacancy=٣",
    ],
)
def test_garbage_in_the_address_is_no_defect(made, garbage):
    edition = factory.drafted(made, "shortlist")

    assert people.signed_in(made.officer).get(f"/ranking/edition/{edition.pk}/{garbage}").status_code == 200


@pytest.mark.parametrize("page", ["edition/999999/", "edition/{}/line/999999/", "edition/{}/nothing.csv", "round/999999/", "round/{}/nonsense/draft/"])  # fmt: skip
def test_what_is_not_there_is_not_found(made, page):
    edition = factory.drafted(made, "shortlist")

    assert people.signed_in(made.officer).get(f"/ranking/{page.format(edition.pk)}").status_code in (403, 404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_list(count, django_assert_num_queries):
    made = factory.field_of(**{f"n{number}": GOOD for number in range(count)})
    edition = factory.drafted(made, "shortlist")
    browser = people.signed_in(made.officer)

    with django_assert_num_queries(QUERIES):
        browser.get(f"/ranking/edition/{edition.pk}/")


def test_nobody_signed_in_is_refused():
    assert Client().get("/ranking/").status_code == 403


def test_the_desk_tells_what_waits(made):
    edition = factory.drafted(made, "shortlist")
    officer, approver = people.signed_in(made.officer), people.signed_in(made.approver)
    page = f"/ranking/edition/{edition.pk}/"

    assert page in officer.get("/desk/").content.decode()
    officer.post(f"{page}propose/")
    assert f"{page}approve/" in approver.get("/desk/").content.decode()
    approver.post(
        f"{page}approve/", {"shown": approver.get(f"{page}approve/").context["form"]["shown"].value()}
    )
    assert page in officer.get("/desk/").content.decode()
