"""The officials of a demonstration agency: one for each role, two where two must differ."""

from datetime import datetime

from terang.base.access.actor import Actor
from terang.base.access.commands import grant_role
from terang.base.access.queries import actor_of
from terang.base.access.roles import Role
from terang.base.identity.commands import invite_official
from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency

HOUSE = Actor.as_system("demonstration")

TEAM: tuple[tuple[str, str, Role], ...] = (
    ("perencana", "Rencana Peraga", Role.PLANNER),
    ("panitia", "Panitia Peraga", Role.COMMITTEE_OFFICER),
    ("verifikator", "Periksa Peraga", Role.VERIFIER),
    ("verifikator2", "Teliti Peraga", Role.VERIFIER),
    ("penulis", "Soal Peraga", Role.ITEM_AUTHOR),
    ("penelaah", "Telaah Peraga", Role.ITEM_AUTHOR),
    ("pengawas", "Awas Peraga", Role.PROCTOR),
    ("penguji", "Nilai Peraga", Role.ASSESSOR),
    ("penguji2", "Timbang Peraga", Role.ASSESSOR),
    ("penguji3", "Ukur Peraga", Role.ASSESSOR),
    ("pengesah", "Sahkan Peraga", Role.APPROVER),
    ("sanggah", "Sanggah Peraga", Role.OBJECTION_OFFICER),
    ("auditor", "Audit Peraga", Role.AUDITOR),
    ("admin", "Admin Peraga", Role.ADMINISTRATOR),
)


def make_team(agency: Agency, *, at: datetime) -> dict[str, Actor]:
    """The whole team of an agency, by the first part of their address; each holds the role in every round."""
    return {key: _official(agency, key, name, role, at) for key, name, role in TEAM}


def team_of(agency: Agency) -> dict[str, Actor]:
    """The team that exists already."""
    people = Person.objects.filter(agency=agency, is_demonstration=True)
    return {person.email.split(".")[0]: actor_of(person) for person in people}


def _official(agency: Agency, key: str, name: str, role: Role, at: datetime) -> Actor:
    email = f"{key}.{agency.code}@contoh.example"
    person = Person.objects.filter(email=email).first()
    if person is None:
        name = f"{name} {agency.place}"
        person = invite_official(
            agency=agency, name=name, email=email, by=HOUSE, at=at, is_demonstration=True
        )
        grant_role(person=person, agency=agency, round_=None, role=role, by=HOUSE, at=at)
    return actor_of(person)
