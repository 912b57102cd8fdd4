"""Files that are there for good when a function returns, and never half of one under its name."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

READABLE, PRIVATE = 0o644, 0o600
DRAFT = ".new"


class Conflict(Exception):
    """A file that never changes is there with other bytes; the message names it. Nobody goes on from here."""


class Disk:
    """The operations that keep or lose a file. Tests replace single ones, to fail or to forget."""

    def __init__(self) -> None:
        self._sure: set[Path] = set()

    def create(self, path: Path, mode: int) -> int:
        """A fresh file to write into; whatever had the name is emptied."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)

    def write(self, file: int, data: bytes) -> int:
        """Hand over some of the bytes; how many were taken."""
        return os.write(file, data)

    def sync(self, file: int) -> None:
        os.fsync(file)

    def close(self, file: int) -> None:
        os.close(file)

    def rename(self, old: Path, new: Path) -> None:
        old.replace(new)

    def make_folder(self, path: Path) -> None:
        path.mkdir(exist_ok=True)

    def sync_folder(self, path: Path) -> None:
        """Make what was created, renamed or removed in a folder last."""
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def remove_folder(self, path: Path) -> None:
        with contextlib.suppress(FileNotFoundError):
            path.rmdir()

    def keep(self, path: Path, data: bytes, *, mode: int = READABLE) -> None:
        """Put the bytes under this name, all of them or none, and return when they outlast a cut of power."""
        self._make_folders(path.parent)
        draft = path.with_name(f"{path.name}{DRAFT}")
        file = self.create(draft, mode)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self.write(file, rest) :]  # type: ignore[arg-type]
            self.sync(file)
        finally:
            self.close(file)
        self.rename(draft, path)
        self.sync_folder(path.parent)

    def keep_once(self, path: Path, data: bytes) -> None:
        """The same for a file that never changes. Refused: Conflict if it is there with other bytes."""
        there = read(path)
        if there is None:
            self.keep(path, data)
        elif there != data:
            raise Conflict(
                f"{path} has other bytes than it must have; it is left as it is. Look into it by hand."
            )
        else:
            self.sync_folder(path.parent)  # whoever renamed it may have died before this

    def drop_folder(self, path: Path) -> None:
        """Remove a folder of files, if it is there."""
        if not path.is_dir():
            return
        for file in sorted(path.iterdir()):
            self.remove(file)
        self.remove_folder(path)
        self.sync_folder(path.parent)
        self._sure.discard(path)

    def _make_folders(self, path: Path) -> None:
        """Make them, and make their names last: one that is there may come from somebody who died before that."""
        is_not_ours = path.is_dir() and (path == path.parent or not os.access(path.parent, os.W_OK))
        if is_not_ours or (path in self._sure and path.is_dir()):
            return
        self._make_folders(path.parent)
        if not path.is_dir():
            self.make_folder(path)
        self.sync_folder(path.parent)
        self._sure.add(path)


def read(path: Path) -> bytes | None:
    """The bytes of a file; None if there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
