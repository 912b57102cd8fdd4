"""`terang worker`: does the jobs that pages leave for later."""

from typing import Annotated

import typer

from terang.cli.house import opened


def command(
    concurrency: Annotated[int, typer.Option(help="Jobs at the same time.")] = 3,
) -> None:
    """Do the jobs that pages leave for later."""
    with opened():
        from django.core.management import call_command

        call_command("procrastinate", "worker", concurrency=concurrency, delete_jobs="successful")
