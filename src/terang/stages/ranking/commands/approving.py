"""A second person approves the exact bytes, or sends them back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow
from terang.base.work.kinds import long_work
from terang.stages.ranking import access
from terang.stages.ranking.acts import Act
from terang.stages.ranking.commands.fixing import fix_vacancies
from terang.stages.ranking.commands.locking import locked
from terang.stages.ranking.computing import body_of, is_current
from terang.stages.ranking.models import Edition
from terang.stages.ranking.states import EDITION, Stage


@long_work(gettext_lazy("Approving the ranking"))
@transaction.atomic
def approve_edition(*, edition_id: int, shown: str, by: Actor, at: datetime) -> Edition:
    """Another person approves the very bytes that their page showed (`shown`: their fingerprint).

    Refused: NotAllowed unless approver, or to the proposer; NotNow unless proposed, or if scores have changed
    since; NotValid if the page showed other bytes.
    Journal: ranking.edition.approved; of the final ranking ranking.vacancy.ranked for each vacancy; leaves `rank`.
    """
    edition = locked(edition_id)
    must_be(access.may_approve(by, edition.round), _("Only an approver of this round approves its rankings."))
    edition.state = EDITION.after(edition.state, "approve")
    if not is_current(edition):
        raise NotNow(
            _("Scores or outcomes have changed since this was proposed. Send it back, to be drafted again.")
        )
    decision = approvals.approve(_open_decision(edition), body=body_of(edition), shown=shown, by=by, at=at)
    edition.approved_by_id, edition.approved_at = by.person_id, at
    edition.save(update_fields=["state", "approved_by", "approved_at"])
    facts = {"stage": edition.stage, "number": edition.number}
    approved = journal.record(
        Act.EDITION_APPROVED,
        subject=edition,
        by=by,
        at=at,
        round_=edition.round,
        facts=facts,
        decision=decision,
    )
    if edition.stage == Stage.FINAL:
        fix_vacancies(edition, approved, by=by, at=at)
    return edition


@transaction.atomic
def send_back(*, edition_id: int, reason: str, by: Actor, at: datetime) -> Edition:
    """The approver does not approve, and says why; the proposal becomes a draft again.

    Refused: NotAllowed unless approver; NotNow unless proposed; NotValid without a reason.
    Journal: ranking.edition.sent_back.
    """
    edition = locked(edition_id)
    must_be(
        access.may_approve(by, edition.round), _("Only an approver of this round sends its rankings back.")
    )
    edition.state = EDITION.after(edition.state, "send_back")
    approvals.refuse(_open_decision(edition), reason=reason, by=by, at=at)
    edition.save(update_fields=["state"])
    facts = {"stage": edition.stage, "number": edition.number, "reason": reason.strip()}
    journal.record(Act.EDITION_SENT_BACK, subject=edition, by=by, at=at, round_=edition.round, facts=facts)
    return edition


def _open_decision(edition: Edition) -> Decision:
    decision = approvals.current(Act.EDITION_APPROVED, edition)
    if decision is None:
        raise NotNow(_("There is no open proposal for this ranking."))
    return decision
