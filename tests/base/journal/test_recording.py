"""The journal: one act, one entry, one leaf, and nothing of it changes."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils.translation import gettext_lazy as _

from terang.base.access import Actor
from terang.base.identity.keys import subject_key
from terang.base.journal import recording as journal
from terang.base.journal.kinds import Act
from terang.base.journal.models import Entry, Opening, Pending
from terang.base.tenancy import scope
from terang.core.ledger import canonical, commitments, leaves, tree
from tests.factories import people

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
PRIVATE = Act("tests.thing.done", _("done"))
PUBLIC = Act(
    "tests.thing.published", _("published"), leaves.Schema("reg", {"pid": leaves.PID, "com": leaves.COM})
)
PID = "b7n441jcx6tdwwhf"


@pytest.fixture
def round_(db):
    with scope.as_system():
        yield people.round_()


def test_an_act_without_an_actor_is_refused_by_the_database(round_):
    with pytest.raises(IntegrityError, match="every_act_has_an_actor"), transaction.atomic():
        journal.record(PRIVATE, subject=round_, by=Actor.nobody(), at=NOON, round_=round_)


def test_a_public_act_writes_its_entry_and_one_pending_leaf(round_):
    applicant = people.applicant()

    entry = journal.record(
        PUBLIC, subject=round_, by=applicant, at=NOON, round_=round_,
        public={"pid": PID}, committed={"com": ("dossier", {"gpa": "3.10"})}, of=applicant.person_id,
    )  # fmt: skip

    leaf = canonical.decode(bytes(entry.pending.leaf))
    assert leaf["k"] == "reg"
    assert leaf["r"] == round_.code
    assert leaf["b"]["pid"] == PID
    assert bytes(entry.pending.leaf_hash) == tree.leaf_hash(bytes(entry.pending.leaf))


def test_the_person_can_open_what_was_committed_and_nobody_else_can(round_):
    applicant = people.applicant()
    value = {"gpa": "3.10"}

    entry = journal.record(
        PUBLIC, subject=round_, by=applicant, at=NOON, round_=round_,
        public={"pid": PID}, committed={"com": ("dossier", value)}, of=applicant.person_id,
    )  # fmt: skip

    com = canonical.decode(bytes(entry.pending.leaf))["b"]["com"]
    salt = subject_key(applicant.person_id).salt("dossier", entry.pending.uid)
    other = subject_key(people.applicant().person_id).salt("dossier", entry.pending.uid)
    assert commitments.commit("dossier", salt, value).hex() == com
    assert commitments.commit("dossier", other, value).hex() != com
    assert b"3.10" not in bytes(Opening.objects.get().sealed)


def test_a_body_that_does_not_fit_its_schema_leaves_no_trace(round_):
    with pytest.raises(leaves.NotPublic):
        journal.record(
            PUBLIC, subject=round_, by=people.applicant(), at=NOON, round_=round_,
            public={"pid": PID, "com": "0" * 64, "name": "x"},
        )  # fmt: skip

    assert not Pending.objects.exists()
    assert not Entry.objects.filter(act=PUBLIC.name).exists()


@pytest.mark.parametrize("change", ["UPDATE journal_entry SET act = 'x'", "DELETE FROM journal_entry", "TRUNCATE journal_entry CASCADE",
    "UPDATE log_pending SET kind = 'x'", "DELETE FROM log_pending", "DELETE FROM log_blob", "DELETE FROM log_opening"])  # fmt: skip
def test_the_application_can_not_change_what_was_written(round_, change):
    journal.record(PRIVATE, subject=round_, by=people.applicant(), at=NOON, round_=round_)

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as db,
    ):
        db.execute(change)


@pytest.mark.django_db(transaction=True)
def test_even_the_owner_is_refused_by_the_trigger(as_owner):
    with transaction.atomic(), scope.as_system():
        journal.record(
            PRIVATE, subject=people.round_(), by=people.applicant(), at=NOON, round_=people.round_()
        )

    with pytest.raises(Exception, match="journal_entry only grows"):
        as_owner.execute("UPDATE journal_entry SET act = 'x'")


def test_an_act_outside_a_transaction_is_a_defect():
    with pytest.raises(RuntimeError, match="transaction"):
        journal.record(PRIVATE, subject=object(), by=Actor.nobody(), at=NOON)
