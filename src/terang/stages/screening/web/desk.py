"""What waits for an official in screening."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role
from terang.base.ui.desk import Task
from terang.stages.screening import queries
from terang.stages.screening.queries import RoundWork


def awaiting(actor: Actor) -> Iterator[Task]:
    if not actor.is_official or not actor.rounds_of(*queries.WORKERS):
        return
    for work in queries.rounds(actor, timezone.now()):
        yield from _of_the_verifier(work)
        if work.may_propose and work.is_ready:
            text = _("Propose the outcomes for announcement: %s") % work.round.title
            yield Task(text=text, href=reverse("screening:round", args=[work.round.pk]))
        if work.proposed and actor.holds(
            Role.APPROVER, agency_id=work.round.agency_id, round_id=work.round.pk
        ):
            text = _("Read and announce the outcomes: %s") % work.round.title
            yield Task(text=text, href=reverse("screening:announcement", args=[work.proposed.pk]))


def _of_the_verifier(work: RoundWork) -> Iterator[Task]:
    if not work.is_verifier:
        return
    if work.mine:
        text = _("Finish the file in your hands: %s") % work.mine.number
        yield Task(text=text, href=reverse("screening:case", args=[work.mine.pk]))
    if work.is_closed and work.waiting:
        text = _("Files wait in the queue: %s") % work.round.title
        yield Task(text=text, href=reverse("screening:home"), count=work.waiting)
