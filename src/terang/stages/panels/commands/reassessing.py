"""Judged anew: after an upheld objection. Nothing is overwritten; a further edition begins."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.journal import recording as journal
from terang.base.refusals import NotValid
from terang.stages.panels import access
from terang.stages.panels.acts import Act
from terang.stages.panels.models import Announcement, Invitation, Pool
from terang.stages.panels.states import ANNOUNCEMENT, INVITATION, AnnouncementState


@transaction.atomic
def reassess(*, invitation_id: int, reason: str, by: Actor, at: datetime) -> Invitation:
    """A candidate is judged anew in one test by assessors who have not judged them before.

    The earlier edition stays. If the results were published, a further edition of them is due, with this reason.
    Refused: NotAllowed unless the house or the committee officer; NotNow unless assessed or absent; NotValid without
    a reason.
    Journal: panels.candidate.reassessed.
    """
    row = Invitation.objects.select_for_update(of=("self",)).select_related("round").get(pk=invitation_id)
    must_be(
        access.may_invite(by, row), _("Only the committee officer of this round has somebody assessed anew.")
    )
    row.state = INVITATION.after(row.state, "reassess")
    if not reason.strip():
        raise NotValid(_("Say why the candidate is assessed anew."))
    pool = Pool.objects.filter(test_id=row.test_id).first()
    row.edition, row.wanted = row.edition + 1, pool.each if pool else 2
    row.starts_at = row.ends_at = None
    row.save(update_fields=["state", "edition", "wanted", "starts_at", "ends_at"])
    _open_announcement(row, reason.strip(), by, at)
    journal.record(
        Act.REASSESSED, subject=row, by=by, at=at, round_=row.round, facts={"edition": row.edition}
    )
    return row


def _open_announcement(row: Invitation, reason: str, by: Actor, at: datetime) -> None:
    found = Announcement.objects.select_for_update().filter(test_id=row.test_id).first()
    if found is None:
        return
    if found.state == AnnouncementState.PROPOSED:
        decision = approvals.current(Act.RESULTS_PUBLISHED, found)
        if decision:
            approvals.void_changed(decision, by=by, at=at)
        found.state = ANNOUNCEMENT.after(found.state, "refuse")
    elif found.state == AnnouncementState.PUBLISHED:
        found.state = ANNOUNCEMENT.after(found.state, "correct")
        found.edition, found.reason = found.edition + 1, reason
    found.save(update_fields=["state", "edition", "reason"])
