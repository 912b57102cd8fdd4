"""Objections are seen by the person and the agency; another hand decides them, once."""

from django.db import migrations

from terang.base.tenancy.rls import protect

OTHER_HAND = """
CREATE FUNCTION objections_other_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.state NOT IN ('filed', 'taken') OR NEW.text <> OLD.text
        OR NEW.application_id <> OLD.application_id OR NEW.person_id <> OLD.person_id OR NEW.stage <> OLD.stage
        OR NEW.filed_at <> OLD.filed_at OR NEW.due_at <> OLD.due_at OR NEW.decision <> OLD.decision
        OR NOT NEW.decider_ids @> OLD.decider_ids) THEN
        RAISE EXCEPTION 'objection_kept: what was filed and what was decided stays'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.taken_by_id = ANY (NEW.decider_ids) OR NEW.decided_by_id = ANY (NEW.decider_ids)
        OR NEW.taken_by_id = NEW.person_id THEN
        RAISE EXCEPTION 'other_hand: an objection goes to somebody who touched nothing of the file'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER other_hand BEFORE INSERT OR UPDATE ON objections_objection
    FOR EACH ROW EXECUTE FUNCTION objections_other_hand();
REVOKE DELETE ON objections_objection FROM terang_app;
"""
UNDO = "DROP TRIGGER other_hand ON objections_objection; DROP FUNCTION objections_other_hand;"


class Migration(migrations.Migration):
    dependencies = [("objections", "0001_initial")]
    operations = [
        protect("objections_objection", agency="agency_id", person="person_id"),
        migrations.RunSQL(OTHER_HAND, UNDO),
    ]
