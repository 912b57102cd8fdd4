"""Who may do what with a ranking, by role."""

import pytest

from terang.base.access import Actor, Role
from terang.stages.ranking import access
from tests.factories import people

pytestmark = pytest.mark.django_db

MAY = {
    access.may_draft: {Role.COMMITTEE_OFFICER},
    access.may_approve: {Role.APPROVER},
    access.may_publish: {Role.COMMITTEE_OFFICER, Role.APPROVER},
    access.may_read: {Role.COMMITTEE_OFFICER, Role.APPROVER, Role.AUDITOR},
    access.may_suppose: {Role.COMMITTEE_OFFICER, Role.APPROVER, Role.AUDITOR, Role.PLANNER},
}


@pytest.mark.parametrize("role", list(Role))
def test_each_role_may_do_what_the_table_says(role):
    round_ = people.round_()
    actor = people.official(role, round_)

    assert {may for may in MAY if may(actor, round_)} == {may for may, roles in MAY.items() if role in roles}


@pytest.mark.parametrize("may", MAY)
def test_officials_of_another_agency_and_applicants_may_nothing(may):
    round_ = people.round_()
    foreign = people.round_(people.foreign_agency())

    strangers = [people.official(role, foreign) for role in (Role.COMMITTEE_OFFICER, Role.APPROVER)]

    assert not any(may(one, round_) for one in [*strangers, people.applicant(), Actor.nobody()])


def test_only_the_house_asks_for_a_correction():
    assert access.may_ask_for_correction(Actor.as_system("flow"))
    assert not access.may_ask_for_correction(people.official(Role.COMMITTEE_OFFICER))
