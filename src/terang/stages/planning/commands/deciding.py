"""Proposing a formasi, and its decision by a second person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.stages.planning import access, documents, queries
from terang.stages.planning.acts import Act
from terang.stages.planning.commands.locking import locked_formasi
from terang.stages.planning.models import Formasi
from terang.stages.planning.states import FORMASI


@transaction.atomic
def propose_formasi(*, formasi_id: int, by: Actor, at: datetime) -> Decision:
    """The planner fixes the exact bytes of a formasi; they wait for a second person.

    Refused: NotAllowed unless planner; NotNow unless draft; NotValid while the reason for rounding is missing.
    Journal: planning.formasi.proposed.
    """
    formasi = locked_formasi(formasi_id)
    must_be(access.may_propose(by, formasi.round), _("Only a planner of this round proposes."))
    formasi.state = FORMASI.after(formasi.state, "propose")
    if formasi.slots != formasi.exact_gap and not formasi.reason:
        raise NotValid(
            _("The need has changed since: the slots are no longer the exact gap. Give the reason.")
        )
    formasi.save(update_fields=["state"])
    decision = approvals.propose(
        Act.FORMASI_APPROVED,
        subject=formasi,
        body=documents.body(formasi),
        by=by,
        at=at,
        round_=formasi.round,
    )
    facts = {"code": formasi.code, "fingerprint": decision.fingerprint}
    journal.record(Act.FORMASI_PROPOSED, subject=formasi, by=by, at=at, round_=formasi.round, facts=facts)
    return decision


@transaction.atomic
def approve_formasi(*, formasi_id: int, shown: str, by: Actor, at: datetime) -> Formasi:
    """A second person approves the very bytes that were shown; the formasi stands from now on.

    shown: the fingerprint on the approver's page. Refused: NotAllowed unless approver, and to the proposer; NotNow
    unless proposed, or changed since; NotValid if other bytes were shown.
    Journal: planning.formasi.approved, public: formation.
    """
    formasi = locked_formasi(formasi_id)
    must_be(access.may_approve(by, formasi.round), _("Only an approver of this round decides."))
    formasi.state = FORMASI.after(formasi.state, "approve")
    approved = approvals.approve(_open(formasi), body=documents.body(formasi), shown=shown, by=by, at=at)
    formasi.save(update_fields=["state"])
    journal.blob(documents.formation(formasi))
    facts = {"code": formasi.code, "slots": formasi.slots}
    journal.record(
        Act.FORMASI_APPROVED,
        subject=formasi,
        by=by,
        at=at,
        round_=formasi.round,
        facts=facts,
        decision=approved,
    )
    return formasi


@transaction.atomic
def refuse_formasi(*, formasi_id: int, reason: str, by: Actor, at: datetime) -> Formasi:
    """The second person sends the proposal back with a reason; it is a draft again.

    Refused: NotAllowed unless approver; NotNow unless proposed; NotValid without a reason.
    Journal: planning.formasi.refused.
    """
    formasi = locked_formasi(formasi_id)
    must_be(access.may_approve(by, formasi.round), _("Only an approver of this round decides."))
    formasi.state = FORMASI.after(formasi.state, "refuse")
    approvals.refuse(_open(formasi), reason=reason, by=by, at=at)
    formasi.save(update_fields=["state"])
    facts = {"code": formasi.code, "reason": reason}
    journal.record(Act.FORMASI_REFUSED, subject=formasi, by=by, at=at, round_=formasi.round, facts=facts)
    return formasi


def _open(formasi: Formasi) -> Decision:
    decision = queries.proposal(formasi)
    if decision is None:
        raise NotNow(_("There is no open proposal for this formasi."))
    return decision
