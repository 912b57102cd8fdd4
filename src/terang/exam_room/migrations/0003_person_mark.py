"""The candidate of a sitting is recognised; sittings from before open to nobody who is signed in, only by their code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exam_room", "0002_guards")]
    operations = [
        migrations.AddField(
            "sitting", "person_mark", models.BinaryField(default=b""), preserve_default=False
        ),
    ]
