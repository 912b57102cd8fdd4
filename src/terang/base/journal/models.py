"""The journal, and the pending leaves of the public log. All of it only grows."""

from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round

CURRENT_TRANSACTION = Cast(
    Cast(models.Func(function="pg_current_xact_id"), models.TextField()), models.BigIntegerField()
)


class Pending(models.Model):
    """A leaf written in the transaction of its act, waiting to be sequenced into the public log."""

    leaf = models.BinaryField()
    leaf_hash = models.BinaryField(unique=True)
    kind = models.CharField(max_length=24)
    uid = models.CharField(max_length=32)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "log_pending"
        verbose_name = _("pending leaf")
        constraints = [models.UniqueConstraint("kind", "uid", name="one_leaf_per_uid")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Blob(models.Model):
    """A public document named by its SHA-256: rules, formations, announcements."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    class Meta:
        db_table = "log_blob"
        verbose_name = _("public document")

    def __str__(self) -> str:
        return self.digest


class Entry(models.Model):
    """One act: who did what to what, and when. `facts` hold no personal value."""

    act = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    system = models.CharField(max_length=40, blank=True, default="")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)
    pending = models.OneToOneField(Pending, on_delete=models.PROTECT, null=True, related_name="entry")
    at = models.DateTimeField()
    transaction = models.BigIntegerField(db_default=CURRENT_TRANSACTION)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        indexes = [
            models.Index(fields=["act", "transaction", "id"], name="journal_by_act"),
            models.Index(fields=["subject_type", "subject_id"], name="journal_by_subject"),
            models.Index(fields=["round", "id"], name="journal_by_round"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, system="")
                | (models.Q(person=None) & ~models.Q(system="")),
                name="every_act_has_an_actor",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.subject_type}:{self.subject_id}"

    @property
    def leaf_hashes(self) -> list[bytes]:
        """The hash of its leaf, as a parent of what follows from it; none of an act that is not public."""
        return [bytes(self.pending.leaf_hash)] if self.pending else []


class Opening(models.Model):
    """A committed value, sealed for the person it concerns, so that they can open it later."""

    pending = models.ForeignKey(Pending, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=24)
    label = models.CharField(max_length=40)
    sealed = models.BinaryField()

    class Meta:
        db_table = "log_opening"
        verbose_name = _("opening")
        constraints = [models.UniqueConstraint("pending", "field", name="one_opening_per_field")]

    def __str__(self) -> str:
        return f"{self.label} of {self.pending_id}"


class Cursor(models.Model):
    """How far one reader has come: everything up to (transaction, entry) is done."""

    reader = models.CharField(max_length=40, primary_key=True)
    transaction = models.BigIntegerField(default=0)
    entry = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("reader's cursor")

    def __str__(self) -> str:
        return self.reader
