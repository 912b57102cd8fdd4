"""`terang demo`: everything at once, on this machine, with invented people."""

import os
from typing import Annotated

import typer
from rich.console import Console

from terang.cli.house import data_dir, stop_with


def command(
    port: Annotated[int, typer.Option(help="The port of the portal.")] = 8000,
    reset: Annotated[
        bool, typer.Option("--reset", help="Delete what the demonstration kept, then stop.")
    ] = False,
) -> None:
    """Show Terang with five agencies and invented people, until Ctrl-C."""
    os.environ.setdefault("TERANG_ENV", "demo")
    if os.environ["TERANG_ENV"] != "demo":
        stop_with("The demonstration runs only where TERANG_ENV is demo or not set.")
    from terang.demonstration.memory import Memory
    from terang.demonstration.supervisor import Demonstration, Failed

    folder = data_dir()
    if reset:
        Memory(folder).forget()
        typer.echo("The demonstration is forgotten; the next start makes a new one.")
        return
    folder.mkdir(parents=True, exist_ok=True)
    try:
        code = Demonstration(folder, port, Console()).run()
    except Failed as failed:
        stop_with(str(failed))
    raise typer.Exit(code)
