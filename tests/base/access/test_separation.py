"""The separation of duties: one person never holds roles of a round that must watch each other."""

from datetime import UTC, datetime
from itertools import combinations

import pytest
from django.db import DatabaseError, transaction

from terang.base.access import Actor, Role
from terang.base.access.commands import grant_role, revoke_role
from terang.base.access.models import RoleConflict, RoleGrant
from terang.base.access.roles import conflicting_pairs
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from tests.factories import people

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
PAIRS = [tuple(sorted(pair)) for pair in combinations(Role, 2)]


@pytest.fixture(autouse=True)
def house(db):
    with scope.as_system():
        yield


def grant(person, role, round_, by=people.HOUSE):
    return grant_role(person=person, agency=people.agency(), round_=round_, role=role, by=by, at=NOON)


def test_the_matrix_in_the_database_is_the_one_in_the_code():
    rows = {frozenset(map(Role, pair)) for pair in RoleConflict.objects.values_list("first", "second")}

    assert rows == conflicting_pairs()


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_pair_of_roles_is_decided_as_the_matrix_says(pair):
    first, second = map(Role, pair)
    person, round_ = people.person_of(people.official(first, people.round_())), people.round_()

    if frozenset(pair) in conflicting_pairs():
        with pytest.raises(NotValid):
            grant(person, second, round_)
    else:
        assert grant(person, second, round_).role == second


def test_the_same_roles_in_different_rounds_are_allowed():
    person = people.person_of(people.official(Role.VERIFIER, people.round_()))

    assert grant(person, Role.APPROVER, people.round_(code="sawahlunto-2027-1")).pk


def test_a_role_in_every_round_conflicts_with_one_in_some_round():
    person = people.person_of(people.official(Role.VERIFIER, people.round_()))

    with pytest.raises(NotValid):
        grant(person, Role.APPROVER, None)


def test_a_role_taken_back_no_longer_conflicts():
    person = people.person_of(people.official(Role.VERIFIER, people.round_()))
    revoke_role(grant_id=RoleGrant.objects.get(person=person).pk, by=people.HOUSE, at=NOON)

    assert grant(person, Role.APPROVER, people.round_()).pk


def test_nobody_gives_roles_to_themselves():
    administrator = people.official(Role.ADMINISTRATOR)

    with pytest.raises(NotAllowed):
        grant(people.person_of(administrator), Role.KEY_CUSTODIAN, None, by=administrator)


def test_a_foreign_administrator_gives_no_roles_here():
    foreign = people.official(Role.ADMINISTRATOR, agency_=people.foreign_agency())
    person = people.person_of(people.official(Role.TRAINER, people.round_()))

    with pytest.raises(NotAllowed):
        grant(person, Role.PLANNER, None, by=foreign)


def test_a_role_is_taken_back_once():
    people.official(Role.VERIFIER, people.round_())
    held = RoleGrant.objects.latest("pk")
    revoke_role(grant_id=held.pk, by=people.HOUSE, at=NOON)

    with pytest.raises(NotNow):
        revoke_role(grant_id=held.pk, by=people.HOUSE, at=NOON)


def test_sql_can_not_bring_conflicting_roles_together():
    person = people.person_of(people.official(Role.VERIFIER, people.round_()))
    agency = people.agency()

    with pytest.raises(DatabaseError, match="separation_of_duties"), transaction.atomic():
        RoleGrant.objects.create(
            person=person, agency=agency, round=people.round_(), role="approver", granted_at=NOON
        )


def test_roles_of_one_round_are_not_held_in_another():
    actor = people.official(Role.VERIFIER, people.round_())
    other = people.round_(code="sawahlunto-2027-1")

    assert actor.holds(Role.VERIFIER, agency_id=people.agency().pk, round_id=people.round_().pk)
    assert not actor.holds(Role.VERIFIER, agency_id=people.agency().pk, round_id=other.pk)
    assert not Actor.nobody().holds(Role.VERIFIER, agency_id=people.agency().pk)
