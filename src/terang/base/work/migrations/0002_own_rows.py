"""A work is seen by the person who asked for it."""

from django.db import migrations

from terang.base.tenancy.rls import protect


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial")]
    operations = [protect("work_work", person="person_id")]
