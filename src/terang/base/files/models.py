"""What is known of a kept file."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from terang.base.identity.models import Person
from terang.base.tenancy.models import Agency


class StoredFile(models.Model):
    """A rebuilt file on disk under a random name; `digest` is of the bytes as kept."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(default=1)
    kept_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stored file")

    def __str__(self) -> str:
        return self.title
