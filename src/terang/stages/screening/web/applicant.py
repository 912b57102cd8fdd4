"""The applicant's page: the outcome, and for each "no" its clause and the verifier's sentence."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.base.tenancy.queries import agency
from terang.stages.screening import queries
from terang.stages.screening.web.doors import for_applicants


@require_safe
@for_applicants
def result(request: Request, application_id: int) -> HttpResponse:
    application, vacancy, outcome = queries.result(application_id, request.actor)
    request.agency = agency(application.agency_id)
    window = queries.objection_window(application.round_id)
    context = {
        "application": application,
        "vacancy": vacancy,
        "outcome": outcome,
        "window": window,
        "zone": request.agency.timezone,
        "may_object": window is not None and window.opens_at <= request.at < window.closes_at,
    }
    return render(request, "screening/result.html", context)
