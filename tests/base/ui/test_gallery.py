"""The gallery shows everything there is, and what it shows can be relied on."""

import itertools
import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml import html

from terang.base import ui
from terang.base.ui.components.library import register
from terang.base.ui.gallery import THEMES
from terang.base.ui.templatetags import ui as everything

GALLERY = Path(ui.__file__).parent / "templates" / "ui" / "gallery"

pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery(client: Client) -> HttpResponse:
    return client.get("/gallery/")  # type: ignore[return-value]


def test_every_component_is_in_the_gallery() -> None:
    shown = "".join(path.read_text() for path in GALLERY.glob("*.html"))
    assert everything.register is register

    tags = {name for name in register.tags if not re.search(rf"{{%\s*{name}[\s%]", shown)}
    filters = {name for name in register.filters if f"|{name}" not in shown}

    assert tags | filters == set()
    assert len(register.tags) > 35


def test_every_component_says_what_it_is_for() -> None:
    assert [name for name, tag in register.tags.items() if not tag.__doc__] == []


def test_the_gallery_is_small_and_has_one_main_heading(gallery: Any) -> None:
    page = html.fromstring(gallery.content)

    assert gallery.status_code == 200
    assert len(gallery.content) < 100_000
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("string(//title)") == "Galeri komponen - Terang"


def test_nothing_is_written_into_the_page_that_the_content_policy_forbids(gallery: Any) -> None:
    page = html.fromstring(gallery.content)

    assert page.xpath("//script[not(@src)] | //style | //@style | //@*[starts-with(name(), 'on')]") == []
    assert "'unsafe-inline'" not in gallery.headers["Content-Security-Policy"]


def test_headings_skip_no_level(gallery: Any) -> None:
    levels = [
        int(heading.tag[1]) for heading in html.fromstring(gallery.content).xpath("//h1|//h2|//h3|//h4")
    ]

    assert [pair for pair in itertools.pairwise(levels) if pair[1] - pair[0] > 1] == []


def test_ids_are_unique_and_links_within_the_page_arrive(gallery: Any) -> None:
    ids = html.fromstring(gallery.content).xpath("//@id")

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_can_be_tried_on(client: Client, theme: str) -> None:
    page = html.fromstring(client.get("/gallery/", {"theme": theme}).content)

    assert page.get("data-theme") == theme


def test_a_theme_that_does_not_exist_is_not_tried_on(client: Client) -> None:
    page = html.fromstring(client.get("/gallery/", {"theme": '"><script>'}).content)

    assert page.get("data-theme") == "terang"


def test_the_gallery_speaks_english_too(client: Client) -> None:
    page = html.fromstring(client.get("/gallery/", headers={"accept-language": "en"}).content)

    assert page.get("lang") == "en"
    assert page.xpath("string(//h1)") == "Gallery of components"


def test_what_people_wrote_is_never_markup(client: Client) -> None:
    answer = client.get("/gallery/", {"q": "<script>alert(1)</script>", "page": "<b>"})

    assert b"<script>alert" not in answer.content
    assert b"&lt;script&gt;alert(1)" in answer.content
