"""The Atom feeds hold what RFC 4287 asks for, and nothing of single people."""

from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.factories import people

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/sawahlunto/feed.atom", "/sawahlunto/sawahlunto-2026-1/feed.atom")


def _read(content: bytes) -> ET.Element:
    return ET.fromstring(content)


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_valid(round_played, address):
    response = Client().get(address)
    feed = _read(response.content)

    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert feed.tag == f"{ATOM}feed"
    assert all(feed.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    ids = []
    for entry in feed.findall(f"{ATOM}entry"):
        ids.append(entry.findtext(f"{ATOM}id"))
        assert all(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "summary"))
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "").tzinfo
        assert entry.find(f"{ATOM}link").get("href").startswith("http")
    assert len(ids) == len(set(ids)) == 4


def test_the_newest_comes_first_and_dates_the_feed(round_played):
    feed = _read(Client().get(FEEDS[1]).content)
    dates = [entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")]

    assert dates == sorted(dates, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == dates[0]


def test_a_round_without_acts_has_a_feed_all_the_same(db):
    people.round_()

    assert _read(Client().get(FEEDS[1]).content).findtext(f"{ATOM}updated")
