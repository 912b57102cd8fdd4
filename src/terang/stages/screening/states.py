"""The way of one file through screening, and of one announcement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from terang.base.states import StateTable


class CaseState(models.TextChoices):
    """One file: waiting, in somebody's hands, decided, announced, or opened again after an objection."""

    QUEUED = "queued", _("waiting in the queue")
    TAKEN = "taken", _("being checked")
    DECIDED = "decided", _("decided, not yet announced")
    ANNOUNCED = "announced", _("announced")
    REOPENED = "reopened", _("opened again")


class Outcome(models.TextChoices):
    """Computed from the findings, never chosen: *memenuhi syarat* or *tidak memenuhi syarat*."""

    MS = "MS", _("requirements met")
    TMS = "TMS", _("requirements not met")


class AnnouncementState(models.TextChoices):
    """One edition of the list: proposed by one person, announced by another, or sent back."""

    PROPOSED = "proposed", _("waiting for approval")
    ANNOUNCED = "announced", _("announced")
    REFUSED = "refused", _("sent back")


C, A = CaseState, AnnouncementState
CASE = StateTable({
    (C.QUEUED, "take"): C.TAKEN,
    (C.REOPENED, "take"): C.TAKEN,
    (C.TAKEN, "note"): C.TAKEN,
    (C.TAKEN, "put_back"): C.QUEUED,
    (C.TAKEN, "decide"): C.DECIDED,
    (C.DECIDED, "return"): C.QUEUED,
    (C.DECIDED, "announce"): C.ANNOUNCED,
    (C.ANNOUNCED, "reopen"): C.REOPENED,
})  # fmt: skip
ANNOUNCEMENT = StateTable({
    (A.PROPOSED, "announce"): A.ANNOUNCED,
    (A.PROPOSED, "refuse"): A.REFUSED,
})  # fmt: skip
