"""Only the sequencer gives places; what it wrote only grows; every pending leaf is put into the queue by a trigger."""

from django.db import migrations

from terang.base.append_only import append_only

ROLE = """
DO $$ BEGIN
    CREATE ROLE terang_sequencer NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    EXECUTE format('GRANT terang_sequencer TO %I', current_user);
EXCEPTION WHEN OTHERS THEN
    IF NOT pg_has_role(current_user, 'terang_sequencer', 'MEMBER') THEN RAISE; END IF;
END $$;
GRANT USAGE ON SCHEMA public TO terang_sequencer;
GRANT SELECT ON tenancy_round, tenancy_agency, identity_signingkey, access_rolegrant,
    log_pending, log_blob, log_origin, log_entry, log_head, log_waiting TO terang_sequencer;
GRANT INSERT ON log_pending, log_blob, log_origin, log_entry, log_head TO terang_sequencer;
GRANT DELETE ON log_waiting TO terang_sequencer;
GRANT USAGE ON SEQUENCE log_pending_id_seq, log_entry_id_seq, log_head_id_seq TO terang_sequencer;
REVOKE INSERT, UPDATE, DELETE ON log_origin, log_entry, log_head, log_waiting FROM terang_app;
"""

QUEUE = """
CREATE FUNCTION terang_wait_for_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
    AS $$ BEGIN
        INSERT INTO log_waiting (pending_id, round_id) SELECT id, round_id FROM fresh;
        RETURN NULL;
    END $$;
CREATE TRIGGER log_pending_waits AFTER INSERT ON log_pending
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION terang_wait_for_place();
INSERT INTO log_waiting (pending_id, round_id) SELECT id, round_id FROM log_pending;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sequencing", "0001_initial"),
        ("journal", "0002_only_grows"),
        ("access", "0002_separation"),
        ("identity", "0002_own_rows"),
    ]
    operations = [
        migrations.RunSQL(ROLE, migrations.RunSQL.noop),
        append_only("log_origin"),
        append_only("log_entry"),
        append_only("log_head"),
        migrations.RunSQL(
            QUEUE, "DROP TRIGGER log_pending_waits ON log_pending; DROP FUNCTION terang_wait_for_place;"
        ),
    ]
