"""The paper of a card: tagged, in reading order, the same bytes each time, whatever stands in it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest

from terang.base.papers import Frame, card_paper
from terang.core import norms
from terang.core.cards import make, on_list, ranked, told
from terang.core.cards.telling import Told
from terang.core.languages import language
from terang.core.rules.ranking import FinalScore

AT = datetime(2026, 5, 12, 7, 30, 15, 250, tzinfo=UTC)
FRAME = Frame(
    "id", "Pemerintah Kota Contoh", "#275c3b", "Perawat Terampil", "edisi 1", "https://terang.contoh.example/daftar/"
)  # fmt: skip


def card(who: str = "budi", code: str = "id") -> Told:
    norm = norms.load("cpns-2024")
    people = [
        FinalScore(who, {"twk": 80, "tiu": 130, "tkp": 190}, Decimal(70)),
        FinalScore("ana", {"twk": 75, "tiu": 130, "tkp": 195}, Decimal(70)),
    ]
    lines = ranked(norm, "final", "UMUM", 1, people)
    return told(make(on_list(norm, "final", "V1", "UMUM", 1, lines, who)), language(code))


def text_of(paper: bytes) -> str:
    """What a screen reader or a search finds, in the order of the file."""
    with pikepdf.open(BytesIO(paper)) as pdf:
        return "".join(sign for page in pdf.pages for sign in _signs(page))


def _signs(page: pikepdf.Page) -> Iterator[str]:
    fonts = {name: _unicode_of(font) for name, font in page.Resources.Font.items()}
    known: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            known = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            for one in operands[0] if str(operator) == "TJ" else [operands[0]]:
                raw = bytes(one) if isinstance(one, pikepdf.String) else b""
                yield from (known[int.from_bytes(raw[at : at + 2])] for at in range(0, len(raw), 2))


def _unicode_of(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode()
    chars = re.findall(r"^<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>$", table, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(sign).decode("utf-16-be") for code, sign in chars}


def structure(node: pikepdf.Object) -> Iterator[str]:
    """The tags of the document in reading order."""
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from structure(one)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield str(node.S)
        yield from structure(node.K) if "/K" in node else ()


def test_it_claims_pdf_ua_and_says_its_language_and_title() -> None:
    with pikepdf.open(BytesIO(card_paper(card(), FRAME, AT))) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("id", True)
        assert str(pdf.docinfo.Title) == "Kartu penjelasan: budi"


def test_headings_tables_lists_and_the_picture_are_tagged() -> None:
    with pikepdf.open(BytesIO(card_paper(card(), FRAME, AT))) as pdf:
        tags = list(structure(pdf.Root.StructTreeRoot.K))

    assert tags.count("/H1") == 1
    assert tags.count("/Table") == 2
    assert {"/H2", "/L", "/LI", "/TH", "/Figure", "/Link"} <= set(tags)


def test_the_text_can_be_read_in_order() -> None:
    text = text_of(card_paper(card(), FRAME, AT))

    wanted = [
        "Pemerintah Kota Contoh", "Kartu penjelasan", "Peringkat 2. TL: Tidak lulus", "Perawat Terampil",
        "Mengapa demikian", "Angka-angkanya", "80 / 150", "TWK 80 + TIU 130 + TKP 190",
        "400 / 550 × 100 = 72,727272727…, dibulatkan ke 3 desimal", "71,091", "ana, peringkat 1", "Aturan yang mendasarinya",
        "Pasal: PermenPANRB 6/2024 Ps. 45(4); Sumber:",
    ]  # fmt: skip
    places = [text.find(one) for one in wanted]
    assert -1 not in places
    assert places == sorted(places)


def test_the_same_card_gives_the_same_bytes() -> None:
    assert card_paper(card(), FRAME, AT) == card_paper(card(), FRAME, AT)


@pytest.mark.parametrize(
    "who", ["#panic()", "*tebal* _miring_", "<label> @ref $x$", "= judul", '"kutip" \\ \\n']
)
def test_what_people_wrote_is_never_read_as_markup(who: str) -> None:
    assert who.replace(" ", "") in text_of(card_paper(card(who), Frame("id", agency=who), AT)).replace(
        " ", ""
    )


def test_a_card_in_english_without_anything_around_it() -> None:
    paper = card_paper(card(code="en"), Frame("en"))

    assert "Step by step to the score" in text_of(paper)


def test_no_font_of_the_machine_is_used() -> None:
    with pikepdf.open(BytesIO(card_paper(card(), FRAME, AT))) as pdf:
        fonts = {
            str(font.BaseFont).split("+")[1].split("-")[0]
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }

    assert fonts == {"LibertinusSerif", "DejaVuSansMono"}
