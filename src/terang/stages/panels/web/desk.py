"""What waits here for whom."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role
from terang.base.tenancy.models import Round
from terang.base.ui.desk import Task
from terang.stages.panels import access
from terang.stages.panels.queries import seats
from terang.stages.panels.queries.seats import Progress
from terang.stages.panels.states import AnnouncementState


def awaiting(actor: Actor) -> Iterator[Task]:
    """Candidates to judge; tests without rubric, assessors or appointments; results to propose or approve."""
    if not actor.is_official:
        return
    if actor.agency_of(Role.ASSESSOR) and (count := seats.waiting_for(actor)):
        yield Task(text=_("Judge candidates"), href=reverse("panels:mine"), count=count)
    if actor.agency_of(Role.COMMITTEE_OFFICER, Role.APPROVER):
        for round_ in seats.rounds_of(actor):
            for one in seats.progress_of(round_.pk):
                yield from _of_test(actor, round_, one)


def _of_test(actor: Actor, round_: Round, one: Progress) -> Iterator[Task]:
    where = [round_.pk, one.panel.test.id]
    state = one.announcement.state if one.announcement else AnnouncementState.OPEN
    said = {"test": one.panel.title}
    if state == AnnouncementState.PROPOSED and access.may_approve(actor, one.panel):
        yield Task(text=_("Approve results: %(test)s") % said, href=reverse("panels:results", args=where))
    if not access.may_lead(actor, one.panel) or not one.candidates or state != AnnouncementState.OPEN:
        return
    if one.rubric is None:
        yield Task(text=_("Choose the rubric: %(test)s") % said, href=reverse("panels:rubric", args=where))
    elif one.pool is None:
        yield Task(text=_("Fix the assessors: %(test)s") % said, href=reverse("panels:assessors", args=where))
    elif one.lacking:
        yield Task(
            text=_("Draw assessors: %(test)s") % said,
            href=reverse("panels:test", args=where),
            count=one.lacking,
        )
    elif one.finished == one.candidates:
        yield Task(text=_("Propose results: %(test)s") % said, href=reverse("panels:results", args=where))
