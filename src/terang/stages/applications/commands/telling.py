"""Telling applicants that what they applied for has changed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role, must_be
from terang.base.journal import recording as journal
from terang.base.tenancy.models import Round
from terang.stages.applications import letters
from terang.stages.applications.acts import Act
from terang.stages.applications.models import Application
from terang.stages.applications.states import ApplicationState


@transaction.atomic
def tell_applicants(
    *, round_id: int, vacancy_id: int | None = None, reason: str = "", by: Actor, at: datetime
) -> int:
    """After an amendment, a mail goes to everybody who applied for the vacancy or began to; how many.

    vacancy_id: None when the calendar of the whole round was amended.
    Refused: NotAllowed except to the house itself and committee officers of the round.
    Journal: applications.vacancy.applicants_told.
    """
    round_ = Round.objects.select_related("agency").get(pk=round_id)
    may = by.is_system or by.holds(Role.COMMITTEE_OFFICER, agency_id=round_.agency_id, round_id=round_.pk)
    must_be(may, _("Only the committee tells applicants of an amendment."))
    rows = Application.objects.filter(round=round_).exclude(state=ApplicationState.WITHDRAWN)
    if vacancy_id is not None:
        rows = rows.filter(vacancy_id=vacancy_id)
    count = 0
    for application in rows.select_related("person", "round", "round__agency").order_by("pk"):
        letters.vacancy_amended(application, reason=reason, at=at)
        count += 1
    facts = {"vacancy": vacancy_id, "count": count} if vacancy_id is not None else {"count": count}
    journal.record(Act.APPLICANTS_TOLD, subject=round_, by=by, at=at, round_=round_, facts=facts)
    return count
