"""Every page is light enough for a slow line, and asks the database as often for many people as for few."""

import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.doors.house import Answer, House
from tests.fuzz import targets

MOST = 100_000
ASSET = re.compile(r"""<(?:link[^>]*rel="stylesheet"[^>]*href|script[^>]*src)="([^"]+)\"""")
SAME_AT_MOST = 8
SCOPE = re.compile(r"SAVEPOINT|set_config|current_setting")


@pytest.fixture(scope="module")
def seen(house: House) -> dict[str, Answer]:
    """Each page as the first visitor sees it whom it is for."""
    pages = {}
    for address in targets.answering("GET"):
        asked = targets.target(house, address, "GET")
        assert asked is not None
        answer = house.ask(asked.person_id, asked.url, count=True)
        if answer.status == 200:
            pages[f"{address.name} {asked.url}"] = answer
    return pages


def test_the_walk_sees_most_pages(seen: dict[str, Answer]) -> None:
    assert len(seen) > 100


def test_no_page_is_heavier_than_a_hundred_kilobytes(seen: dict[str, Answer]) -> None:
    heavy = {
        name: len(answer.body)
        for name, answer in seen.items()
        if _is_page(answer) and len(answer.body) >= MOST
    }

    assert heavy == {}


def test_no_page_with_its_styles_and_scripts_is_heavier_than_a_hundred_kilobytes_on_the_wire(
    seen: dict[str, Answer],
) -> None:
    weights = {name: _weight(answer) for name, answer in seen.items() if _is_page(answer)}

    assert {name: weight for name, weight in weights.items() if weight >= MOST} == {}
    assert max(weights.values()) > 5_000


def test_no_page_asks_the_same_for_each_line(seen: dict[str, Answer]) -> None:
    """The same statement again and again, with other values, grows with the number of people."""
    often = {name: _repeated(answer) for name, answer in seen.items()}

    assert {name: found for name, found in often.items() if found} == {}


def _is_page(answer: Answer) -> bool:
    return answer.kind.startswith("text/html")


def _weight(answer: Answer) -> int:
    return len(gzip.compress(answer.body)) + sum(_asset(path) for path in set(ASSET.findall(answer.text)))


@cache
def _asset(address: str) -> int:
    found = finders.find(address.split("?", maxsplit=1)[0].removeprefix(settings.STATIC_URL))
    assert isinstance(found, str), f"{address} is no file of ours"
    return len(gzip.compress(Path(found).read_bytes()))


def _repeated(answer: Answer) -> dict[str, int]:
    shapes = Counter(_shape(sql) for sql in answer.queries if not SCOPE.search(sql))
    return {shape[:160]: count for shape, count in shapes.items() if count > SAME_AT_MOST}


def _shape(sql: str) -> str:
    return re.sub(r"'(?:[^']|'')*'|\b\d+\b", "?", sql)
