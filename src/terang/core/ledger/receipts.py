"""A proof that a person can keep: an entry's place, its way to the root, and the checkpoint. Source: C2SP tlog-proof."""

from __future__ import annotations

import re
from dataclasses import dataclass

from terang.core.ledger import checkpoints
from terang.core.ledger.checkpoints import Checkpoint
from terang.core.ledger.notes import BadNote, Note, b64, unb64
from terang.core.ledger.tiles import HASH_BYTES
from terang.core.ledger.tree import check_inclusion

HEADER = "c2sp.org/tlog-proof@v1"
INDEX = re.compile(r"0|[1-9][0-9]{0,18}")
LONGEST_PATH = 63


@dataclass(frozen=True, slots=True)
class Receipt:
    """`extra` is what the holder needs to open the entry (our JCS); empty where there is nothing to open."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint
    note: Note
    extra: bytes = b""

    @property
    def content(self) -> str:
        """The file as it is written (`.tlog-proof`)."""
        extra = f"extra {b64(self.extra)}\n" if self.extra else ""
        hashes = "".join(f"{b64(one)}\n" for one in self.path)
        return f"{HEADER}\n{extra}index {self.index}\n{hashes}\n{self.note.content}"

    def check(self, leaf: bytes) -> None:
        """That a leaf hash is in the log of the checkpoint. Refused: BadProof. Signatures are the policy's matter."""
        check_inclusion(leaf, self.index, self.checkpoint.size, self.path, self.checkpoint.root)


def parse(content: str) -> Receipt:
    """A receipt from its file, strictly. Refused: BadNote."""
    head, blank, rest = content.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines.pop(0) != HEADER:
        raise BadNote("this is no proof of a log")
    extra = unb64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else b""
    index = lines.pop(0)[6:] if lines and lines[0].startswith("index ") else ""
    if not INDEX.fullmatch(index) or len(lines) > LONGEST_PATH:
        raise BadNote("the proof says no place")
    path = tuple(map(unb64, lines))
    if any(len(one) != HASH_BYTES for one in path):
        raise BadNote("the way to the root is not made of hashes")
    checkpoint, note = checkpoints.parse(rest)
    found = Receipt(int(index), path, checkpoint, note, extra)
    if found.content != content:
        raise BadNote("the proof is not in its only form")
    return found
