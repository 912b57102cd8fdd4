"""The explanation card of one applicant, in the terminal and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from terang.core.languages import Language, language
from terang.core.sentences import Sentence
from terang.engines.tables import check_target, whole
from terang.engines.tables.problems import refuse

if TYPE_CHECKING:
    from terang.core.cards import Card, Case

ENDINGS = (".pdf", ".txt", ".json")


class Tongue(StrEnum):
    """The languages of a card."""

    id = "id"
    en = "en"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose card, in which language, and the file to which it is written besides."""

    who: str
    tongue: Tongue
    file: Path | None


def asked_for(who: str, tongue: Tongue, file: Path | None, inputs: Sequence[Path]) -> Wanted | None:
    """The card that was asked for, or none. Refused: Refused for a file without a person or of another kind."""
    if file is not None:
        if not who:
            raise refuse("--card", Sentence("Say whose card it is (--explain)."))
        check_target(file, inputs, ENDINGS)
    return Wanted(who, tongue, file) if who else None


def show(case: Case, wanted: Wanted) -> None:
    """Print the card, and write it to its file if there is one. Refused: Refused where it can't be written."""
    from terang.core.cards import make, told
    from terang.core.cards.plain_text import plain_text

    card, spoken = make(case), language(wanted.tongue)
    if wanted.file is not None:
        made = _made(card, spoken, wanted.file.suffix.lower())
        with whole(wanted.file) as part:
            part.write_bytes(made)
    typer.echo(plain_text(told(card, spoken)), nl=False)


def _made(card: Card, spoken: Language, ending: str) -> bytes:
    from terang.core.cards import as_json, told
    from terang.core.cards.plain_text import plain_text

    if ending == ".pdf":
        from terang.base.papers import Frame, card_paper

        return card_paper(told(card, spoken), Frame(spoken.code))
    return (as_json(card, spoken) if ending == ".json" else plain_text(told(card, spoken))).encode()
