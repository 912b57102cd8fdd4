"""How a command that reads tables tells what it found: on the error stream, and by its exit code."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import typer

from terang.engines.tables import Problem, Refused

REFUSED = 2
CANCELLED = 130
SHOWN = 20


@contextmanager
def told() -> Iterator[None]:
    """Refusals become messages and exit code 2, Ctrl-C and SIGTERM 130; nothing has been written then."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except Refused as refused:
        say(map(str, refused.problems))
        raise typer.Exit(REFUSED) from None
    except KeyboardInterrupt:
        say(["Cancelled; nothing was written."])
        raise typer.Exit(CANCELLED) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def stop_if_wrong(problems: Iterable[Problem], result: str) -> None:
    """List every bad row as it is found and stop; go on when there is none."""
    count = 0
    for count, problem in enumerate(problems, start=1):  # noqa: B007
        say([problem])
    if count:
        say([f"{count} problem{'s' if count > 1 else ''}; {result}."])
        raise typer.Exit(REFUSED)


def warn(warnings: Sequence[object], count: int | None = None) -> None:
    """Say the first warnings, and how many more there are; `count` where not all are at hand."""
    count = len(warnings) if count is None else count
    say(f"warning: {one}" for one in warnings[:SHOWN])
    if count > SHOWN:
        say([f"warning: and {count - SHOWN} more."])


def say(lines: Iterable[object]) -> None:
    for line in lines:
        typer.echo(str(line), err=True)
