"""CSV as offices send it, and files that mean no good."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from terang.base.refusals import NotValid
from terang.base.tenancy import scope
from terang.core import norms
from terang.stages.exams.models import Item
from terang.stages.exams.reading import read, text_of
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db
NORM = norms.load("lokal-contoh")
HEAD = "part,topic,stem,option_1,points_1,option_2,points_2"


def found(text, name="x.csv"):
    reading = read(text_of(text if isinstance(text, bytes) else text.encode()), NORM, name=name)
    return [(d.part, d.stem, d.options) for d in reading.drafts], [
        (p.line, p.sentence) for p in reading.problems
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_commas_semicolons_tabs_and_line_ends_of_every_office_are_read(mark, end, bom):
    text = f"{HEAD}\numum,hitung,2 + 2 = ?,4,5,5,0\n".replace(",", mark).replace("\n", end)

    assert found(bom + text.encode()) == ([("umum", "2 + 2 = ?", (("4", 5), ("5", 0)))], [])


def test_a_cell_may_hold_commas_quotes_and_lines_and_the_line_is_still_right():
    text = f'{HEAD}\numum,x,"Baris satu,\nbaris ""dua""",a,5,b,0\numum,x,Salah?,a,5,b,5\n'

    drafts, problems = found(text)

    assert drafts[0][1] == 'Baris satu,\nbaris "dua"'
    assert [line for line, _s in problems] == [4]


def test_the_label_of_a_part_does_as_well_as_its_code():
    drafts, problems = found(f"{HEAD}\nPengetahuan Umum,x,Apa?,a,5,b,0\n")

    assert ([part for part, _s, _o in drafts], problems) == (["umum"], [])


def test_every_bad_row_is_told_not_only_the_first():
    rows = [
        "umum,x,,a,5,b,0",
        "umum,x,Apa?,a,lima,b,0",
        "entah,x,Apa?,a,5,b,0",
        "umum,x,Apa?,a,5,b,0,c,0",
        "pelayanan,x,Apa?,a,5,b,0",
    ]

    _drafts, problems = found("\n".join([HEAD, *rows]))

    assert sorted({line for line, _s in problems}) == [2, 3, 4, 5, 6]


def test_the_same_question_twice_is_told_with_both_lines():
    row = "umum,x,Apa?,a,5,b,0"

    _drafts, problems = found(f"{HEAD}\n{row}\n{row}")

    assert problems == [(3, "Soal yang sama ada di baris 2.")]


@pytest.mark.parametrize(
    "head",
    [
        "part,stem",
        "part,topic,stem,option_1,points_1,option_2,points_2,kunci",
        f"{HEAD},part",
        "",
        "a" * 50_000,
    ],
)
def test_other_columns_are_refused_by_name(head):
    _drafts, problems = found(f"{head}\nx,y,z\n")

    assert {line for line, _s in problems} == {1}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"\xff\xfe\x00a",
        b"PK\x03\x04\x00\x00",
        b"umum\x00x",
        b"a" * (2 * 2**20 + 1),
        "é".encode("latin-1"),
    ],
    ids=["empty", "blank", "utf-16", "zip", "nul", "huge", "latin-1"],
)
def test_what_is_no_text_is_refused_kindly(content):
    with pytest.raises(NotValid):
        text_of(content)


def test_ten_thousand_questions_are_refused_with_a_sentence():
    rows = "\n".join(f"umum,x,Soal {n}?,a,5,b,0" for n in range(10_000))

    _drafts, problems = found(f"{HEAD}\n{rows}")

    assert problems == [(2002, "Berkas berisi lebih dari 2000 soal. Bagilah.")]


HOSTILE = {
    "binary": bytes(range(256)) * 40,
    "zip": b"PK\x03\x04" + b"\0" * 100,
    "open quote": f'{HEAD}\n"umum,x,Apa?'.encode(),
    "huge cell": f"{HEAD}\numum,x,{'a' * 100_000},a,5,b,0\n".encode(),
    "many columns": (",".join(["part"] * 20_000)).encode(),
    "controls": f"{HEAD}\numum,x,Apa\x07?,a,5,b,0\n".encode(),
    "surrogate": f"{HEAD}\n".encode() + b"\xed\xa0\x80",
    "braces": ("{" * 50_000).encode(),
    "open braces": ("$CATEGORY: umum\n\n" + "Apa?{=a ~b\n\n" * 3000).encode(),
    "formula": f"{HEAD}\numum,x,=cmd|' /C calc'!A0,a,5,b,9999999999999999999999\n".encode(),
    "huge weight": b"$CATEGORY: umum\n\nApa?{=a ~%999999999999999999999%b}",
    "many escapes": b"$CATEGORY: umum\n\n" + b"\\\\" * 100_000 + b"{=a ~b}",
}


@pytest.mark.parametrize("name", ["soal.csv", "soal.gift", "../../etc/passwd", "soal"])
@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_a_hostile_file_is_refused_without_harm(author, name, case):
    data = {"norm": "lokal-contoh", "file": SimpleUploadedFile(name, HOSTILE[case])}

    answer = signed_in(author).post(reverse("exams:import"), data)

    assert answer.status_code == 422
    with scope.as_system():
        assert not Item.objects.exists()


def test_words_of_a_question_are_shown_as_words():
    drafts, problems = found(f"{HEAD}\numum,x,<script>alert(1)</script>,<b>a</b>,5,b,0\n")

    assert (drafts[0][1], problems) == ("<script>alert(1)</script>", [])
