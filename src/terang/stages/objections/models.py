"""Objections."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.objections.states import ObjectionStage, ObjectionState

DECIDED = Q(state__in=["upheld", "rejected"])


class Objection(models.Model):
    """What one applicant holds against one announced outcome.

    decision: what was announced, as the applicant saw it: {"headline", "grounds": [[clause, text, sentence]]}.
    decider_ids: who decided it; none of them may take this up (a trigger sees to it).
    ref, outcome_ref: the numbers of the public records of filing and decision.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pid = models.CharField(max_length=16)
    stage = models.CharField(max_length=16, choices=ObjectionStage)
    edition = models.PositiveIntegerField()
    decision = models.JSONField()
    text = models.TextField()
    state = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.FILED)
    filed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    decider_ids = ArrayField(models.BigIntegerField(), default=list)
    taken_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    misapplied = models.CharField(max_length=120, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    ref = models.CharField(max_length=32, blank=True, default="")
    outcome_ref = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        indexes = [models.Index(fields=["round", "state", "due_at"], name="objections_waiting")]
        constraints = [
            models.UniqueConstraint(
                "application", "stage", condition=~Q(state="withdrawn"), name="one_objection_per_stage"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="objection_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["filed", "withdrawn"], taken_by=None, taken_at=None)
                | (~Q(state__in=["filed", "withdrawn"]) & Q(taken_by__isnull=False, taken_at__isnull=False)),
                name="objection_taken_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=(DECIDED & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(reason=""))
                | (~DECIDED & Q(decided_by=None, decided_at=None)),
                name="objection_decided_by_somebody_with_reason",
            ),
            models.CheckConstraint(
                condition=~DECIDED | Q(decided_by=F("taken_by")), name="who_took_the_objection_decides_it"
            ),
            models.CheckConstraint(
                condition=(Q(state="upheld") & ~Q(misapplied="")) | (~Q(state="upheld") & Q(misapplied="")),
                name="upheld_names_what_was_misapplied",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pid} {self.stage}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its answer."""
        return self.state in (ObjectionState.FILED, ObjectionState.TAKEN)
