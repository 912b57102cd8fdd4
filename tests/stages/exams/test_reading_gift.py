"""GIFT as other programs write it, with all its escapes; what can't be taken is told with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core import norms
from terang.stages.exams.reading import read

NORM = norms.load("lokal-contoh")
MOODLE = r"""// question: 0  name: Switch category to $course$/top/umum/hitung
$CATEGORY: $course$/top/umum/hitung


// question: 17  name: Jumlah
::Jumlah::[html]<p>Berapa 2 + 2 \= ?</p>{
	=4#Benar\!
	~5#Kurang tepat
	~%0%6
}


// question: 18  name: Escapes
::Tanda \: khusus::Tulisan mana yang memakai \{kurung\} dan \~ serta \#?{
	=\{a\} \~ \#1
	~a \= b
	~baris satu\nbaris dua
	~miring \\ terbalik
}

$CATEGORY: pelayanan/sikap

::S1::Warga marah di loket. Anda …
{
	=menenangkan
	~%80%memanggil rekan

	~%60%diam
	~%40%pergi
	~%20%marah
}

Ibu kota provinsi Sumatera Barat adalah {=Padang ~Medan ~Jambi} yang terletak di pantai.
"""


def problems(text):
    return [(p.line, p.sentence) for p in read(text, NORM, name="x.gift").problems]


@pytest.mark.django_db
def test_a_file_of_moodle_is_read_with_every_escape():
    reading = read(MOODLE, NORM, name="soal.gift")

    assert [(d.line, d.part, d.topic) for d in reading.drafts] == [
        (6, "umum", "hitung"), (14, "umum", "hitung"), (23, "pelayanan", "sikap")]  # fmt: skip
    assert reading.drafts[0].stem == "<p>Berapa 2 + 2 = ?</p>"
    assert reading.drafts[0].options == (("4", 5), ("5", 0), ("6", 0))
    assert reading.drafts[1].stem == "Tulisan mana yang memakai {kurung} dan ~ serta #?"
    assert reading.drafts[1].options == (
        ("{a} ~ #1", 5),
        ("a = b", 0),
        ("baris satu\nbaris dua", 0),
        ("miring \\ terbalik", 0),
    )
    assert [p for _t, p in reading.drafts[2].options] == [5, 4, 3, 2, 1]
    # the last question is of the category before it, where every option needs points
    assert [line for line, _s in problems(MOODLE)] == [33]


@pytest.mark.django_db
def test_a_gap_in_the_middle_becomes_a_line():
    reading = read("$CATEGORY: umum\n\nIbu kota {=Padang ~Medan} di pantai.", NORM, name="x.gift")

    assert [d.stem for d in reading.drafts] == ["Ibu kota _____ di pantai."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Benar atau salah?{T}", "Hanya pilihan ganda"),
        ("Tulis esai.{}", "Hanya pilihan ganda"),
        ("Berapa?{#42:1}", "Hanya pilihan ganda"),
        ("Jodohkan.{=a -> 1 =b -> 2}", "menjodohkan"),
        ("Tanpa kurung", "kurung kurawal"),
        ("Dua {=a ~b} kali {=c ~d}", "kurung kurawal"),
        ("Bobot aneh?{=a ~%33.33333%b}", "tidak menghasilkan poin bulat"),
        ("Bobot negatif?{=a ~%-50%b}", "tidak menghasilkan poin bulat"),
        ("Dua benar?{=a =b ~c}", "tepat satu pilihan"),
        ("Satu pilihan?{=a}", "paling sedikit dua pilihan"),
        ("Sama?{=a ~A}", "pilihan yang sama"),
        ("Kosong?{=a ~}", "tanpa kata-kata"),
        ("{=a ~b}", "tidak berisi kata-kata"),
    ],
)
def test_what_can_not_be_taken_is_told_in_words_and_with_its_line(question, words):
    found = problems(f"// komentar\n$CATEGORY: umum\n\n{question}\n")

    assert [line for line, _s in found] == [4] * len(found)
    assert any(words in sentence for _line, sentence in found)


@pytest.mark.django_db
def test_a_question_without_a_category_is_refused():
    assert [line for line, _s in problems("Apa?{=a ~b}")] == [1]


@pytest.mark.django_db
def test_an_unknown_part_is_refused_with_those_that_exist():
    (found,) = problems("$CATEGORY: entah\n\nApa?{=a ~b}")

    assert "umum, pelayanan, bidang" in found[1]


WORDS = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Co", "Zl", "Zp", "Z", "Cn"]), min_size=1, max_size=12
)


def escaped(text):
    return "".join(f"\\{c}" if c in "~=#{}:\\" else c for c in text)


@pytest.mark.django_db
@given(WORDS, st.lists(WORDS, min_size=2, max_size=6, unique_by=str.casefold))
def test_whatever_is_escaped_comes_back_as_it_was(stem, options):
    from terang.stages.exams.reading.drafts import clean

    written = "".join(("=" if n == 0 else "~") + escaped(option) for n, option in enumerate(options))
    text = f"$CATEGORY: umum\n\n::t::Soal {escaped(stem)}{{{written}}}\n"

    reading = read(text, NORM, name="x.gift")

    if reading.drafts:
        assert reading.drafts[0].stem == clean(f"Soal {stem}")
        assert [t for t, _p in reading.drafts[0].options] == [clean(option) for option in options]
    else:
        assert reading.problems


@pytest.mark.django_db
@given(st.text(max_size=300))
def test_garbage_is_refused_and_never_breaks(text):
    for name in ("x.gift", "x.csv"):
        reading = read(text, NORM, name=name)
        assert reading.drafts or reading.problems
