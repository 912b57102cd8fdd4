"""Watch logs as a third party: sign that they only grow, and never two histories."""

from pathlib import Path
from typing import Annotated

import typer

from terang.cli.house import stop_with

app = typer.Typer(no_args_is_help=True)


@app.command()
def key(
    name: Annotated[
        str, typer.Argument(help="The name under which the witness signs, like witness.example/w1.")
    ],
    file: Annotated[Path, typer.Argument(help="Where to keep the private key; only you can read it.")],
) -> None:
    """Make the key of a witness, and print the line to hand to those who shall believe it."""
    from terang.core.ledger.notes import COSIGNATURE
    from terang.public_log import keys

    if file.exists():
        stop_with(f"{file} is there already; a key is never overwritten.")
    try:
        made = keys.PrivateKey.new(name, COSIGNATURE)
    except keys.BadKey as wrong:
        stop_with(str(wrong))
    keys.keep(file, [made])
    typer.echo(made.line)


@app.command()
def serve(
    key: Annotated[Path, typer.Option(help="The private key, made by `terang witness key`.")],
    logs: Annotated[
        Path, typer.Option(help="The logs to watch: a file with one vkey a line, read anew each time.")
    ],
    memory: Annotated[Path, typer.Option(help="The folder in which the witness remembers what it signed.")],
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on; 0 takes a free one.")] = 8091,
) -> None:
    """Answer logs that ask for a signature (C2SP tlog-witness), until Ctrl-C.

    Keep the memory: a witness that forgot could be made to sign a second history.
    """
    from terang.public_log import keys, witness_http
    from terang.public_log.heads import Taken
    from terang.public_log.witness import Witness

    try:
        held = keys.load(key)
    except keys.BadKey as wrong:
        stop_with(str(wrong))
    if len(held) != 1 or not held[0].key.is_witness:
        stop_with(f"{key} does not hold the key of a witness. Make one: terang witness key NAME {key}")
    try:
        with witness_http.served(
            Witness(held[0], memory, witness_http.known_logs(logs)), host, port
        ) as server:
            typer.echo(f"{held[0].name} answers on http://{host}:{server.server_address[1]}")
            server.serve_forever()
    except (Taken, OSError) as refused:
        stop_with(f"The witness can't start: {refused}")
    except KeyboardInterrupt:
        raise typer.Exit from None
