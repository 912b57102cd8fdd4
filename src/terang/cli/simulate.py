"""`terang simulate`: play a whole round with invented people, through the commands that the pages use."""

from typing import Annotated

import typer
from rich.console import Console

from terang.cli.house import opened, stop_with

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
    """A whole round, from the need to the published result."""
    with opened():
        from django.conf import settings
        from django.utils import timezone

        from terang.demonstration.play import play
        from terang.demonstration.plots import PLOTS
        from terang.demonstration.progress import telling

        if settings.TERANG.is_production:
            stop_with("Invented people are never played in production.")
        if agency not in PLOTS:
            stop_with(f"There is no agency “{agency}”. Choose one of: {', '.join(PLOTS)}.", code=2)
        with telling(Console(stderr=True)) as tell:
            played = play(agency, now=timezone.now(), tell=tell, seed=seed, applicants=applicants, whole=True)
        typer.echo(f"{settings.TERANG.origin}/{agency}/{played.code}/")
