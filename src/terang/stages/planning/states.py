"""The way of a formasi: written by a planner, proposed, approved by a second person."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from terang.base.states import StateTable


class FormasiState(TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")


FORMASI = StateTable({
    (FormasiState.DRAFT, "write"): FormasiState.DRAFT,
    (FormasiState.DRAFT, "drop"): FormasiState.DRAFT,
    (FormasiState.DRAFT, "propose"): FormasiState.PROPOSED,
    (FormasiState.PROPOSED, "write"): FormasiState.DRAFT,  # whatever changes voids the proposal
    (FormasiState.PROPOSED, "refuse"): FormasiState.DRAFT,
    (FormasiState.PROPOSED, "approve"): FormasiState.APPROVED,
})  # fmt: skip
