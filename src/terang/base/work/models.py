"""What was handed to the worker, and how far it is."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.states import StateTable


class WorkState(models.TextChoices):
    """A work ends once, one way or another."""

    WAITING = "waiting", _("waiting")
    DOING = "doing", _("in progress")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("failed")


OPEN = (WorkState.WAITING, WorkState.DOING)
WORK = StateTable(
    {
        (WorkState.WAITING, "begin"): WorkState.DOING,
        (WorkState.DOING, "begin"): WorkState.DOING,  # its worker died
        (WorkState.DOING, "finish"): WorkState.DONE,
        (WorkState.DOING, "refuse"): WorkState.REFUSED,
        (WorkState.DOING, "fail"): WorkState.FAILED,
        (WorkState.WAITING, "cancel"): WorkState.CANCELLED,
        (WorkState.DOING, "cancel"): WorkState.CANCELLED,
    }
)


class Work(models.Model):
    """One command that a person handed over. `given`: its arguments by name, ids and choices, no personal value.

    landing: where the person goes when it is done, and what they are told; see `Landing`.
    """

    kind = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given = models.JSONField(default=dict)
    landing = models.JSONField(default=dict)
    language = models.CharField(max_length=8)
    zone = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.WAITING)
    what = models.CharField(max_length=200, blank=True, default="")
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    result = models.BigIntegerField(null=True)
    refusal = models.JSONField(null=True)
    try_count = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    part_began_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    cancel_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("long work")
        indexes = [models.Index(fields=["person", "-id"], name="work_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "doing"], ended_at=None)
                | (~models.Q(state__in=["waiting", "doing"]) & models.Q(ended_at__isnull=False)),
                name="work_ends_with_its_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def time_left(self) -> timedelta | None:
        """At the pace of the present part; None while there is nothing to go by."""
        if not (self.done_count and self.total_count and self.part_began_at and self.told_at):
            return None
        spent: timedelta = self.told_at - self.part_began_at
        return spent * (self.total_count - self.done_count) / self.done_count

    def age(self, at: datetime) -> timedelta:
        """How long ago it was asked for."""
        return at - self.asked_at
