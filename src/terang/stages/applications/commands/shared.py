"""What the commands of this room ask first, in the same words everywhere."""

from datetime import datetime

from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.refusals import NotFound, NotNow
from terang.stages.applications import access
from terang.stages.applications.models import Application
from terang.stages.vacancies import facts as vacancies

REGISTRATION = "registration"


def locked(application_id: int, by: Actor) -> Application:
    """The person's own application, locked. Refused: NotFound if there is none; NotAllowed if another's."""
    rows = Application.objects.select_for_update(of=("self",)).select_related(
        "round", "round__agency", "person"
    )
    application = rows.filter(pk=application_id).first()
    if application is None:
        raise NotFound(_("There is no such application, or it isn't yours."))
    must_be(access.is_own(by, application), access.ONLY_THE_PERSON)
    return application


def must_be_open(round_id: int, at: datetime) -> None:
    """Refused: NotNow outside the registration of the round."""
    if vacancies.is_open(round_id, REGISTRATION, at):
        return
    window = vacancies.calendar(round_id).get(REGISTRATION)
    if window and at < window.opens_at:
        raise NotNow(_("Registration has not opened yet."))
    raise NotNow(
        _("Registration has closed. What was submitted in time counts; nothing can be changed any more.")
    )


def must_be_editable(application: Application) -> None:
    """Refused: NotNow unless a draft or opened for change."""
    if application.is_editable:
        return
    raise NotNow(
        _("This application is withdrawn.")
        if application.withdrawn_at
        else _("This application is submitted. Open it for change first.")
    )
