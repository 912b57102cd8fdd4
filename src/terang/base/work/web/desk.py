"""The desk: what one has started and what goes on."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.access import Actor
from terang.base.ui.desk import Task
from terang.base.work import kinds, queries


def awaiting(actor: Actor) -> Iterator[Task]:
    for work in queries.going_on(actor):
        text = _("In progress: %s") % kinds.named(work.kind).title
        yield Task(text=text, href=reverse("work:progress", args=[work.pk]))
