"""Role grants, and the separation-of-duties matrix as data that the database enforces."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terang.base.access.roles import Role
from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round


class RoleConflict(models.Model):
    """A pair of roles that one person may not hold in the same round (first < second)."""

    first = models.CharField(max_length=20, choices=Role)
    second = models.CharField(max_length=20, choices=Role)

    class Meta:
        verbose_name = _("role conflict")
        constraints = [models.UniqueConstraint("first", "second", name="role_conflict_once")]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"


class RoleGrant(models.Model):
    """One role of one person, in one round or (without a round) in every round of the agency.

    A trigger refuses a grant that the matrix forbids beside the person's others in the same round.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("role grant")
        constraints = [
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("person")), name="nobody_grants_oneself_a_role"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False),
                name="revoked_by_and_at_together",
            ),
            models.UniqueConstraint(
                "person", "agency", "round", "role", condition=Q(revoked_at=None), name="one_live_grant",
                nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role} ({self.person_id})"
