"""Objections are seen by the person and the agency; another hand decides them, once."""

from django.db import migrations

from terang.base.tenancy.rls import protect
from terang.stages.objections import guards


class Migration(migrations.Migration):
    dependencies = [("objections", "0001_initial")]
    operations = [
        protect("objections_objection", agency="agency_id", person="person_id"),
        migrations.RunSQL(guards.OTHER_HAND, guards.UNDO),
    ]
