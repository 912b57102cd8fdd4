"""What waits here for whom."""

from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role
from terang.base.ui.desk import Task
from terang.stages.planning import access, queries
from terang.stages.planning.states import FormasiState


def awaiting(actor: Actor) -> list[Task]:
    """Proposals for the approver, drafts for the planner."""
    tasks: list[Task] = []
    if actor.rounds_of(Role.APPROVER):
        for formasi in queries.waiting(actor, FormasiState.PROPOSED):
            if access.may_approve(actor, formasi.round):
                said = {"code": formasi.code, "position": formasi.position, "round": formasi.round.title}
                words = _("Approve the formasi %(code)s %(position)s: %(round)s") % said
                tasks.append(Task(text=words, href=reverse("planning:formasi", args=[formasi.pk])))
    if actor.rounds_of(Role.PLANNER):
        for round_, count in queries.drafts_by_round(actor):
            if access.may_plan(actor, round_):
                words = _("Propose the formasi of %(round)s") % {"round": round_.title}
                href = reverse("planning:formasi_list", args=[round_.pk])
                tasks.append(Task(text=words, href=href, count=count))
    return tasks
