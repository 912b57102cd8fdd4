"""Readers of the journal: each handles every entry once, in order, effect and cursor in one transaction.

Ids are taken before commit and appear out of order, so "greater than the last id" loses entries. A reader
stops at the oldest running transaction instead: all entries before it are final. A reader that runs inside a longer
transaction also reads what that one wrote, as long as no older one runs. See docs/decisions.
"""

import time
from collections.abc import Callable, Collection

from django.db import connection, transaction
from django.utils.translation import gettext as _

from terang.base.journal.models import Cursor, Entry
from terang.base.refusals import NotNow
from terang.base.tenancy import scope

# Below which transaction everything is final. The oldest that runs in this database is the limit; transactions known to
# run in other databases of the cluster are left out: they can't write here. One that is not known yet (its lock is not
# seen) counts as ours. The snapshot's list ends at the last transaction that ended, so those between it and our own
# number are added. Our own entries come last: what began after us may still be followed by more of ours.
FINAL_BELOW = """
WITH now AS (
    SELECT pg_current_snapshot() AS snapshot, pg_current_xact_id_if_assigned()::text::bigint AS own
),
running AS (
    SELECT x::text::bigint AS xid FROM now, pg_snapshot_xip(snapshot) AS x
    UNION ALL
    SELECT generate_series(pg_snapshot_xmax(snapshot)::text::bigint, own - 1) FROM now
),
elsewhere AS (
    SELECT l.transactionid::text::bigint AS short_xid
    FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
    WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND a.datname <> current_database()
),
oldest AS (SELECT min(xid) AS xid FROM running WHERE xid % 4294967296 NOT IN (SELECT short_xid FROM elsewhere))
SELECT CASE WHEN oldest.xid < coalesce(own, oldest.xid + 1) THEN oldest.xid
            WHEN own IS NOT NULL THEN own + 1
            ELSE pg_snapshot_xmax(snapshot)::text::bigint END
FROM now, oldest
"""
PATIENCE_SECONDS = 10

Handle = Callable[[Entry], None]


def advance(reader: str, *, acts: Collection[str], handle: Handle, most: int = 10_000) -> int:
    """Hand the entries of these acts to the reader, one transaction each; how many were handled."""
    handled = 0
    while handled < most and _one(reader, acts, handle):
        handled += 1
    return handled


def become_oldest() -> None:
    """Wait until no older transaction runs, so that readers inside this one see what it writes.

    Refused: NotNow if one goes on for more than ten seconds.
    """
    with connection.cursor() as db:
        db.execute("SELECT pg_current_xact_id()::text::bigint")
        own = int(db.fetchone()[0])
    patience = time.monotonic() + PATIENCE_SECONDS
    while _final_below() <= own:
        if time.monotonic() > patience:
            raise NotNow(_("Something else is writing for a long time. Try again when it has ended."))
        time.sleep(0.05)


def _one(reader: str, acts: Collection[str], handle: Handle) -> bool:
    with transaction.atomic(), scope.as_system():
        Cursor.objects.bulk_create([Cursor(reader=reader)], ignore_conflicts=True)
        # Who finds the place taken leaves the rest to its holder: a worker does not wait for a long transaction.
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(pk=reader).first()
        entry = _next(cursor, acts) if cursor else None
        if cursor is None or entry is None:
            return False
        handle(entry)
        cursor.transaction, cursor.entry = entry.transaction, entry.pk
        cursor.save()
        return True


def _next(cursor: Cursor, acts: Collection[str]) -> Entry | None:
    return (
        Entry.objects.filter(act__in=list(acts), transaction__lt=_final_below())
        .extra(where=["(transaction, id) > (%s, %s)"], params=[cursor.transaction, cursor.entry])
        .order_by("transaction", "id")
        .first()
    )


def _final_below() -> int:
    with connection.cursor() as db:
        db.execute(FINAL_BELOW)
        return int(db.fetchone()[0])
