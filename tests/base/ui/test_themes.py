"""Every theme can be read: the contrast of what ships is computed, not believed."""

import re
from pathlib import Path

import pytest

from terang.base import ui
from terang.base.ui.gallery import THEMES
from terang.base.ui.themes import accent_of
from terang.base.ui.values import MEANINGS

CSS = (Path(ui.__file__).parent / "static/ui/terang.css").read_text()
WHITE = "#ffffff"
TEXT, NOT_TEXT = 4.5, 3.0  # WCAG 2.2 AA: 1.4.3 and 1.4.11


def properties(selector: str) -> dict[str, str]:
    """Collect the colours that all blocks of a selector define."""
    found: dict[str, str] = {}
    for selectors, block in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS):
        if selector in selectors.split(","):
            found |= dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{3,6})\b", block))
    return found


def colours_of(theme: str) -> dict[str, str]:
    return properties(":root") | properties(f"[data-theme={theme}]")


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(2 * each for each in digits) if len(digits) == 3 else digits
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_of_a_theme_can_be_read(theme: str) -> None:
    colours = colours_of(theme)
    accent, dark, tint = (colours[f"--terang-accent{end}"] for end in ("", "-dark", "-tint"))

    pairs = {
        "white on the accent (button)": (WHITE, accent),
        "white on the dark accent (button under the pointer)": (WHITE, dark),
        "dark accent on the tint (menu)": (dark, tint),
        "text on the tint (card under the pointer)": (colours["--govuk-text-colour"], tint),
        "link on the tint": (colours["--govuk-link-colour"], tint),
        "visited link on the tint": (colours["--govuk-link-visited-colour"], tint),
    }

    assert {name: round(contrast(*pair), 1) for name, pair in pairs.items() if contrast(*pair) < TEXT} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_marks_of_a_theme_stand_out(theme: str) -> None:
    colours = colours_of(theme)

    assert contrast(colours["--terang-accent"], WHITE) >= NOT_TEXT
    assert contrast(colours["--terang-accent"], colours["--terang-accent-tint"]) >= NOT_TEXT


@pytest.mark.parametrize("meaning", MEANINGS)
def test_words_of_a_meaning_can_be_read_on_its_tint(meaning: str) -> None:
    colours = properties(":root")

    assert contrast(colours[f"--terang-{meaning}"], colours[f"--terang-{meaning}-tint"]) >= TEXT
    assert contrast(colours["--govuk-link-colour"], colours[f"--terang-{meaning}-tint"]) >= TEXT


@pytest.mark.parametrize("ground", [WHITE, "#f3f5f7"])
def test_quiet_words_and_links_can_be_read_on_every_ground(ground: str) -> None:
    colours = properties(":root")
    words = ("--terang-muted", "--govuk-link-colour", "--govuk-link-visited-colour", "--govuk-error-colour")

    assert [name for name in words if contrast(colours[name], ground) < TEXT] == []


def test_each_of_the_five_agencies_looks_different() -> None:
    assert len({colours_of(theme)["--terang-accent"] for theme in THEMES}) == len(THEMES) == 6


@pytest.mark.parametrize("theme", THEMES)
def test_papers_wear_the_accent_of_the_pages(theme: str) -> None:
    assert accent_of(theme) == colours_of(theme)["--terang-accent"]


def test_a_theme_that_is_gone_leaves_the_plain_accent() -> None:
    assert accent_of("lenyap") == accent_of("terang")
