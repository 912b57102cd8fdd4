"""Checkpoints: the three lines in which a log says how large it is and what its root is. Source: C2SP tlog-checkpoint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from terang.core.ledger.notes import BadNote, Note, b64, read, unb64
from terang.core.ledger.tiles import HASH_BYTES

SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
ORIGIN = re.compile(r"[^\s+]+")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log: whose, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64(self.root)}\n"


def parse(content: str) -> tuple[Checkpoint, Note]:
    """A signed checkpoint and the note around it; signatures are not checked yet. Refused: BadNote."""
    note = read(content)
    return parse_text(note.text), note


def parse_text(text: str) -> Checkpoint:
    """The three lines, and no others: this log writes no extension lines. Refused: BadNote."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not ORIGIN.fullmatch(lines[0]) or not SIZE.fullmatch(lines[1]):
        raise BadNote("a checkpoint is origin, size and root")
    found = Checkpoint(lines[0], int(lines[1]), unb64(lines[2]))
    if len(found.root) != HASH_BYTES or found.text != text:
        raise BadNote("the root is not 32 bytes")
    return found
