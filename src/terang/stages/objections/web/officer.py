"""Pages of the objection officer: the queue with its clock, and one objection beside the decision."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terang.base.access import Role, must_be
from terang.base.access.requests import Request
from terang.base.journal.queries import history
from terang.base.refusals import NotFound
from terang.base.ui.posting import posted
from terang.stages.objections import access, commands
from terang.stages.objections.models import Objection
from terang.stages.objections.queries import lists, outcomes
from terang.stages.objections.states import OBJECTION
from terang.stages.objections.web import showing
from terang.stages.objections.web.forms import RejectForm, UpholdForm

FOLLOWERS = (Role.OBJECTION_OFFICER, Role.AUDITOR)
LINES = 50


@require_safe
def home(request: Request) -> HttpResponse:
    """All objections of this person's rounds: open ones first, late ones marked."""
    agency_id = request.actor.agency_of(*FOLLOWERS)
    if request.actor.is_applicant:
        return redirect("objections:own")
    must_be(agency_id is not None, _only_followers())
    found = lists.of_agency(agency_id=agency_id or 0, rounds=request.actor.rounds_of(*FOLLOWERS))
    page = Paginator(found, LINES).get_page(request.GET.get("page"))
    may_examine = access.may_examine(request.actor, agency_id=agency_id or 0, round_id=None)
    context = {
        "columns": showing.COLUMNS, "rows": [showing.row(one, request.at) for one in page], "page": page,
        "overdue": lists.overdue(found, request.at), "may_examine": may_examine,
        "waiting": showing.waiting_for(request.actor) if may_examine else 0,
        "mine": showing.links(lists.mine(agency_id=agency_id or 0, person_id=request.actor.person_id or 0)),
    }  # fmt: skip
    return render(request, "objections/home.html", context)


@require_POST
def take_next(request: Request) -> HttpResponse:
    taken = commands.take_next(by=request.actor, at=request.at)
    return redirect("objections:examine", taken.pk)


@require_POST
def take(request: Request, objection_id: int) -> HttpResponse:
    _followed(request, objection_id)
    commands.take(objection_id=objection_id, by=request.actor, at=request.at)
    return redirect("objections:examine", objection_id)


@require_POST
def give_back(request: Request, objection_id: int) -> HttpResponse:
    _followed(request, objection_id)
    commands.give_back(objection_id=objection_id, by=request.actor, at=request.at)
    messages.success(request, _("Given back to the queue."))
    return redirect("objections:home")


@require_safe
def examine(request: Request, objection_id: int) -> HttpResponse:
    """The objection, the decision with its grounds beside it, and what can be done now."""
    row = _followed(request, objection_id)
    may = access.may_decide(request.actor, row)
    context = {
        "objection": row, "grounds": showing.grounds(row), "ground_columns": showing.GROUND_COLUMNS,
        "may_take": access.may_take(request.actor, row) and OBJECTION.may(row.state, "take"),
        "may_decide": may and OBJECTION.may(row.state, "uphold"), "is_overdue": showing.is_overdue(row, request.at),
        "misapplied": showing.misapplied(row), "history": history(row),
    }  # fmt: skip
    return render(request, "objections/examine.html", context)


@require_http_methods(["GET", "POST"])
def uphold(request: Request, objection_id: int) -> HttpResponse:
    """Agree: name what was misapplied."""
    row = _decided(request, objection_id, "uphold")
    outcome = outcomes.announced(outcomes.application_of(row.application_id), row.stage)
    form = UpholdForm(posted(request), rules=outcome.rules if outcome else ())
    if form.is_valid():
        commands.uphold(objection_id=row.pk, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(
            request, _("Upheld. The applicant is told, and the room concerned takes it up again.")
        )
        return redirect("objections:examine", row.pk)
    return render(
        request,
        "objections/uphold.html",
        {"form": form, "objection": row},
    )


@require_http_methods(["GET", "POST"])
def reject(request: Request, objection_id: int) -> HttpResponse:
    """The decision stands: say why."""
    row = _decided(request, objection_id, "reject")
    form = RejectForm(posted(request))
    if form.is_valid():
        commands.reject(objection_id=row.pk, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("Rejected. The applicant is told."))
        return redirect("objections:examine", row.pk)
    return render(
        request,
        "objections/reject.html",
        {"form": form, "objection": row},
    )


def _followed(request: Request, objection_id: int) -> Objection:
    must_be(request.actor.agency_of(*FOLLOWERS) is not None, _only_followers())
    row = lists.one(objection_id)
    if row is None:
        raise NotFound(_("There is no such objection."))
    must_be(
        access.may_follow(request.actor, agency_id=row.agency_id, round_id=row.round_id), _only_followers()
    )
    return row


def _decided(request: Request, objection_id: int, act: str) -> Objection:
    row = _followed(request, objection_id)
    must_be(
        access.may_examine(request.actor, agency_id=row.agency_id, round_id=row.round_id), _only_followers()
    )
    OBJECTION.after(row.state, act)
    must_be(access.may_decide(request.actor, row), _("Another officer examines this objection."))
    return row


def _only_followers() -> str:
    return _("Objections are for the objection officer and the auditor of the round.")
