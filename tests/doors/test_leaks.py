"""Nobody's name, number or birthday is public: neither on a page that citizens reach, nor in a leaf of the log."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import islice
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from terang.base.journal.models import Blob, Pending
from terang.base.tenancy import scope
from terang.demonstration.people import invented
from tests.doors.house import APPLICANTS, ROUNDS, Answer, House
from tests.doors.unfinished import EQUALS, MOVERS

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
AT_LEAST = 60  # the crawl has to reach this many addresses, or it proves nothing
LONGEST = 1500


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attributes if name in ("href", "src") and value]


@pytest.fixture(scope="module")
def public(house: House) -> dict[str, Answer]:
    """Everything that somebody who is not signed in reaches from the front page by following links."""
    seen: dict[str, Answer] = {}
    waiting = ["/"]
    while waiting and len(seen) < LONGEST:
        address = waiting.pop()
        if address in seen:
            continue
        seen[address] = answer = house.ask(None, address)
        waiting += [link for link in _links(address, answer) if link not in seen]
    return seen


def _links(page: str, answer: Answer) -> Iterator[str]:
    if answer.location:
        yield urldefrag(urljoin(page, answer.location)).url
    if "html" in answer.kind:
        parser = _Links()
        parser.feed(answer.text)
        for link in parser.found:
            whole = urldefrag(urljoin(page, link)).url
            if not urlsplit(whole).netloc and not whole.startswith(
                ("/static/", "/account/", "mailto:", "data:")
            ):
                yield whole


def private() -> set[str]:
    """What is known of every invented applicant and concerns nobody else."""
    people = [one for agency in ROUNDS for one in islice(invented(1, agency), APPLICANTS)]
    days = [one.born_on for one in people]
    return {
        *(one.name for one in people), *EQUALS, *MOVERS, *(one.nik for one in people), *(one.email for one in people),
        *(day.isoformat() for day in days), *(f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in days),
        *(f"{day:%d-%m-%Y}" for day in days), *(f"{day:%d/%m/%Y}" for day in days),
    }  # fmt: skip


def told(text: str) -> list[str]:
    return sorted(one for one in private() if one in text)


def test_the_private_things_are_those_of_the_played_rounds(house: House) -> None:
    from terang.base.identity.models import Person

    with scope.as_system():
        names = set(Person.objects.filter(agency=None).values_list("name", flat=True))

    assert names <= private()


def test_a_leak_would_be_seen() -> None:
    someone = next(invented(1, "alak"))

    assert told(f"<td>{someone.name}</td>") == [someone.name]
    assert told(f"lahir {someone.born_on.day} {MONTHS[someone.born_on.month - 1]} {someone.born_on.year}")
    assert _numbers(f'{{"n":"{someone.nik}"}}') == [someone.nik]
    assert _numbers(f"tulis ke {someone.email}") == [someone.email]
    assert _numbers('"u":"00112233445566778899001122334455"') == []


def test_the_crawl_reaches_the_rounds(public: dict[str, Answer]) -> None:
    assert len(public) >= AT_LEAST
    assert {kind for answer in public.values() for kind in ("csv", "json", "atom", "html") if kind in answer.kind} == {
        "csv", "json", "atom", "html",
    }  # fmt: skip


def test_no_public_link_is_dead_or_broken(public: dict[str, Answer]) -> None:
    assert {address: answer.status for address, answer in public.items() if answer.status >= 400} == {}


def test_no_public_page_tells_anything_of_a_person(public: dict[str, Answer]) -> None:
    assert {address: found for address, answer in public.items() if (found := told(answer.text))} == {}


def test_no_public_page_has_a_number_like_an_identity(public: dict[str, Answer]) -> None:
    """Sixteen digits in a row are a NIK, unless they stand inside a pseudonym or a hash."""
    found = {
        address: re.findall(r"(?<![0-9A-Za-z])\d{16}(?![0-9A-Za-z])", answer.text)
        for address, answer in public.items()
    }

    assert {address: numbers for address, numbers in found.items() if numbers} == {}


def test_no_leaf_and_no_public_document_tells_anything_of_a_person(house: House) -> None:
    with scope.as_system():
        leaves = {f"leaf {row.pk} {row.kind}": bytes(row.leaf) for row in Pending.objects.all()}
        blobs = {f"document {row.digest[:12]}": bytes(row.content) for row in Blob.objects.all()}
    texts = {name: content.decode(errors="replace") for name, content in {**leaves, **blobs}.items()}

    assert len(leaves) > 100
    assert {name: found for name, text in texts.items() if (found := told(text) or _numbers(text))} == {}


def _numbers(text: str) -> list[str]:
    """Twelve digits in a row and more, outside of hexadecimal numbers and pseudonyms."""
    bare = re.sub(r"\b[0-9a-f]{32,}\b", "", text)
    return re.findall(r"(?<![0-9A-Za-z])\d{12,}(?![0-9A-Za-z])", bare) + re.findall(r"[\w.]+@[\w.]+\w", text)
