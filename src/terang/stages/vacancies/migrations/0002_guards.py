"""What is published changes only by an amendment made in the same transaction, whoever writes the row."""

from django.db import migrations

AMENDMENTS = """
CREATE FUNCTION vacancies_amendment_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'proposed' OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'amendment_stands: an amendment ends once, and stays'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'made' THEN NEW.made_in := pg_current_xact_id()::text::bigint; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER amendment_made BEFORE UPDATE OR DELETE ON vacancies_amendment
    FOR EACH ROW EXECUTE FUNCTION vacancies_amendment_made();
CREATE FUNCTION vacancies_amended_now(of_round bigint, of_vacancy bigint, to_edition integer)
    RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM vacancies_amendment
        WHERE round_id = of_round AND vacancy_id IS NOT DISTINCT FROM of_vacancy AND state = 'made'
            AND (to_edition IS NULL OR edition = to_edition) AND made_in = pg_current_xact_id()::text::bigint
    ) $$;
"""

VACANCIES = """
CREATE FUNCTION vacancies_vacancy_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE same boolean;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'vacancy_fixed: a published vacancy stays' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    same := to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state';
    IF same AND (NEW.state = OLD.state OR (OLD.state = 'published' AND NEW.state = 'closed')) THEN RETURN NEW; END IF;
    IF NEW.state = OLD.state AND NEW.edition IN (OLD.edition, OLD.edition + 1)
        AND vacancies_amended_now(OLD.round_id, OLD.id, NEW.edition)
        AND (NEW.round_id, NEW.agency_id, NEW.formasi_id, NEW.code, NEW.kind, NEW.published_at)
          = (OLD.round_id, OLD.agency_id, OLD.formasi_id, OLD.code, OLD.kind, OLD.published_at) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'vacancy_fixed: a published vacancy changes only by an amendment'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER vacancy_fixed BEFORE UPDATE OR DELETE ON vacancies_vacancy
    FOR EACH ROW WHEN (OLD.state IN ('published', 'closed')) EXECUTE FUNCTION vacancies_vacancy_fixed();

CREATE FUNCTION vacancies_part_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE part record; whole record;
BEGIN
    part := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    FOR whole IN SELECT * FROM vacancies_vacancy
        WHERE id IN (part.vacancy_id, CASE TG_OP WHEN 'INSERT' THEN NULL ELSE OLD.vacancy_id END)
            AND state IN ('published', 'closed') LOOP
        IF TG_OP = 'DELETE' OR part.vacancy_id <> whole.id OR part.edition <> whole.edition
            OR NOT vacancies_amended_now(whole.round_id, whole.id, part.edition)
            OR (TG_OP = 'UPDATE' AND part.edition <= OLD.edition) THEN
            RAISE EXCEPTION 'part_fixed: % of a published vacancy changes only by an amendment', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END LOOP;
    RETURN part;
END $$;
CREATE TRIGGER requirement_fixed BEFORE INSERT OR UPDATE OR DELETE ON vacancies_requirement
    FOR EACH ROW EXECUTE FUNCTION vacancies_part_fixed();
CREATE TRIGGER test_fixed BEFORE INSERT OR UPDATE OR DELETE ON vacancies_test
    FOR EACH ROW EXECUTE FUNCTION vacancies_part_fixed();
"""

ROUND = """
CREATE FUNCTION vacancies_window_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) = to_jsonb(OLD) THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND NEW.round_id = OLD.round_id AND NEW.stage = OLD.stage
        AND NEW.announced_at = OLD.announced_at AND NEW.changed_at < OLD.closes_at
        AND NEW.closes_at >= OLD.closes_at AND NEW.opens_at >= OLD.opens_at
        AND (NEW.opens_at = OLD.opens_at OR NEW.changed_at < OLD.opens_at)
        AND vacancies_amended_now(OLD.round_id, NULL, NULL) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'window_fixed: an announced stage only moves later, before it closes, by an amendment'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER window_fixed BEFORE UPDATE OR DELETE ON vacancies_stagewindow
    FOR EACH ROW WHEN (OLD.announced_at IS NOT NULL) EXECUTE FUNCTION vacancies_window_fixed();

CREATE FUNCTION vacancies_norm_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM vacancies_vacancy WHERE round_id = OLD.round_id AND state IN ('published', 'closed')) THEN
        RAISE EXCEPTION 'norm_fixed: a vacancy of this round is published'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER norm_fixed BEFORE UPDATE OR DELETE ON vacancies_roundnorm
    FOR EACH ROW EXECUTE FUNCTION vacancies_norm_fixed();
"""

SLOTS = """
CREATE FUNCTION vacancies_within_formasi() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE granted integer; promised integer;
BEGIN
    SELECT slots INTO granted FROM planning_formasi WHERE id = NEW.formasi_id FOR NO KEY UPDATE;
    SELECT coalesce(sum(slots), 0) INTO promised FROM vacancies_vacancy
        WHERE formasi_id = NEW.formasi_id AND id <> NEW.id;
    IF promised + NEW.slots > granted THEN
        RAISE EXCEPTION 'within_formasi: % slots promised, % granted', promised + NEW.slots, granted
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER within_formasi BEFORE INSERT OR UPDATE OF slots, formasi_id ON vacancies_vacancy
    FOR EACH ROW EXECUTE FUNCTION vacancies_within_formasi();
"""

UNDO = """
DROP TRIGGER amendment_made ON vacancies_amendment; DROP TRIGGER vacancy_fixed ON vacancies_vacancy;
DROP TRIGGER requirement_fixed ON vacancies_requirement; DROP TRIGGER test_fixed ON vacancies_test;
DROP TRIGGER window_fixed ON vacancies_stagewindow; DROP TRIGGER norm_fixed ON vacancies_roundnorm;
DROP TRIGGER within_formasi ON vacancies_vacancy;
DROP FUNCTION vacancies_amendment_made, vacancies_vacancy_fixed, vacancies_part_fixed, vacancies_window_fixed,
    vacancies_norm_fixed, vacancies_within_formasi, vacancies_amended_now;
"""


class Migration(migrations.Migration):
    dependencies = [("vacancies", "0001_initial"), ("planning", "0002_guards")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (AMENDMENTS, VACANCIES, ROUND)
    ] + [migrations.RunSQL(SLOTS, UNDO)]
