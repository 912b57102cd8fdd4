"""Positions with their workload, and the formasi that follow from them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.planning.states import FormasiState


class Plan(models.Model):
    """How one round is planned: the base of its workload analysis, and the norm that is meant for it."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="plan")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    base_id = models.CharField(max_length=60)
    minutes_per_year = models.DecimalField(max_digits=9, decimal_places=2)
    norm_id = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("plan")
        constraints = [models.CheckConstraint(condition=Q(minutes_per_year__gt=0), name="plan_base_positive")]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.base_id}"


class Position(models.Model):
    """A *jabatan* in one unit: who is there now, who retires, and (in its workload) how much is to be done."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="positions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=120)
    unit = models.CharField(max_length=120, blank=True, default="")
    location = models.CharField(max_length=120, blank=True, default="")
    incumbents = models.PositiveIntegerField(default=0)
    retiring = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.UniqueConstraint("round", "position", "unit", name="one_position_per_unit"),
            models.CheckConstraint(condition=~Q(position=""), name="position_has_a_name"),
            models.CheckConstraint(condition=Q(retiring__lte=F("incumbents")), name="only_incumbents_retire"),
        ]

    def __str__(self) -> str:
        return f"{self.position}, {self.unit}" if self.unit else self.position


class Workload(models.Model):
    """One task of a position, as imported."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="workload")
    task = models.CharField(max_length=300)
    volume = models.DecimalField(max_digits=12, decimal_places=4)
    period = models.CharField(max_length=5)
    minutes = models.DecimalField(max_digits=10, decimal_places=4)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("workload")
        constraints = [
            models.UniqueConstraint("position", "task", name="one_row_per_task"),
            models.CheckConstraint(condition=Q(volume__gte=0, minutes__gte=0), name="workload_not_negative"),
            models.CheckConstraint(
                condition=Q(period__in=["day", "week", "month", "year"]), name="workload_period_known"
            ),
        ]

    def __str__(self) -> str:
        return self.task


class ImportDraft(models.Model):
    """A table between upload and confirmation: its rows as read, nothing of it in force."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("imported table")

    def __str__(self) -> str:
        return self.title


class Formasi(models.Model):
    """How many slots one position gets. Approved by a second person, it stands.

    exact_need is what the workload gives; exact_gap what is missing when the retiring have left. Both follow the
    workload until approval. A draft may lack its reason for a while; nothing is proposed without it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="formasi")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    need = models.OneToOneField(Position, on_delete=models.PROTECT, related_name="formasi")
    code = models.CharField(max_length=12)
    position = models.CharField(max_length=120)
    unit = models.CharField(max_length=120, blank=True, default="")
    location = models.CharField(max_length=120)
    slots = models.PositiveIntegerField()
    exact_need = models.DecimalField(max_digits=14, decimal_places=4)
    exact_gap = models.DecimalField(max_digits=14, decimal_places=4)
    base = models.CharField(max_length=120)
    reason = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, choices=FormasiState, default=FormasiState.DRAFT)

    class Meta:
        verbose_name = _("formasi")
        verbose_name_plural = _("formasi")
        constraints = [
            models.UniqueConstraint("round", "code", name="one_formasi_per_code"),
            models.CheckConstraint(condition=Q(slots__gt=0), name="formasi_has_slots"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(slots=F("exact_gap")) | ~Q(reason=""),
                name="formasi_rounded_with_reason",
            ),
            models.CheckConstraint(condition=~Q(location=""), name="formasi_has_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.position}"
