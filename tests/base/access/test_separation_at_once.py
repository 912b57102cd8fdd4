"""Two administrators at the same moment."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from terang.base.access import Role
from terang.base.access.commands import grant_role
from terang.base.tenancy import scope
from tests.factories import people

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_two_conflicting_grants_at_the_same_moment_do_not_both_succeed(at_once):
    round_ = people.round_()
    person = people.person_of(people.official(Role.TRAINER, round_))

    def give(role: Role):
        def work() -> object:
            with transaction.atomic(), scope.as_system():
                return grant_role(
                    person=person, agency=round_.agency, round_=round_, role=role, by=people.HOUSE, at=NOON
                )

        return work

    outcomes = at_once(give(Role.VERIFIER), give(Role.APPROVER))

    assert sorted(type(o).__name__ for o in outcomes) == ["NotValid", "RoleGrant"]
