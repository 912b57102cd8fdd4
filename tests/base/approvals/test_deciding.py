"""Decisions of two: exact bytes, different people, and the database on the side of both."""

from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError, transaction
from django.utils.translation import gettext_lazy as _

from terang.base.access import Role
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Approval, Decision, DecisionState
from terang.base.identity.models import SigningKey
from terang.base.journal import recording as journal
from terang.base.journal.kinds import Act
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.core.ledger import leaves
from tests.factories import people

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
ACT = Act(
    "tests.decision.approved",
    _("approved"),
    leaves.Schema("formation", {"id": leaves.CODE, "slots": leaves.COUNT}),
)
BODY = {"id": "F1", "slots": 2}


@pytest.fixture
def round_(db):
    with scope.as_system():
        yield people.round_()


@pytest.fixture
def officer(round_):
    return people.official(Role.COMMITTEE_OFFICER, round_)


@pytest.fixture
def approver(round_):
    return people.official(Role.APPROVER, round_)


@pytest.fixture
def decision(round_, officer):
    return approvals.propose(ACT, subject=round_, body=BODY, by=officer, at=NOON, round_=round_)


def approve(decision, by, body=BODY, shown=None):
    return approvals.approve(decision, body=body, shown=shown or decision.fingerprint, by=by, at=NOON)


def test_the_approved_bytes_become_the_leaf_with_both_signatures(round_, decision, officer, approver):
    approved = approve(decision, approver)

    entry = journal.record(ACT, subject=round_, by=approver, at=NOON, round_=round_, decision=approved)

    leaf = bytes(entry.pending.leaf)
    assert leaves.approve_message(leaf).hex() == decision.fingerprint
    assert leaf.count(b'"alg":"ed25519"') == 2


def test_demonstration_signatures_are_valid_and_marked_as_software(decision, approver):
    approve(decision, approver)

    for approval in Approval.objects.filter(decision=decision):
        key = Ed25519PublicKey.from_public_bytes(
            bytes(SigningKey.objects.get(key_id=approval.key_id).public_key)
        )
        key.verify(bytes(approval.signature), leaves.approve_message(bytes(decision.leaf)))
        assert approval.is_software


def test_the_proposer_can_not_approve(decision, officer):
    with pytest.raises(NotAllowed):
        approve(decision, officer)


def test_a_change_of_what_is_described_stops_the_approval(decision, approver):
    with pytest.raises(NotNow):
        approve(decision, approver, body={"id": "F1", "slots": 3})


def test_bytes_other_than_those_shown_are_not_approved(decision, approver):
    with pytest.raises(NotValid):
        approve(decision, approver, shown="0" * 64)


def test_a_decision_ends_once(decision, approver):
    approve(decision, approver)

    with pytest.raises(NotNow):
        approve(decision, approver)


def test_only_one_proposal_for_a_thing_is_open(round_, decision, officer):
    with pytest.raises(NotNow):
        approvals.propose(ACT, subject=round_, body=BODY, by=officer, at=NOON, round_=round_)


def test_sending_back_needs_a_reason(decision, approver):
    with pytest.raises(NotValid):
        approvals.refuse(decision, reason=" ", by=approver, at=NOON)


@pytest.mark.parametrize(
    "cheat",
    [
        lambda d, o: Approval.objects.create(decision=d, part="approver", by_id=o.person_id, at=NOON),
        lambda d, o: Decision.objects.filter(pk=d.pk).update(
            state="approved", ended_by=o.person_id, ended_at=NOON
        ),
        lambda d, o: Decision.objects.filter(pk=d.pk).update(leaf=b"{}"),
        lambda d, o: Decision.objects.filter(pk=d.pk).delete(),
        lambda d, o: Approval.objects.filter(decision=d).update(by=None),
    ],
)
def test_the_database_refuses_what_the_code_would_not_do(decision, officer, cheat):
    with pytest.raises(DatabaseError), transaction.atomic():
        cheat(decision, officer)


def test_another_person_can_not_be_written_in_as_approver_without_an_approval(decision, approver):
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(
            state=DecisionState.APPROVED, ended_by=approver.person_id, ended_at=NOON
        )
