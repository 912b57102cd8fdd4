"""The ground that every table stands on: the application's role, and the functions that guard rows."""

from django.db import migrations

ROLE = """
DO $$ BEGIN
    CREATE ROLE terang_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
    EXECUTE format('GRANT terang_app TO %I', current_user);
EXCEPTION WHEN OTHERS THEN
    IF NOT pg_has_role(current_user, 'terang_app', 'MEMBER') THEN RAISE; END IF;
END $$;
GRANT USAGE ON SCHEMA public TO terang_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO terang_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO terang_app;
"""

FUNCTIONS = """
CREATE FUNCTION terang_agency() RETURNS bigint LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('terang.agency', true), '')::bigint $$;
CREATE FUNCTION terang_person() RETURNS bigint LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('terang.person', true), '')::bigint $$;
CREATE FUNCTION terang_is_system() RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT coalesce(current_setting('terang.system', true), '') = 'on' $$;
CREATE FUNCTION terang_refuse_change() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP
          USING ERRCODE = 'restrict_violation'; END $$;
"""


class Migration(migrations.Migration):
    dependencies = []
    run_before = [
        ("contenttypes", "0001_initial"),
        ("sessions", "0001_initial"),
        ("procrastinate", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(
            FUNCTIONS,
            "DROP FUNCTION terang_agency, terang_person, terang_is_system, terang_refuse_change;",
        ),
    ]
