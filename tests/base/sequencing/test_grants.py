"""Only the sequencer gives places, and nobody changes what was written: by grant and by trigger."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from terang.base.sequencing.models import Head, LogEntry
from tests.base.sequencing.worlds import World

pytestmark = pytest.mark.django_db
TABLES = {"log_origin": "round_id", "log_entry": "idx", "log_head": "size", "log_pending": "id"}
OWNER = "session_user"


def say(role: str, statement: str) -> None:
    """Run one statement in a role, and leave no trace."""
    with transaction.atomic(), connection.cursor() as db:
        db.execute("RESET ROLE" if role == OWNER else f"SET LOCAL ROLE {role}")
        if role == OWNER:
            db.execute("SELECT session_user")
            db.execute(f"SET LOCAL ROLE {db.fetchone()[0]}")
        db.execute(statement)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", ["terang_app", "terang_sequencer", OWNER])
def test_nobody_changes_what_was_written(world: World, table: str, role: str) -> None:
    """The application, the sequencer, and the owner of the tables unless he takes the trigger away first."""
    world.begin().run()
    column = TABLES[table]
    changes = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
    if role != OWNER:
        changes.append(f"TRUNCATE {table} CASCADE")

    for change in changes:
        with pytest.raises(DatabaseError, match=r"permission denied|only grows"):
            say(role, change)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO log_entry (log_id, idx, pending_id) SELECT round_id, 99, id FROM log_pending LIMIT 1",
        "INSERT INTO log_head (log_id, size, previous, root, peaks, at) SELECT round_id, 9, 5, '', '{}', now() FROM log_origin",
        "INSERT INTO log_origin (round_id, origin, vkeys, policy, began_at) SELECT id, 'x', '{}', '', now() FROM tenancy_round",
        "DELETE FROM log_waiting",
        "INSERT INTO log_waiting (pending_id, round_id) SELECT id, round_id FROM log_pending",
    ],
)  # fmt: skip
def test_the_application_gives_no_places(world: World, statement: str) -> None:
    world.begin().write(1)

    with pytest.raises(DatabaseError, match="permission denied"):
        say("terang_app", statement)


@pytest.mark.parametrize(
    ("values", "of"),
    [
        ("(log_id, idx, pending_id) SELECT log_id, 0, pending_id FROM log_entry WHERE idx = 1", "log_entry"),
        ("(log_id, idx, pending_id) SELECT log_id, 9, pending_id FROM log_entry WHERE idx = 1", "log_entry"),
        ("(log_id, size, previous, root, peaks, at) SELECT log_id, 9, 1, root, peaks, at FROM log_head LIMIT 1", "log_head"),
        ("(log_id, size, previous, root, peaks, at) SELECT log_id, 3, 2, root, peaks, at FROM log_head LIMIT 1", "log_head"),
        ("(log_id, size, previous, root, peaks, at) SELECT log_id, 4, 4, root, peaks, at FROM log_head LIMIT 1", "log_head"),
    ],
)  # fmt: skip
def test_a_place_a_leaf_a_size_and_a_predecessor_are_each_given_once(
    world: World, values: str, of: str
) -> None:
    world.begin().run()
    world.write(2)
    world.run()

    with pytest.raises(IntegrityError):
        say("terang_sequencer", f"INSERT INTO {of} {values}")
    assert (LogEntry.objects.count(), Head.objects.count()) == (3, 2)
