"""What assessors judged, and the score that follows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency
from terang.stages.panels.models.rubrics import Criterion
from terang.stages.panels.models.seating import Assignment, Invitation


class Mark(models.Model):
    """One assessor's points on one criterion for one candidate, with the evidence.

    The database shows it to its assessor only, until every assessor of this candidate and test has locked;
    nobody, the house itself included, reads it before or changes it after.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="marks")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    evidence = models.TextField(blank=True, default="")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mark")
        constraints = [
            models.UniqueConstraint("assignment", "criterion", name="one_mark_per_criterion"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=100), name="mark_on_the_scale"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id}/{self.criterion_id}"


class Result(models.Model):
    """The score of one candidate in one test. It only grows: a correction is a further edition."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="results")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField(default=1)
    score = models.DecimalField(max_digits=5, decimal_places=2)
    spread = models.DecimalField(max_digits=5, decimal_places=2)
    branch = models.CharField(max_length=10)
    marks = models.JSONField()
    settled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("result of a test")
        verbose_name_plural = _("results of a test")
        constraints = [
            models.UniqueConstraint("invitation", "edition", name="one_result_per_edition"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="result_from_0_to_100"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.score}"
