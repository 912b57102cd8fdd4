"""The trigger that enforces the separation of duties, whoever writes the row."""

TRIGGER = """
CREATE FUNCTION terang_separate_duties() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.revoked_at IS NOT NULL THEN RETURN NEW; END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('duties:' || NEW.person_id, 0));
    IF EXISTS (
        SELECT FROM access_rolegrant g JOIN access_roleconflict c
            ON (c.first = g.role AND c.second = NEW.role) OR (c.first = NEW.role AND c.second = g.role)
        WHERE g.person_id = NEW.person_id AND g.agency_id = NEW.agency_id AND g.revoked_at IS NULL
            AND g.id IS DISTINCT FROM NEW.id
            AND (g.round_id IS NULL OR NEW.round_id IS NULL OR g.round_id = NEW.round_id)
    ) THEN
        RAISE EXCEPTION 'separation_of_duties: % beside a conflicting role', NEW.role
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER separation_of_duties BEFORE INSERT OR UPDATE ON access_rolegrant
    FOR EACH ROW EXECUTE FUNCTION terang_separate_duties();
"""
UNDO = "DROP TRIGGER separation_of_duties ON access_rolegrant; DROP FUNCTION terang_separate_duties;"
