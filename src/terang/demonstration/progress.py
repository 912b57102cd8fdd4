"""How work that takes long tells how far it is: on a terminal as bars with the time left, elsewhere as lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)


class Tell(Protocol):
    """Say that of `what`, `done` of `total` are done."""

    def __call__(self, what: str, done: int, total: int) -> None: ...


@contextmanager
def telling(console: Console) -> Iterator[Tell]:
    """A `Tell` for this console."""
    if not console.is_terminal:
        yield _lines(console)
        return
    bars = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console,
    )  # fmt: skip
    with bars:
        yield _bars(bars)


def _bars(bars: Progress) -> Tell:
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = bars.add_task(what, total=total)
        bars.update(tasks[what], completed=done, total=total)

    return tell


def _lines(console: Console) -> Tell:
    """Each tenth once, so that a log stays short."""
    told: dict[str, int] = {}

    def tell(what: str, done: int, total: int) -> None:
        tenth = done * 10 // max(total, 1)
        if told.get(what) != tenth:
            told[what] = tenth
            console.print(f"{what}: {done} of {total}", highlight=False)

    return tell
