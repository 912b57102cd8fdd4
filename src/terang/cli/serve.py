"""`terang serve`: the portal behind granian."""

from typing import Annotated

import typer

from terang.cli.house import prepared

MOST_CONNECTIONS = 8192


def command(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes; each has TERANG_THREADS threads.")] = 1,
) -> None:
    """Serve the portal.

    Threads bound how many requests run at once, and so how many connections of the pool are in use. The
    backpressure of granian counts connections, the idle ones of browsers too, so it must be far larger.
    Django is set up in those processes and not here, for a pool of connections does not survive a fork.
    """
    with prepared():
        from granian import Granian
        from granian.constants import Interfaces, Loops

        from terang.config.environment import Environment

        threads = Environment().threads
        Granian(
            "terang.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            loop=Loops.asyncio,
            workers=workers,
            blocking_threads=threads,
            backlog=MOST_CONNECTIONS,
            backpressure=MOST_CONNECTIONS,
            websockets=False,
            process_name="terang-portal",
            workers_kill_timeout=10,
        ).serve()
