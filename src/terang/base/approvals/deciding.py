"""Propose, approve, refuse. Called inside a room's command, which journals the act."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from terang.base.access.actor import Actor, must_be
from terang.base.approvals.models import Approval, Decision, DecisionState
from terang.base.identity.keys import signed_in_software
from terang.base.journal.kinds import Act
from terang.base.journal.recording import new_uid
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy.models import Round
from terang.core.ledger import canonical, leaves


def propose(
    act: Act, *, subject: models.Model, body: Mapping[str, object], by: Actor, at: datetime, round_: Round
) -> Decision:
    """Fix the exact bytes of a decision; they wait for a different person.

    body: the public body of the act's leaf. Refused: NotNow while another proposal for it is open.
    """
    if act.public is None:
        raise TypeError(f"{act} is not public, so there is nothing to approve")
    act.public.check(body)
    if current(act, subject):
        raise NotNow(_("A proposal for this is waiting for approval already."))
    uid = new_uid()
    decision = Decision.objects.create(
        act=act.name,
        agency_id=round_.agency_id,
        round=round_,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        leaf=leaves.write(
            kind=act.public.kind, round_code=round_.code, uid=uid, unix=int(at.timestamp()), body=body
        ),
        uid=uid,
        proposed_by_id=by.person_id or 0,
        proposed_at=at,
    )
    _sign(decision, Approval.Part.PROPOSER, by, at)
    return decision


def approve(
    decision: Decision, *, body: Mapping[str, object], shown: str, by: Actor, at: datetime
) -> Decision:
    """A different person approves the very bytes that were shown.

    body: what the decision would say if it were made now. shown: the fingerprint on the approver's page.
    Refused: NotAllowed to the proposer; NotNow if ended; NotValid if the page showed other bytes, or if
    what is described has changed since (call `void_changed` then, in a transaction of its own).
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    _must_be_open(decision)
    must_be(
        by.person_id is not None and by.person_id != decision.proposed_by_id,
        _("You proposed this, so another person must approve it."),
    )
    if shown != decision.fingerprint:
        raise NotValid(
            _("What you saw is not what is proposed now. Load the page again and read it once more.")
        )
    if not describes(decision, body):
        raise NotNow(_("This has changed since it was proposed. It must be proposed again."))
    _sign(decision, Approval.Part.APPROVER, by, at)
    return _end(decision, DecisionState.APPROVED, by, at)


def refuse(decision: Decision, *, reason: str, by: Actor, at: datetime) -> Decision:
    """A person sends a proposal back, with the reason. Refused: NotNow if ended; NotValid without a reason."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    _must_be_open(decision)
    if not reason.strip():
        raise NotValid(_("Say why you send it back, so that it can be mended."))
    return _end(decision, DecisionState.REFUSED, by, at, reason)


def void_changed(decision: Decision, *, by: Actor, at: datetime) -> Decision:
    """End a proposal because what it describes has changed."""
    return _end(decision, DecisionState.VOID, by, at, _("changed after it was proposed"))


def current(act: Act, subject: models.Model) -> Decision | None:
    """The open proposal of this kind for this thing."""
    return Decision.objects.filter(
        act=act.name,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        state=DecisionState.PROPOSED,
    ).first()


def describes(decision: Decision, body: Mapping[str, object]) -> bool:
    """Whether the fixed bytes still say what is the case."""
    leaf = canonical.decode(bytes(decision.leaf))
    return isinstance(leaf, dict) and canonical.encode(leaf["b"]) == canonical.encode(dict(body))


def _must_be_open(decision: Decision) -> None:
    if decision.state != DecisionState.PROPOSED:
        raise NotNow(_("Somebody was quicker: this proposal has ended (%s).") % decision.get_state_display())


def _end(decision: Decision, state: DecisionState, by: Actor, at: datetime, reason: str = "") -> Decision:
    decision.state, decision.ended_by_id, decision.ended_at, decision.reason = state, by.person_id, at, reason
    decision.save(update_fields=["state", "ended_by", "ended_at", "reason"])
    return decision


def _sign(decision: Decision, part: Approval.Part, by: Actor, at: datetime) -> None:
    """Keep the person's yes; demonstration people sign with a software key, marked as such."""
    approval = Approval(decision=decision, part=part, by_id=by.person_id or 0, at=at)
    if signed := signed_in_software(approval.by_id, leaves.approve_message(bytes(decision.leaf)), at=at):
        key, approval.signature = signed
        approval.algorithm, approval.key_id, approval.is_software = key.kind, key.key_id, True
    with transaction.atomic():
        approval.save()
