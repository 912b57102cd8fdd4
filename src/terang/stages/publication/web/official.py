"""The desk of an official: what waits for them, the rounds of their agency, what happened last."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from terang.base.access import Actor
from terang.base.access.requests import Request
from terang.base.journal.queries import latest_of_round
from terang.base.ui.desk import Task
from terang.stages.publication import queries
from terang.stages.publication.timeline import position
from terang.stages.publication.web.front import Line
from terang.stages.vacancies import facts as vacancies

LINES = 12


@require_safe
@login_required
def desk(request: Request) -> HttpResponse:
    """Everything that waits for this person, the most urgent first."""
    actor: Actor = request.actor
    if not actor.is_official or actor.agency_id is None:
        return redirect("publication:me")
    agency = queries.agency_of(actor.agency_id)
    rounds = list(queries.rounds(agency))
    calendars = vacancies.calendars([one.pk for one in rounds])
    lines = [
        Line(
            one,
            reverse("publication:round", args=[agency.code, one.code]),
            position(calendars.get(one.pk, {}), request.at),
        )
        for one in rounds
    ]
    tasks = sorted(
        _tasks(actor), key=lambda task: (not task.overdue, task.due_at is None, task.due_at or request.at)
    )
    latest = latest_of_round(rounds[0].pk, LINES) if rounds else ()
    return render(
        request, "publication/desk.html", {"tasks": tasks, "lines": lines, "latest": latest, "agency": agency}
    )


def _tasks(actor: Actor) -> Iterator[Task]:
    """Each room tells what waits for this person."""
    for name in settings.DESK:
        yield from import_string(name)(actor)
