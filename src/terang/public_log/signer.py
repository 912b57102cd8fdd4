"""The signer: witness 0 of every log here. It signs a tree only if that continues the last one that it signed.

Source: terang-log/1 section 6. Its folder holds keys and memory together: who restores one from a backup restores both,
and then the witnesses know better.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from terang.core.ledger import mldsa, notes
from terang.core.ledger.checkpoints import Checkpoint
from terang.core.ledger.notes import ED25519, Note
from terang.core.ledger.tree import EMPTY_ROOT, BadProof
from terang.public_log import keys
from terang.public_log.disk import Disk
from terang.public_log.heads import Heads, check_growth
from terang.public_log.keys import PrivateKey


class Refused(Exception):
    """The signer does not sign this; the message says why."""


@dataclass(frozen=True)
class Opened:
    """A log as its signer knows it: its public keys (Ed25519, ML-DSA-44) and the last tree that was signed."""

    vkeys: tuple[str, ...]
    last: Checkpoint


class Signer:
    """Keys and memory of one installation's logs."""

    def __init__(
        self, folder: Path, disk: Disk | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self.heads, self.clock = Heads(folder, disk), clock

    def open(self, origin: str) -> Opened:
        """What a log stands at; a new one gets its keys. Refused: Refused where the memory of a log is lost."""
        found = keys.load(self.heads.path(origin, "key")) or self._begin(origin)
        if self.heads.content(origin) is None:
            raise Refused(f"the memory of {origin} is lost; without it two histories could be signed")
        return Opened(tuple(one.line for one in found), self.heads.newest(origin))

    def sign(self, new: Checkpoint, proof: Sequence[bytes]) -> str:
        """The signed checkpoint, kept before it is returned; the same again when asked again.

        Refused: Refused for a smaller tree (a restored backup), for another root of the same size, and for a tree
        that the proof does not show to begin with the last one.
        """
        last = self.open(new.origin).last
        if new.size < last.size:
            raise Refused(
                f"{new.origin} was signed with {last.size} entries; {new.size} is an older state, "
                "as after a restored backup. Bring the missing entries back from the public tiles first."
            )
        if new == last and last.size:
            return self.heads.content(new.origin) or ""
        try:
            check_growth(last, new, proof)
        except BadProof as error:
            raise Refused(f"{new.origin}: {new.size} entries do not continue {last.size}: {error}") from error
        signed = self._signed(new)
        self.heads.keep(new.origin, signed)
        return signed

    def _begin(self, origin: str) -> list[PrivateKey]:
        made = [PrivateKey.new(origin, ED25519), PrivateKey.new(origin, mldsa.ML_DSA_44)]
        empty = Checkpoint(origin, 0, EMPTY_ROOT)
        # The memory first: a log with keys and without memory is refused for ever.
        self.heads.keep(origin, _note(empty, made, int(self.clock())))
        keys.keep(self.heads.path(origin, "key"), made, self.heads.disk)
        return made

    def _signed(self, new: Checkpoint) -> str:
        return _note(new, keys.load(self.heads.path(new.origin, "key")), int(self.clock()))


def _note(seen: Checkpoint, held: Sequence[PrivateKey], unix: int) -> str:
    classic, hedge = held
    return Note(
        seen.text,
        (
            notes.signed(seen.text, classic.key, classic.sign),
            mldsa.cosigned(seen, hedge.name, hedge.public, unix, hedge.sign),
        ),
    ).content
