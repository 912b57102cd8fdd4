"""Where else a person would go; what was sent before this named nothing."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


def _alternatives() -> ArrayField:
    return ArrayField(models.CharField(max_length=12), default=list, blank=True)


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_guards")]
    operations = [
        migrations.AddField("application", "alternatives", _alternatives()),
        migrations.AddField("version", "alternatives", _alternatives()),
    ]
