"""The separation of duties: the matrix as rows, its trigger, and whose grants one sees."""

from typing import Any

from django.db import migrations

from terang.base.access.roles import conflicting_pairs
from terang.base.tenancy.rls import protect

TRIGGER = """
CREATE FUNCTION terang_separate_duties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.revoked_at IS NOT NULL THEN RETURN NEW; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('duties:' || NEW.person_id, 0));
    IF EXISTS (
        SELECT FROM access_rolegrant g JOIN access_roleconflict c
            ON (c.first = g.role AND c.second = NEW.role) OR (c.first = NEW.role AND c.second = g.role)
        WHERE g.person_id = NEW.person_id AND g.agency_id = NEW.agency_id AND g.revoked_at IS NULL
            AND g.id IS DISTINCT FROM NEW.id
            AND (g.round_id IS NULL OR NEW.round_id IS NULL OR g.round_id = NEW.round_id)
    ) THEN
        RAISE EXCEPTION 'separation_of_duties: % beside a conflicting role', NEW.role
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER separation_of_duties BEFORE INSERT OR UPDATE ON access_rolegrant
    FOR EACH ROW EXECUTE FUNCTION terang_separate_duties();
"""
UNDO = "DROP TRIGGER separation_of_duties ON access_rolegrant; DROP FUNCTION terang_separate_duties;"


def write_matrix(apps: Any, schema_editor: Any) -> None:
    conflict = apps.get_model("access", "RoleConflict")
    for pair in conflicting_pairs():
        first, second = sorted(map(str, pair))
        conflict.objects.create(first=first, second=second)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        migrations.RunPython(write_matrix, migrations.RunPython.noop),
        migrations.RunSQL(TRIGGER, UNDO),
        migrations.RunSQL(
            "REVOKE INSERT, UPDATE, DELETE ON access_roleconflict FROM terang_app;"
            " REVOKE DELETE ON access_rolegrant FROM terang_app;",
            migrations.RunSQL.noop,
        ),
        protect("access_rolegrant", agency="agency_id", person="person_id"),
    ]
