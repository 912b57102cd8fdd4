"""Which leaf stands where in which log, and how each log grew. All of it only grows; only the sequencer writes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from terang.base.journal.models import Pending
from terang.base.tenancy.models import Round


class Log(models.Model):
    """The public log of one round: its name, its keys and who must witness it, fixed when it began."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, primary_key=True, related_name="log")
    origin = models.CharField(max_length=200, unique=True)
    vkeys = ArrayField(models.TextField())
    policy = models.TextField()
    began_at = models.DateTimeField()

    class Meta:
        db_table = "log_origin"
        verbose_name = _("public log")

    def __str__(self) -> str:
        return self.origin


class LogEntry(models.Model):
    """The place of a leaf in its log. The bytes are those of the pending leaf, which nobody can change."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="entries")
    index = models.BigIntegerField(db_column="idx")
    pending = models.OneToOneField(Pending, on_delete=models.PROTECT, related_name="place")

    class Meta:
        db_table = "log_entry"
        verbose_name = _("entry of the log")
        constraints = [
            models.UniqueConstraint("log", "index", name="one_leaf_per_place"),
            models.CheckConstraint(condition=Q(index__gte=0), name="places_count_from_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.log_id} {self.index}"


class Head(models.Model):
    """A log at one size. Each continues exactly one other, so that of two sequencers one is refused."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="heads")
    size = models.BigIntegerField()
    previous = models.BigIntegerField()
    root = models.BinaryField()
    peaks = ArrayField(models.BinaryField())
    at = models.DateTimeField()

    class Meta:
        db_table = "log_head"
        verbose_name = _("head of the log")
        constraints = [
            models.UniqueConstraint("log", "size", name="one_head_per_size"),
            models.UniqueConstraint("log", "previous", name="one_head_continues_another"),
            models.CheckConstraint(condition=Q(previous__gte=0, size__gt=F("previous")), name="heads_grow"),
        ]

    def __str__(self) -> str:
        return f"{self.log_id} {self.size}"


class Waiting(models.Model):
    """The queue: leaves without a place yet. A trigger puts them in; giving them a place takes them out."""

    pending = models.OneToOneField(
        Pending, on_delete=models.PROTECT, primary_key=True, related_name="waiting"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "log_waiting"
        verbose_name = _("leaf without a place")
        indexes = [models.Index(fields=["round", "pending"], name="waiting_by_round")]

    def __str__(self) -> str:
        return str(self.pending_id)
