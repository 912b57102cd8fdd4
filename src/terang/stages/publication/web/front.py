"""The front page and the page of an agency: which rounds there are, and where each is."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.base.tenancy.models import Agency, Round
from terang.base.ui.values import Link
from terang.stages.publication import queries
from terang.stages.publication.timeline import Position, position
from terang.stages.publication.web.scoping import of_agency, tag_of, tagged
from terang.stages.vacancies import facts as vacancies


@dataclass(frozen=True)
class Line:
    """A round on a card: its address and where it is."""

    round: Round
    href: str
    position: Position


@require_safe
def index(request: Request) -> HttpResponse:
    """All agencies, each with its rounds."""
    lines: dict[int, list[Line]] = {}
    for one in _lines(request, list(queries.rounds())):
        lines.setdefault(one.round.agency_id, []).append(one)
    found = [(agency, lines.get(agency.pk, [])) for agency in queries.agencies()]
    return render(request, "publication/index.html", {"agencies": found})


@of_agency
def agency(request: Request, found: Agency) -> HttpResponse:
    """One agency: who they are, their rounds, their feed."""
    rounds = list(queries.rounds(found))
    tag = tag_of(request, queries.version_of([one.pk for one in rounds]))
    context = {
        "agency": found, "lines": _lines(request, rounds),
        "crumbs": [Link(_("All agencies"), reverse("publication:home"))],
        "feed": reverse("publication:agency_feed", args=[found.code]),
    }  # fmt: skip
    return tagged(render(request, "publication/agency.html", context), tag)


def _lines(request: Request, rounds: list[Round]) -> list[Line]:
    calendars = vacancies.calendars([one.pk for one in rounds])
    return [
        Line(
            one,
            reverse("publication:round", args=[one.agency.code, one.code]),
            position(calendars.get(one.pk, {}), request.at),
        )
        for one in rounds
    ]
