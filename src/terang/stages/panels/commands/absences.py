"""Who did not come."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.stages.panels import access
from terang.stages.panels.acts import Act
from terang.stages.panels.commands.seating import void_open
from terang.stages.panels.models import Invitation
from terang.stages.panels.states import INVITATION, AssignmentState


@transaction.atomic
def mark_absent(*, invitation_id: int, reason: str, by: Actor, at: datetime) -> Invitation:
    """The committee notes that a candidate did not come, or handed nothing in, and how that is known.

    Refused: NotAllowed unless committee officer; NotNow before the appointment, or if an assessor locked already;
    NotValid without a reason.
    Journal: panels.candidate.absent.
    """
    row = Invitation.objects.select_for_update(of=("self",)).select_related("round").get(pk=invitation_id)
    must_be(access.may_lead(by, row), _("Only the committee officer of this round notes who was absent."))
    row.state = INVITATION.after(row.state, "mark_absent")
    if row.starts_at and at < row.starts_at:
        raise NotNow(_("The appointment is still to come."))
    if row.assignments.filter(edition=row.edition, state=AssignmentState.LOCKED).exists():
        raise NotNow(_("An assessor has judged this candidate already, so they were there."))
    if not reason.strip():
        raise NotValid(_("Say how you know that the candidate was absent."))
    row.absence_reason, row.absence_by_id = reason.strip(), by.person_id
    row.save(update_fields=["state", "absence_reason", "absence_by"])
    void_open(row)
    journal.record(Act.CANDIDATE_ABSENT, subject=row, by=by, at=at, round_=row.round)
    return row
