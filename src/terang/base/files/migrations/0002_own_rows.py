"""Files are seen by the person and by the agency they were sent to."""

from django.db import migrations

from terang.base.tenancy.rls import protect


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]
    operations = [protect("files_storedfile", agency="agency_id", person="person_id")]
