"""The results of a test become public: proposed by the committee, approved by another person."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.mail import outbox as mail
from terang.base.refusals import NotNow
from terang.base.tenancy.models import Round
from terang.base.work.counting import counted
from terang.base.work.kinds import long_work
from terang.stages.panels import access
from terang.stages.panels.acts import Act
from terang.stages.panels.commands.sealing import seal_scores
from terang.stages.panels.models import Announcement, Invitation
from terang.stages.panels.queries.results import document, unfinished
from terang.stages.panels.queries.tests import Panel, panel
from terang.stages.panels.states import ANNOUNCEMENT, InvitationState


@transaction.atomic
def propose_results(*, round_id: int, test_id: int, by: Actor, at: datetime) -> Decision:
    """The committee proposes the results of one test, as they will be public.

    Refused: NotAllowed unless committee officer; NotNow while somebody is neither assessed nor absent, or proposed.
    Journal: panels.results.proposed.
    """
    test = panel(round_id, test_id)
    must_be(access.may_lead(by, test), _("Only the committee officer of this round proposes results."))
    row = _announcement(test)
    row.state = ANNOUNCEMENT.after(row.state, "propose")
    _must_be_finished(test)
    row.proposed_by_id, row.approved_by_id = by.person_id, None
    row.save()
    round_ = Round.objects.get(pk=round_id)
    decision = approvals.propose(
        Act.RESULTS_PUBLISHED, subject=row, body=_body(test, row), by=by, at=at, round_=round_
    )
    journal.record(Act.RESULTS_PROPOSED, subject=row, by=by, at=at, round_=round_)
    return decision


@long_work(gettext_lazy("Publishing the results"))
@transaction.atomic
def approve_results(*, round_id: int, test_id: int, shown: str, by: Actor, at: datetime) -> Announcement:
    """Another person approves exactly what was proposed; the results are public, and the candidates are told.

    shown: the fingerprint on the approver's page. Refused: NotAllowed unless approver, and to the proposer; NotNow
    unless proposed, or when something changed since; NotValid for another fingerprint.
    Journal: panels.results.published, panels.score.made.
    """
    test = panel(round_id, test_id)
    must_be(access.may_approve(by, test), _("Only an approver of this round approves results."))
    row = _announcement(test)
    state = ANNOUNCEMENT.after(row.state, "approve")
    decision = approvals.approve(_open_decision(row), body=_body(test, row), shown=shown, by=by, at=at)
    row.state, row.approved_by_id, row.published_at = state, by.person_id, at
    row.blob = journal.blob(document(test, row))
    row.save(update_fields=["state", "approved_by", "published_at", "blob"])
    round_ = Round.objects.get(pk=round_id)
    journal.record(Act.RESULTS_PUBLISHED, subject=row, by=by, at=at, round_=round_, decision=decision)
    seal_scores(test, round_, by=by, at=at)
    _tell(test, round_, at)
    return row


@transaction.atomic
def refuse_results(*, round_id: int, test_id: int, reason: str, by: Actor, at: datetime) -> Announcement:
    """The approver sends the proposal back with the reason.

    Refused: NotAllowed unless approver; NotNow unless proposed; NotValid without a reason.
    Journal: panels.results.refused.
    """
    test = panel(round_id, test_id)
    must_be(access.may_approve(by, test), _("Only an approver of this round sends results back."))
    row = _announcement(test)
    row.state = ANNOUNCEMENT.after(row.state, "refuse")
    approvals.refuse(_open_decision(row), reason=reason, by=by, at=at)
    row.save(update_fields=["state"])
    journal.record(Act.RESULTS_REFUSED, subject=row, by=by, at=at, round_=Round.objects.get(pk=round_id))
    return row


def _announcement(test: Panel) -> Announcement:
    Announcement.objects.bulk_create(
        [Announcement(test_id=test.test.id, agency_id=test.agency_id, round_id=test.round_id)],
        ignore_conflicts=True,
    )
    return Announcement.objects.select_for_update().get(test_id=test.test.id)


def _open_decision(row: Announcement) -> Decision:
    decision = approvals.current(Act.RESULTS_PUBLISHED, row)
    if decision is None:
        raise NotNow(_("Nothing is proposed here."))
    return decision


def _must_be_finished(test: Panel) -> None:
    waiting, total = unfinished(test.test.id)
    if not total:
        raise NotNow(_("Nobody is invited to this test yet."))
    if waiting:
        raise NotNow(_("%d candidates are neither assessed nor noted as absent yet.") % waiting)


def _body(test: Panel, row: Announcement) -> dict[str, object]:
    return {"formation": test.vacancy.code, "blob": journal.blob(document(test, row))}


def _tell(test: Panel, round_: Round, at: datetime) -> None:
    told = Invitation.objects.filter(test_id=test.test.id).exclude(state=InvitationState.RELEASED)
    subject = _("Results of a test: %s") % round_.title
    body = _(
        "The results of “%(test)s” are published. Your score, criterion by criterion with the evidence, is on your"
        " own page. There you can also object, and see until when."
    ) % {"test": test.test.title}
    mail.send_all(
        mail.letter(to=person, subject=subject, body=body, at=at, agency_id=round_.agency_id)
        for person in counted(Person.objects.filter(pk__in=told.values("person")), _("Messages"))
    )
