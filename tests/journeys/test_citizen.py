"""A citizen without an account follows every stage, finds a number, takes the lists home; nobody is named."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from terang.base.identity.models import Person
from terang.base.tenancy import scope
from terang.stages.publication.sheets import SHEETS
from terang.stages.ranking.models import Placement
from tests.journeys.walking import Walker, words
from tests.journeys.worlds import World, open_for_registration, result_published, whole_selection

DATES = re.compile(r"\d{1,2} [A-Z][a-z]+ 20\d\d")
EVERY_STAGE = 8
STATIONS = ("Registration", "Screening of documents", "First exam", "Shortlist", "Second tests", "Result")
ROOMS = {
    "perencana": ["planning"],
    "panitia": ["planning", "vacancies", "screening", "exams", "panels", "ranking"],
    "pengesah": ["planning", "vacancies", "screening", "exams", "panels", "ranking"],
    "sanggah": ["objections"],
}

Worlds = Callable[..., World]
Shot = Callable[[Page, str], None]


def test_a1_a_citizen_follows_process_norm_schedule_deciders_and_numbers(
    world: Worlds, somebody: Callable[..., Walker]
) -> None:
    alak = world(open_for_registration)
    citizen = somebody()

    citizen.opens("/")
    citizen.follows("Seleksi tenaga kesehatan Kecamatan Alak")
    citizen.sees("Where the round is", "Registration", "Screening of documents", "Objections to the result")
    assert len(DATES.findall(citizen.text)) >= EVERY_STAGE
    citizen.sees(
        "Who decides",
        "The committee proposes; an approver who is another person decides, and only about exactly what was proposed: need, vacancies, outcomes, results and rankings.",
    )

    citizen.follows("Read every value with its article")
    citizen.sees("Articles and sources", "PermenPANRB 6/2024")

    citizen.opens(f"/alak/{alak.round}/lowongan/")
    citizen.row("Perawat Terampil").get_by_role("link").first.click()
    citizen.arrives()
    citizen.sees("Each requirement with its clause", "Education codes", "Experience at least")

    citizen.opens(f"/alak/{alak.round}/kebutuhan/")
    citizen.sees("Perawat Terampil")
    citizen.opens(f"/alak/{alak.round}/pendaftaran/")
    citizen.sees("The figures are published when registration has closed.")


def test_m3_the_official_site_announces_and_one_application_runs_the_whole_selection(
    world: Worlds, somebody: Callable[..., Walker], signed_in: Callable[[int], Walker]
) -> None:
    makassar = world(whole_selection)
    citizen, chosen = somebody(), signed_in(the_first_chosen())

    citizen.opens("/")
    citizen.follows("Makassar")
    citizen.follows("Seleksi pegawai BLUD Kota Makassar")
    citizen.follows("See the vacancies")
    citizen.sees("Petugas Layanan Kependudukan", "Analis Data Layanan")
    for sheet in SHEETS:
        citizen.opens(f"/makassar/{makassar.round}/{sheet}/")
        nobody_is_named(citizen.page.content())

    chosen.opens("/me/")
    chosen.opens(chosen.page.locator("main a[href^='/me/']").first.get_attribute("href") or "")
    chosen.sees(*STATIONS, "You are chosen.", "Your receipt", "Your exams", "Your interviews and other tests")
    chosen.sees("Then the agency appoints you: it writes to you which documents it needs, and by when.")

    for role, rooms in ROOMS.items():
        official = signed_in(makassar.team[role])
        official.opens("/desk/")
        for room in rooms:
            official.opens(f"/{room}/")


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
    citizen.sees("Articles and sources", "Rounds that follow it")


def test_a_norm_is_read_with_its_articles_and_laid_beside_another(
    somebody: Callable[..., Walker],
) -> None:
    citizen = somebody()

    citizen.opens("/norms/")
    citizen.follows("CPNS 2024")
    citizen.sees("Thresholds by kind of formasi", "not confirmed")
    citizen.page.get_by_role("link", name=words("Source %(number)s", number=1), exact=True).first.click()
    expect(citizen.page.locator("#source-1")).to_be_in_viewport()
    citizen.follows("catatan 2.2")
    expect(citizen.page.get_by_role("heading", name="2.2 SKD")).to_be_in_viewport()
    citizen.page.go_back()
    citizen.follows("CPNS 2019")
    citizen.sees("What differs", "Only in %(norm)s", norm="CPNS 2024")
    citizen.page.get_by_text(words("Show these values")).click()
    expect(citizen.page.get_by_role("table").nth(1)).to_be_visible()


# T1 also asks that the public gives input on a round: that comes with the room of the public's voice and isn't walked.
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


def the_first_chosen() -> int:
    with scope.as_system():
        chosen = Placement.objects.filter(edition__stage="final", outcome="L").order_by("position")
        return int(chosen[0].person_id)


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
