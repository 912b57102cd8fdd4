"""Files are seen by the agency; an applicant sees findings and rulings once they are announced."""

from django.db import migrations

from terang.base.append_only import append_only
from terang.base.tenancy.rls import also_visible, protect

FINDINGS = """
CREATE FUNCTION screening_findings_of_the_open_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NOT EXISTS (
        SELECT FROM screening_case c WHERE c.id = NEW.case_id AND c.edition = NEW.edition AND c.state = 'taken'
            AND (TG_OP = 'INSERT' OR (OLD.case_id = NEW.case_id AND OLD.edition = NEW.edition))
    ) THEN
        RAISE EXCEPTION 'screening_finding: only findings of a file in somebody''s hands are written: % is refused', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER findings_of_the_open_edition BEFORE INSERT OR UPDATE OR DELETE ON screening_finding
    FOR EACH ROW EXECUTE FUNCTION screening_findings_of_the_open_edition();
"""
UNDO = """
DROP TRIGGER findings_of_the_open_edition ON screening_finding;
DROP FUNCTION screening_findings_of_the_open_edition;
"""


def once_announced(table: str) -> migrations.RunSQL:
    """The applicant sees a row of an edition that was announced."""
    rule = f"""{table}.person_id = terang_person() AND EXISTS (
        SELECT FROM screening_announced a WHERE a.case_id = {table}.case_id AND a.edition = {table}.edition)"""
    return also_visible(table, name="once_announced", rule=rule)


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]
    operations = [
        protect("screening_case", agency="agency_id", person="person_id"),
        protect("screening_announced", agency="agency_id", person="person_id"),
        protect("screening_finding", agency="agency_id"),
        protect("screening_ruling", agency="agency_id"),
        once_announced("screening_finding"),
        once_announced("screening_ruling"),
        append_only("screening_ruling"),
        append_only("screening_announced"),
        migrations.RunSQL(FINDINGS, UNDO),
    ]
