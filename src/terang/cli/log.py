"""The public log: write it, sign it, see how it stands and where it lies."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True)


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
        typer.echo(f"The signer can't start: {refused}", err=True)
        raise typer.Exit(1) from refused
    except KeyboardInterrupt:
        raise typer.Exit from None
