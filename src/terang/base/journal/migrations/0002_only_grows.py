"""The journal and the log's waiting rows only grow; entries are seen within their agency."""

from django.db import migrations

from terang.base.append_only import append_only
from terang.base.tenancy.rls import protect


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        append_only("journal_entry"),
        append_only("log_pending"),
        append_only("log_blob"),
        append_only("log_opening"),
        protect("journal_entry", agency="agency_id", person="person_id"),
        protect("log_opening", person="person_id"),
    ]
