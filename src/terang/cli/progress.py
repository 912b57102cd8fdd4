"""A progress bar on the terminal for what takes longer than two seconds; silent otherwise."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE_SECONDS = 2.0
EVERY = 256
AGAIN_SECONDS = 0.2


class Watch:
    """Counts work that is done; shows a bar once it is worth showing."""

    def __init__(self, title: str, total: int | None) -> None:
        self.title, self.total, self.done = title, total, 0
        self.started = time.monotonic()
        self.visible = sys.stderr.isatty()
        self.bar: Progress | None = None
        self.task: TaskID | None = None

    def tick(self, count: int = 1) -> None:
        before, self.done = self.done, self.done + count
        if not self.visible or before // EVERY == self.done // EVERY:
            return
        if self.bar is None and time.monotonic() - self.started > PATIENCE_SECONDS:
            self._show()
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=self.done)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self.bar = Progress(*parts, console=Console(stderr=True), transient=True)
        self.task = self.bar.add_task(self.title, total=self.total)
        self.bar.start()


@contextmanager
def watching(title: str, total: int | None) -> Iterator[Watch]:
    """A watch over one piece of work, whose total may be unknown; its bar is gone at the end, however that comes."""
    watch = Watch(title, total)
    try:
        yield watch
    finally:
        if watch.bar is not None:
            watch.bar.stop()


@contextmanager
def following(title: str, percent: Callable[[], float]) -> Iterator[None]:
    """The same for work that tells how far it is when asked."""
    with watching(title, 100 * EVERY) as watch:
        if not watch.visible:
            yield
            return
        over = threading.Event()
        asking = threading.Thread(target=_follow, args=(watch, percent, over), daemon=True)
        asking.start()
        try:
            yield
        finally:
            over.set()
            asking.join()


def _follow(watch: Watch, percent: Callable[[], float], over: threading.Event) -> None:
    while not over.wait(AGAIN_SECONDS):
        watch.tick(max(0, int(percent() * EVERY) - watch.done))
