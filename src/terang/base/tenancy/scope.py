"""Whose rows the present transaction may see: one agency's, one person's, or (for the house itself) all."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from psycopg.pq import TransactionStatus

Sight = tuple[str, str, str]

# One round trip: PostgreSQL evaluates the list from left to right, so the old values are those before the change.
_SWAP = (
    "SELECT coalesce(current_setting('terang.agency', true), ''),"
    " coalesce(current_setting('terang.person', true), ''), coalesce(current_setting('terang.system', true), ''),"
    " set_config('terang.agency', %s, true), set_config('terang.person', %s, true),"
    " set_config('terang.system', %s, true)"
)


def enter(*, agency_id: int | None = None, person_id: int | None = None, system: bool = False) -> None:
    """From here to the end of the transaction, only these rows are visible."""
    _swap(_sight(agency_id, person_id, system))
    if inside := _blocks():
        inside[-1] = None  # no longer what the block around it says


@contextmanager
def seeing(
    *, agency_id: int | None = None, person_id: int | None = None, system: bool = False
) -> Iterator[None]:
    """Inside the block, only these rows are visible; afterwards, again what was visible before."""
    wanted, inside = _sight(agency_id, person_id, system), _blocks()
    if inside and inside[-1] == wanted:
        yield
        return
    with _in_a_transaction():
        before = _swap(wanted)
        inside.append(wanted)
        try:
            yield
        finally:
            inside.pop()
            # A broken transaction is rolled back, and PostgreSQL takes the setting back with it.
            if before != wanted and not _is_broken():
                _swap(before)


def as_system() -> AbstractContextManager[None]:
    """The house's own work: sign-in, keys, jobs. Everything is visible."""
    return seeing(system=True)


def _blocks() -> list[Sight | None]:
    """What the blocks that are open on this connection made visible, the innermost last; None is not known.

    On the connection of this thread itself: what Django calls `connection` is one object for all threads.
    """
    found: list[Sight | None] = connections[DEFAULT_DB_ALIAS].__dict__.setdefault("terang_sights", [])
    return found


def _sight(agency_id: int | None, person_id: int | None, system: bool) -> Sight:
    return (str(agency_id or ""), str(person_id or ""), "on" if system else "")


def _in_a_transaction() -> AbstractContextManager[None]:
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


def _is_broken() -> bool:
    return connection.needs_rollback or (
        connection.connection.info.transaction_status != TransactionStatus.INTRANS
    )


def _swap(sight: Sight) -> Sight:
    with connection.cursor() as cursor:
        cursor.execute(_SWAP, sight)
        row = cursor.fetchone()
        return (row[0], row[1], row[2])
