"""Answers only grow; sittings and answers are seen by their agency and by the house."""

from django.db import migrations

from terang.base.append_only import append_only
from terang.base.tenancy.rls import protect


class Migration(migrations.Migration):
    dependencies = [("exam_room", "0001_initial")]
    operations = [
        append_only("room_answer"),
        append_only("room_paper"),
        migrations.RunSQL("REVOKE DELETE ON room_sitting FROM terang_app;", migrations.RunSQL.noop),
        protect("room_sitting", agency="agency_id"),
        protect("room_answer", agency="agency_id"),
    ]
