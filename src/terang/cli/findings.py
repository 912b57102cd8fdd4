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


def stop_if_wrong(problems: Sequence[Problem], result: str) -> None:
    """List every bad row and stop; go on when there is none."""
    if not problems:
        return
    say(map(str, problems))
    say([f"{len(problems)} problem{'s' if len(problems) > 1 else ''}; {result}."])
    raise typer.Exit(REFUSED)


def warn(warnings: Sequence[object]) -> None:
    """Say the first warnings, and how many more there are."""
    say(f"warning: {one}" for one in warnings[:SHOWN])
    if len(warnings) > SHOWN:
        say([f"warning: and {len(warnings) - SHOWN} more."])


def say(lines: Iterable[object]) -> None:
    for line in lines:
        typer.echo(str(line), err=True)
