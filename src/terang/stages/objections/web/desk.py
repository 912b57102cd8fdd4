"""What waits here for whom."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role
from terang.base.ui.desk import Task
from terang.stages.objections.queries import lists


def awaiting(actor: Actor) -> Iterator[Task]:
    """Objections that this officer took, and those that they could take."""
    agency_id = actor.agency_of(Role.OBJECTION_OFFICER)
    if agency_id is None or actor.person_id is None:
        return
    now = timezone.now()
    for one in lists.mine(agency_id=agency_id, person_id=actor.person_id):
        yield Task(
            text=_("Decide an objection: %s") % one.pid, href=reverse("objections:examine", args=[one.pk]),
            due_at=one.due_at, overdue=now >= one.due_at,
        )  # fmt: skip
    waiting = lists.to_examine(
        agency_id=agency_id, rounds=actor.rounds_of(Role.OBJECTION_OFFICER), without=actor.person_id
    )
    if first := waiting.first():
        yield Task(
            text=_("Examine objections"), href=reverse("objections:home"), count=waiting.count(),
            due_at=first.due_at, overdue=now >= first.due_at,
        )  # fmt: skip
