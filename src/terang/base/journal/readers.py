"""Readers of the journal: each handles every entry once, in order, effect and cursor in one transaction.

Ids are taken before commit and appear out of order, so "greater than the last id" loses entries. A reader
stops at the oldest running transaction instead: all entries before it are final. See docs/decisions.
"""

from collections.abc import Callable, Collection

from django.db import connection, transaction

from terang.base.journal.models import Cursor, Entry
from terang.base.tenancy import scope

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
        db.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(db.fetchone()[0])
