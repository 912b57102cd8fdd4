"""Messages are seen by whom they are for and by the agency that wrote them."""

from django.db import migrations

from terang.base.tenancy.rls import protect


class Migration(migrations.Migration):
    dependencies = [("mail", "0001_initial")]
    operations = [protect("mail_message", agency="agency_id", person="person_id")]
