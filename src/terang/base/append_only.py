"""Tables that only grow: the database refuses to change or remove their rows."""

from django.db.migrations.operations import RunSQL


def append_only(table: str) -> RunSQL:
    """A migration step: rows of the table can be added and read, by anybody, and nothing else."""
    return RunSQL(
        f"""
        CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION terang_refuse_change();
        REVOKE UPDATE, DELETE ON {table} FROM terang_app;
        """,
        f"DROP TRIGGER {table}_append_only ON {table}; GRANT UPDATE, DELETE ON {table} TO terang_app;",
    )
