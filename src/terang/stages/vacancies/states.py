"""The way of a vacancy, the stages of a round, and the closed lists of what a vacancy is made of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from terang.base.states import StateTable
from terang.core.norms import Norm


class VacancyState(TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    PUBLISHED = "published", _("published")
    CLOSED = "closed", _("closed")


VACANCY = StateTable({
    (VacancyState.DRAFT, "write"): VacancyState.DRAFT,
    (VacancyState.DRAFT, "drop"): VacancyState.DRAFT,
    (VacancyState.DRAFT, "propose"): VacancyState.PROPOSED,
    (VacancyState.PROPOSED, "write"): VacancyState.DRAFT,  # whatever changes voids the proposal
    (VacancyState.PROPOSED, "refuse"): VacancyState.DRAFT,
    (VacancyState.PROPOSED, "publish"): VacancyState.PUBLISHED,
    (VacancyState.PUBLISHED, "amend"): VacancyState.PUBLISHED,
    (VacancyState.PUBLISHED, "close"): VacancyState.CLOSED,
})  # fmt: skip
PUBLIC = (VacancyState.PUBLISHED, VacancyState.CLOSED)


class AmendmentState(TextChoices):
    PROPOSED = "proposed", _("proposed")
    MADE = "made", _("made")
    REFUSED = "refused", _("refused")


AMENDMENT = StateTable({
    (AmendmentState.PROPOSED, "make"): AmendmentState.MADE,
    (AmendmentState.PROPOSED, "refuse"): AmendmentState.REFUSED,
})  # fmt: skip


class Stage(TextChoices):
    """The stages of a round, in their order."""

    ANNOUNCEMENT = "announcement", _("Announcement")
    REGISTRATION = "registration", _("Registration")
    SCREENING = "screening", _("Screening of documents")
    SCREENING_OBJECTION = "screening_objection", _("Objections to the screening")
    EXAM = "exam", _("First exam")
    SECOND_TESTS = "second_tests", _("Second tests")
    RESULT = "result", _("Result")
    RESULT_OBJECTION = "result_objection", _("Objections to the result")


STAGES: tuple[str, ...] = tuple(Stage.values)


def stages_of(norm: Norm) -> tuple[str, ...]:
    """The stages of a round under its norm, in their order: where one exam decides there are no second tests."""
    return tuple(one for one in STAGES if norm.integration or one != Stage.SECOND_TESTS)


class TestStage(TextChoices):
    FIRST = "first", _("first exam")
    SECOND = "second", _("second tests")

    __test__ = False  # not a test of pytest


class Defect(TextChoices):
    """What a missing or wrong document means."""

    CURABLE = "curable", _("may be mended in the objection")
    FATAL = "fatal", _("ends the application")
