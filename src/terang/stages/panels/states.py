"""What can follow on what, for rubrics, candidates in a test, assignments, and the results of a test."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from terang.base.states import StateTable


class RubricState(TextChoices):
    """Frozen before the first assessor is drawn."""

    DRAFT = "draft", _("draft")
    FROZEN = "frozen", _("frozen")


class InvitationState(TextChoices):
    """One candidate in one test."""

    INVITED = "invited", _("invited")
    SETTLED = "settled", _("assessed")
    ABSENT = "absent", _("absent")
    RELEASED = "released", _("released")


class AssignmentState(TextChoices):
    """One assessor for one candidate in one test."""

    OPEN = "open", _("not locked yet")
    LOCKED = "locked", _("locked")
    VOID = "void", _("drawn again")


class AnnouncementState(TextChoices):
    """The results of one test, for all its candidates."""

    OPEN = "open", _("not published")
    PROPOSED = "proposed", _("waiting for approval")
    PUBLISHED = "published", _("published")


RUBRIC = StateTable(
    {
        (RubricState.DRAFT, "write"): RubricState.DRAFT,
        (RubricState.DRAFT, "freeze"): RubricState.FROZEN,
    }
)

INVITATION = StateTable(
    {
        (InvitationState.INVITED, "draw"): InvitationState.INVITED,
        (InvitationState.INVITED, "appoint"): InvitationState.INVITED,
        (InvitationState.INVITED, "hand_in"): InvitationState.INVITED,
        (InvitationState.INVITED, "settle"): InvitationState.SETTLED,
        (InvitationState.INVITED, "mark_absent"): InvitationState.ABSENT,
        (InvitationState.INVITED, "release"): InvitationState.RELEASED,
        (InvitationState.SETTLED, "release"): InvitationState.RELEASED,
        (InvitationState.ABSENT, "release"): InvitationState.RELEASED,
        (InvitationState.SETTLED, "reassess"): InvitationState.INVITED,  # an objection was upheld
        (InvitationState.ABSENT, "reassess"): InvitationState.INVITED,
    }
)

ASSIGNMENT = StateTable(
    {
        (AssignmentState.OPEN, "write"): AssignmentState.OPEN,
        (AssignmentState.OPEN, "lock"): AssignmentState.LOCKED,
        (AssignmentState.OPEN, "void"): AssignmentState.VOID,
    }
)

ANNOUNCEMENT = StateTable(
    {
        (AnnouncementState.OPEN, "propose"): AnnouncementState.PROPOSED,
        (AnnouncementState.PROPOSED, "approve"): AnnouncementState.PUBLISHED,
        (AnnouncementState.PROPOSED, "refuse"): AnnouncementState.OPEN,
        (AnnouncementState.PUBLISHED, "correct"): AnnouncementState.OPEN,  # the next edition
    }
)
