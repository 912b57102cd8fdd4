"""Scores, once computed never changed, and the acts by which they were published."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.exams.models.sessions import Seat, Session
from terang.stages.exams.states import Stage


class Score(models.Model):
    """What one candidate reached in one test. The row on the live board is the row of the published list.

    parts: points by part of the norm. score_100: the total on the scale of 0 to 100. edition: 1, more after a correction.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=Stage)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="scores")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="scores")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    test = models.ForeignKey("vacancies.Test", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pid = models.CharField(max_length=16)
    edition = models.PositiveSmallIntegerField(default=1)
    parts = models.JSONField()
    total = models.PositiveIntegerField()
    maximum = models.PositiveIntegerField()
    score_100 = models.DecimalField(max_digits=6, decimal_places=3)
    answered_count = models.PositiveSmallIntegerField()
    absent = models.BooleanField(default=False)
    scored_at = models.DateTimeField()

    class Meta:
        verbose_name = _("score")
        indexes = [
            models.Index(fields=["session", "-total"], name="scores_of_session"),
            models.Index(fields=["round", "stage"], name="scores_of_round"),
        ]
        constraints = [
            models.UniqueConstraint("seat", "edition", name="one_score_per_seat_and_edition"),
            models.CheckConstraint(condition=Q(total__lte=F("maximum")), name="score_within_its_maximum"),
            models.CheckConstraint(condition=Q(score_100__gte=0, score_100__lte=100), name="score_on_its_scale"),
            models.CheckConstraint(
                condition=Q(absent=False) | Q(total=0, score_100=0, answered_count=0), name="who_was_absent_has_no_points"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.pid}: {self.total}"


class ScoreList(models.Model):
    """The publication of the scores of one stage. digest names the public document."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=Stage)
    edition = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    people_count = models.PositiveIntegerField()
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("published scores")
        constraints = [
            models.UniqueConstraint("round", "stage", "edition", name="one_score_list_per_edition")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.stage} {self.edition}"
