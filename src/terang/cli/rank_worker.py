"""`terang rank-worker`: makes parts of rankings that another machine asks for."""

from typing import Annotated

import typer


def command(
    queue: Annotated[
        str,
        typer.Option(
            envvar="TERANG_RANKING_QUEUE", help="The database of the queue, as `terang rank` was told."
        ),
    ],
) -> None:
    """Make parts of rankings until told to stop; the folder of the result must be seen here under the same name."""
    from terang.engines.ranking.queue import work_for

    work_for(queue, patient=True)
