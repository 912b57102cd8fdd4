"""Where else a person would go: named by themselves, changeable until closing, never more than the norm could open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terang.base.access import Actor, Role
from terang.base.journal.models import Entry
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.stages.applications import commands, facts
from terang.stages.applications.consents import openings
from terang.stages.applications.models import Application
from terang.stages.vacancies import facts as vacancy_facts
from terang.stages.vacancies.models import Vacancy
from tests.factories import applications, people, planning, vacancies
from tests.factories.applications import AT, actor_of

pytestmark = pytest.mark.django_db
CLOSED = vacancies.moment(3, 3)


@pytest.fixture
def there() -> list[Vacancy]:
    """Two vacancies for nurses in different places, one for midwives, one for nurses in the first place."""
    scope.enter(system=True)
    round_ = people.round_()
    first = planning.formasi(round_, slots=4)
    return [
        vacancies.vacancy(round_, formasi=first, slots=2),
        vacancies.vacancy(round_),
        vacancies.vacancy(round_, formasi=planning.formasi(round_, name="Bidan Terampil")),
        vacancies.vacancy(round_, formasi=first, slots=2, kind="DISABILITAS"),
    ]


@pytest.fixture
def mine(there: list[Vacancy]) -> Application:
    return applications.draft(there[0])


def agree(application: Application, *codes: str, by: Actor | None = None, at: object = AT) -> None:
    commands.agree(
        application_id=application.pk,
        alternatives=codes,
        by=by or actor_of(application),
        at=at,  # type: ignore[arg-type]
    )


def test_only_vacancies_that_a_step_of_the_norm_opens_can_be_named(there, mine):
    assert [one.code for one in openings(vacancy_facts.vacancy(there[0].pk))] == ["V02"]

    for codes in (["V01"], ["V03"], ["V04"], ["V99"], ["V02", "V02"]):
        with pytest.raises(NotValid):
            agree(mine, *codes)

    mine.refresh_from_db()
    assert mine.alternatives == []


def test_what_is_named_counts_when_it_is_sent_and_is_committed_with_it(mine):
    agree(mine, "V02")
    before = facts.application(mine.pk).alternatives

    commands.submit(application_id=mine.pk, declared=True, by=actor_of(mine), at=AT)

    assert (before, facts.application(mine.pk).alternatives) == ((), ("V02",))
    assert Entry.objects.get(act="applications.consent.written").facts == {"alternatives": ["V02"]}


def test_until_closing_it_can_be_taken_back_and_a_dropped_change_restores_it(mine):
    by = actor_of(mine)
    agree(mine, "V02")
    commands.submit(application_id=mine.pk, declared=True, by=by, at=AT)
    with pytest.raises(NotNow):
        agree(mine)
    commands.reopen_for_change(application_id=mine.pk, by=by, at=AT)
    agree(mine)

    commands.drop_change(application_id=mine.pk, by=by, at=AT)
    mine.refresh_from_db()
    restored = mine.alternatives
    commands.reopen_for_change(application_id=mine.pk, by=by, at=AT)
    agree(mine)
    commands.amend(application_id=mine.pk, declared=True, by=by, at=AT)

    assert restored == ["V02"]
    assert facts.application(mine.pk).alternatives == ()
    assert [one.alternatives for one in mine.versions.order_by("edition")] == [["V02"], []]


def test_after_closing_nobody_changes_it_and_nobody_else_ever(mine):
    with pytest.raises(NotNow):
        agree(mine, "V02", at=CLOSED)
    with pytest.raises(NotAllowed):
        agree(mine, "V02", by=people.applicant("Orang Lain"))


def test_whoever_applies_again_agrees_anew(there, mine):
    by = actor_of(mine)
    agree(mine, "V02")
    commands.discard(application_id=mine.pk, by=by, at=AT)

    again = commands.start(vacancy_id=there[0].pk, by=by, at=AT)

    assert (again.pk, again.alternatives) == (mine.pk, [])


def test_the_page_says_what_consent_means_and_keeps_the_choice():
    now = timezone.now()
    vacancies.calendar(registration=(now - timedelta(days=300), now + timedelta(days=3)))
    home, _other = vacancies.vacancy(), vacancies.vacancy()
    mine = applications.draft(home, at=now)
    browser = people.signed_in(actor_of(mine))
    page = f"/apply/{mine.pk}/alternatives/"

    shown = browser.get(page).content.decode()
    linked = browser.get(f"/apply/{mine.pk}/").content.decode()
    wrong = browser.post(page, {"choice_1": "V99"})
    kept = browser.post(page, {"choice_1": "V02"})

    assert "1.967 dari 16.167" in shown
    assert ('name="choice_1"' in shown, 'name="choice_2"' in shown) == (True, False)
    assert page in linked
    assert (wrong.status_code, kept.status_code) == (422, 302)
    assert "V02 Puskesmas 2, Talawi" in browser.get(f"/apply/{mine.pk}/review/").content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_the_page_opens_to_the_person_alone(mine, role):
    page = f"/apply/{mine.pk}/alternatives/"
    official = people.official(role, mine.round)

    answers = [
        people.signed_in(who).get(page).status_code for who in (people.applicant("Orang Lain"), official)
    ]

    assert answers == [404, 403]
    assert people.signed_in(Actor.nobody()).get(page).status_code == 302


def test_where_nothing_can_be_opened_there_is_no_such_page(there):
    midwife = applications.draft(there[2], people.applicant("Bidan"))
    browser = people.signed_in(actor_of(midwife))

    assert browser.get(f"/apply/{midwife.pk}/alternatives/").status_code == 404
    assert "alternatives" not in browser.get(f"/apply/{midwife.pk}/").content.decode()
