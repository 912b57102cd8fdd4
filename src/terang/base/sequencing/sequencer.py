"""One pass over one log: places, files, both roots, signer, witnesses, checkpoint. Any step may be repeated.

Source: terang-log/1 section 12.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from terang.base.sequencing.book import Book
from terang.core.ledger import checkpoints, leaves, notes, policies
from terang.core.ledger.checkpoints import Checkpoint
from terang.core.ledger.notes import Note, Signature, merged
from terang.core.ledger.policies import Policy
from terang.core.ledger.tree import EMPTY_ROOT, Subtree, consistency_proof
from terang.public_log.folders import LogFolder
from terang.public_log.keys import check
from terang.public_log.signer import Opened


class Stopped(Exception):
    """This log may not go on before somebody has looked into it; the message says what is wrong."""


class Signs(Protocol):
    """The signer, here or in another process."""

    def open(self, origin: str) -> Opened: ...
    def sign(self, new: Checkpoint, proof: Sequence[bytes]) -> str: ...


Witnesses = Callable[[Note, Checkpoint, int, Callable[[], Subtree]], list[Signature]]
"""Asks all witnesses for their signatures: the note, its checkpoint, where they are believed to stand, the subtrees."""


@dataclass
class Sequencer:
    """Everything that one log needs to go on."""

    book: Book
    folder: LogFolder
    signer: Signs
    witnesses: Witnesses

    def advance(self, *, at: datetime) -> bool:
        """Finish what was begun, give places to what waits, and publish it; whether anything was new.

        Refused: Stopped; Refused by the signer; Overtaken; Away and OSError when asking again later is right.
        """
        self._publish_if_needed()
        self._must_be_the_newest()
        if not self.book.take(at=at):
            return False
        self._publish_if_needed()
        return True

    def restore(self, *, at: datetime) -> int:
        """After a restored backup: take back from the files what was signed, prove it, and go on; how many leaves.

        The newer of what the signer remembers and what is published counts: the signer may come from a backup, too.
        """
        head = self.book.head
        last = max(self._opened().last, self._published(), key=lambda one: one.size)
        if last.size <= head.size:
            return 0
        if self.folder.recompute(last.size) != last.root:
            raise Stopped(
                f"the files of {last.origin} do not lead to the root that was signed; get them from a mirror"
            )
        missing = list(self.folder.entries(last.size, since=head.size))
        self.book.put_back(missing, last.root, at=at)
        return len(missing)

    def _published(self) -> Checkpoint:
        """The published checkpoint, if the log and enough witnesses have signed it; else the empty tree."""
        content, log = self.folder.checkpoint, self.book.log
        if content is not None:
            seen, note = checkpoints.parse(content)
            if notes.holds(note, notes.read_key(log.vkeys[0]), check) is not None and is_seen(
                policies.parse(log.policy), note
            ):
                return seen
        return Checkpoint(log.origin, 0, EMPTY_ROOT)

    def _publish_if_needed(self) -> None:
        head = self.book.head
        if self.folder.published_size < head.size:
            self._publish(head)

    def _publish(self, head: Checkpoint) -> None:
        """Files, both roots, signature, witnesses, checkpoint."""
        self._write(head)
        signed = self._signed(head)
        note = checkpoints.parse(signed)[1]
        before = self.folder.published_size
        given = self.witnesses(note, head, before, lambda: self.folder.subtrees(head.size))
        whole = merged(note, given)
        if not is_seen(policies.parse(self.book.log.policy), whole):
            return
        self.folder.publish(whole.content)
        self.folder.drop_partial(head.size, since=before)

    def _write(self, head: Checkpoint) -> None:
        since = self.book.previous if self.folder.holds(self.book.previous) else 0
        self.folder.keep_page("log.json", self._about())
        self.folder.keep_page("policy", self.book.log.policy.encode())
        for content in self.book.documents(since, head.size):
            self.folder.keep_document(content)
        self.folder.grow(since, self.book.entries(since, head.size))
        root = self.folder.recompute(head.size, since=since)
        if root != head.root:
            raise Stopped(
                f"{head.origin}: the files lead to another root than the database; nothing was signed"
            )

    def _signed(self, head: Checkpoint) -> str:
        last = self._opened().last
        if last.size > head.size:
            raise Stopped(older(head, last.size))
        return self.signer.sign(
            head, consistency_proof(last.size, head.size, self.folder.subtrees(head.size))
        )

    def _must_be_the_newest(self) -> None:
        """Nothing gets a place in a history that the world has seen go on differently."""
        head, last = self.book.head, self._opened().last
        seen = max(last.size, self.folder.published_size)
        if seen > head.size:
            raise Stopped(older(head, seen))
        if last.size < head.size:  # a signer from a backup: it signs what continues its own memory
            last = checkpoints.parse(self._signed(head))[0]
        if last != head:
            raise Stopped(f"{head.origin}: the signer has signed another tree than the database holds")

    def _opened(self) -> Opened:
        opened = self.signer.open(self.book.log.origin)
        if list(opened.vkeys) != self.book.log.vkeys:
            raise Stopped(
                f"{self.book.log}: the signer holds other keys than those with which this log began"
            )
        return opened

    def _about(self) -> bytes:
        log = self.book.log
        said = {
            "v": 1, "spec": leaves.SPEC, "origin": log.origin, "vkeys": log.vkeys, "round": log.round.code,
            "start": int(log.began_at.timestamp()),
        }  # fmt: skip
        return (json.dumps(said, indent=1, sort_keys=True) + "\n").encode()


def is_seen(policy: Policy, note: Note) -> bool:
    """Whether enough witnesses have signed."""
    return policy.is_met(frozenset(policy.seen_by(note, check)))


def older(head: Checkpoint, seen: int) -> str:
    """Why a log may not go on that the world has seen larger."""
    return (
        f"{head.origin}: the world has seen {seen} entries, this database has {head.size}. It is an older state, as "
        "after a restored backup. Nothing was signed. Bring the entries back from the files: terang log restore"
    )
