"""The newest tree that a signer or witness has seen of each log, kept before anybody is told."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from terang.core.ledger import checkpoints
from terang.core.ledger.checkpoints import Checkpoint
from terang.core.ledger.notes import BadNote
from terang.core.ledger.tree import EMPTY_ROOT, check_consistency
from terang.public_log.disk import Disk, read


class Taken(Exception):
    """Another process keeps its memory in the same folder."""


class LostMemory(Exception):
    """What was kept can't be read; who goes on without it could be made to sign two histories."""


class Heads:
    """A folder with one file for each log: its last checkpoint as it was signed."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder, self.disk = folder, disk or Disk()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else uses the folder inside. Refused: Taken."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Taken(
                    f"another process works in {self.folder}; two would sign two histories"
                ) from error
            yield
        finally:
            os.close(lock)

    def path(self, origin: str, name: str = "checkpoint") -> Path:
        """Where something about a log is kept."""
        return self.folder / hashlib.sha256(origin.encode()).hexdigest() / name

    def content(self, origin: str) -> str | None:
        """The last checkpoint of a log as it was signed; None before the first."""
        found = read(self.path(origin))
        return found.decode(errors="replace") if found is not None else None

    def newest(self, origin: str) -> Checkpoint:
        """The last tree of a log; the empty one before the first. Refused: LostMemory."""
        content = self.content(origin)
        if content is None:
            return Checkpoint(origin, 0, EMPTY_ROOT)
        try:
            found = checkpoints.parse(content)[0]
        except BadNote as error:
            raise LostMemory(f"{self.path(origin)} can't be read: {error}") from error
        if found.origin != origin:
            raise LostMemory(f"{self.path(origin)} speaks of another log")
        return found

    def keep(self, origin: str, content: str) -> None:
        """Remember a checkpoint for good."""
        self.disk.keep(self.path(origin), content.encode())


def check_growth(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """That a log only grew. Refused: BadProof."""
    check_consistency(old.size, new.size, old.root, new.root, proof)
