"""The table behind Django's cache: counters of failed sign-ins, nothing that lasts."""

from django.db import migrations

TABLE = """
CREATE UNLOGGED TABLE terang_cache (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
);
CREATE INDEX terang_cache_expires ON terang_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_initial")]
    operations = [migrations.RunSQL(TABLE, "DROP TABLE terang_cache")]
