"""What can happen to an application. Registering, amending and withdrawing become public, under the pseudonym."""

from django.utils.translation import gettext_lazy as _

from terang.base.journal.kinds import Act as Kind
from terang.core.ledger.leaves import CODE, COM, HEX32, PID, Schema


class Act:
    PROFILE_KEPT = Kind("applications.profile.kept", _("Profile kept"))
    STARTED = Kind("applications.application.started", _("Application started"))
    FILLED = Kind("applications.application.filled", _("Application filled in"))
    CONSENT_WRITTEN = Kind("applications.consent.written", _("Agreed to other vacancies"))
    DISCARDED = Kind("applications.application.discarded", _("Draft discarded"))
    DOCUMENT_ADDED = Kind("applications.document.added", _("Document added"))
    DOCUMENT_REMOVED = Kind("applications.document.removed", _("Document removed"))
    SUBMITTED = Kind(
        "applications.application.submitted",
        _("Application submitted"),
        public=Schema("reg", {"pid": PID, "formation": CODE, "utag": HEX32, "com": COM}),
    )
    REOPENED = Kind("applications.application.reopened", _("Application opened for change"))
    CHANGE_DROPPED = Kind(
        "applications.application.change_dropped", _("Change dropped; what was sent stands")
    )
    AMENDED = Kind(
        "applications.application.amended",
        _("Changed application submitted"),
        public=Schema("amend", {"pid": PID, "com": COM}),
    )
    WITHDRAWN = Kind(
        "applications.application.withdrawn",
        _("Application withdrawn"),
        public=Schema("withdraw", {"pid": PID}),
    )
    APPLICANTS_TOLD = Kind("applications.vacancy.applicants_told", _("Applicants told of an amendment"))
