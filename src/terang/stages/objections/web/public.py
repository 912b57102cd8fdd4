"""What everybody may know: how many objections there are, how they ended, and how many answers are late."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.base.tenancy import scope
from terang.stages.objections import facts
from terang.stages.objections.queries import lists


@require_safe
def clock(request: Request, code: str) -> HttpResponse:
    """The public clock of a round."""
    round_ = lists.round_named(code)
    request.agency = round_.agency
    with scope.seeing(agency_id=round_.agency_id):
        found = facts.clock(round_.pk, request.at)
    return render(request, "objections/public.html", {"round": round_, "clock": found})
