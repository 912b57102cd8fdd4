"""Whom a visitor of the demonstration may be."""

from dataclasses import dataclass

from terang.base.access.models import RoleGrant
from terang.base.access.roles import Role
from terang.base.identity.models import Person
from terang.base.tenancy import scope
from terang.base.tenancy.models import Agency

APPLICANTS_SHOWN = 5


@dataclass(frozen=True)
class Account:
    """One invented person and what they are here."""

    person_id: int
    name: str
    words: str


@dataclass(frozen=True)
class House:
    """One agency with its accounts."""

    agency: Agency
    officials: tuple[Account, ...]
    applicants: tuple[Account, ...]


def houses() -> list[House]:
    """Every agency, its officials by role, and some of its applicants."""
    with scope.as_system():
        return [
            House(agency, _officials(agency), _applicants(agency))
            for agency in Agency.objects.order_by("name")
        ]


def demonstration_person(person_id: int) -> Person | None:
    """An invented person; never a real one."""
    with scope.as_system():
        return Person.objects.filter(pk=person_id, is_demonstration=True, is_active=True).first()


def _officials(agency: Agency) -> tuple[Account, ...]:
    held = RoleGrant.objects.filter(agency=agency, revoked_at=None, person__is_demonstration=True)
    rows = held.select_related("person").order_by("pk")
    return tuple(Account(row.person_id, row.person.name, str(Role(row.role).label)) for row in rows)


def _applicants(agency: Agency) -> tuple[Account, ...]:
    found = Person.objects.filter(agency=None, is_demonstration=True, email__startswith=f"{agency.code}.")
    return tuple(Account(p.pk, p.name, "") for p in found.order_by("pk")[:APPLICANTS_SHOWN])
