"""Agencies and their selection rounds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AgencyKind(models.TextChoices):
    """Central or regional: some norms treat them differently."""

    CENTRAL = "pusat", _("central agency")
    REGIONAL = "daerah", _("regional agency")


class Agency(models.Model):
    """An *instansi*: a local government or office that selects people here."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=AgencyKind, default=AgencyKind.REGIONAL)
    place = models.CharField(max_length=120)
    address = models.CharField(max_length=300, blank=True)
    about = models.TextField(blank=True)
    timezone = models.CharField(max_length=40, default="Asia/Jakarta")
    theme = models.SlugField(max_length=40, default="terang")

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """One selection of one agency, from the need to the result. Its code names the log of the round."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="rounds")
    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")

    def __str__(self) -> str:
        return self.title
