"""Open the house for a command: settings, database, Django."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer
from pydantic import ValidationError

SETTINGS = "terang.config.settings"


@contextmanager
def opened(*, as_owner: bool = False) -> Iterator[None]:
    """Django, on the database that the environment names, else on the embedded one for as long as the block lasts."""
    with prepared(as_owner=as_owner):
        import django

        django.setup()
        yield


@contextmanager
def prepared(*, as_owner: bool = False) -> Iterator[None]:
    """The same without Django, for a command whose children set it up themselves."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if as_owner:
        os.environ["TERANG_AS_OWNER"] = "1"
    with _database():
        yield


@contextmanager
def _database() -> Iterator[None]:
    """Keep the embedded server up where no other database is named."""
    from terang.demonstration.postgres import EmbeddedPostgres, EmbeddedRefused

    if os.environ.get("TERANG_DATABASE_URL"):
        yield
        return
    try:
        server = EmbeddedPostgres(data_dir() / "postgres").start()
    except EmbeddedRefused as refused:
        stop_with(str(refused))
    with server:
        os.environ["TERANG_DATABASE_URL"] = server.url
        yield


def data_dir() -> Path:
    """The folder that holds everything this installation writes, besides its database."""
    from terang.config.environment import Environment

    try:
        return Environment().data_dir.absolute()
    except ValidationError as wrong:
        stop_with("\n".join(str(error["msg"]) for error in wrong.errors()))


def stop_with(sentence: str, code: int = 1) -> NoReturn:
    """End the command with a sentence on the error stream."""
    typer.echo(sentence, err=True)
    sys.exit(code)
