"""Pages of an applicant: what was announced, the decision beside the form, and how an objection ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.refusals import NotFound, NotNow
from terang.base.ui.components.numbers import in_words
from terang.base.ui.posting import posted
from terang.stages.objections import access, commands
from terang.stages.objections.models import Objection
from terang.stages.objections.queries import lists, outcomes
from terang.stages.objections.queries.outcomes import Announced
from terang.stages.objections.states import OBJECTION, ObjectionState
from terang.stages.objections.web import showing
from terang.stages.objections.web.forms import ObjectionForm


@require_safe
def own(request: Request) -> HttpResponse:
    """Every outcome announced to this person, with the time to object, and their objections."""
    must_be(request.actor.is_applicant, _only_applicants())
    person_id = request.actor.person_id or 0
    filed = list(lists.of_applicant(person_id))
    taken = {(one.application_id, one.stage) for one in filed if one.state != ObjectionState.WITHDRAWN}
    found = [
        {
            "application": application,
            "outcome": outcome,
            "may_file": may_file(outcome, request, taken, application.id),
        }
        for application in outcomes.applications_of(person_id)
        for outcome in outcomes.all_announced(application)
    ]
    return render(request, "objections/own.html", {"found": found, "filed": filed})


def may_file(outcome: Announced, request: Request, taken: set[tuple[int, str]], application_id: int) -> bool:
    """Whether the form is open now."""
    return outcome.window.holds(request.at) and (application_id, str(outcome.stage)) not in taken


@require_http_methods(["GET", "POST"])
def file(request: Request, application_id: int, stage: str) -> HttpResponse:
    """Object: the decision and its clauses stand beside the form."""
    must_be(request.actor.is_applicant, _only_applicants())
    application = outcomes.own_application(application_id, request.actor.person_id or 0)
    if application is None or stage not in outcomes.STAGES:
        raise NotFound(_("There is no such outcome of yours."))
    outcome = outcomes.announced(application, stage)
    if outcome is None:
        raise NotNow(_("Nothing is announced to you in this stage yet."))
    form = ObjectionForm(posted(request))
    if form.is_valid():
        filed = commands.file(
            application_id=application_id, stage=stage, by=request.actor, at=request.at, **form.cleaned_data
        )
        messages.success(
            request, _("Your objection has arrived. The answer is due by %s.") % in_words(filed.due_at)
        )
        return redirect("objections:own_objection", filed.pk)
    context = {
        "form": form, "outcome": outcome, "application": application, "columns": showing.GROUND_COLUMNS,
        "grounds": outcome.as_json()["grounds"], "is_open": outcome.window.holds(request.at),
    }  # fmt: skip
    return render(request, "objections/file.html", context)


@require_safe
def own_objection(request: Request, objection_id: int) -> HttpResponse:
    """One's own objection: where it is, and the answer with its reason."""
    row = _own(request, objection_id)
    context = {
        "objection": row, "columns": showing.GROUND_COLUMNS, "grounds": showing.grounds(row),
        "may_withdraw": OBJECTION.may(row.state, "withdraw"), "is_overdue": showing.is_overdue(row, request.at),
        "misapplied": showing.misapplied(row),
    }  # fmt: skip
    return render(request, "objections/own_objection.html", context)


@require_POST
def withdraw(request: Request, objection_id: int) -> HttpResponse:
    row = _own(request, objection_id)
    commands.withdraw(objection_id=row.pk, by=request.actor, at=request.at)
    messages.success(request, _("Your objection is withdrawn."))
    return redirect("objections:own")


def _own(request: Request, objection_id: int) -> Objection:
    must_be(request.actor.is_applicant, _only_applicants())
    row = lists.one(objection_id)
    if row is None or not access.may_file(request.actor, person_id=row.person_id):
        raise NotFound(_("There is no such objection of yours."))
    return row


def _only_applicants() -> str:
    return _("This page is for applicants.")
