"""The public log: write it, sign it, see how it stands and where it lies."""

import os
from pathlib import Path
from typing import Annotated

import typer

from terang.cli.house import opened, stop_with

app = typer.Typer(no_args_is_help=True)


@app.command()
def where(
    round_: Annotated[
        str, typer.Argument(metavar="[ROUND]", help="The round's code, or the log's name.")
    ] = "",
    bundles: Annotated[bool, typer.Option("--bundles", help="Print where its bundles lie, too.")] = False,
) -> None:
    """Print where a log lies and the key that signs it, two lines; without ROUND, of the first finished round.

    Reads files only; the database may be stopped.
    """
    from terang.public_log import shelf

    home = os.environ.get("TERANG_LOG_DIR") or Path(os.environ.get("TERANG_DATA_DIR") or ".data") / "logs"
    logs = shelf.found_in(Path(home).absolute())
    wanted = [one for one in logs if (round_ in (one.round, one.origin) if round_ else one.is_finished)]
    if not wanted:
        there = "\n".join(f"  {one.round}" for one in logs) or "  none yet"
        stop_with(f"No such log under {home}, or none that has come to its final result. There are:\n{there}")
    typer.echo(f"{wanted[0].folder}\n{wanted[0].vkey}")
    if bundles:
        for path in sorted((wanted[0].folder / "bundle").glob("*/*.tar")):
            typer.echo(str(path))


@app.command()
def status() -> None:
    """Say how each log stands. The exit code is 1 if anything waits for more than 30 seconds, or is not witnessed."""
    with opened():
        from django.utils import timezone

        from terang.base.sequencing.standing import standings

        found = standings(at=timezone.now())
    for one in found:
        typer.echo(
            f"{one.state:12} {one.origin}  {one.size} entries, {one.published} published, "
            f"{one.waiting} waiting, the oldest for {one.oldest.total_seconds():.0f} s"
        )
    if any(one.state != "well" for one in found):
        raise typer.Exit(1)


@app.command()
def sequence(
    every: Annotated[float, typer.Option(help="Go on for ever, with so many seconds between; 0: once.")] = 0,
) -> None:
    """Put what waits into the public log, have it signed and witnessed, and publish it."""
    with opened():
        from terang.base.sequencing import running
        from terang.core.ledger.policies import BadPolicy
        from terang.public_log.signer_socket import Away

        try:
            running.installed_policy()
        except (BadPolicy, OSError) as wrong:
            stop_with(f"TERANG_LOG_WITNESSES can't be used: {wrong}")
        if every:
            running.go_round(every=every)
        try:
            with running.alone() as is_alone:
                if not is_alone:
                    stop_with("Another sequencer works; there is one at a time.")
                kept = running.sequence_all()
        except Away as away:
            stop_with(f"{away}. Start it: terang log signer FOLDER {running.socket_path()}")
    for reason in kept.values():
        typer.echo(reason, err=True)
    if kept:
        raise typer.Exit(1)


@app.command()
def restore() -> None:
    """After a restored backup of the database: take back from the public files what the signer has signed since."""
    with opened():
        from terang.base.sequencing import running

        with running.alone() as is_alone:
            if not is_alone:
                stop_with("A sequencer works; end it first.")
            for origin, count in running.restore_all().items():
                typer.echo(f"{origin}: {count} entries taken back")


@app.command()
def signer(
    folder: Annotated[Path, typer.Argument(help="Where the signer keeps its keys and what it signed.")],
    socket: Annotated[Path, typer.Argument(help="The Unix socket on which it answers.")],
) -> None:
    """Sign trees that continue the last one, and nothing else, until Ctrl-C.

    Runs under an account of its own, without access to the database.
    """
    from terang.public_log import signer_socket
    from terang.public_log.heads import Taken
    from terang.public_log.signer import Signer

    try:
        with signer_socket.served(Signer(folder), socket) as server:
            server.serve_forever()
    except (Taken, OSError) as refused:
        stop_with(f"The signer can't start: {refused}")
    except KeyboardInterrupt:
        raise typer.Exit from None
