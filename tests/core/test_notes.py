"""The notes on sources are read as they are written, and their numbers are found in any source."""

from terang.core.norms.notes import FILE, ITEM, notes, pieces


def test_the_notes_lose_no_line() -> None:
    written = [line for line in FILE.read_text().splitlines() if line and not line.startswith("#")]

    read = [
        f"{ITEM * block.is_list}{line}" for one in notes() for block in one.blocks for line in block.lines
    ]

    assert read == written


def test_a_paragraph_is_one_line() -> None:
    """Somebody who wraps a paragraph, or forgets the empty line before a list, would break the page."""
    assert [
        (one.number, block.lines)
        for one in notes()
        for block in one.blocks
        if (not block.is_list and len(block.lines) > 1) or any(ITEM in line[:2] for line in block.lines)
    ] == []


def test_no_two_sections_have_one_number() -> None:
    numbers = [one.number for one in notes()]

    assert len(set(numbers)) == len(numbers)


def test_pieces_put_together_are_the_source() -> None:
    source = "catatan 1.2, 2.6; plcpekanbaru.com 457; catatan 10(4): tidak ditemukan"

    assert "".join(words for words, _ in pieces(source)) == source
    assert [number for _, number in pieces(source) if number] == ["1.2", "2.6", "10"]
    assert list(pieces("contoh; 2.4")) == [("contoh; 2.4", "")]
    assert list(pieces("")) == []
