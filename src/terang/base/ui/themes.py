"""The colours of the themes for what has no stylesheet: papers."""

import re
from functools import cache
from pathlib import Path

STYLESHEET = Path(__file__).parent / "static" / "ui" / "terang.css"
DEFAULT = "terang"
ACCENT = re.compile(r"\[data-theme=([\w-]+)\]\{--terang-accent: ?(#[0-9a-f]{6})")


def accent_of(theme: str) -> str:
    """The accent of a theme as the stylesheet has it, readable on white; of the plain one for a theme that is gone.

    >>> accent_of("alak")
    '#7a4612'
    """
    accents = _accents()
    return accents.get(theme, accents[DEFAULT])


@cache
def _accents() -> dict[str, str]:
    return dict(ACCENT.findall(STYLESHEET.read_text(encoding="utf-8")))
