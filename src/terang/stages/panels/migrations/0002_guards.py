"""Who sees which row, and what never changes."""

from django.db import migrations

from terang.base.append_only import append_only
from terang.base.tenancy.rls import also_visible, protect
from terang.stages.panels import guards


class Migration(migrations.Migration):
    dependencies = [("panels", "0001_initial"), ("tenancy", "0003_cache")]
    operations = [
        protect("panels_rubric", agency="agency_id"),
        also_visible("panels_rubric", name="rubrics_are_public", rule="true"),
        protect("panels_announcement", agency="agency_id"),
        also_visible("panels_announcement", name="whether_published_is_public", rule="true"),
        protect("panels_pool", agency="agency_id"),
        protect("panels_poolmember", agency="agency_id"),
        protect("panels_invitation", agency="agency_id", person="person_id"),
        protect("panels_assignment", agency="agency_id"),
        protect("panels_tie", person="assessor_id"),
        protect("panels_result", agency="agency_id"),
        also_visible("panels_result", name="own_once_published", rule=guards.OWN_RESULT),
        migrations.RunSQL(guards.VISIBILITY, guards.VISIBILITY_UNDO),
        migrations.RunSQL(guards.LOCKED, guards.LOCKED_UNDO),
        migrations.RunSQL(guards.FROZEN, guards.FROZEN_UNDO),
        migrations.RunSQL(guards.NOT_REMOVED, migrations.RunSQL.noop),
        append_only("panels_pool"),
        append_only("panels_poolmember"),
        append_only("panels_tie"),
        append_only("panels_result"),
    ]
