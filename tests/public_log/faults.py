"""Disks that fail, die or forget at a given operation: what a tile writer must survive."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from terang.public_log.disk import Disk, read

OPERATIONS = (
    "create",
    "write",
    "sync",
    "close",
    "rename",
    "make_folder",
    "sync_folder",
    "remove",
    "remove_folder",
)
ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC}


class Killed(BaseException):
    """The process is gone; nothing that it would have done next is done."""


class Hurried(Disk):
    """Nothing waits for the platter: whether it would have is what the others pretend."""

    def sync(self, file: int) -> None: ...

    def sync_folder(self, path: Path) -> None: ...


class Counting(Hurried):
    """Calls `meanwhile` before each operation, with its number."""

    def __init__(self, meanwhile: Callable[[int], None] = lambda number: None) -> None:
        super().__init__()
        self.meanwhile, self.count = meanwhile, 0

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name in OPERATIONS:
            self.count += 1
            self.meanwhile(self.count)
        return found


def failing(at: int, error: str) -> Counting:
    """Answers one operation with an error of the operating system."""

    def fail(number: int) -> None:
        if number == at:
            raise OSError(ERRORS[error], os.strerror(ERRORS[error]))

    return Counting(fail)


def dying(at: int) -> Counting:
    """The process is killed before an operation; what was handed to the kernel stays."""

    def die(number: int) -> None:
        if number >= at:
            raise Killed

    return Counting(die)


class Forgetting(Hurried):
    """A disk whose power is cut: what was not synced is lost, and names may be kept or lost."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.at, self.count, self.is_dead = at, 0, False
        self.open: dict[int, Path] = {}
        self.dirty: set[Path] = set()
        self.undo: list[tuple[Path, Callable[[], None]]] = []

    def step(self) -> None:
        self.count += 1
        if self.count >= self.at:
            self.is_dead = True
            raise Killed

    def cut(self, *, names_stay: bool) -> None:
        """The power goes, and comes back."""
        if not names_stay:
            for _, back in reversed(self.undo):
                back()
        for path in self.dirty:
            if path.is_file():
                os.truncate(path, path.stat().st_size // 2)

    def create(self, path: Path, mode: int) -> int:
        self.step()
        if not path.exists():
            self.undo.append((path.parent, lambda: path.unlink(missing_ok=True)))
        file = super().create(path, mode)
        self.open[file] = path
        self.dirty.add(path)
        return file

    def write(self, file: int, data: bytes) -> int:
        self.step()
        return super().write(file, data)

    def sync(self, file: int) -> None:
        self.step()
        self.dirty.discard(self.open[file])

    def close(self, file: int) -> None:
        super().close(file)
        if not self.is_dead:
            self.step()

    def rename(self, old: Path, new: Path) -> None:
        self.step()
        before = read(new)
        super().rename(old, new)
        if old in self.dirty:
            self.dirty = self.dirty - {old} | {new}
        self.undo.append((new.parent, lambda: _put_back(new, before)))

    def make_folder(self, path: Path) -> None:
        self.step()
        super().make_folder(path)
        self.undo.append((path.parent, lambda: shutil.rmtree(path, ignore_errors=True)))

    def sync_folder(self, path: Path) -> None:
        self.step()
        self.undo = [(folder, back) for folder, back in self.undo if folder != path]


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink(missing_ok=True)
    elif path.parent.is_dir():
        path.write_bytes(before)
