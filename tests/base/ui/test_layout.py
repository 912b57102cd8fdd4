"""What every page has: a language, a title, a way past the head, a foot; and whose page it is."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from lxml import html

from terang.base import ui
from terang.base.access import Actor, Role
from terang.base.tenancy.models import Agency
from terang.base.ui import errors
from terang.base.ui.context import agency_of, face_of, page
from terang.base.ui.middleware import AgencyZone
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_() -> HttpRequest:
    request = RequestFactory().get("/gallery/")
    request.actor = Actor.nobody()  # type: ignore[attr-defined]
    return request


@pytest.fixture
def sawahlunto() -> Agency:
    return people.agency(theme="sawahlunto", timezone="Asia/Jakarta")


@pytest.fixture
def makassar() -> Agency:
    return people.agency("makassar", "Pemerintah Kota Makassar", theme="makassar", timezone="Asia/Makassar")


def test_a_page_names_its_language_its_title_and_its_parts(client: Client) -> None:
    drawn = html.fromstring(client.get("/gallery/accessibility/").content)

    assert drawn.get("lang") == "id"
    assert re.fullmatch(r".+ - Terang", drawn.xpath("string(//title)"))
    assert [len(drawn.xpath(f"//{part}")) for part in ("header", "main", "footer", "h1")] == [1, 1, 1, 1]


def test_the_first_link_leads_past_the_head(client: Client) -> None:
    drawn = html.fromstring(client.get("/gallery/accessibility/").content)

    skip = drawn.xpath("//a")[0]

    assert skip.get("href") == "#main"
    assert drawn.xpath("//main[@id='main']/@tabindex") == ["-1"]


def test_the_language_is_changed_by_a_form_and_kept(client: Client) -> None:
    form = html.fromstring(client.get("/gallery/accessibility/").content).xpath("//form[@class='languages']")[
        0
    ]
    assert form.get("method") == "post"

    answer = client.post(
        form.get("action"), {"language": "en", "next": "/gallery/accessibility/"}, follow=True
    )

    assert html.fromstring(answer.content).get("lang") == "en"


def test_the_foot_leads_to_the_source_and_to_accessibility(client: Client) -> None:
    links = html.fromstring(client.get("/gallery/").content).xpath("//footer//a/@href")

    assert {"/gallery/accessibility/", "/gallery/source/"} <= set(links)


@pytest.mark.parametrize(
    ("named", "links"),
    [
        ("https://kode.sawahlunto.test/terang", ["https://kode.sawahlunto.test/terang"]),
        ("https://terang.example/x", []),
    ],
)
def test_the_source_of_what_runs_is_named_when_its_address_is_known(
    client: Client, monkeypatch: pytest.MonkeyPatch, named: str, links: list[str]
) -> None:
    monkeypatch.setattr(settings.TERANG, "source_url", named)

    drawn = html.fromstring(client.get("/gallery/source/").content)

    assert drawn.xpath("//main//a/@href") == links


def test_an_official_sees_the_name_and_the_colours_of_their_agency(request_: Any, sawahlunto: Agency) -> None:
    request_.actor = Actor.as_system("test")
    request_.agency = sawahlunto

    drawn = html.fromstring(render_to_string("ui/accessibility.html", request=request_))

    assert drawn.get("data-theme") == "sawahlunto"
    assert drawn.xpath("string(//header//small)") == "Pemerintah Kota Sawahlunto"


def test_a_page_that_belongs_to_nobody_has_the_colours_of_the_product(request_: HttpRequest) -> None:
    face = face_of(request_, agency_of(request_))

    assert (face.theme, face.agency) == ("terang", "")


def test_moments_on_a_page_of_makassar_are_told_in_its_zone(request_: Any, makassar: Agency) -> None:
    request_.agency = makassar

    with timezone.override("Asia/Jakarta"):
        page(request_)

        assert timezone.get_current_timezone_name() == "Asia/Makassar"


def test_the_zone_of_one_request_does_not_leak_into_the_next(request_: Any, makassar: Agency) -> None:
    request_.agency = makassar
    inside: list[str] = []

    def view(request: HttpRequest) -> Any:
        page(request)
        inside.append(timezone.get_current_timezone_name())

    before = timezone.get_current_timezone_name()
    AgencyZone(view)(request_)

    assert (inside, timezone.get_current_timezone_name()) == (["Asia/Makassar"], before)


@pytest.mark.parametrize("status", sorted(errors.BY_STATUS))
def test_every_refusal_says_what_happened_and_what_to_do(request_: HttpRequest, status: int) -> None:
    with translation.override("id"):
        answer = errors.refused(
            request_, status, "Jendela pendaftaran sudah ditutup.", ["Baris 3", "Baris 7"]
        )
        heading, advice = map(str, errors.words_of(status))

    drawn = html.fromstring(answer.content)
    assert answer.status_code == status
    assert drawn.xpath("string(//h1)") == heading
    assert drawn.xpath("//main//p/text()")[:2] == ["Jendela pendaftaran sudah ditutup.", advice]
    assert drawn.xpath("//main//li/text()") == ["Baris 3", "Baris 7"]


def test_a_page_that_is_not_there_says_so(client: Client) -> None:
    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    assert html.fromstring(answer.content).xpath("string(//h1)") == "Halaman ini tidak ada"


def test_a_request_that_cannot_be_understood_gets_a_page_before_anybody_is_known(client: Client) -> None:
    answer = client.get("/gallery/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert html.fromstring(answer.content).xpath("string(//h1)") == "Permintaan ini tidak dapat dipahami"


def test_visitors_are_offered_the_way_in_and_officials_the_way_out(client: Client) -> None:
    stranger = html.fromstring(client.get("/gallery/source/").content)
    officer = people.official(Role.PLANNER, agency_=people.agency(theme="sawahlunto"))
    known = html.fromstring(people.signed_in(officer).get("/gallery/source/").content)

    assert stranger.xpath("//header//ul[contains(@class, 'account')]//a/text()") == ["Masuk"]
    assert known.xpath("//header//ul[contains(@class, 'account')]//a/text()") == [officer.name, "Keluar"]
    assert known.get("data-theme") == "sawahlunto"


def test_a_defect_shows_a_finished_file_without_asking_the_database(
    request_: HttpRequest, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        answer = errors.broken(request_)

    assert answer.status_code == 500
    assert html.fromstring(answer.content).xpath("string(//h1)") == "Ada gangguan di pihak kami"


def test_an_expired_form_is_explained() -> None:
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post("/language/setlang/", {"language": "en"})

    assert answer.status_code == 403
    assert "Formulir ini terlalu lama terbuka" in answer.content.decode()


def test_no_template_of_the_layout_has_inline_code() -> None:
    inline = re.compile(r"\sstyle=|<style|\son\w+=|<script(?! type=\"module\" src)")
    templates = (Path(ui.__file__).parent / "templates").rglob("*.html")

    found = [path.name for path in templates if inline.search(re.sub(r"{%.*?%}", "", path.read_text()))]

    assert found == []
