"""Who may do what with an application."""

from django.utils.translation import gettext_lazy as _

from terang.base.access import Actor, Role
from terang.stages.applications.models import Application
from terang.stages.applications.states import ApplicationState

READERS = (Role.VERIFIER, Role.COMMITTEE_OFFICER, Role.APPROVER, Role.OBJECTION_OFFICER, Role.AUDITOR)
ONLY_APPLICANTS = _(
    "Only applicants apply. If you are an official, sign in with your own applicant's account."
)
ONLY_THE_PERSON = _("This application belongs to somebody else.")


def may_apply(by: Actor) -> bool:
    """Applicants apply; officials sign in as applicants with an account of their own."""
    return by.is_applicant


def is_own(by: Actor, application: Application) -> bool:
    """Whether it is the applicant's own application."""
    return by.is_applicant and by.person_id == application.person_id


def may_read(by: Actor, application: Application) -> bool:
    """The person, and officials who deal with applications of this round once it is sent."""
    if is_own(by, application):
        return True
    official = by.holds(*READERS, agency_id=application.agency_id, round_id=application.round_id)
    return official and application.state != ApplicationState.DRAFT
