"""Applications are seen by the person and the agency; what was sent only grows; officials see who applied."""

from django.db import migrations

from terang.base.append_only import append_only
from terang.base.tenancy.rls import also_visible, protect

APPLIED_HERE = """terang_agency() IS NOT NULL AND EXISTS (
    SELECT FROM applications_application a WHERE a.person_id = identity_person.id
        AND a.agency_id = terang_agency() AND a.state <> 'draft')"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial"), ("identity", "0002_own_rows")]
    operations = [
        protect("applications_profile", person="person_id"),
        protect("applications_application", agency="agency_id", person="person_id"),
        protect("applications_document", agency="agency_id", person="person_id"),
        protect("applications_version", agency="agency_id", person="person_id"),
        protect("applications_roundkey"),
        append_only("applications_version"),
        also_visible("identity_person", name="applicants_of_the_agency", rule=APPLIED_HERE),
    ]
