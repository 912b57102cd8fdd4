"""Questions, and the files they came from."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency
from terang.stages.exams.states import ItemState


class Import(models.Model):
    """A file of questions that was checked; its content is kept until it is confirmed."""

    class State(models.TextChoices):
        TRIED = "tried", _("checked")
        CONFIRMED = "confirmed", _("imported")

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    norm_id = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    content = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.TRIED)
    tried_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    tried_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import of questions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="tried", confirmed_at=None) | Q(state="confirmed", confirmed_at__isnull=False, content=""),
                name="import_confirmed_with_its_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One question of the bank. `options` is a list of {"text", "points"}; `author` wrote it last.

    norm_id and part say by which rule it is scored. digest names the very text with its key.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    norm_id = models.CharField(max_length=60)
    part = models.CharField(max_length=20)
    topic = models.CharField(max_length=60, blank=True, default="")
    stem = models.TextField()
    options = models.JSONField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.DRAFT)
    source = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("question")
        indexes = [models.Index(fields=["agency", "norm_id", "part", "state"], name="questions_of_part")]
        constraints = [
            models.UniqueConstraint(
                "agency", "norm_id", "digest", condition=~Q(state="retired"), name="one_question_per_text"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="question_reviewed_by_and_at_together",
            ),
            models.CheckConstraint(
                condition=~Q(state="reviewed") | Q(reviewed_by__isnull=False), name="question_reviewed_has_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("author")), name="nobody_reviews_their_own_question"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.part} {self.digest[:8]}"

    @property
    def points(self) -> list[int]:
        """The points of the options, in their order."""
        return [int(option["points"]) for option in self.options]

    @property
    def texts(self) -> list[str]:
        """The words of the options, in their order."""
        return [str(option["text"]) for option in self.options]

    def as_dict(self) -> dict[str, Any]:
        """The question as a form shows it."""
        return {"part": self.part, "topic": self.topic, "stem": self.stem, "options": self.options}
