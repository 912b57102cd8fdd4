"""Who sees which row, and what never changes."""

from django.db import migrations

from terang.base.append_only import append_only
from terang.base.tenancy.rls import also_visible, protect

VISIBILITY = """
CREATE FUNCTION panels_is_revealed(assignment bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM panels_assignment mine
        WHERE mine.id = assignment AND mine.state = 'locked'
            AND (SELECT count(*) FROM panels_assignment l
                 WHERE l.invitation_id = mine.invitation_id AND l.edition = mine.edition AND l.state = 'locked')
                >= (SELECT i.wanted FROM panels_invitation i WHERE i.id = mine.invitation_id)
            AND NOT EXISTS (SELECT FROM panels_assignment o
                            WHERE o.invitation_id = mine.invitation_id AND o.edition = mine.edition
                                AND o.state = 'open')
    )
$$;
ALTER TABLE panels_mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE panels_mark FORCE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON panels_mark USING (assessor_id = terang_person())
    WITH CHECK (assessor_id = terang_person() AND agency_id = terang_agency());
CREATE POLICY revealed ON panels_mark FOR SELECT
    USING ((agency_id = terang_agency() OR terang_is_system()) AND panels_is_revealed(assignment_id));
"""
VISIBILITY_UNDO = """
DROP POLICY revealed ON panels_mark; DROP POLICY own_rows ON panels_mark;
ALTER TABLE panels_mark DISABLE ROW LEVEL SECURITY; DROP FUNCTION panels_is_revealed;
"""

OWN_RESULT = """EXISTS (
    SELECT FROM panels_invitation i JOIN panels_announcement a ON a.test_id = i.test_id
    WHERE i.id = panels_result.invitation_id AND i.person_id = terang_person()
        AND a.published_at >= panels_result.settled_at)"""

LOCKED = """
CREATE FUNCTION panels_keep_assignment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'open' OR NEW.assessor_id <> OLD.assessor_id OR NEW.invitation_id <> OLD.invitation_id
        OR NEW.slot <> OLD.slot OR NEW.edition <> OLD.edition OR NEW.agency_id <> OLD.agency_id THEN
        RAISE EXCEPTION 'panels_locked: an assignment keeps its people, and ends once'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'locked' AND NEW.assessor_id IS DISTINCT FROM terang_person() THEN
        RAISE EXCEPTION 'panels_locked: only the assessor locks their own marks'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'locked' AND EXISTS (
        SELECT FROM panels_criterion c
            JOIN panels_rubric r ON r.id = c.rubric_id
            JOIN panels_invitation i ON i.test_id = r.test_id
            LEFT JOIN panels_mark m ON m.criterion_id = c.id AND m.assignment_id = NEW.id
        WHERE i.id = NEW.invitation_id AND (m.points IS NULL OR btrim(m.evidence) = '')
    ) THEN
        RAISE EXCEPTION 'panels_locked: every criterion needs points and evidence'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_assignment BEFORE UPDATE ON panels_assignment
    FOR EACH ROW EXECUTE FUNCTION panels_keep_assignment();
CREATE FUNCTION panels_keep_mark() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE seat panels_assignment%ROWTYPE;
BEGIN
    SELECT * INTO seat FROM panels_assignment WHERE id = NEW.assignment_id FOR SHARE;
    IF seat.state IS DISTINCT FROM 'open' OR seat.assessor_id <> NEW.assessor_id OR seat.agency_id <> NEW.agency_id
        OR (TG_OP = 'UPDATE' AND (NEW.assignment_id <> OLD.assignment_id OR NEW.criterion_id <> OLD.criterion_id
            OR NEW.assessor_id <> OLD.assessor_id)) THEN
        RAISE EXCEPTION 'panels_locked: a mark is written by its assessor while it is open'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_mark BEFORE INSERT OR UPDATE ON panels_mark
    FOR EACH ROW EXECUTE FUNCTION panels_keep_mark();
"""
LOCKED_UNDO = """
DROP TRIGGER keep_mark ON panels_mark; DROP FUNCTION panels_keep_mark;
DROP TRIGGER keep_assignment ON panels_assignment; DROP FUNCTION panels_keep_assignment;
"""

FROZEN = """
CREATE FUNCTION panels_keep_rubric() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'frozen' THEN
        RAISE EXCEPTION 'panels_frozen: a frozen rubric stays as it is'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_rubric BEFORE UPDATE OR DELETE ON panels_rubric
    FOR EACH ROW EXECUTE FUNCTION panels_keep_rubric();
CREATE FUNCTION panels_keep_criterion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM panels_rubric WHERE state = 'frozen'
               AND id IN (coalesce(NEW.rubric_id, OLD.rubric_id), coalesce(OLD.rubric_id, NEW.rubric_id))) THEN
        RAISE EXCEPTION 'panels_frozen: a frozen rubric keeps its criteria'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER keep_criterion BEFORE INSERT OR UPDATE OR DELETE ON panels_criterion
    FOR EACH ROW EXECUTE FUNCTION panels_keep_criterion();
"""
FROZEN_UNDO = """
DROP TRIGGER keep_criterion ON panels_criterion; DROP FUNCTION panels_keep_criterion;
DROP TRIGGER keep_rubric ON panels_rubric; DROP FUNCTION panels_keep_rubric;
"""

NOT_REMOVED = """
REVOKE DELETE ON panels_mark, panels_assignment, panels_invitation, panels_announcement FROM terang_app;
"""


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
        also_visible("panels_result", name="own_once_published", rule=OWN_RESULT),
        migrations.RunSQL(VISIBILITY, VISIBILITY_UNDO),
        migrations.RunSQL(LOCKED, LOCKED_UNDO),
        migrations.RunSQL(FROZEN, FROZEN_UNDO),
        migrations.RunSQL(NOT_REMOVED, migrations.RunSQL.noop),
        append_only("panels_pool"),
        append_only("panels_poolmember"),
        append_only("panels_tie"),
        append_only("panels_result"),
    ]
