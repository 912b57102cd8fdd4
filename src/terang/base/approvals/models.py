"""Decisions and the signatures under them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency, Round
from terang.core.ledger import leaves
from terang.core.ledger.notes import b64


class DecisionState(models.TextChoices):
    """A decision is proposed once, and ends once."""

    PROPOSED = "proposed", _("waiting for approval")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    VOID = "void", _("void: what it describes has changed")


class Decision(models.Model):
    """What is to be decided, as the exact bytes of the leaf that will say so."""

    act = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    leaf = models.BinaryField()
    uid = models.CharField(max_length=32)
    state = models.CharField(max_length=10, choices=DecisionState, default=DecisionState.PROPOSED)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("decision")
        constraints = [
            models.UniqueConstraint(
                "act", "subject_type", "subject_id", condition=models.Q(state="proposed"), name="one_open_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed", ended_at=None) | models.Q(ended_at__isnull=False)
                & ~models.Q(state="proposed"),
                name="decision_ends_with_its_state",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(ended_by=models.F("proposed_by")),
                name="decision_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="refused") | ~models.Q(reason=""), name="decision_refused_with_reason"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.act} {self.state}"

    @property
    def shown(self) -> str:
        """The exact bytes, as the approver sees them."""
        return bytes(self.leaf).decode()

    @property
    def fingerprint(self) -> str:
        """What is signed: SHA-256 over the bytes, in hex."""
        return leaves.approve_message(bytes(self.leaf)).hex()

    def approved_leaf(self) -> bytes:
        """The leaf with the signatures under it."""
        signed = [a.as_json() for a in self.approvals.order_by("pk") if a.signature]
        return leaves.approved(bytes(self.leaf), signed)


class Approval(models.Model):
    """One person's yes under a decision: the proposer's own first, then that of a different person.

    `signature` is over the decision's bytes: a passkey's, or a software key's in a demonstration (marked so).
    """

    class Part(models.TextChoices):
        PROPOSER = "proposer", _("proposed by")
        APPROVER = "approver", _("approved by")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="approvals")
    part = models.CharField(max_length=10, choices=Part)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    algorithm = models.CharField(max_length=20, blank=True, default="")
    key_id = models.CharField(max_length=8, blank=True, default="")
    signature = models.BinaryField(null=True)
    authenticator_data = models.BinaryField(null=True)
    client_data = models.BinaryField(null=True)
    is_software = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("approval")
        constraints = [
            models.UniqueConstraint("decision", "part", name="one_approval_per_part"),
            models.UniqueConstraint("decision", "by", name="two_different_approvers"),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.decision_id}"

    def as_json(self) -> dict[str, str]:
        """The approval as it stands in the leaf (terang-log/1 section 4)."""
        out = leaves.approval(self.key_id, self.algorithm, bytes(self.signature or b""))
        if self.authenticator_data:
            out |= {"ad": b64(bytes(self.authenticator_data)), "cd": b64(bytes(self.client_data or b""))}
        return out
