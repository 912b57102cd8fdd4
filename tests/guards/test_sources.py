"""What a norm names as its source can be looked up."""

import re
from pathlib import Path

from terang.core.norms.notes import FILE, notes, pieces

ROOT = Path(__file__).parents[2]
BACKGROUND = "(background)"
SECTIONS = {one.number: one for one in notes() if one.number}
TESTS = re.compile(r"tests/law/[\w/]+\.\w+")


def _cited() -> dict[str, set[str]]:
    """Every section that the package names, with the files that do."""
    found: dict[str, set[str]] = {}
    for path in (ROOT / "src").rglob("*"):
        if path.suffix in {".toml", ".py"} and path.name != "notes.py":
            for _, number in pieces(path.read_text()):
                found.setdefault(number, set()).add(path.name)
    return {number: files for number, files in found.items() if number}


def test_every_catatan_is_a_section_of_the_notes() -> None:
    assert {number: files for number, files in _cited().items() if number not in SECTIONS} == {}


def test_every_section_of_the_notes_is_named_or_background() -> None:
    cited = _cited()

    assert len(cited) > 15
    assert [
        number for number, one in SECTIONS.items() if (number in cited) == one.title.endswith(BACKGROUND)
    ] == []


def test_the_notes_send_nobody_to_a_section_that_is_not_there() -> None:
    led_to = re.findall(r"\bsee (\d+(?:\.\d+)?)", FILE.read_text())

    assert len(led_to) > 5
    assert [number for number in led_to if number not in SECTIONS] == []


def test_every_case_that_a_source_names_is_there() -> None:
    named = {
        case
        for path in (ROOT / "src").rglob("*")
        if path.suffix in {".toml", ".py", ".md"}
        for case in TESTS.findall(path.read_text())
    }

    assert len(named) > 5
    assert [case for case in named if not (ROOT / case).is_file()] == []
