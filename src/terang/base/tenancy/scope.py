"""Whose rows the present transaction may see: one agency's, one person's, or (for the house itself) all."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from django.db import connection, transaction

_SET = (
    "SELECT set_config('terang.agency', %s, true), set_config('terang.person', %s, true),"
    " set_config('terang.system', %s, true)"
)
_GET = (
    "SELECT coalesce(current_setting('terang.agency', true), ''),"
    " coalesce(current_setting('terang.person', true), ''), coalesce(current_setting('terang.system', true), '')"
)


def enter(*, agency_id: int | None = None, person_id: int | None = None, system: bool = False) -> None:
    """From here to the end of the transaction, only these rows are visible."""
    _set((str(agency_id or ""), str(person_id or ""), "on" if system else ""))


@contextmanager
def seeing(
    *, agency_id: int | None = None, person_id: int | None = None, system: bool = False
) -> Iterator[None]:
    """Inside the block, only these rows are visible; afterwards, again what was visible before."""
    with transaction.atomic():
        before = _get()
        enter(agency_id=agency_id, person_id=person_id, system=system)
        yield
        _set(before)


def as_system() -> AbstractContextManager[None]:
    """The house's own work: sign-in, keys, jobs. Everything is visible."""
    return seeing(system=True)


def _set(values: tuple[str, str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)


def _get() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_GET)
        row = cursor.fetchone()
        return (row[0], row[1], row[2])
