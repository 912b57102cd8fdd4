"""What waits for whom with vacancies."""

import pytest

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.stages.vacancies import commands
from terang.stages.vacancies.web.desk import awaiting
from tests.factories import people, planning
from tests.factories import vacancies as some

pytestmark = pytest.mark.django_db
AT = some.BEFORE


def test_what_is_to_write_waits_for_the_officer_and_what_is_proposed_for_the_approver() -> None:
    round_ = people.round_()
    officer, approver = (
        people.official(Role.COMMITTEE_OFFICER, round_),
        people.official(Role.APPROVER, round_),
    )
    scope.enter(system=True)
    planning.formasi(name="Arsiparis")
    vacancy = some.vacancy(published=False)

    assert [task.href for task in awaiting(officer)] == [
        f"/vacancies/{vacancy.pk}/", f"/vacancies/rounds/{round_.pk}/",
    ]  # fmt: skip
    assert awaiting(approver) == []
    commands.propose_publication(vacancy_id=vacancy.pk, by=officer, at=AT)

    assert [task.href for task in awaiting(approver)] == [f"/vacancies/{vacancy.pk}/"]
    assert awaiting(people.official(Role.APPROVER, agency_=people.foreign_agency())) == []


def test_amendments_wait_for_the_approver() -> None:
    round_ = people.round_()
    officer, approver = (
        people.official(Role.COMMITTEE_OFFICER, round_),
        people.official(Role.APPROVER, round_),
    )
    scope.enter(system=True)
    vacancy = some.vacancy()
    made = commands.propose_amendment(
        vacancy_id=vacancy.pk, wanted={"age_max": "40"}, reason="r", by=officer, at=AT
    )

    assert [task.href for task in awaiting(approver)] == [f"/vacancies/amendments/{made.pk}/"]
