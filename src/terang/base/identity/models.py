"""People, and the secrets that belong to each."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from terang.base import sealing
from terang.base.tenancy.models import Agency


class People(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """An applicant, or an official of one agency.

    The NIK is sealed; `nik_mark` is its blind index, by which a second account is refused.
    """

    email = models.EmailField(_("e-mail address"), blank=True, default="")
    phone = models.CharField(_("phone number"), max_length=20, blank=True, default="")
    name = models.CharField(_("full name"), max_length=150)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="officials"
    )
    nik_sealed = models.BinaryField(null=True)
    nik_mark = models.BinaryField(null=True, unique=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects: ClassVar[People] = People()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="one_person_per_email"
            ),
            models.UniqueConstraint("phone", condition=~models.Q(phone=""), name="one_person_per_phone"),
            models.CheckConstraint(condition=~models.Q(email="", phone=""), name="person_can_be_reached"),
            models.CheckConstraint(
                condition=models.Q(nik_mark=None, nik_sealed=None)
                | models.Q(nik_mark__isnull=False, nik_sealed__isnull=False),
                name="nik_sealed_and_marked_together",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_official(self) -> bool:
        return self.agency_id is not None

    @property
    def is_staff(self) -> bool:
        return False

    @property
    def nik(self) -> str:
        """The NIK in clear, for the pages that must show it; empty for officials."""
        if not self.nik_sealed:
            return ""
        return sealing.unseal(sealing.house_key("nik"), bytes(self.nik_sealed), place="identity.nik").decode()


class SubjectKeyRow(models.Model):
    """One person's secret (K_s), sealed under the house key. Deleting the row shreds what it sealed."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="+")
    sealed = models.BinaryField()

    class Meta:
        verbose_name = _("subject key")

    def __str__(self) -> str:
        return f"key of person {self.person_id}"


class SigningKey(models.Model):
    """A key with which an official approves: a passkey, or a software key of a demonstration."""

    class Kind(models.TextChoices):
        PASSKEY = "webauthn-es256", _("passkey")
        SOFTWARE = "ed25519", _("software key (demonstration only)")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signing_keys")
    kind = models.CharField(max_length=20, choices=Kind)
    key_id = models.CharField(max_length=8)
    public_key = models.BinaryField()
    sealed_private_key = models.BinaryField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signing key")
        constraints = [
            models.UniqueConstraint("key_id", name="one_signing_key_per_id"),
            models.CheckConstraint(
                condition=models.Q(kind="ed25519", sealed_private_key__isnull=False)
                | models.Q(kind="webauthn-es256", sealed_private_key=None),
                name="only_software_keys_are_stored",
            ),
        ]

    def __str__(self) -> str:
        return self.key_id
