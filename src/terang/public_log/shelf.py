"""The logs that lie in a folder, found without asking anybody."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from terang.core.ledger import canonical
from terang.public_log.folders import BadLog, LogFolder


@dataclass(frozen=True)
class Found:
    """A log by its folder: its name, the Ed25519 key that signs it, its round, and when it began."""

    folder: Path
    origin: str
    vkey: str
    round: str
    start: int

    @property
    def is_finished(self) -> bool:
        """Whether the final result of its round stands in it."""
        log = LogFolder(self.folder)
        try:
            return any(_announces_result(entry) for entry in log.entries(log.published_size))
        except BadLog:
            return False


def found_in(folder: Path) -> list[Found]:
    """All logs under a folder that have published something, the oldest first."""
    files = [path for path in folder.glob("**/log.json") if (path.parent / "checkpoint").exists()]
    return sorted(map(_found, files), key=lambda one: (one.start, one.origin))


def _found(path: Path) -> Found:
    said = json.loads(path.read_text())
    return Found(path.parent, said["origin"], said["vkeys"][0], said["round"], said["start"])


def _announces_result(entry: bytes) -> bool:
    said = canonical.decode(entry)
    match said:
        case {"k": "announce", "b": {"stage": "final"}}:
            return True
        case _:
            return False
