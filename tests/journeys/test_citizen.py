"""A citizen without an account follows every stage, finds a number, takes the lists home; nobody is named."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from terang.base.identity.models import Person
from terang.base.tenancy import scope
from terang.stages.publication.sheets import SHEETS
from tests.journeys.walking import Walker
from tests.journeys.worlds import World, result_published

Worlds = Callable[..., World]
Shot = Callable[[Page, str], None]


def test_d1_every_stage_of_a_round_can_be_followed_without_an_account(
    world: Worlds, somebody: Callable[..., Walker], screenshot: Shot
) -> None:
    sawahlunto = world(result_published)
    citizen = somebody()

    citizen.opens("/")
    screenshot(citizen.page, "front")
    citizen.follows("Sawahlunto")
    citizen.follows("Seleksi tenaga kesehatan dan wisata Kota Sawahlunto")
    citizen.sees("Where the round is", "Numbers and lists")
    screenshot(citizen.page, "round")
    lists = the_lists(citizen)
    assert {one.rstrip("/").rsplit("/", 1)[1] for one in lists} >= set(SHEETS)
    for address in lists:
        citizen.opens(address)
        nobody_is_named(citizen.page.content())
    citizen.opens(f"/sawahlunto/{sawahlunto.round}/aturan/")
    citizen.sees("Every value with its article")


def test_t1_a_number_is_found_and_the_lists_are_taken_home_without_javascript(
    world: Worlds, somebody: Callable[..., Walker]
) -> None:
    sawahlunto = world(result_published)
    citizen = somebody(javascript=False)
    round_ = f"/sawahlunto/{sawahlunto.round}"

    citizen.opens(f"{round_}/hasil/")
    table = citizen.page.request.get(f"{round_}/hasil.csv")
    lines = table.text().strip().splitlines()
    document = json.loads(citizen.page.request.get(f"{round_}/hasil.json").text())
    number = re.findall(r"[0-9a-z]{16}", lines[1])[0]

    assert document
    nobody_is_named(table.text() + json.dumps(document))
    citizen.opens(f"{round_}/hasil/?q={number}")
    expect(citizen.page.get_by_role("table")).to_contain_text(number[:4])
    feed = citizen.page.request.get(f"{round_}/feed.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert "<entry>" in feed.text()


def the_lists(citizen: Walker) -> list[str]:
    links = citizen.page.locator("main a[href]").all()
    found = [link.get_attribute("href") or "" for link in links]
    here = citizen.page.url.split("/", 3)[3]
    return [one for one in dict.fromkeys(found) if re.fullmatch(rf"/{re.escape(here)}[a-z-]+/", one)]


def nobody_is_named(text: str) -> None:
    with scope.as_system():
        names = list(Person.objects.filter(agency=None).values_list("name", flat=True))
    assert names
    assert [name for name in names if name in text] == []
