"""What waits for an applicant: drafts and open changes that don't count until they are sent."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terang.base.access import Actor
from terang.base.ui.desk import Task
from terang.stages.applications import queries


def awaiting(actor: Actor) -> Iterator[Task]:
    if not actor.is_applicant:
        return
    for one in queries.unfinished(actor, timezone.now()):
        text = _("Submit your application: %s") % one.vacancy.position
        href = reverse("applications:application", args=[one.application.pk])
        yield Task(text=text, href=href, due_at=one.window.closes_at if one.window else None)
