"""The tables of the exam room: papers, sittings, and answers that only grow."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from terang.base.tenancy.models import Agency


class Why(models.TextChoices):
    """How a sitting ended."""

    FINISHED = "finished", _("finished by the candidate")
    TIME = "time", _("time was over")
    ABSENT = "absent", _("did not come")
    RELEASED = "released", _("left the selection")


class Paper(models.Model):
    """What candidates see: questions with displayed options, named by its SHA-256. Never a key.

    options: how many options each question shows, so that a save can be checked without reading the paper.
    """

    digest = models.CharField(max_length=64, unique=True)
    content = models.TextField()
    options = ArrayField(models.SmallIntegerField())

    class Meta:
        db_table = "room_paper"
        verbose_name = _("paper")

    def __str__(self) -> str:
        return self.digest[:12]


class Sitting(models.Model):
    """One pseudonym before one paper, between two instants.

    person_mark: by which the candidate is recognised who is signed in, unreadable. group: the number by which the stages know the session. home: the address of the stages' page that ends the
    sitting (`<home><token>/end/`) and shows what came of it. code_mark: the entry code, unreadable.
    """

    token = models.CharField(max_length=32, unique=True)
    code_mark = models.BinaryField()
    person_mark = models.BinaryField()
    group = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    pid = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    home = models.CharField(max_length=200)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="sittings")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=Why, blank=True, default="")

    class Meta:
        db_table = "room_sitting"
        verbose_name = _("sitting")
        indexes: ClassVar = [models.Index(fields=["group"], name="sittings_of_group")]
        constraints: ClassVar = [
            models.UniqueConstraint("group", "pid", name="one_sitting_per_group_and_pid"),
            models.UniqueConstraint(
                "code_mark", condition=Q(ended_at=None), name="one_open_sitting_per_code"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="sitting_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, why="") | (Q(ended_at__isnull=False) & ~Q(why="")),
                name="sitting_ended_at_and_why_together",
            ),
            models.CheckConstraint(
                condition=~Q(why__in=["finished", "time"]) | Q(entered_at__isnull=False),
                name="only_who_entered_can_finish",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pid} ({self.group})"


class Answer(models.Model):
    """One event: the candidate chose an option (counted from 0 as displayed), or cleared the answer (-1)."""

    pk = models.CompositePrimaryKey("sitting", "seq")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="answers")
    seq = models.IntegerField()
    item = models.SmallIntegerField()
    choice = models.SmallIntegerField()
    agency = models.ForeignKey(
        Agency, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        db_table = "room_answer"
        verbose_name = _("answer")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(seq__gte=1, item__gte=0, choice__gte=-1), name="answer_within_bounds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id}:{self.seq}"
