"""Files under check, findings by requirement and edition, rulings, and announced lists."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.screening.states import AnnouncementState, CaseState, Outcome
from terang.stages.vacancies.facts import CLAIM


class Queue(models.Model):
    """The queue of a round, opened once when registration has closed."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("queue")

    def __str__(self) -> str:
        return f"queue of round {self.round_id}"


class Case(models.Model):
    """One application under check.

    `edition` counts from 1 and grows with each reopening; `version` grows with every writing, so that of two people
    who decide at once only one does. `outcome` is that of the present edition, empty until it is decided.
    """

    application = models.OneToOneField(
        "applications.Application", on_delete=models.PROTECT, related_name="screening_case"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pid = models.CharField(max_length=16)
    number = models.CharField(max_length=24)
    state = models.CharField(max_length=10, choices=CaseState, default=CaseState.QUEUED)
    edition = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    outcome = models.CharField(max_length=3, choices=Outcome, blank=True, default="")
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    reopened_reason = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("file under check")
        verbose_name_plural = _("files under check")
        indexes = [models.Index(fields=["round", "state", "number"], name="screening_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="taken", taken_by__isnull=False, taken_at__isnull=False)
                | (~Q(state="taken") & Q(taken_by=None, taken_at=None)),
                name="taken_by_and_at_with_state",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["decided", "announced"]) & ~Q(outcome=""))
                | (Q(state__in=["queued", "taken", "reopened"]) & Q(outcome="")),
                name="outcome_with_state",
            ),
            models.CheckConstraint(condition=~Q(taken_by=F("person")), name="nobody_checks_their_own_file"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number


class Finding(models.Model):
    """One requirement of one edition of a case: met or not. "Not" without clause and sentence cannot be written."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="findings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    requirement = models.ForeignKey("vacancies.Requirement", on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField()
    met = models.BooleanField()
    clause = models.CharField(max_length=8, blank=True, default="")
    sentence = models.TextField(blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.UniqueConstraint("case", "edition", "requirement", name="one_finding_per_requirement"),
            models.CheckConstraint(
                condition=Q(met=True) | (~Q(clause="") & ~Q(sentence="")), name="no_without_clause_and_sentence"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id}/{self.edition} {self.clause}: {self.met}"

    @property
    def is_claim(self) -> bool:
        """Whether it is about a claim: refused, it ends nothing, and nobody but the person is told."""
        return self.requirement.code.startswith(CLAIM)


class Ruling(models.Model):
    """Who decided one edition of a case, and how. Only grows."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rulings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=3, choices=Outcome)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("person")), name="nobody_rules_on_their_own_file"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.edition} {self.outcome}"


class Announcement(models.Model):
    """One edition of the list of a round: everything decided and not yet announced, with the names of nobody."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AnnouncementState, default=AnnouncementState.PROPOSED)
    digest = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("announced outcomes")
        verbose_name_plural = _("announced outcomes")
        constraints = [
            models.UniqueConstraint(
                "round", "number", condition=~Q(state="refused"), name="one_announcement_per_edition"
            ),
            models.CheckConstraint(
                condition=Q(state="announced", announced_at__isnull=False)
                | (~Q(state="announced") & Q(announced_at=None)),
                name="announced_with_its_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class Announced(models.Model):
    """One outcome in one announced list, as it was told. Only grows; the latest one counts."""

    announcement = models.ForeignKey(Announcement, on_delete=models.PROTECT, related_name="outcomes")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="announced")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=3, choices=Outcome)

    class Meta:
        verbose_name = _("announced outcome")
        verbose_name_plural = _("announced outcomes")
        constraints = [models.UniqueConstraint("case", "edition", name="announced_once_per_edition")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.edition} {self.outcome}"
