"""Files that come back: before the announcement because of a mistake, after it because an objection was upheld."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotNow, NotValid
from terang.stages.screening import access
from terang.stages.screening.acts import Act
from terang.stages.screening.commands.shared import locked, must_be_current, save
from terang.stages.screening.models import Announcement, Case
from terang.stages.screening.states import CASE, AnnouncementState


@transaction.atomic
def return_decided(*, case_id: int, version: int, by: Actor, at: datetime) -> Case:
    """Before the announcement, whoever decided a file or a committee officer puts it into the queue again.

    The findings so far are kept as an edition of their own.
    Refused: NotAllowed to others; NotNow unless decided, if changed since, or while a list is proposed.
    Journal: screening.case.returned.
    """
    case = locked(case_id)
    must_be(access.may_return(by, case), _("Only who decided a file, or a committee officer, returns it."))
    must_be_current(case, version)
    state = CASE.after(case.state, "return")
    if Announcement.objects.filter(round_id=case.round_id, state=AnnouncementState.PROPOSED).exists():
        raise NotNow(_("The outcomes are proposed for announcement. Have that list sent back first."))
    _again(case, state)
    journal.record(
        Act.RETURNED, subject=case, by=by, at=at, round_=case.round, facts={"edition": case.edition}
    )
    return case


@transaction.atomic
def reopen(*, application_id: int, reason: str, by: Actor, at: datetime) -> Case:
    """An upheld objection opens an announced file again; another verifier decides, and it is announced anew.

    reason: of the objection's decision, for the verifier. What was announced and found before is kept.
    Refused: NotAllowed except to the house (flow); NotFound without a file; NotNow unless announced.
    Journal: screening.case.reopened.
    """
    must_be(by.is_system, _("Only an upheld objection opens an announced file again."))
    found = Case.objects.filter(application_id=application_id).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(_("This application has no file in screening."))
    case = locked(found)
    state = CASE.after(case.state, "reopen")
    if not reason.strip():
        raise NotValid(_("Opening a file again needs the reason."))
    case.reopened_reason = reason.strip()
    _again(case, state, "reopened_reason")
    journal.record(
        Act.REOPENED, subject=case, by=by, at=at, round_=case.round, facts={"edition": case.edition}
    )
    return case


def _again(case: Case, state: str, *fields: str) -> None:
    case.state, case.outcome, case.edition = state, "", case.edition + 1
    save(case, "state", "outcome", "edition", *fields)
