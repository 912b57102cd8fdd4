"""`terang demo-load`: the part of the demonstration that `terang demo` runs in a process of its own."""

from importlib import import_module
from typing import Annotated

import typer
from rich.console import Console

from terang.cli.house import data_dir, opened
from terang.demonstration import greeting


def command(
    part: Annotated[str, typer.Argument(help="first: what the front page needs; rest: what takes longer.")],
) -> None:
    """Fill the database of the demonstration."""
    with opened():
        from terang.demonstration.progress import telling

        load = import_module("terang.demonstration.load")
        with telling(Console(stderr=True)) as tell:
            load.load(tell) if part == "first" else load.rest(tell)
        greeting.keep(data_dir(), load.greeting())
