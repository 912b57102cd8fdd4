"""The applicant's own pages: where am I, what was decided and why, what next, until when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.base.papers.serving import paper_response
from terang.base.refusals import NotFound
from terang.base.tenancy import scope
from terang.stages.applications import facts as applications
from terang.stages.applications.facts import ApplicationFacts
from terang.stages.publication import queries
from terang.stages.publication.mine import Mine, mine_of
from terang.stages.publication.sheet import spelled
from terang.stages.publication.web.addresses import address
from terang.stages.publication.web.advice import Next, next_of, objecting_of
from terang.stages.ranking import facts as ranking
from terang.stages.ranking.facts import PlacementFacts


@dataclass(frozen=True)
class Card:
    """One application on the person's page."""

    mine: Mine
    next: Next
    href: str


@require_safe
@login_required
def mine(request: Request) -> HttpResponse:
    """All applications of this person, each with where it is and what comes next."""
    person_id = request.actor.person_id
    if request.actor.is_official or person_id is None:
        return redirect("publication:desk")
    found = [_card(request, one) for one in applications.of_person(person_id)]
    context = {
        "cards": found, "messages_received": queries.messages_to(person_id),
        "vacancies": address("applications:vacancies") or address("publication:home"),
    }  # fmt: skip
    return render(request, "publication/me.html", context)


@require_safe
@login_required
def application(request: Request, application_id: int) -> HttpResponse:
    """One application with everything that was decided about it, and why."""
    one = _own(request, application_id)
    with _seeing_mine(one):
        found = _mine(request, one)
        norm, placed = found.told.norm, [one for one in (found.final, found.shortlist) if one]
        context = {
            "mine": found, "next": next_of(found), "objecting": objecting_of(found), "number": spelled(one.pid),
            "placed": [(each, ranking.card(each, norm), _paper(one, each)) for each in placed],
            "receipt": address("applications:receipt", one.id), "seats": [s for s in found.seats if s.starts_at],
            "exam": address("exams:mine"), "panels_page": address("panels:own"),
            "objections_page": address("objections:own"),
        }  # fmt: skip
        return render(request, "publication/my_application.html", context)


@require_safe
@login_required
def card(request: Request, application_id: int, stage: str) -> HttpResponse:
    """The card of one's own place on paper."""
    one = _own(request, application_id)
    with _seeing_mine(one):
        placed = ranking.placement(one.id, stage)
        if placed is None:
            raise NotFound(_("No ranking with you in it is published yet."))
        return paper_response(ranking.paper(placed), f"kartu-{one.pid}-{stage}")


def _own(request: Request, application_id: int) -> ApplicationFacts:
    mine_all = applications.of_person(request.actor.person_id or 0)
    one = next((one for one in mine_all if one.id == application_id), None)
    if one is None:
        raise NotFound(_("This is no application of yours."))
    return one


def _paper(one: ApplicationFacts, placed: PlacementFacts) -> str:
    return reverse("publication:my_card", args=[one.id, placed.stage])


def _card(request: Request, one: ApplicationFacts) -> Card:
    with _seeing_mine(one):
        found = _mine(request, one)
        return Card(found, next_of(found), address("publication:my_application", one.id))


def _mine(request: Request, one: ApplicationFacts) -> Mine:
    return mine_of(one, queries.round_of(one.round_id), request.at)


@contextmanager
def _seeing_mine(one: ApplicationFacts) -> Iterator[None]:
    """What the agency has announced, and what is this person's own."""
    with scope.seeing(agency_id=one.agency_id, person_id=one.person_id):
        yield
