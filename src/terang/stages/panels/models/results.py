"""The results of one test for all its candidates, as they are published."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.panels.states import AnnouncementState


class Announcement(models.Model):
    """Whether the results of a test are published, in which edition, and who proposed and approved them."""

    test = models.OneToOneField("vacancies.Test", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=AnnouncementState, default=AnnouncementState.OPEN)
    edition = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField(blank=True, default="")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    blob = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("published results of a test")
        verbose_name_plural = _("published results of a test")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False, approved_by__isnull=False),
                name="results_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(edition=1) | ~Q(reason=""), name="a_further_edition_needs_its_reason"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("proposed_by")),
                name="results_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test_id} {self.state}"
