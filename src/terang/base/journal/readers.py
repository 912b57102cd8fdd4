"""Readers of the journal: each handles every entry once, in order, effect and cursor in one transaction.

Ids are taken before commit and appear out of order, so "greater than the last id" loses entries. A reader
stops at the oldest running transaction instead: all entries before it are final. See docs/decisions.
"""

from collections.abc import Callable, Collection

from django.db import connection, transaction

from terang.base.journal.models import Cursor, Entry
from terang.base.tenancy import scope

# The oldest transaction that runs in this database. Transactions known to run in other databases of the cluster are
# left out: they can't write here. One that is not known yet (its lock is not seen) counts as ours.
OLDEST_RUNNING = """
WITH now AS (SELECT pg_current_snapshot() AS snapshot),
running AS (SELECT x::text::bigint AS xid FROM now, pg_snapshot_xip(snapshot) AS x),
elsewhere AS (
    SELECT l.transactionid::text::bigint AS short_xid
    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND a.datname <> current_database()
)
SELECT coalesce(
    (SELECT min(xid) FROM running WHERE xid % 4294967296 NOT IN (SELECT short_xid FROM elsewhere)),
    (SELECT pg_snapshot_xmax(snapshot)::text::bigint FROM now)
)
"""

Handle = Callable[[Entry], None]


def advance(reader: str, *, acts: Collection[str], handle: Handle, most: int = 10_000) -> int:
    """Hand the entries of these acts to the reader, one transaction each; how many were handled."""
    handled = 0
    while handled < most and _one(reader, acts, handle):
        handled += 1
    return handled


def _one(reader: str, acts: Collection[str], handle: Handle) -> bool:
    with transaction.atomic(), scope.as_system():
        Cursor.objects.bulk_create([Cursor(reader=reader)], ignore_conflicts=True)
        cursor = Cursor.objects.select_for_update().get(pk=reader)
        entry = _next(cursor, acts)
        if entry is None:
            return False
        handle(entry)
        cursor.transaction, cursor.entry = entry.transaction, entry.pk
        cursor.save()
        return True


def _next(cursor: Cursor, acts: Collection[str]) -> Entry | None:
    return (
        Entry.objects.filter(act__in=list(acts), transaction__lt=_oldest_running())
        .extra(where=["(transaction, id) > (%s, %s)"], params=[cursor.transaction, cursor.entry])
        .order_by("transaction", "id")
        .first()
    )


def _oldest_running() -> int:
    with connection.cursor() as db:
        db.execute(OLDEST_RUNNING)
        return int(db.fetchone()[0])
