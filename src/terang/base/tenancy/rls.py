"""Row-level security as a migration step, and the list of what is protected."""

from django.db.migrations.operations import RunSQL


def protect(table: str, *, agency: str = "", person: str = "") -> RunSQL:
    """Only the agency, the person, or the house itself sees a row of this table.

    agency, person: the columns that hold their ids; at least one.
    """
    sees = ["terang_is_system()"]
    sees += [f"{agency} = terang_agency()"] if agency else []
    sees += [f"{person} = terang_person()"] if person else []
    rule = " OR ".join(sees)
    return RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY own_rows ON {table} USING ({rule}) WITH CHECK ({rule});
        """,
        f"DROP POLICY own_rows ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def also_visible(table: str, *, name: str, rule: str) -> RunSQL:
    """A further reason to read a row: `rule` is SQL over the table's columns."""
    return RunSQL(
        f"CREATE POLICY {name} ON {table} FOR SELECT USING ({rule});", f"DROP POLICY {name} ON {table};"
    )
