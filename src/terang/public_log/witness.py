"""A witness: it signs that it saw a log grow, and never that it saw it twice. Any third party can run one.

Source: C2SP tlog-witness and tlog-cosignature; terang-log/1 section 3.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from terang.core.ledger import checkpoints, notes
from terang.core.ledger.checkpoints import SIZE, Checkpoint
from terang.core.ledger.notes import BadNote, Key, Note, merged, unb64
from terang.core.ledger.receipts import LONGEST_PATH
from terang.core.ledger.tree import BadProof
from terang.public_log.disk import Disk
from terang.public_log.heads import Heads, check_growth
from terang.public_log.keys import PrivateKey, check

OLD = re.compile(rf"old ({SIZE.pattern})")
TEXT, SIZE_TYPE = "text/plain; charset=utf-8", "text/x.tlog.size"


@dataclass(frozen=True)
class Answer:
    """What a witness says, as HTTP."""

    status: HTTPStatus
    body: str
    content_type: str = TEXT


@dataclass(frozen=True)
class Asked:
    """A request to cosign: from which size, how it grew, to which checkpoint."""

    old: int
    proof: tuple[bytes, ...]
    seen: Checkpoint
    note: Note

    @property
    def content(self) -> str:
        """The body of the request."""
        lines = [f"old {self.old}", *map(notes.b64, self.proof)]
        return "\n".join(lines) + f"\n\n{self.note.content}"


def parse(body: str) -> Asked:
    """Read a request strictly. Refused: BadNote."""
    head, blank, rest = body.partition("\n\n")
    first, *lines = head.split("\n")
    old = OLD.fullmatch(first)
    if not blank or old is None or len(lines) > LONGEST_PATH:
        raise BadNote("a request is `old SIZE`, at most 63 hashes, an empty line and a checkpoint")
    seen, note = checkpoints.parse(rest)
    return Asked(int(old[1]), tuple(map(unb64, lines)), seen, note)


class Witness:
    """One key and its memory of logs. `logs` tells which keys it trusts at the moment."""

    def __init__(
        self,
        key: PrivateKey,
        folder: Path,
        logs: Callable[[], Sequence[Key]],
        *,
        disk: Disk | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.key, self.logs, self.clock = key, logs, clock
        self.heads = Heads(folder, disk)
        self._one_at_a_time = threading.Lock()

    def add_checkpoint(self, body: str) -> Answer:
        """Cosign a checkpoint that continues the last one of its log; it is remembered before this returns."""
        try:
            asked = parse(body)
        except BadNote as error:
            return Answer(HTTPStatus.BAD_REQUEST, f"{error}\n")
        trusted = [key for key in self.logs() if key.name == asked.seen.origin]
        if not trusted:
            return Answer(HTTPStatus.NOT_FOUND, "this witness does not know the log\n")
        if not any(_signed_by(key, asked.note) for key in trusted):
            return Answer(HTTPStatus.FORBIDDEN, "no key of the log that this witness trusts has signed\n")
        if asked.old > asked.seen.size:
            return Answer(
                HTTPStatus.BAD_REQUEST, "a log does not shrink: old is larger than the checkpoint\n"
            )
        with self._one_at_a_time:
            return self._cosign(asked)

    def last(self, folder_name: str) -> str | None:
        """The last cosigned checkpoint of a log, by the SHA-256 of its origin in hex."""
        for key in self.logs():
            if self.heads.path(key.name).parent.name == folder_name:
                return self.heads.content(key.name)
        return None

    def _cosign(self, asked: Asked) -> Answer:
        last = self.heads.newest(asked.seen.origin)
        if asked.old != last.size:
            return Answer(HTTPStatus.CONFLICT, f"{last.size}\n", SIZE_TYPE)
        try:
            check_growth(last, asked.seen, asked.proof)
        except BadProof as error:
            return Answer(HTTPStatus.UNPROCESSABLE_ENTITY, f"{error}\n")
        made = notes.cosigned(asked.seen.text, self.key.key, int(self.clock()), self.key.sign)
        self.heads.keep(asked.seen.origin, merged(asked.note, [made]).content)
        return Answer(HTTPStatus.OK, made.line)


def _signed_by(key: Key, note: Note) -> bool:
    try:
        return notes.holds(note, key, check) is not None
    except BadNote:
        return False
