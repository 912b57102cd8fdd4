"""What is approved stands, whoever writes the row; uploaded tables are seen by their agency only."""

from django.db import migrations

from terang.base.tenancy.rls import protect

STANDS = """
CREATE FUNCTION planning_formasi_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'formasi_stands: an approved formasi is not changed'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER formasi_stands BEFORE UPDATE OR DELETE ON planning_formasi
    FOR EACH ROW WHEN (OLD.state = 'approved') EXECUTE FUNCTION planning_formasi_stands();
CREATE FUNCTION planning_need_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM planning_formasi WHERE need_id = OLD.id AND state = 'approved')
        AND (TG_OP = 'DELETE' OR (NEW.incumbents, NEW.retiring, NEW.position, NEW.unit)
             IS DISTINCT FROM (OLD.incumbents, OLD.retiring, OLD.position, OLD.unit)) THEN
        RAISE EXCEPTION 'need_stands: the formasi of this position is approved'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER need_stands BEFORE UPDATE OR DELETE ON planning_position
    FOR EACH ROW EXECUTE FUNCTION planning_need_stands();
"""
UNDO = """
DROP TRIGGER formasi_stands ON planning_formasi; DROP FUNCTION planning_formasi_stands;
DROP TRIGGER need_stands ON planning_position; DROP FUNCTION planning_need_stands;
"""


class Migration(migrations.Migration):
    dependencies = [("planning", "0001_initial")]
    operations = [migrations.RunSQL(STANDS, UNDO), protect("planning_importdraft", agency="agency_id")]
