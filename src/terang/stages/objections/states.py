"""The stages that can be objected to, and what can follow on what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from terang.base.states import StateTable


class ObjectionStage(TextChoices):
    """To which outcome somebody objects."""

    SCREENING = "screening", _("document check")
    EXAM = "exam", _("exam")
    SECOND_TESTS = "second_tests", _("second tests")
    RESULT = "result", _("final result")


class ObjectionState(TextChoices):
    """An objection is taken by one officer and decided once."""

    FILED = "filed", _("filed")
    TAKEN = "taken", _("being examined")
    UPHELD = "upheld", _("upheld")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN = (ObjectionState.FILED, ObjectionState.TAKEN)

OBJECTION = StateTable(
    {
        (ObjectionState.FILED, "take"): ObjectionState.TAKEN,
        (ObjectionState.FILED, "withdraw"): ObjectionState.WITHDRAWN,
        (ObjectionState.TAKEN, "give_back"): ObjectionState.FILED,
        (ObjectionState.TAKEN, "uphold"): ObjectionState.UPHELD,
        (ObjectionState.TAKEN, "reject"): ObjectionState.REJECTED,
    }
)
