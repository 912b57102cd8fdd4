"""What waits here for whom."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.access import Actor
from terang.base.ui.desk import Task
from terang.stages.ranking import access, queries
from terang.stages.ranking.models import Edition
from terang.stages.ranking.states import EditionState


def awaiting(actor: Actor) -> Iterator[Task]:
    """Proposals to approve, approved rankings to publish, drafts to finish, corrections to make."""
    if not actor.is_official or actor.agency_id is None:
        return
    for edition in queries.in_work(actor.agency_id):
        yield from _of_edition(actor, edition)
    for round_, count in queries.rounds_with_corrections(actor.agency_id):
        if access.may_draft(actor, round_):
            words = _("Make a corrected ranking: %(round)s") % {"round": round_.title}
            yield Task(text=words, href=reverse("ranking:round", args=[round_.pk]), count=count)


def _of_edition(actor: Actor, edition: Edition) -> Iterator[Task]:
    said = {"stage": edition.get_stage_display(), "round": edition.round.title}
    page = reverse("ranking:edition", args=[edition.pk])
    if edition.state == EditionState.PROPOSED and access.may_approve(actor, edition.round):
        href = reverse("ranking:approve", args=[edition.pk])
        yield Task(text=_("Approve the %(stage)s: %(round)s") % said, href=href)
    if edition.state == EditionState.APPROVED and access.may_publish(actor, edition.round):
        yield Task(text=_("Publish the %(stage)s: %(round)s") % said, href=page)
    if edition.state == EditionState.DRAFT and access.may_draft(actor, edition.round):
        yield Task(text=_("Finish the draft of the %(stage)s: %(round)s") % said, href=page)
