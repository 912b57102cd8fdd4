"""What is judged in a test, and what each level looks like."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.panels.states import RubricState


class Scale(models.TextChoices):
    """On what an assessor judges one criterion."""

    FIVE = "five", _("1 to 5")
    HUNDRED = "hundred", _("0 to 100")


class Rubric(models.Model):
    """The criteria of one test. Frozen with its assessors, before anybody is drawn."""

    test = models.OneToOneField("vacancies.Test", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    guidance = models.TextField(blank=True, default="")
    taken_from = models.CharField(max_length=60, blank=True, default="")
    state = models.CharField(max_length=10, choices=RubricState, default=RubricState.DRAFT)
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rubric")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", frozen_at=None) | Q(state="frozen", frozen_at__isnull=False),
                name="rubric_frozen_with_its_instant",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """One thing that is judged, with a sentence for each level (`anchors`: level -> sentence, best first)."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    scale = models.CharField(max_length=10, choices=Scale, default=Scale.FIVE)
    anchors = models.JSONField(default=list)

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.UniqueConstraint("rubric", "position", name="one_criterion_per_position"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=100), name="criterion_weighs_something"
            ),
        ]

    def __str__(self) -> str:
        return self.title
