"""Who sees what, what only grows, and that no session holds more people than it has seats."""

from django.db import migrations

from terang.base.append_only import append_only
from terang.base.tenancy.rls import protect

CAPACITY = """
CREATE FUNCTION exams_seat_within_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.session_id IS NOT NULL AND NEW.number > (SELECT capacity FROM exams_session WHERE id = NEW.session_id) THEN
        RAISE EXCEPTION 'seat_within_capacity: the session has no seat %', NEW.number
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER seat_within_capacity BEFORE INSERT OR UPDATE OF session_id, number ON exams_seat
    FOR EACH ROW EXECUTE FUNCTION exams_seat_within_capacity();
CREATE FUNCTION exams_capacity_holds_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.capacity < OLD.capacity AND EXISTS (
        SELECT FROM exams_seat WHERE session_id = NEW.id AND number > NEW.capacity
    ) THEN
        RAISE EXCEPTION 'capacity_holds_seats: seats beyond % are taken', NEW.capacity
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER capacity_holds_seats BEFORE UPDATE OF capacity ON exams_session
    FOR EACH ROW EXECUTE FUNCTION exams_capacity_holds_seats();
CREATE FUNCTION exams_form_stays_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'draft' THEN
        RAISE EXCEPTION 'form_stays_fixed: a form that is fixed or discarded never changes'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER form_stays_fixed BEFORE UPDATE ON exams_form
    FOR EACH ROW EXECUTE FUNCTION exams_form_stays_fixed();
"""
UNDO = """
DROP TRIGGER seat_within_capacity ON exams_seat; DROP FUNCTION exams_seat_within_capacity;
DROP TRIGGER capacity_holds_seats ON exams_session; DROP FUNCTION exams_capacity_holds_seats;
DROP TRIGGER form_stays_fixed ON exams_form; DROP FUNCTION exams_form_stays_fixed;
"""


class Migration(migrations.Migration):
    dependencies = [("exams", "0001_initial")]
    operations = [
        migrations.RunSQL(CAPACITY, UNDO),
        append_only("exams_placed"),
        append_only("exams_score"),
        append_only("exams_scorelist"),
        migrations.RunSQL(
            "REVOKE DELETE ON exams_item, exams_form, exams_session, exams_seat FROM terang_app;",
            migrations.RunSQL.noop,
        ),
        protect("exams_import", agency="agency_id"),
        protect("exams_item", agency="agency_id"),
        protect("exams_form", agency="agency_id"),
        protect("exams_placed", agency="agency_id"),
        protect("exams_seat", agency="agency_id", person="person_id"),
        protect("exams_score", agency="agency_id", person="person_id"),
    ]
