"""Steps, pages, tabs and buttons tell where one is and what one can do."""

from datetime import date
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from lxml import html

from terang.base.ui.states import USUAL
from terang.base.ui.values import MEANINGS, Step, Tab


def drawn(source: str, **values: Any) -> html.HtmlElement:
    with translation.override("id"):
        return html.fromstring(f"<main>{Template('{% load ui %}' + source).render(Context(values))}</main>")


def test_each_step_says_in_words_whether_it_is_done() -> None:
    way = [
        Step("Daftar", "done", date(2026, 5, 1), date(2026, 5, 12)),
        Step("Ujian", "now"),
        {"title": "Hasil"},
    ]

    page = drawn("{% steps way label='Tahap' %}", way=way)

    assert [" ".join(title.text_content().split()) for title in page.xpath("//*[@class='steps__title']")] == [
        "Daftar (selesai)", "Ujian (sekarang)", "Hasil (belum)",
    ]  # fmt: skip
    assert page.xpath("//li/@aria-current") == ["step"]
    assert page.xpath("//time/@datetime") == ["2026-05-01", "2026-05-12"]


def test_pages_keep_what_was_searched_for() -> None:
    request = RequestFactory().get("/lowongan/", {"q": "perawat & bidan", "page": "2"})
    page = drawn("{% pagination page %}", request=request, page=Paginator(range(60), 20).get_page(2))

    assert page.xpath("//a/@href") == [
        "?q=perawat+%26+bidan&page=1", "?q=perawat+%26+bidan&page=1", "?q=perawat+%26+bidan&page=3", "?q=perawat+%26+bidan&page=3",
    ]  # fmt: skip
    assert page.xpath("//*[@aria-current='page']")[0].text_content().split() == ["Halaman", "2"]
    assert page.xpath("string(//p)") == "21 sampai 40 dari 60"


def test_a_single_page_has_no_pages() -> None:
    assert drawn("{% pagination page %}", page=Paginator([1], 20).get_page(1)).xpath("//nav") == []


def test_a_search_keeps_its_words_and_offers_a_way_out() -> None:
    request = RequestFactory().get("/lowongan/", {"q": "perawat"})
    page = drawn("{% filter_bar search='q' label='Cari lowongan' %}", request=request)

    assert page.xpath("//form/@method") == ["get"]
    assert page.xpath("//input/@value") == ["perawat"]
    assert page.xpath("//a/@href") == ["/lowongan/"]


def test_one_act_is_a_form_of_its_own_with_its_token() -> None:
    page = drawn("{% post_button 'Ambil' action='/ambil/' name='case' value='7' %}", csrf_token="x" * 64)

    assert (page.xpath("//form/@method"), page.xpath("//form/@action")) == (["post"], ["/ambil/"])
    assert page.xpath("//input[@name='csrfmiddlewaretoken']/@value") == ["x" * 64]
    assert [(button.get("name"), button.get("value")) for button in page.xpath("//button")] == [("case", "7")]


def test_a_button_that_cannot_be_pressed_says_why() -> None:
    page = drawn("{% button 'Umumkan' reason='Orang kedua harus menyetujui.' %}")

    assert page.xpath("//button/@disabled") == ["disabled"]
    assert page.xpath("//p/text()") == ["Orang kedua harus menyetujui."]


def test_tabs_are_links() -> None:
    page = drawn(
        "{% tabs items label='Tampilan' %}", items=[Tab("Jadwal", "/j/", current=True), ("Hasil", "/h/")]
    )

    assert page.xpath("//a/@href") == ["/j/", "/h/"]
    assert page.xpath("//a[@aria-current='page']/text()") == ["Jadwal"]


@pytest.mark.parametrize("state", USUAL)
def test_a_usual_state_has_indonesian_words_and_a_meaning(state: str) -> None:
    words, meaning = USUAL[state]

    assert meaning in MEANINGS
    assert (
        drawn("{% status state %}", state=state).text_content().strip()
        == _in("id", words)
        != _in("en", words)
    )


def test_an_unusual_state_speaks_for_itself() -> None:
    tag = drawn("{% status 'aneh' %}").xpath("//strong")[0]

    assert (tag.text, tag.get("class")) == ("aneh", "tag tag--neutral")


def _in(language: str, words: object) -> str:
    with translation.override(language):
        return str(words)
