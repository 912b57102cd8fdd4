"""Actors out of people, and grants as pages show them."""

from django.db.models import QuerySet

from terang.base.access.actor import Actor, Grant
from terang.base.access.models import RoleGrant
from terang.base.access.roles import Role
from terang.base.identity.models import Person
from terang.base.tenancy import scope


def actor_of(person: Person) -> Actor:
    """The person with all roles held at this moment."""
    with scope.as_system():
        rows = list(RoleGrant.objects.filter(person=person, revoked_at=None)) if person.is_official else []
    grants = frozenset(Grant(Role(row.role), row.agency_id, row.round_id) for row in rows)
    return Actor(person_id=person.pk, name=person.name, agency_id=person.agency_id, grants=grants)


def grants_of_agency(agency_id: int) -> QuerySet[RoleGrant]:
    """The live grants of an agency, with people and rounds."""
    live = RoleGrant.objects.filter(agency_id=agency_id, revoked_at=None)
    return live.select_related("person", "round").order_by("person__name", "role")


def holders(role: Role, *, agency_id: int, round_id: int) -> QuerySet[Person]:
    """The officials who hold a role in a round."""
    held = RoleGrant.objects.filter(agency_id=agency_id, role=role, revoked_at=None)
    in_round = held.filter(round_id=round_id) | held.filter(round__isnull=True)
    return Person.objects.filter(pk__in=in_round.values("person")).order_by("name")
