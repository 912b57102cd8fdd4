"""The public pages of a complete round."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.stages.publication.sheet import spelled
from terang.stages.publication.sheets import SHEETS
from terang.stages.ranking.models import Edition
from tests.factories import people, vacancies
from tests.factories import ranking as factory

AGENCY, ROUND = "/sawahlunto/", "/sawahlunto/sawahlunto-2026-1/"
LISTS = [f"{ROUND}{slug}/" for slug in SHEETS]
FILES = [f"{ROUND}{slug}.{ending}" for slug in SHEETS for ending in ("csv", "json")]
FEEDS = [f"{AGENCY}feed.atom", f"{ROUND}feed.atom"]
NORMS = ["/norms/", "/norms/cpns-2024/", "/norms/cpns-2019/cpns-2024/"]
ABOUT = ["/", "/cari/", "/periksa/", "/privasi/", *NORMS]
PAGES = [*ABOUT, AGENCY, ROUND, f"{ROUND}aturan/", f"{ROUND}lowongan/V01/", *LISTS]
MOST_BYTES = 100_000


def test_everybody_can_open_every_public_page(round_played):
    for page in PAGES:
        response = Client().get(page)

        assert response.status_code == 200, page
        assert len(response.content) < MOST_BYTES, page
        assert len(re.findall(rb"<h1", response.content)) == 1, page


def test_officials_of_another_agency_read_what_everybody_reads(round_played):
    browser = people.signed_in(
        people.official(Role.COMMITTEE_OFFICER, people.round_(people.foreign_agency()))
    )

    assert {browser.get(page).status_code for page in [*PAGES, *FILES, *FEEDS]} == {200}


def test_no_public_page_table_or_feed_names_anybody(round_played):
    secrets = list(_secrets(round_played))

    for address in [*PAGES, *FILES, *FEEDS, f"{ROUND}lowongan/V01.json", _searching(round_played, "n0")]:
        content = Client().get(address).content.decode()
        leaked = [secret for secret in secrets if secret and secret in content]
        assert not leaked, (address, leaked)


def test_the_secrets_that_must_not_leak_are_there(round_played):
    assert len({secret for secret in _secrets(round_played) if secret}) > 3 * len(round_played.people)


def _secrets(made: factory.Play) -> Iterator[str]:
    with scope.as_system():
        for one in made.people.values():
            yield from (
                one.person.name,
                one.person.nik,
                one.person.email,
                one.person.phone,
                one.number,
                str(one.born_on),
            )


def _searching(made: factory.Play, name: str) -> str:
    return f"/cari/?round={made.round.pk}&q={made.pid(name)}"


def test_the_page_says_which_scores_are_left_out_and_they_are_nowhere(round_played):
    special = [name for name, one in round_played.people.items() if one.vacancy.kind == "DISABILITAS"]
    rows = json.loads(Client().get(f"{ROUND}hasil.json").content)["rows"]
    told = {row["id"]: row for row in rows}

    assert special
    assert "5" in " ".join(json.loads(Client().get(f"{ROUND}hasil.json").content)["notes"])
    for name in special:
        if round_played.pid(name) in told:
            row = told[round_played.pid(name)]
            assert (row["final"], row["ujian"], row["lanjutan"]) == (None, None, None)
            assert row["outcome"]


def test_the_published_csv_is_the_approved_bytes(round_played):
    for slug, stage in (("lolos-ujian", "shortlist"), ("hasil", "final")):
        content = Client().get(f"{ROUND}{slug}.csv").content
        with scope.as_system():
            digest = Edition.objects.get(round=round_played.round, stage=stage).public

        assert digest in Client().get(f"{ROUND}{slug}/").content.decode()
        assert hashlib.sha256(content).hexdigest() == digest


def test_csv_json_and_page_hold_the_same_rows(round_played):
    for slug in SHEETS:
        as_csv = list(csv.DictReader(io.StringIO(Client().get(f"{ROUND}{slug}.csv").content.decode())))
        as_json = json.loads(Client().get(f"{ROUND}{slug}.json").content)["rows"]

        assert len(as_csv) == len(as_json)
        if slug not in ("hasil", "lolos-ujian"):
            assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in as_json] == as_csv


def test_a_reader_finds_their_own_number_however_they_type_it(round_played):
    pid = round_played.pid("n0")

    for typed in (pid, spelled(pid).upper(), f" {spelled(pid)} "):
        page = Client().get("/cari/", {"round": round_played.round.pk, "q": typed}).content.decode()
        assert page.count(spelled(pid)) > 3


def test_a_list_is_filtered_by_vacancy_and_number(round_played):
    pid, vacancy = round_played.pid("n0"), round_played.people["n0"].vacancy_id

    assert len(Client().get(f"{ROUND}hasil/?q={pid}").context["rows"]) == 1
    assert all(row[0] == "V01" for row in Client().get(f"{ROUND}ujian/?vacancy={vacancy}").context["rows"])


GARBAGE = [
    "?page=0",
    "?page=x",
    "?vacancy=x",
    "?vacancy=99999999999",
    "?q=%00%ff",
    "?q=" + "x" * 500,
    "?q=%27",
    "?page=9e9",
]


@pytest.mark.parametrize("page", [f"{ROUND}hasil/", f"{ROUND}hasil.json", f"{ROUND}ujian/", "/cari/", ROUND])
def test_garbage_in_the_address_is_no_defect(round_played, page):
    for garbage in GARBAGE:
        assert Client().get(page + garbage).status_code in (200, 422), garbage


NOWHERE = (
    ["/nowhere/", f"{AGENCY}nowhere/", f"{ROUND}nothing/", f"{ROUND}nothing.csv", f"{ROUND}nothing.json",
     f"{ROUND}lowongan/X99/", f"{ROUND}lowongan/X99.json", "/makassar/sawahlunto-2026-1/", "/NOWHERE/", "/a/b/c/d/"]
)  # fmt: skip


def test_what_is_not_there_is_not_found(round_played):
    people.foreign_agency()

    assert {page: Client().get(page).status_code for page in NOWHERE} == dict.fromkeys(NOWHERE, 404)


def test_public_pages_are_only_read(round_played):
    assert {Client().post(page).status_code for page in PAGES} == {405}


class TestUnchanged:
    """A page that has not changed is not sent again; one that has is."""

    def test_a_file_is_sent_once(self, round_played):
        first = Client().get(f"{ROUND}hasil.csv")
        again = Client().get(f"{ROUND}hasil.csv", headers={"If-None-Match": first.headers["ETag"]})

        assert again.status_code == 304
        assert "public" in first.headers["Cache-Control"]

    def test_an_act_in_the_round_makes_it_new(self, round_played):
        first = Client().get(f"{ROUND}hasil.csv")
        factory.published(round_played, "final", reason="Nilai V01 diperbaiki.")
        again = Client().get(f"{ROUND}hasil.csv", headers={"If-None-Match": first.headers["ETag"]})

        assert again.status_code == 200
        assert again.headers["ETag"] != first.headers["ETag"]

    def test_a_page_with_a_name_on_it_is_kept_by_its_reader_only(self, round_played):
        assert "private" in Client().get(ROUND).headers["Cache-Control"]


def test_the_number_of_queries_does_not_grow_with_the_people(db):
    _shortlisted(5, people.round_())
    _shortlisted(15, people.round_(people.foreign_agency()))
    lists = [slug for slug in SHEETS if slug not in ("kebutuhan", "lowongan")]

    few = {slug: _counted(f"{ROUND}{slug}/") for slug in lists}
    many = {slug: _counted(f"/makassar/makassar-2026-1/{slug}/") for slug in lists}

    assert few == many
    assert max(few.values()) <= MOST_QUERIES


def test_the_front_page_asks_the_same_with_one_agency_and_with_three(db):
    vacancies.vacancy(people.round_())
    one = _counted("/")
    for code in ("alak", "andir"):
        vacancies.vacancy(people.round_(people.agency(code, f"Kecamatan {code}")))

    assert _counted("/") == one == FRONT_QUERIES


FRONT_QUERIES = 8
MOST_QUERIES = 30


def _shortlisted(count: int, round_: Round) -> None:
    made = factory.play(round_)
    vacancy = vacancies.vacancy(made.round, slots=2)
    names = [f"n{number}" for number in range(count)]
    for name in names:
        factory.applied(made, vacancy, name)
    factory.screened(made)
    factory.sat(
        made,
        {name: {"umum": 30 + number, "pelayanan": 40, "bidang": 40} for number, name in enumerate(names)},
    )
    factory.published(made, "shortlist")


def _counted(page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(page).status_code == 200
    return len(asked)
