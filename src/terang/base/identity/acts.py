"""What can happen to people's accounts."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind


class Act:
    APPLICANT_REGISTERED = Kind("identity.applicant.registered", _("Applicant registered"))
    OFFICIAL_INVITED = Kind("identity.official.invited", _("Official invited"))
    OFFICIAL_DEACTIVATED = Kind("identity.official.deactivated", _("Official's account closed"))
