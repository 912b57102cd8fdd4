"""Forms: questions in their order, options in theirs, and the key."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from terang.base.tenancy.models import Agency, Round
from terang.stages.exams.models.bank import Item
from terang.stages.exams.states import FormState, Stage


class Form(models.Model):
    """One of several parallel forms of a test: of the first exam of a round, or of the second one of a vacancy.

    blueprint: {"parts": [{"part", "count", "topics": {topic: count}}]}. paper: the digest of what the exam room gets.
    key_root: the committed digest of the key; key_salt opens it.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    stage = models.CharField(max_length=6, choices=Stage)
    vacancy = models.ForeignKey(
        "vacancies.Vacancy", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=12)
    blueprint = models.JSONField()
    seed = models.BinaryField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=FormState, default=FormState.DRAFT)
    composed_at = models.DateTimeField()
    fixed_at = models.DateTimeField(null=True, blank=True)
    paper = models.CharField(max_length=64, blank=True, default="")
    key_root = models.CharField(max_length=64, blank=True, default="")
    key_salt = models.BinaryField(null=True, blank=True)

    class Meta:
        verbose_name = _("form")
        constraints = [
            models.UniqueConstraint(
                "round", "stage", "vacancy", "name", condition=~Q(state="discarded"), name="one_form_per_name",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(stage="first", vacancy=None) | Q(stage="second", vacancy__isnull=False),
                name="second_forms_are_for_a_vacancy",
            ),
            models.CheckConstraint(
                condition=(Q(state="fixed", fixed_at__isnull=False, key_salt__isnull=False) & ~Q(paper="") & ~Q(key_root=""))
                | (~Q(state="fixed") & Q(fixed_at=None, key_salt=None, paper="", key_root="")),
                name="form_fixed_with_paper_and_key",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Placed(models.Model):
    """A question at its place in a form. `option_order`: which option is displayed first, second, ...

    `points` are the key, in the displayed order; `digest` is that of the question as it was drawn.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="placed")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="placed")
    part = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    option_order = ArrayField(models.PositiveSmallIntegerField())
    points = ArrayField(models.PositiveSmallIntegerField())

    class Meta:
        verbose_name = _("question of a form")
        constraints = [
            models.UniqueConstraint("form", "position", name="one_question_per_position"),
            models.UniqueConstraint("form", "item", name="no_question_twice_in_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}/{self.position}"
