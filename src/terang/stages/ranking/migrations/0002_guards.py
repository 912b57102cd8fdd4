"""Who sees which rows, and: a published edition is never changed, whoever writes the row."""

from django.db import migrations

from terang.base.tenancy.rls import also_visible, protect

TRIGGERS = """
CREATE FUNCTION terang_published_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' THEN
        RAISE EXCEPTION 'published_edition_stays: % is refused', TG_OP USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER published_edition_stays BEFORE UPDATE OR DELETE ON ranking_edition
    FOR EACH ROW EXECUTE FUNCTION terang_published_edition_stays();

CREATE FUNCTION terang_places_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE touched bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.edition_id ELSE OLD.edition_id END;
BEGIN
    IF NOT EXISTS (SELECT FROM ranking_edition WHERE id = touched AND state = 'draft') THEN
        RAISE EXCEPTION 'places_stay: only the places of a draft can change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER places_stay BEFORE INSERT OR UPDATE OR DELETE ON ranking_placement
    FOR EACH ROW EXECUTE FUNCTION terang_places_stay();
"""
UNDO = """
DROP TRIGGER published_edition_stays ON ranking_edition; DROP FUNCTION terang_published_edition_stays;
DROP TRIGGER places_stay ON ranking_placement; DROP FUNCTION terang_places_stay;
"""


class Migration(migrations.Migration):
    dependencies = [("ranking", "0001_initial")]
    operations = [
        migrations.RunSQL(TRIGGERS, UNDO),
        protect("ranking_edition", agency="agency_id"),
        also_visible("ranking_edition", name="published_to_everybody", rule="state = 'published'"),
        protect("ranking_placement", agency="agency_id", person="person_id"),
        protect("ranking_correction", agency="agency_id"),
    ]
