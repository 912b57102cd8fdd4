"""Knocking at one door as everybody, and what is wrong with the answers."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import connection
from django.urls import reverse

from terang.base.access import Role
from terang.base.access.models import RoleGrant
from terang.base.identity.models import Person
from terang.base.tenancy import scope
from terang.stages.applications.models import Application
from tests import counts
from tests.doors.addresses import Address
from tests.doors.house import Answer, House
from tests.doors.objects import FINDERS, Thing

MATRIX = tomllib.loads((Path(__file__).parent / "matrix.toml").read_text())
METHODS = ("GET", "POST")
TABLES = ("get", "post", "led_on")
SHUT = {"sign in", "403", "404", "405"}
OPEN = {"GET": {"200", "elsewhere", "409", "410"}, "POST": {"200", "elsewhere", "400", "409", "410", "422"}}
CHANGES_NOTHING = {"400", "403", "404", "405", "409", "410", "422", "sign in"}
SOME = (Role.COMMITTEE_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
ANYWHERE = Thing("alak", {})
FEW = 4


@dataclass(frozen=True)
class Visitor:
    """Somebody at the door. `words`: what the matrix may call them."""

    name: str
    person_id: int | None
    words: frozenset[str]


def thing_of(address: Address) -> Thing:
    """What the address is asked for. KeyError: nobody has said it in `objects.py`."""
    with scope.as_system():
        return FINDERS[address.name]() if address.wants else ANYWHERE


def url_of(address: Address, thing: Thing) -> str:
    return reverse(address.name, kwargs={part: thing.parts[part] for part in address.wants})


def visitors(house: House, address: Address, thing: Thing) -> Iterator[Visitor]:
    """Nobody, the owner, another applicant, every role at home, and the same roles of a foreign agency."""
    home = thing.agency or "alak"
    yield Visitor("nobody", None, frozenset(["everybody", "nobody"]))
    if thing.owner:
        yield Visitor("owner", thing.owner, frozenset(["everybody", "owner", "applicants", "known"]))
    other = _another_applicant(home, thing.owner)
    words = {"everybody", "applicant", "applicants", "known", *(() if address.wants else ("owner",))}
    yield Visitor("applicant", other, frozenset(words))
    if thing.hand:
        roles = _roles_of(connection.settings_dict["NAME"], thing.hand)
        yield Visitor("hand", thing.hand, frozenset(["everybody", "hand", "known", *_of_all(address, roles)]))
    for role in _roles_at_home(address):
        words = {"everybody", "officials", "known", str(role)}
        yield Visitor(str(role), house.official(home, role), frozenset(words))
    foreign = "andir" if home != "andir" else "sawahlunto"
    for role in _foreign_roles(address):
        # Without a thing in the address everybody gets their own agency's page.
        words = {"everybody", "foreign", "known", *(() if address.wants else ("officials", str(role)))}
        yield Visitor(f"foreign {role}", house.official(foreign, role), frozenset(words))


def _who(method: str, address: Address, everybody: Iterator[Visitor]) -> list[Visitor]:
    """All of them; without a long run a POST comes only from some officials whom the matrix does not let in, in turn."""
    who = list(everybody)
    let_in = allowed(address.name, method) | set(MATRIX["led_on"].get(address.name, ()))
    shut_out = [one for one in who if "officials" in one.words and not one.words & let_in]
    if counts.LONG or method == "GET" or len(shut_out) <= FEW:
        return who
    first = len(address.name) % len(shut_out)
    left = {one.name for one in [*shut_out[first:], *shut_out[:first]][FEW:]}
    return [one for one in who if one.name not in left]


def _of_all(address: Address, roles: frozenset[str]) -> frozenset[str]:
    """About a thing, whoever has it in hand is named as such, not by the role."""
    return frozenset() if address.wants else roles


def _roles_at_home(address: Address) -> list[Role]:
    """All of them, except where being an official plays no part: there a few are enough for every day."""
    named = _named(address)
    return list(Role) if counts.LONG or named - {"everybody", "known"} else list(SOME)


def _foreign_roles(address: Address) -> list[Role]:
    """All of them in a long run; else those whom the door opens at home, and one that it doesn't."""
    if counts.LONG:
        return list(Role)
    named = _named(address)
    if not address.wants or not named - {"everybody", "known"}:
        return [Role.COMMITTEE_OFFICER]
    meant = [role for role in Role if str(role) in named or named & {"officials", "hand"}]
    others = [role for role in Role if role not in meant]
    return meant + others[len(address.name) % len(others) :][:1] if others else meant


def _named(address: Address) -> set[str]:
    return {word for method in METHODS for word in allowed(address.name, method)}


def allowed(name: str, method: str) -> frozenset[str]:
    """Whom the matrix lets in."""
    return frozenset(MATRIX[method.lower()].get(name, ()))


def problems(house: House, address: Address) -> list[str]:
    """What is wrong with the answers of one door, one sentence each."""
    thing = thing_of(address)
    url = url_of(address, thing)
    found: dict[str, list[str]] = {}
    for method in METHODS:
        if address.methods and method not in address.methods:
            if allowed(address.name, method):
                found[f"{method} is in the matrix, but the view does not answer it"] = []
            continue
        for visitor in _who(method, address, visitors(house, address, thing)):
            answer = house.ask(visitor.person_id, url, method, {} if method == "POST" else None)
            for what in _wrong(address, method, visitor, answer):
                found.setdefault(f"{method} {url} {what}", []).append(visitor.name)
    return [f"{what}: {', '.join(who)}" for what, who in found.items()]


def _wrong(address: Address, method: str, visitor: Visitor, answer: Answer) -> Iterator[str]:
    if answer.status >= 500:
        yield f"broke with {answer.status}"
    elif visitor.words & allowed(address.name, method):
        if answer.outcome not in OPEN[method]:
            yield f"should be let in, and got {answer.outcome}"
    elif visitor.words & frozenset(MATRIX["led_on"].get(address.name, ())):
        if answer.outcome != "elsewhere":
            yield f"should be led on, and got {answer.outcome}"
    elif answer.outcome not in SHUT:
        yield f"should be refused, and got {answer.outcome}"
    elif told := [
        secret for secret in secrets() if secret in answer.text and secret != _name_of(visitor.person_id)
    ]:
        yield f"is refused, and yet told {told}"
    if answer.left and answer.outcome in CHANGES_NOTHING and address.name not in MATRIX["watched"]["reading"]:
        yield f"left {answer.left} rows behind although it was answered with {answer.outcome}"


def secrets() -> frozenset[str]:
    """What no refusal may tell: names, numbers and pseudonyms of those who apply."""
    return _secrets(connection.settings_dict["NAME"])


@cache
def _secrets(database: str) -> frozenset[str]:
    with scope.as_system():
        names = Person.objects.filter(agency=None).values_list("name", flat=True)
        numbers = Application.objects.exclude(number="").values_list("number", "pid")
        return frozenset([*names, *(part for row in numbers for part in row)])


def _name_of(person_id: int | None) -> str:
    return _names(connection.settings_dict["NAME"]).get(person_id or 0, "")


@cache
def _names(database: str) -> dict[int, str]:
    with scope.as_system():
        return dict(Person.objects.values_list("pk", "name"))


def _another_applicant(agency: str, owner: int | None) -> int:
    with scope.as_system():
        rows = Application.objects.filter(agency__code=agency, state="submitted").exclude(person_id=owner)
        return int(rows.latest("pk").person_id)


@cache
def _roles_of(database: str, person_id: int) -> frozenset[str]:
    with scope.as_system():
        return frozenset(RoleGrant.objects.filter(person=person_id).values_list("role", flat=True))
