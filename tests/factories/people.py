"""The invented cast: one agency and a foreign one, a round of each, officials by role, and applicants.

Everybody is a demonstration person (approves with a software key) and has a made-up NIK. Everything here is
written as the house itself sees it; what a test then reads, it reads in its own scope.
"""

import re
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.test import Client

from terang.base import sealing
from terang.base.access import Actor, Role
from terang.base.access.commands import grant_role
from terang.base.access.queries import actor_of
from terang.base.identity.models import Person
from terang.base.identity.strength import DEMONSTRATION
from terang.base.tenancy import scope
from terang.base.tenancy.models import Agency, Round
from terang.base.work import doing

LONG_AGO = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
HOUSE = Actor.as_system("tests")
PASSWORD = "bukan-rahasia-2026"
BORN_ON = date(1998, 5, 12)

OFFICIALS = {
    Role.PLANNER: "Yuliana Tanjung",
    Role.COMMITTEE_OFFICER: "Hendra Saputra",
    Role.VERIFIER: "Budi Santoso",
    Role.ITEM_AUTHOR: "Ratna Dewi",
    Role.PROCTOR: "Agus Salim",
    Role.ASSESSOR: "Dewi Lestari",
    Role.APPROVER: "Nurhayati Lubis",
    Role.OBJECTION_OFFICER: "Fajar Ramadhan",
    Role.KEY_CUSTODIAN: "Maria Tallo",
    Role.AUDITOR: "Teguh Prakoso",
    Role.TRAINER: "Sinta Maharani",
    Role.SUPERVISOR: "Rudi Hartono",
    Role.ADMINISTRATOR: "Lina Marlina",
}
APPLICANTS = ("Sari Wulandari", "Joko Susilo", "Melati Siregar", "Yohanes Ndun", "Putri Anggraini")

_numbers = count(1)


def agency(code: str = "sawahlunto", name: str = "Pemerintah Kota Sawahlunto", **fields: object) -> Agency:
    """The agency of that code; made at first use."""
    fields = {"name": name, "short_name": name.removeprefix("Pemerintah "), "place": "Sawahlunto", **fields}
    with scope.as_system():
        return Agency.objects.get_or_create(code=code, defaults=fields)[0]


def foreign_agency() -> Agency:
    """Another agency of the same installation, whose officials must see nothing of the first."""
    return agency("makassar", "Pemerintah Kota Makassar", place="Makassar", timezone="Asia/Makassar")


def round_(agency_: Agency | None = None, code: str = "", title: str = "Seleksi 2026 tahap 1") -> Round:
    """The round of that code; made at first use."""
    agency_ = agency_ or agency()
    fields = {"agency": agency_, "title": title, "year": 2026, "created_at": LONG_AGO}
    with scope.as_system():
        return Round.objects.get_or_create(code=code or f"{agency_.code}-2026-1", defaults=fields)[0]


def official(
    role: Role, round_: Round | None = None, *, name: str = "", agency_: Agency | None = None
) -> Actor:
    """A new official with one role: in the round, or in every round of the agency when none is given."""
    at_home = agency_ or (round_.agency if round_ else agency())
    with scope.as_system():
        person = _person(name or OFFICIALS[role], agency=at_home)
        grant_role(person=person, agency=at_home, round_=round_, role=role, by=HOUSE, at=LONG_AGO)
        return actor_of(person)


def also(actor: Actor, role: Role, round_: Round) -> Actor:
    """The same official with one more role in the round."""
    with scope.as_system():
        person = person_of(actor)
        grant_role(person=person, agency=round_.agency, round_=round_, role=role, by=HOUSE, at=LONG_AGO)
        return actor_of(person)


def applicant(name: str = "", *, born_on: date = BORN_ON, nik: str = "") -> Actor:
    """A new applicant, with a NIK that fits the birth date unless another is given."""
    with scope.as_system():
        number = next(_numbers)
        nik = nik or f"139999{born_on:%d%m%y}{number % 9999 + 1:04d}"
        sealed = sealing.seal(sealing.house_key("nik"), nik.encode(), place="identity.nik")
        mark = sealing.blind_index("nik", nik)
        name = name or APPLICANTS[number % len(APPLICANTS)]
        return actor_of(_person(name, born_on=born_on, nik_sealed=sealed, nik_mark=mark))


def person_of(actor: Actor) -> Person:
    """The row behind an actor."""
    with scope.as_system():
        return Person.objects.get(pk=actor.person_id)


def signed_in(actor: Actor) -> Client:
    """A browser in which this person is signed in; for nobody, one without a session."""
    client = Browser()
    if actor.person_id is not None:
        with scope.as_system():
            client.force_login(Person.objects.get(pk=actor.person_id))
            session = client.session
            session[DEMONSTRATION] = True  # an official without it must sign in with a passkey
            session.save()
    return client


class Browser(Client):
    """A browser, and behind the portal a worker that does at once what pages leave to it."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        led_to = re.fullmatch(r"/work/(\d+)/", response.headers.get("Location", ""))
        if led_to is None:
            return response
        doing.do(int(led_to[1]))
        return self.get(response.headers["Location"])


def _person(name: str, **fields: object) -> Person:
    slug = name.lower().replace(" ", ".")
    person = Person(
        name=name,
        email=f"{slug}.{next(_numbers)}@contoh.example",
        created_at=LONG_AGO,
        is_demonstration=True,
        **fields,
    )
    person.set_password(PASSWORD)
    person.save()
    return person
