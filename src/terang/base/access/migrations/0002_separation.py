"""The separation of duties: the matrix as rows, its trigger, and whose grants one sees."""

from typing import Any

from django.db import migrations

from terang.base.access.roles import conflicting_pairs
from terang.base.access.separation import TRIGGER, UNDO
from terang.base.tenancy.rls import protect


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
