"""Vacancies, what each asks and tests, the calendar of a round, and amendments."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terang.base.tenancy.models import Agency, Round
from terang.stages.vacancies.states import AmendmentState, Defect, Stage, TestStage, VacancyState


class RoundNorm(models.Model):
    """The norm that a round is bound to, with the hash of its content."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="norm")
    norm_id = models.CharField(max_length=60)
    norm_hash = models.CharField(max_length=64)
    pinned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("norm of a round")

    def __str__(self) -> str:
        return self.norm_id


class Vacancy(models.Model):
    """What one kind of people may apply for: a share of a formasi's slots, with its requirements and tests.

    Once published, a row changes only together with its edition (a trigger sees to it). `digest` names the public
    document of the present edition.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="vacancies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    formasi = models.ForeignKey("planning.Formasi", on_delete=models.PROTECT, related_name="vacancies")
    code = models.CharField(max_length=12)
    position = models.CharField(max_length=120)
    unit = models.CharField(max_length=120, blank=True, default="")
    location = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    slots = models.PositiveIntegerField()
    education_codes = ArrayField(models.CharField(max_length=7))
    gpa_min = models.DecimalField(max_digits=3, decimal_places=2, null=True, blank=True)
    age_min = models.PositiveSmallIntegerField()
    age_max = models.PositiveSmallIntegerField()
    experience_years = models.PositiveSmallIntegerField(default=0)
    mechanism = models.TextField()
    state = models.CharField(max_length=10, choices=VacancyState, default=VacancyState.DRAFT)
    edition = models.PositiveIntegerField(default=1)
    digest = models.CharField(max_length=64, blank=True, default="")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        constraints = [
            models.UniqueConstraint("round", "code", name="one_vacancy_per_code"),
            models.UniqueConstraint("formasi", "kind", name="one_vacancy_per_kind"),
            models.CheckConstraint(condition=Q(slots__gt=0), name="vacancy_has_slots"),
            models.CheckConstraint(condition=Q(age_min__lte=F("age_max")), name="vacancy_ages_in_order"),
            models.CheckConstraint(
                condition=Q(gpa_min=None) | Q(gpa_min__gte=0, gpa_min__lte=4), name="vacancy_gpa_on_scale"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "proposed"], published_at=None, digest="")
                | (Q(state__in=["published", "closed"], published_at__isnull=False) & ~Q(digest="")),
                name="vacancy_published_with_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.position}"

    def get_absolute_url(self) -> str:
        return reverse("vacancies:vacancy", args=[self.pk])


class Requirement(models.Model):
    """One thing asked of applicants, with the clause by which a decision names it."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="requirements")
    clause = models.CharField(max_length=8)
    code = models.CharField(max_length=60)
    text = models.CharField(max_length=400)
    document = models.CharField(max_length=40, blank=True, default="")
    defect = models.CharField(max_length=8, choices=Defect)
    formats = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    largest_kb = models.PositiveIntegerField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.UniqueConstraint("vacancy", "clause", name="one_requirement_per_clause"),
            models.UniqueConstraint("vacancy", "code", name="one_requirement_per_code"),
            models.CheckConstraint(condition=~Q(text=""), name="requirement_has_words"),
            models.CheckConstraint(
                condition=Q(document="", largest_kb=None, formats=[])
                | (Q(largest_kb__gt=0) & ~Q(document="") & ~Q(formats=[])),
                name="document_with_its_limits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.code}"


class Test(models.Model):
    """One test of a vacancy. Weights are percentages within the second tests; the first exam has none."""

    __test__ = False  # not a test of pytest

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="tests")
    stage = models.CharField(max_length=6, choices=TestStage)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    weight = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    knockout = models.BooleanField(default=False)
    knockout_minimum = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(default=90)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("test")
        verbose_name_plural = _("tests")
        constraints = [
            models.UniqueConstraint("vacancy", "title", name="one_test_per_title"),
            models.UniqueConstraint("vacancy", condition=Q(stage="first"), name="one_first_exam"),
            models.CheckConstraint(
                condition=Q(stage="first", weight=None, kind="cat")
                | Q(stage="second", weight__gte=0, weight__lte=100),
                name="weights_within_the_second_tests",
            ),
            models.CheckConstraint(
                condition=Q(knockout=False, knockout_minimum=None)
                | Q(knockout=True, knockout_minimum__gte=0, knockout_minimum__lte=100),
                name="knockout_with_its_criterion",
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="test_takes_time"),
        ]

    def __str__(self) -> str:
        return self.title


class StageWindow(models.Model):
    """When one stage of a round is open: from opens_at up to, not including, closes_at."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="windows")
    stage = models.CharField(max_length=20, choices=Stage)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    announced_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stage of a round")
        verbose_name_plural = _("calendar of a round")
        constraints = [
            models.UniqueConstraint("round", "stage", name="one_window_per_stage"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="window_opens_before_it_closes"
            ),
        ]

    def __str__(self) -> str:
        return self.stage


class Amendment(models.Model):
    """A change of what was published: of one vacancy, or (without one) of the calendar.

    `changes` is a list of {"path", "label", "old", "new"}; `made_in` is the transaction that made it.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="amendments")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, null=True, related_name="amendments")
    edition = models.PositiveIntegerField()
    reason = models.TextField()
    changes = models.JSONField()
    state = models.CharField(max_length=10, choices=AmendmentState, default=AmendmentState.PROPOSED)
    proposed_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    made_in = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="amendment_with_reason"),
            models.CheckConstraint(condition=~Q(changes=[]), name="amendment_changes_something"),
            models.CheckConstraint(
                condition=Q(state="made", made_at__isnull=False) | (~Q(state="made") & Q(made_at=None)),
                name="amendment_made_at_with_state",
            ),
            models.UniqueConstraint(
                "round", "vacancy", condition=Q(state="proposed"), name="one_open_amendment", nulls_distinct=False
            ),
            models.UniqueConstraint(
                "round", "vacancy", "edition", condition=Q(state="made"), name="one_amendment_per_edition",
                nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.vacancy_id or self.round_id}/{self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("vacancies:amendment", args=[self.pk])
