"""What candidates hand in: portfolios and presentations."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.files import keeping as files
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow
from terang.stages.panels import access
from terang.stages.panels.acts import Act
from terang.stages.panels.models import Invitation
from terang.stages.panels.queries.tests import panel
from terang.stages.panels.states import INVITATION
from terang.stages.vacancies import facts as vacancies

LARGEST_KB = 4096


@transaction.atomic
def hand_in(*, invitation_id: int, content: bytes, by: Actor, at: datetime) -> Invitation:
    """A candidate hands in the document of a portfolio or presentation, or replaces it in time.

    Refused: NotAllowed to anybody else; NotNow for tests without a document, after the appointment began or the
    second tests closed, and for a replacement once assessors are drawn; NotValid unless a readable PDF.
    Journal: panels.work.handed_in.
    """
    row = Invitation.objects.select_for_update(of=("self",)).select_related("round").get(pk=invitation_id)
    must_be(access.may_hand_in(by, row), _("Only the candidate hands in this document."))
    row.state = INVITATION.after(row.state, "hand_in")
    _must_be_in_time(row, at)
    row.work = files.keep(
        content,
        title=panel(row.round_id, row.test_id).test.title,
        at=at,
        accept=("application/pdf",),
        largest_kb=LARGEST_KB,
        agency_id=row.agency_id,
        person_id=row.person_id,
    )
    row.handed_in_at = at
    row.save(update_fields=["work", "handed_in_at"])
    journal.record(
        Act.WORK_HANDED_IN, subject=row, by=by, at=at, round_=row.round, facts={"digest": row.work.digest}
    )
    return row


def _must_be_in_time(row: Invitation, at: datetime) -> None:
    if not panel(row.round_id, row.test_id).takes_work:
        raise NotNow(_("For this test nothing is handed in."))
    if row.starts_at and at >= row.starts_at:
        raise NotNow(_("Your appointment has begun, so the document stays as it is."))
    window = vacancies.calendar(row.round_id).get("second_tests")
    if window and at >= window.closes_at:
        raise NotNow(_("The time for handing in is over."))
    if row.work_id and row.drawn_at:
        raise NotNow(_("Assessors may be reading your document already, so it stays as it is."))
