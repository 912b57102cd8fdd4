"""Who may ask for what, and which forms the pages show them: garbage is sent by those whom the door lets in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urljoin

from tests.doors import addresses, walk
from tests.doors.addresses import Address
from tests.doors.house import House
from tests.doors.walk import Visitor

USUAL = {"reason": "x", "shown": "0" * 64, "version": "1"}


@dataclass(frozen=True)
class Target:
    """One address for one visitor."""

    address: Address
    url: str
    person_id: int | None


@dataclass
class Form:
    """What a form of a page would send."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    """All forms of a page that post."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found, self._open, self._choice = page, list[Form](), False, ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if tag == "form":
            self._open = (said.get("method") or "").lower() == "post"
            if self._open:
                self.found.append(Form(urljoin(self.page, said.get("action") or self.page)))
        elif self._open and said.get("name") and tag in ("input", "select", "textarea", "button"):
            self.found[-1].fields.setdefault(said["name"] or "", said.get("value") or "")
            self._choice = said["name"] or "" if tag == "select" else ""
        elif self._open and tag == "option" and (self._choice and not self.found[-1].fields[self._choice]):
            self.found[-1].fields[self._choice] = said.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False


def target(house: House, address: Address, method: str) -> Target | None:
    """The first visitor whom the matrix lets in; nobody where it lets in none."""
    thing = walk.thing_of(address)
    words = walk.allowed(address.name, method)
    for visitor in walk.visitors(house, address, thing):
        if _fits(visitor, words):
            return Target(address, walk.url_of(address, thing), visitor.person_id)
    return Target(address, walk.url_of(address, thing), None)


def _fits(visitor: Visitor, words: frozenset[str]) -> bool:
    if words == {"everybody"}:
        return visitor.name != "nobody"  # somebody signed in has more to break
    return bool(visitor.words & words)


def answering(method: str) -> list[Address]:
    """The addresses that answer this method."""
    return [one for one in addresses.every() if not one.methods or method in one.methods]


@cache
def forms(house: House) -> dict[tuple[str, int | None], dict[str, str]]:
    """Every form that the pages show to those whom they are for: by where it leads and who would send it."""
    return {(form.action, who): form.fields for form, who in _shown(house)}


def _shown(house: House) -> Iterator[tuple[Form, int | None]]:
    for address in answering("GET"):
        asked = target(house, address, "GET")
        if asked is None:
            continue
        answer = house.ask(asked.person_id, asked.url)
        if answer.status == 200 and answer.kind.startswith("text/html"):
            page = _Forms(asked.url)
            page.feed(answer.text)
            yield from ((form, asked.person_id) for form in page.found)


def fields_of(house: House, asked: Target) -> dict[str, str]:
    """What a form that leads there would send; where no page shows one, what forms usually send."""
    shown = forms(house)
    exact = shown.get((asked.url, asked.person_id))
    return exact or next((fields for (url, _), fields in shown.items() if url == asked.url), USUAL)
