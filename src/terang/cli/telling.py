"""The language in which a command speaks."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from terang.core import norms
from terang.core.sentences import Sentence, say

LOCALE = Path(norms.__file__).parents[1] / "locale"
Lang = Annotated[
    Literal["id", "en"] | None, typer.Option(help="Indonesian or English; else the terminal's language.")
]
Tell = Callable[[str], str]


def teller(lang: str | None) -> Tell:
    """Say a sentence in a language; where there is no catalogue for it, in English."""
    words = gettext.translation("django", LOCALE, languages=[lang] if lang else None, fallback=True)
    return lambda one: say(one, words.gettext) if isinstance(one, Sentence) else one
