"""Tables name their rows and columns, on a phone too; charts have their figures beside them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation
from lxml import html

from terang.base.ui.values import Bar, Change, Column, Item, Link, Tag


def drawn(source: str, **values: Any) -> html.HtmlElement:
    with translation.override("id"):
        return html.fromstring(f"<main>{Template('{% load ui %}' + source).render(Context(values))}</main>")


TABLE = "{% table caption='Lowongan' columns=columns rows=rows empty='Belum ada.' %}"


def test_a_table_has_a_caption_heads_and_named_rows() -> None:
    page = drawn(
        TABLE, columns=["Jabatan", Column("Formasi", numeric=True)], rows=[["Perawat", 1200], ["Bidan", 3]]
    )

    assert page.xpath("string(//caption)") == "Lowongan"
    assert page.xpath("//thead/tr/th/@scope") == ["col", "col"]
    assert page.xpath("//tbody/tr/th[@scope='row']/text()") == ["Perawat", "Bidan"]
    assert page.xpath("//tbody//td[@class='number']/text()") == ["1.200", "3"]


def test_a_table_that_may_scroll_can_be_reached_with_the_keyboard() -> None:
    (region,) = drawn(TABLE, columns=["Jabatan"], rows=[["Perawat"]]).xpath("//*[@role='region']")

    assert (region.get("tabindex"), region.get("aria-label")) == ("0", "Lowongan")


def test_a_wide_table_stacks_on_a_phone_and_names_each_cell() -> None:
    columns = ["Jabatan", "Unit", "Formasi", "Keadaan"]

    page = drawn(TABLE, columns=columns, rows=[["Perawat", "RSUD", 3, Tag("Diumumkan", "good")]])

    assert "table--stack" in page.xpath("string(//table/@class)")
    assert page.xpath("//tbody//@data-label") == columns[1:]
    assert page.xpath("//tbody/tr/@role") == ["row"]


HAND = """{% table_frame caption="Berkas" %}
<thead><tr><th scope="col">Nomor</th><th scope="col">Tanggal</th><th scope="col" class="number">Nilai <b>akhir</b></th><th scope="col">Tindakan</th></tr></thead>
<tbody><tr><th scope="row">1</th><td>hari ini</td><td class="number">90</td><td></td></tr>
<tr><td colspan="4">{{ evil }}</td></tr></tbody>{% endtable_frame %}"""


def test_a_wide_table_written_by_hand_stacks_as_well() -> None:
    page = drawn(HAND, evil="<b>")

    assert "table--stack" in page.xpath("string(//table/@class)")
    assert page.xpath("//tbody//@data-label") == ["Tanggal", "Nilai akhir", "Tindakan"]
    assert page.xpath("//td[@data-label='Nilai akhir']/div/text()") == ["90"]
    assert page.xpath("string(//td[@colspan])") == "<b>"
    assert page.xpath("//tr/@role | //thead/@role | //tbody/@role") == [
        "rowgroup",
        "row",
        "rowgroup",
        "row",
        "row",
    ]
    assert page.xpath("//thead/tr/th/@role") == ["columnheader"] * 4


def test_a_narrow_table_written_by_hand_stays_a_table() -> None:
    source = "{% table_frame caption='x' %}<thead><tr><th scope='col'>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody>{% endtable_frame %}"

    page = drawn(source)

    assert page.xpath("string(//table/@class)") == "table"
    assert page.xpath("//@data-label") == []


def test_an_empty_table_says_so() -> None:
    page = drawn(TABLE, columns=["Jabatan", "Formasi"], rows=[])

    assert [(cell.text, cell.get("colspan")) for cell in page.xpath("//tbody//td")] == [("Belum ada.", "2")]


def test_a_row_that_does_not_fit_its_heads_is_a_defect() -> None:
    with pytest.raises(ValueError, match="zip"):
        drawn(TABLE, columns=["Jabatan", "Formasi"], rows=[["Perawat"]])


def test_cells_show_links_scores_days_and_nothing() -> None:
    row = [Link("Perawat", "/x/", "di RSUD"), Decimal("87.50"), date(2026, 5, 12), None]

    page = drawn(TABLE, columns=["a", "b", "c", "d"], rows=[row])

    assert page.xpath("//tbody//a/@href") == ["/x/"]
    assert [cell.text_content().strip() for cell in page.xpath("//tbody/tr/*")] == [
        "Perawat di RSUD", "87,50", "12 Mei 2026", "–",
    ]  # fmt: skip


def test_what_people_wrote_stays_text() -> None:
    evil = "<script>alert(1)</script>"

    page = drawn(
        TABLE + "{% diff changes caption=evil %}",
        columns=[evil],
        rows=[[evil]],
        evil=evil,
        changes=[Change(evil, evil, evil)],
    )

    assert page.xpath("//script") == []
    assert page.xpath("string(//tbody/tr/th)") == evil


def test_a_summary_takes_values_and_pairs() -> None:
    page = drawn(
        "{% summary_list items %}", items=[Item("Nama", "Sari", "/ubah/"), ("Nilai", Decimal("3.50"))]
    )

    assert page.xpath("//dt/text()") == ["Nama", "Nilai"]
    assert [value.text_content().strip() for value in page.xpath("//dd")] == ["Sari", "Ubah Nama", "3,50"]


def test_a_chart_draws_in_proportion_and_repeats_its_figures_in_a_table() -> None:
    page = drawn(
        "{% bar_chart title='Tahap' bars=bars unit='Orang' %}",
        bars=[Bar("Mendaftar", 2000), Bar("Lulus", 500), Bar("Gugur", 0)],
    )

    assert page.xpath("//*[local-name()='rect']/@width") == ["360", "90", "0"]
    assert page.xpath("//tbody//td/text()") == ["2.000", "500", "0"]
    assert page.xpath("//*[local-name()='svg']/@role") == ["img"]


def test_a_chart_of_nothing_is_still_a_chart() -> None:
    assert (
        drawn("{% bar_chart title='Tahap' bars=bars unit='Orang' %}", bars=[]).xpath("string(//figcaption)")
        == "Tahap"
    )


def test_a_difference_shows_what_went_and_what_came() -> None:
    page = drawn(
        "{% diff changes caption='Perubahan' %}",
        changes=[Change("Tutup", "12 Mei", "19 Mei"), ("Baru", "", "ada")],
    )

    assert (page.xpath("//del/text()"), page.xpath("//ins/text()")) == (["12 Mei"], ["19 Mei", "ada"])
