"""Candidates in a test, the assessors who may be drawn, and who was drawn for whom."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terang.base.files.models import StoredFile
from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.stages.panels.states import AssignmentState, InvitationState


class Pool(models.Model):
    """The assessors of one test, fixed together with the seed of the draw before anybody is drawn."""

    test = models.OneToOneField("vacancies.Test", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=80)
    seed = models.CharField(max_length=64)
    each = models.PositiveSmallIntegerField(default=2)
    fixed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fixed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pool of assessors")
        constraints = [models.CheckConstraint(condition=Q(each__gte=2), name="at_least_two_assessors_each")]

    def __str__(self) -> str:
        return self.code


class PoolMember(models.Model):
    """One assessor of a pool, named in the draw by a code."""

    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="members")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=8)

    class Meta:
        verbose_name = _("assessor in a pool")
        verbose_name_plural = _("assessors in a pool")
        constraints = [
            models.UniqueConstraint("pool", "person", name="assessor_once_in_a_pool"),
            models.UniqueConstraint("pool", "code", name="one_assessor_per_code"),
        ]

    def __str__(self) -> str:
        return self.code


class Invitation(models.Model):
    """One candidate in one test: when and where, and what they handed in.

    wanted: how many assessors judge, a third included when it is called. edition: counts assessments anew.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    test = models.ForeignKey("vacancies.Test", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pid = models.CharField(max_length=16)
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.INVITED)
    edition = models.PositiveSmallIntegerField(default=1)
    wanted = models.PositiveSmallIntegerField(default=2)
    invited_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True, default="")
    link = models.URLField(max_length=300, blank=True, default="")
    work = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    handed_in_at = models.DateTimeField(null=True)
    absence_reason = models.TextField(blank=True, default="")
    absence_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("invitation to a test")
        verbose_name_plural = _("invitations to a test")
        constraints = [
            models.UniqueConstraint("test", "application", name="invited_once_to_a_test"),
            models.CheckConstraint(condition=Q(wanted__gte=2), name="at_least_two_assessors_wanted"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="appointment_starts_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://"), name="appointment_link_is_https"
            ),
            models.CheckConstraint(
                condition=Q(work=None, handed_in_at=None) | Q(work__isnull=False, handed_in_at__isnull=False),
                name="work_with_its_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state="absent") | (~Q(absence_reason="") & Q(absence_by__isnull=False)),
                name="absence_needs_a_reason_and_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.pid


class Assignment(models.Model):
    """One assessor drawn for one candidate. Once locked or void, it stays so: the database sees to it."""

    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, related_name="assignments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField(default=1)
    slot = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=AssignmentState, default=AssignmentState.OPEN)
    drawn_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("assignment")
        constraints = [
            models.UniqueConstraint("invitation", "assessor", name="assessor_once_per_candidate"),
            models.UniqueConstraint(
                "invitation", "edition", "slot", condition=~Q(state="void"), name="one_assessor_per_slot"
            ),
            models.CheckConstraint(
                condition=Q(state="locked", locked_at__isnull=False)
                | (~Q(state="locked") & Q(locked_at=None)),
                name="assignment_locked_with_its_instant",
            ),
        ]
        indexes = [models.Index(fields=["assessor", "state"], name="assignments_of_assessor")]

    def __str__(self) -> str:
        return f"{self.invitation_id}/{self.slot}"


class Tie(models.Model):
    """An assessor knows a candidate. Seen by that assessor only; everybody else sees "drawn again"."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("applications.Application", on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = _("declared tie")
        constraints = [models.UniqueConstraint("assessor", "application", name="tie_declared_once")]

    def __str__(self) -> str:
        return str(self.pk)
