"""The explanation card on A4."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import segno
import typst

from terang.core.cards.telling import Told

TEMPLATE = Path(__file__).with_name("card.typ")
PLAIN = "#1b4b73"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a card: whose it is, of which list, and where the public list is. All but the language may be empty."""

    language: str
    agency: str = ""
    colour: str = PLAIN
    """The accent of the agency's theme, as `#rrggbb`; must be readable on white."""
    subject: str = ""
    dated: str = ""
    address: str = ""


def card_paper(card: Told, frame: Frame, at: datetime | None = None) -> bytes:
    """The card as PDF/UA-1; the same card, frame and instant give the same bytes.

    at: when the list was published; it becomes the date of the document.
    """
    given = {**asdict(frame), "qr": _qr(frame.address) if frame.address else ""}
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        pdf_standards="ua-1",
        ignore_system_fonts=True,
        timestamp=at and at.replace(microsecond=0),
        sys_inputs={"card": json.dumps(card), "frame": json.dumps(given)},
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def _qr(text: str) -> str:
    drawn = BytesIO()
    segno.make(text, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
