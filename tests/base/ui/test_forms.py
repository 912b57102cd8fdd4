"""Every field says its name, its hint and its error to everybody, and takes what people type."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation
from lxml import html

from terang.base.ui.fields import DayField
from terang.base.ui.forms import Renderer
from terang.base.ui.gallery import SampleForm


def drawn(source: str, **values: Any) -> html.HtmlElement:
    with translation.override("id"):
        return html.fromstring(f"<main>{Template('{% load ui %}' + source).render(Context(values))}</main>")


def controls(page: html.HtmlElement) -> list[html.HtmlElement]:
    return page.xpath("//input[not(@type='hidden')] | //select | //textarea")  # type: ignore[no-any-return]


def ids(page: html.HtmlElement) -> set[str]:
    return set(page.xpath("//@id"))


@pytest.fixture
def wrong() -> SampleForm:
    return SampleForm({"born_on_day": "31", "born_on_month": "2", "born_on_year": "1998", "email": "x"})


def test_every_control_has_a_label(wrong: SampleForm) -> None:
    page = drawn("{% fields form %}", form=wrong)

    labelled = set(page.xpath("//label/@for"))

    assert len(controls(page)) == 18
    assert [control.get("id") for control in controls(page) if control.get("id") not in labelled] == []


def test_groups_have_a_legend() -> None:
    page = drawn("{% fields form %}", form=SampleForm())

    assert [group.xpath("string(legend)").strip() for group in page.xpath("//fieldset")] == [
        "Keputusan",
        "Yang Anda perlukan saat ujian (boleh dikosongkan)",
        "Tanggal lahir",
    ]


def test_whatever_describes_a_control_is_there(wrong: SampleForm) -> None:
    page = drawn("{% fields form %}", form=wrong)

    described = {each for value in page.xpath("//@aria-describedby") for each in value.split()}

    assert {"id_email_helptext", "id_email_error", "id_statement_count", "id_born_on_error"} <= described
    assert described - ids(page) == set()


def test_a_wrong_control_is_marked_as_wrong(wrong: SampleForm) -> None:
    page = drawn("{% field form.email %}", form=wrong)

    (email,) = controls(page)

    assert email.get("aria-invalid") == "true"
    assert "govuk-input--error" in email.get("class")
    assert page.xpath("string(//*[@id='id_email_error'])").split() == [
        "Kesalahan:",
        "Masukkan",
        "alamat",
        "email",
        "yang",
        "valid.",
    ]


def test_the_summary_leads_to_every_wrong_field(wrong: SampleForm) -> None:
    page = drawn("{% form form submit='Simpan' %}", form=wrong)

    targets = [href.removeprefix("#") for href in page.xpath("//*[@data-error-summary]//a/@href")]

    assert len(targets) == len(wrong.errors) == 10
    assert set(targets) - ids(page) == set()
    assert "Tanggal lahir: Tanggal ini tidak ada dalam kalender." in page.xpath(
        "//*[@data-error-summary]//a/text()"
    )


def test_errors_of_the_whole_form_are_in_the_summary_without_a_link() -> None:
    form = forms.Form({})
    form.add_error(None, "Berkas sudah diambil orang lain.")

    page = drawn("{% error_summary form %}", form=form)

    assert page.xpath("//li/text()") == ["Berkas sudah diambil orang lain."]


def test_there_is_no_summary_when_nothing_is_wrong() -> None:
    assert drawn("{% error_summary form %}", form=SampleForm()).xpath("//*[@data-error-summary]") == []


def test_a_form_with_a_file_is_sent_in_parts() -> None:
    page = drawn("{% form form submit='Kirim' action='/x/' %}", form=SampleForm())

    (form,) = page.xpath("//form")

    assert (form.get("method"), form.get("action"), form.get("enctype")) == (
        "post",
        "/x/",
        "multipart/form-data",
    )


def test_phones_get_the_right_keyboard_and_browsers_the_right_memory() -> None:
    page = drawn("{% fields form %}", form=SampleForm())

    asked = {
        control.get("name"): (control.get("inputmode"), control.get("autocomplete"))
        for control in controls(page)
    }

    assert asked["gpa"] == ("decimal", None)
    assert asked["children"] == ("numeric", None)
    assert asked["email"] == (None, "email")
    assert asked["password"] == (None, "current-password")
    assert asked["born_on_day"] == ("numeric", None)


def test_the_widget_and_the_page_may_decide_otherwise() -> None:
    class Choosy(forms.Form):
        code = forms.CharField(widget=forms.TextInput({"autocomplete": "off", "class": "mine"}))

    page = drawn(
        "{% field form.code width=6 inputmode='numeric' label='Kode' hint='Enam angka' %}", form=Choosy()
    )

    (code,) = controls(page)
    assert (code.get("autocomplete"), code.get("inputmode")) == ("off", "numeric")
    assert code.get("class") == "govuk-input govuk-input--width-10 mine"
    assert page.xpath("string(//label)").strip() == "Kode"
    assert page.xpath("string(//*[@id='id_code_helptext'])") == "Enam angka"


def test_dates_and_times_use_the_boxes_of_the_browser() -> None:
    form = SampleForm(initial={"graduated_on": date(2020, 8, 17)})

    page = drawn("{% field form.graduated_on %}{% field form.opens_at %}", form=form)

    assert [(control.get("type"), control.get("value")) for control in controls(page)] == [
        ("date", "2020-08-17"),
        ("datetime-local", None),
    ]


def test_a_file_that_is_kept_is_named_and_not_asked_for_in_a_strange_way() -> None:
    page = drawn("{% field form.diploma %}", form=SampleForm(initial={"diploma": "ijazah.pdf"}))

    assert page.xpath("string(//p)") == "Berkas yang sudah ada: ijazah.pdf"
    assert [control.get("type") for control in controls(page)] == ["file"]


class Birth(forms.Form):
    born_on = DayField()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("17", "8", "1995"), date(1995, 8, 17)),
        (("29", "2", "2000"), date(2000, 2, 29)),
        (("01", "01", "1990"), date(1990, 1, 1)),
    ],
)
def test_a_day_is_typed_in_three_boxes(typed: tuple[str, str, str], day: date) -> None:
    form = Birth(dict(zip(("born_on_day", "born_on_month", "born_on_year"), typed, strict=True)))

    assert form.is_valid()
    assert form.cleaned_data["born_on"] == day


@pytest.mark.parametrize(
    "typed", [("29", "2", "2001"), ("1", "13", "1990"), ("", "8", "1995"), ("", "", ""), ("a", "b", "c")]
)
def test_a_day_that_does_not_exist_is_refused(typed: tuple[str, str, str]) -> None:
    form = Birth(dict(zip(("born_on_day", "born_on_month", "born_on_year"), typed, strict=True)))

    assert list(form.errors) == ["born_on"]


def test_a_day_that_is_known_is_shown_in_its_boxes() -> None:
    page = drawn("{% field form.born_on %}", form=Birth(initial={"born_on": date(1998, 3, 27)}))

    assert [control.get("value") for control in controls(page)] == ["27", "3", "1998"]


def test_a_form_drawn_by_django_itself_looks_the_same() -> None:
    form = Birth(renderer=Renderer())

    assert drawn("{{ form }}", form=form).xpath("//label/@for") == drawn(
        "{% fields form %}", form=form
    ).xpath("//label/@for")
    assert (
        drawn("{{ form.born_on.as_field_group }}", form=form).xpath("string(//legend)").strip() == "Born on"
    )


def test_hidden_fields_come_along_without_a_frame() -> None:
    class Quiet(forms.Form):
        edition = forms.IntegerField(widget=forms.HiddenInput, initial=3)
        reason = forms.CharField()

    page = drawn("{% fields form %}", form=Quiet())

    assert page.xpath("//input[@type='hidden']/@value") == ["3"]
    assert len(page.xpath("//*[contains(@class, 'govuk-form-group')]")) == 1
