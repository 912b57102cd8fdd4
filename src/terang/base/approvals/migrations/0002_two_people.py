"""Signatures only grow, and the approver is never the proposer, whoever writes the row."""

from django.db import migrations

from terang.base.append_only import append_only
from terang.base.tenancy.rls import protect

TRIGGER = """
CREATE FUNCTION terang_two_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE proposer bigint; open boolean;
BEGIN
    SELECT proposed_by_id, state = 'proposed' INTO proposer, open
        FROM approvals_decision WHERE id = NEW.decision_id FOR UPDATE;
    IF (NEW.part = 'proposer') <> (NEW.by_id = proposer) OR NOT open THEN
        RAISE EXCEPTION 'two_people: the proposer proposes, another person approves, while it is open'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER two_people BEFORE INSERT ON approvals_approval
    FOR EACH ROW EXECUTE FUNCTION terang_two_people();
CREATE FUNCTION terang_fixed_bytes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.leaf <> OLD.leaf OR NEW.uid <> OLD.uid OR NEW.proposed_by_id <> OLD.proposed_by_id
        OR OLD.state <> 'proposed' THEN
        RAISE EXCEPTION 'fixed_bytes: a decision keeps its bytes and ends once'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state = 'approved' AND NOT EXISTS (
        SELECT FROM approvals_approval WHERE decision_id = NEW.id AND part = 'approver' AND by_id = NEW.ended_by_id
    ) THEN
        RAISE EXCEPTION 'fixed_bytes: approved only with the approval of another person'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER fixed_bytes BEFORE UPDATE ON approvals_decision
    FOR EACH ROW EXECUTE FUNCTION terang_fixed_bytes();
REVOKE DELETE ON approvals_decision FROM terang_app;
"""
UNDO = """
DROP TRIGGER two_people ON approvals_approval; DROP FUNCTION terang_two_people;
DROP TRIGGER fixed_bytes ON approvals_decision; DROP FUNCTION terang_fixed_bytes;
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_initial")]
    operations = [
        append_only("approvals_approval"),
        migrations.RunSQL(TRIGGER, UNDO),
        protect("approvals_decision", agency="agency_id"),
    ]
