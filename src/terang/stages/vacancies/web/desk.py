"""What waits here for whom."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.access import Actor, Role
from terang.base.ui.desk import Task
from terang.stages.vacancies import access, queries
from terang.stages.vacancies.states import VacancyState


def awaiting(actor: Actor) -> list[Task]:
    """Proposals for the approver; drafts and formasi without a vacancy for the officer."""
    tasks: list[Task] = []
    if actor.rounds_of(Role.APPROVER):
        tasks += _to_approve(actor)
    if actor.rounds_of(Role.COMMITTEE_OFFICER):
        tasks += _to_write(actor)
    return tasks


def _to_approve(actor: Actor) -> Iterator[Task]:
    for row in queries.waiting_vacancies(actor, [VacancyState.PROPOSED]):
        if access.may_approve(actor, row.round):
            said = {"code": row.code, "position": row.position, "round": row.round.title}
            words = _("Approve the vacancy %(code)s %(position)s: %(round)s") % said
            yield Task(text=words, href=row.get_absolute_url())
    for amendment in queries.waiting_amendments(actor):
        if access.may_approve(actor, amendment.round):
            words = _("Approve an amendment: %(round)s") % {"round": amendment.round.title}
            yield Task(text=words, href=amendment.get_absolute_url())


def _to_write(actor: Actor) -> Iterator[Task]:
    for row in queries.waiting_vacancies(actor, [VacancyState.DRAFT]):
        if access.may_write(actor, row.round):
            said = {"code": row.code, "position": row.position, "round": row.round.title}
            words = _("Finish the vacancy %(code)s %(position)s: %(round)s") % said
            yield Task(text=words, href=row.get_absolute_url())
    for round_ in queries.rounds_for(actor):
        if access.may_write(actor, round_):
            waiting = sum(1 for _formasi, left in queries.formasi_to_write(round_) if left)
            if waiting:
                words = _("Write vacancies from approved formasi: %(round)s") % {"round": round_.title}
                yield Task(text=words, href=reverse("vacancies:round", args=[round_.pk]), count=waiting)
