"""A norm as people read it: nothing is left out, unknown sections appear by themselves, and two can be compared."""

import dataclasses
import tomllib
from decimal import Decimal

import pytest

from terang.core import norms
from terang.core.norms import Cited, Norm
from terang.core.norms.text import Text, Value
from terang.core.norms.text.comparing import compare
from terang.core.norms.text.wording import HEADINGS, LABELS


def changed(norm: Norm, **values: object) -> Norm:
    """The norm with other values at some paths ('a.b' is written a__b); None takes one away."""
    by_path = {path.replace("__", "."): value for path, value in values.items()}
    kept = tuple(
        dataclasses.replace(one, value=by_path.get(one.path, one.value))
        for one in norm.cited()
        if by_path.get(one.path, "") is not None
    )
    known = {one.path for one in norm.cited()}
    added = tuple(
        Cited(path, value, "Ps. 1", "contoh", confirmed=True)
        for path, value in by_path.items()
        if path not in known
    )
    return dataclasses.replace(norm, _cited=kept + added)


def told(norm: Norm, path: str) -> Value:
    return Text(norm).values[path]


@pytest.mark.parametrize("norm_id", norms.available())
def test_every_value_stands_in_the_text_once_with_its_article(norm_id: str) -> None:
    norm = norms.load(norm_id)
    text = Text(norm)

    shown = [
        value
        for section in text.sections
        for value in (
            *section.facts,
            *(one for grid in section.grids for _, row in grid.rows for one in row if one),
        )
    ]

    assert sorted(one.path for one in shown) == sorted(text.values)
    assert {one.path for one in norm.cited()} <= set(text.values)
    for one in shown:
        if one.cited:
            source = text.sources[one.source - 1]
            assert (source.article, source.source) == (one.cited.article, one.cited.source)


@pytest.mark.parametrize("norm_id", norms.available())
def test_every_section_and_every_key_of_the_norms_of_the_house_has_its_words(norm_id: str) -> None:
    values = Text(norms.load(norm_id)).values

    assert {path.partition(".")[0] for path in values} <= set(HEADINGS)
    assert {path.rpartition(".")[2] for path in values} <= set(LABELS)


def test_values_are_told_in_words() -> None:
    norm = norms.load("cpns-2024")

    assert [str(one) for one in told(norm, "kinds.UMUM.threshold").items] == [
        "TWK: 65",
        "TIU: 80",
        "TKP: 166",
    ]
    assert told(norm, "shortlist.times").items == ("3 times the slots",)
    assert told(norm, "integration.first").items == ("40 %",)
    assert told(norm, "final.chain").items[-1] == "age (the older first)"
    assert told(norm, "final.chain").is_ordered
    assert told(norm, "published").items[3] == "SKD out of 100"
    assert told(norm, "kinds.KALIMANTAN.threshold").items == ("not found: nobody is judged by it",)
    assert told(norm, "codes.final.outside").items == ("TL",)
    assert told(norm, "codes.shortlist.knocked_out").items == ("–",)
    assert told(norm, "parts.tkp.questions").title == "Parts of the exam · TKP · Questions"
    assert told(norms.load("pppk-2024"), "kinds.UMUM.threshold").items == ("nothing is asked for",)


@pytest.mark.parametrize(
    ("share", "words"),
    [("0.4", "40 %"), ("0.40", "40 %"), ("0.375", "37.5 %"), ("0.33333", "33.333 %"), ("1", "100 %")],
)
def test_shares_are_told_in_percent_without_idle_zeros(share: str, words: str) -> None:
    assert told(
        changed(norms.load("cpns-2024"), integration__first=Decimal(share)), "integration.first"
    ).items == (words,)


def test_a_section_that_nobody_has_words_for_still_appears() -> None:
    norm = changed(norms.load("cpns-2024"), wild_cards__most_of_all=7, wild_cards__red__how_many=("a", "b"))

    section = Text(norm).sections[-1]

    assert section.heading == "Wild cards"
    assert [(one.label, one.items) for one in section.facts] == [("Most of all", ("7",))]
    assert section.grids[0].columns == ("How many",)
    assert section.grids[0].rows[0][0] == "red"


def test_two_norms_are_compared_by_what_they_say() -> None:
    a = norms.load("cpns-2024")
    b = changed(a, parts__tkp__questions=46, exam__accommodation_minutes=None, exam__breaks=2)
    moved = dataclasses.replace(a.cite("exam.minutes"), article="PermenPANRB 7/2025")
    b = dataclasses.replace(
        b, _cited=tuple(moved if one.path == "exam.minutes" else one for one in b.cited())
    )

    found = compare(Text(a), Text(b))

    assert [(one.a.items, one.b.items) for one in found.differing] == [(("45",), ("46",))]
    assert [one.path for one in found.only_a] == ["exam.accommodation_minutes"]
    assert [one.path for one in found.only_b] == ["exam.breaks"]
    assert [one.b.cited.article for one in found.cited_otherwise if one.b.cited] == ["PermenPANRB 7/2025"]
    assert found.same == len(Text(a).values) - 3


def test_which_code_says_what_is_compared_too() -> None:
    text = (norms.HERE / "cpns-2024.toml").read_text().replace('outside     = "P"', 'outside     = "TL"')
    assert tomllib.loads(text)

    found = compare(Text(norms.load("cpns-2024")), Text(norms.read(text.encode())))

    assert [(one.a.path, one.a.given, one.b.given) for one in found.differing] == [
        ("codes.shortlist.outside", "P", "TL")
    ]


def test_a_norm_does_not_differ_from_itself() -> None:
    for norm_id in norms.available():
        text = Text(norms.load(norm_id))
        found = compare(text, text)
        assert (found.differing, found.only_a, found.only_b, found.cited_otherwise) == ((), (), (), ())
        assert found.same == len(text.values)
