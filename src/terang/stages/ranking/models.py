"""Editions of a ranking, the places in them, and the corrections that were asked for."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.ranking.states import EditionState, Stage


class Edition(models.Model):
    """One ranking of one round. A correction is the next number with its reason, never an overwrite.

    inputs: SHA-256 over the tables that it was computed from. result: SHA-256 over the full table of places.
    public: SHA-256 over the table that everybody may have; scores of very small groups are left out there.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage)
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    reason = models.TextField(blank=True, default="")
    norm_id = models.CharField(max_length=60)
    norm_hash = models.CharField(max_length=64)
    inputs = models.CharField(max_length=64)
    result = models.CharField(max_length=64)
    public = models.CharField(max_length=64)
    salt = models.BinaryField()
    warnings = models.JSONField(default=list)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("edition of a ranking")
        constraints = [
            models.UniqueConstraint("round", "stage", "number", name="one_edition_per_number"),
            models.UniqueConstraint(
                "round", "stage", condition=~Q(state="published"), name="one_unpublished_edition_per_stage"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="a_new_edition_has_a_reason"),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at=None, published_by=None)),
                name="published_edition_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "published"], approved_at__isnull=False)
                | (Q(state__in=["draft", "proposed"]) & Q(approved_at=None, approved_by=None)),
                name="approved_edition_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage} {self.round_id}/{self.number}"

    @property
    def is_published(self) -> bool:
        return self.state == EditionState.PUBLISHED


class Placement(models.Model):
    """One person in one edition. `figures` are the exact figures as text; `position` is the line in the list."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="placements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("vacancies.Vacancy", on_delete=models.PROTECT, related_name="+")
    pid = models.CharField(max_length=16)
    position = models.PositiveIntegerField()
    place = models.PositiveIntegerField(null=True)
    sharing = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=10, blank=True, default="")
    decided_by = models.CharField(max_length=40, blank=True, default="")
    figures = models.JSONField()

    class Meta:
        verbose_name = _("place in a ranking")
        constraints = [
            models.UniqueConstraint("edition", "application", name="one_place_per_application"),
            models.UniqueConstraint("edition", "position", name="one_line_per_position"),
        ]
        indexes = [models.Index(fields=["application"], name="place_of_application")]

    def __str__(self) -> str:
        return f"{self.pid}: {self.place or self.outcome}"


class Correction(models.Model):
    """An objection upheld against a ranking: a new edition is due. `edition` is the one that answered it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage)
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    asked_at = models.DateTimeField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="corrections")

    class Meta:
        verbose_name = _("correction of a ranking")
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.stage} {self.round_id}"
