"""The way of an application. What was once sent counts until it is withdrawn, also while it is being changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from terang.base.states import StateTable


class ApplicationState(models.TextChoices):
    """A draft counts for nothing; a submitted application counts; a withdrawn one no longer does."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    WITHDRAWN = "withdrawn", _("withdrawn")


S = ApplicationState
APPLICATION = StateTable({
    (S.DRAFT, "fill"): S.DRAFT,
    (S.DRAFT, "submit"): S.SUBMITTED,
    (S.DRAFT, "discard"): S.WITHDRAWN,
    (S.SUBMITTED, "reopen"): S.SUBMITTED,
    (S.SUBMITTED, "amend"): S.SUBMITTED,
    (S.SUBMITTED, "drop_change"): S.SUBMITTED,
    (S.SUBMITTED, "withdraw"): S.WITHDRAWN,
    (S.WITHDRAWN, "start"): S.DRAFT,
})  # fmt: skip
