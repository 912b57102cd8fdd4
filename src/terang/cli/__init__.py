"""The command `terang`. Each command is a module of this package and is imported only when it is meant.

A module offers `command`, a function, or `app`, a Typer with commands of its own; its docstring is the help.
"""

import sys
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Annotated

import typer

COMMANDS = {
    "demo": "demo",
    "simulate": "simulate",
    "rank": "rank",
    "rank-worker": "rank_worker",
    "what-if": "what_if",
    "abk": "abk",
    "norm": "norm",
    "verify": "verify",
    "log": "log",
    "witness": "witness",
    "serve": "serve",
    "worker": "worker",
    "migrate": "migrate",
    "django": "manage",
    "demo-load": "load",
}
HIDDEN = {"demo-load"}
HANDED_ON = {"django", "verify"}  # they read their arguments themselves
PASSES_ON = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}


def main() -> None:
    """Run what the command line asks for."""
    _commands(sys.argv[1:])(prog_name="terang")


def _commands(arguments: list[str]) -> typer.Typer:
    """All commands, or the one that is meant: `terang rank` need not wait for the others."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_terang)
    meant = [name for name in arguments[:1] if name in COMMANDS]
    for name in meant or COMMANDS:
        if find_spec(f"terang.cli.{COMMANDS[name]}"):
            _add(app, name)
    return app


def _add(app: typer.Typer, name: str) -> None:
    module = import_module(f"terang.cli.{COMMANDS[name]}")
    if hasattr(module, "command"):
        settings = PASSES_ON if name in HANDED_ON else None
        app.command(name, hidden=name in HIDDEN, context_settings=settings)(module.command)
    else:
        app.add_typer(module.app, name=name, help=module.__doc__)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"terang {metadata.version('terang')}")
        raise typer.Exit


def _terang(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Terang: choose civil servants by merit, in the open."""
