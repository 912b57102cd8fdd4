"""The norms for everybody: each value with its article, the rounds that follow it, two beside each other."""

import hashlib
import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from terang.core import norms
from terang.core.norms.text import Text
from terang.stages.vacancies.models import RoundNorm
from tests.factories import people, vacancies
from tests.factories import ranking as factory

pytestmark = pytest.mark.django_db


def page(address: str, language: str = "id") -> str:
    response = Client(headers={"accept-language": language}).get(address)
    assert response.status_code == 200, address
    return unescape(response.content.decode())


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_list_names_every_norm_and_how_much_of_it_is_not_confirmed() -> None:
    text = page("/norms/")

    for norm_id in norms.available():
        assert f'href="/norms/{norm_id}/"' in text
        assert norms.load(norm_id).title in text


@pytest.mark.parametrize("norm_id", norms.available())
def test_a_norm_shows_every_value_with_a_note_that_names_its_article(norm_id: str) -> None:
    norm, html = norms.load(norm_id), page(f"/norms/{norm_id}/")

    led_to = re.findall(r'href="#source-(\d+)"', html)
    assert len(led_to) == len(norm.cited())
    assert set(led_to) == set(re.findall(r'<li id="source-(\d+)"', html))
    for cited in norm.cited():
        assert cited.article in html
    assert html.count("tag--warning") == len(norm.unconfirmed())
    assert norm.content_hash in html
    assert len(html.encode()) < 100_000


def test_a_norm_is_told_in_the_words_of_people() -> None:
    text = words_of(page("/norms/cpns-2024/"))

    assert "Umum TWK: 65, TIU: 80, TKP: 166" in text
    assert "3 kali jumlah formasi" in text
    assert "Bobot ujian pertama 40%" in text
    assert "Putra/putri Kalimantan belum ditemukan: tidak seorang pun dinilai dengannya" in text
    assert "usia (yang lebih tua dahulu)" in text
    assert "Weight of the first exam 40 %" in words_of(page("/norms/cpns-2024/", "en"))


def test_what_a_source_names_leads_to_its_section_of_the_notes() -> None:
    notes = page("/norms/sources/")
    sections = set(re.findall(r'<h2 id="([\d.]+)"', notes))

    for norm_id in norms.available():
        led_to = re.findall(r'href="/norms/sources/#([^"]+)">', page(f"/norms/{norm_id}/"))
        assert set(led_to) <= sections, norm_id
    assert '<a href="/norms/sources/#2.4">catatan 2.4</a>; tirto.id eAcn' in page("/norms/cpns-2024/")
    assert '<a href="/norms/sources/#2.1">catatan 2.1</a>, <a href="/norms/sources/#10">10(4)</a>' in page(
        "/norms/cpns-2024/"
    )
    assert 'href="/norms/sources/"' in page("/norms/")


def test_the_notes_are_read_in_their_own_language_under_a_title_of_the_readers() -> None:
    html = page("/norms/sources/")

    assert "<h1>Catatan sumber</h1>" in html
    assert '<h2 id="2.4" lang="en">2.4 From SKD to SKB</h2>' in html
    assert len(html.encode()) < 60_000


def test_the_file_of_a_norm_is_the_one_whose_hash_stands_on_the_page() -> None:
    response = Client().get("/norms/cpns-2024.toml")

    assert response["Content-Type"] == "application/toml"
    assert hashlib.sha256(response.content).hexdigest() == norms.load("cpns-2024").content_hash


def test_the_rounds_that_follow_a_norm_are_named_once_they_are_public() -> None:
    round_ = vacancies.vacancy(published=False).round
    address = f'href="/{round_.agency.code}/{round_.code}/"'

    assert address not in page("/norms/lokal-contoh/")
    vacancies.vacancy(round_)
    assert address in page("/norms/lokal-contoh/")
    assert address not in page("/norms/cpns-2024/")


def test_a_round_that_is_bound_to_another_file_of_this_name_does_not_follow_it() -> None:
    round_ = people.round_()
    RoundNorm.objects.create(
        round=round_, norm_id="lokal-contoh", norm_hash="0" * 64, pinned_at=vacancies.BEFORE
    )
    vacancies.vacancy(round_)

    assert f'href="/{round_.agency.code}/{round_.code}/"' not in page("/norms/lokal-contoh/")


def test_the_rules_of_a_round_are_the_page_of_its_norm(round_played: factory.Play) -> None:
    here = f"/{round_played.round.agency.code}/{round_played.round.code}/aturan/"

    assert len(re.findall(r'href="#source-', page(here))) == len(
        re.findall(r'href="#source-', page("/norms/lokal-contoh/"))
    )
    assert "terikat pada norma ini" in page(here)


def test_two_norms_stand_beside_each_other_with_both_articles() -> None:
    html = page("/norms/cpns-2019/cpns-2024/")
    row = next(one for one in re.findall(r"<tr.*?</tr>", html, re.DOTALL) if "TKP" in one and ">Soal<" in one)

    assert "35" in row
    assert "45" in row
    assert norms.load("cpns-2019").cite("parts.tkp.questions").article in row
    assert norms.load("cpns-2024").cite("parts.tkp.questions").article in row
    assert html.index("Yang berbeda") < html.index("Hanya dalam")
    assert "Tidak ada nilai yang berbeda." in page("/norms/cpns-2024/cpns-2024/")


@pytest.mark.parametrize(
    "address",
    ["/norms/cpns-1999/", "/norms/cpns-1999.toml", "/norms/cpns-2024/cpns-1999/", "/norms/..%2f..%2fshape/"],
)
def test_a_norm_that_is_not_there_is_not_found(address: str) -> None:
    assert Client().get(address).status_code == 404


def test_a_norm_asks_the_database_for_its_rounds_only(round_played: factory.Play) -> None:
    with CaptureQueriesContext(connection) as few:
        page("/norms/lokal-contoh/")

    assert (
        len(
            [
                one
                for one in few.captured_queries
                if one["sql"].startswith("SELECT") and " FROM " in one["sql"]
            ]
        )
        == 2
    )


def test_the_text_holds_every_value_of_every_norm() -> None:
    for norm_id in norms.available():
        norm = norms.load(norm_id)
        assert {one.path for one in norm.cited()} <= set(Text(norm).values)
