"""The way of an edition: drafted, proposed, approved by another person, published; then it stays as it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from terang.base.states import StateTable


class Stage(models.TextChoices):
    """Which ranking of a round."""

    SHORTLIST = "shortlist", _("shortlist for the second tests")
    FINAL = "final", _("final ranking")


class EditionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("waiting for approval")
    APPROVED = "approved", _("approved, not yet published")
    PUBLISHED = "published", _("published")


EDITION = StateTable(
    {
        (EditionState.DRAFT, "draft"): EditionState.DRAFT,
        (EditionState.DRAFT, "decide_equals"): EditionState.DRAFT,
        (EditionState.DRAFT, "propose"): EditionState.PROPOSED,
        (EditionState.PROPOSED, "send_back"): EditionState.DRAFT,
        (EditionState.PROPOSED, "take_back"): EditionState.DRAFT,
        (EditionState.APPROVED, "take_back"): EditionState.DRAFT,
        (EditionState.PROPOSED, "approve"): EditionState.APPROVED,
        (EditionState.APPROVED, "publish"): EditionState.PUBLISHED,
    }
)
