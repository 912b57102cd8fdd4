"""How many rows every table has: what a thing that leaves no trace leaves as it was."""

from psycopg import sql

from tests.ground import Connection

NOTES = (
    "work_work",
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
)
"""What the house notes about its own work, beside the acts."""


def counts(owner: Connection, *, without: tuple[str, ...] = ()) -> dict[str, int]:
    """Rows by table, whoever may see them."""
    names = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return {name: _count(owner, name) for (name,) in names if name not in without}


def _count(owner: Connection, name: str) -> int:
    row = owner.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
    return int(row[0]) if row else 0
