"""`terang simulate`: play a whole round with invented people, through the commands that the pages use."""

import os
import signal
import subprocess
import sys
from types import FrameType
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from terang.cli.house import opened, stop_with

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _simulate() -> None:
    """Play with invented people what would take months."""


@app.command("round")
def round_(
    agency: Annotated[
        str, typer.Option(help="alak, makassar, tanjungbalai, sawahlunto or andir.")
    ] = "sawahlunto",
    applicants: Annotated[int, typer.Option(min=1, max=100_000, help="How many people apply.")] = 200,
    seed: Annotated[int, typer.Option(help="The same seed gives the same result.")] = 1,
) -> None:
    """A whole round, from the need to the published result; on the demonstration's database unless another is named.

    All of it, or none: whoever cancels it (Ctrl-C) finds everything as it was.
    """
    _mean_the_demonstration()
    for sign in ENDINGS:
        signal.signal(sign, _raise_cancelled)
    try:
        _play(agency, applicants, seed)
    except Cancelled as cancelled:
        stop_with("Cancelled: nothing of the round was kept.", code=128 + cancelled.sign)


class Cancelled(KeyboardInterrupt):
    """Somebody asked the simulation to end."""

    def __init__(self, sign: int) -> None:
        super().__init__(sign)
        self.sign = sign


def _raise_cancelled(sign: int, _frame: FrameType | None) -> NoReturn:
    for again in ENDINGS:
        signal.signal(again, signal.SIG_IGN)  # let it be undone in peace
    raise Cancelled(sign)


def _play(agency: str, applicants: int, seed: int) -> None:
    with opened():
        from django.conf import settings
        from django.utils import timezone

        from terang.base.refusals import Refusal
        from terang.demonstration.play import play
        from terang.demonstration.plots import PLOTS
        from terang.demonstration.progress import telling

        if settings.TERANG.is_production:
            stop_with("Invented people are never played in production.")
        if agency not in PLOTS:
            stop_with(f"There is no agency “{agency}”. Choose one of: {', '.join(PLOTS)}.", code=2)
        _prepare_the_tables()
        try:
            with telling(Console(stderr=True)) as tell:
                now = timezone.now()
                played = play(agency, now=now, tell=tell, seed=seed, applicants=applicants, whole=True)
        except Refusal as refusal:
            stop_with(str(refusal))
        typer.echo(f"{settings.TERANG.origin}/{agency}/{played.code}/hasil/")


def _mean_the_demonstration() -> None:
    """Nothing named means the embedded database, and that is the demonstration's."""
    if not os.environ.get("TERANG_DATABASE_URL"):
        os.environ.setdefault("TERANG_ENV", "demo")


def _prepare_the_tables() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "terang.cli", "migrate"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        stop_with(done.stderr.strip() or done.stdout.strip())
