"""Pages of a test's results: proposed by the committee, approved by another person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.journal.queries import history
from terang.base.refusals import NotValid
from terang.base.ui.posting import posted
from terang.base.work.web.handing import hand_over
from terang.stages.panels import access, commands, facts
from terang.stages.panels.queries import seats
from terang.stages.panels.web import showing
from terang.stages.panels.web.forms import ApproveForm, ReasonForm


@require_safe
def results(request: Request, round_id: int, test_id: int) -> HttpResponse:
    """The scores of those who are complete, and what can be done with them now."""
    return _page(request, round_id, test_id)


@require_POST
def propose(request: Request, round_id: int, test_id: int) -> HttpResponse:
    commands.propose_results(round_id=round_id, test_id=test_id, by=request.actor, at=request.at)
    messages.success(request, _("Proposed. Another person approves it now."))
    return redirect("panels:results", round_id, test_id)


@require_POST
def approve(request: Request, round_id: int, test_id: int) -> HttpResponse:
    panel = seats.progress(round_id, test_id).panel
    must_be(access.may_approve(request.actor, panel), _("Only an approver of this round approves results."))
    form = ApproveForm(request.POST)
    if not form.is_valid():
        raise NotValid(_("What you saw is not known any more. Load the page again and read it once more."))
    return hand_over(
        request, commands.approve_results, round_id=round_id, test_id=test_id, page="panels:results",
        args=[round_id, test_id], said=_("Approved. The results are published, and the candidates are told."),
        back=reverse("panels:results", args=[round_id, test_id]), **form.cleaned_data,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def refuse(request: Request, round_id: int, test_id: int) -> HttpResponse:
    """Not approved, with the reason."""
    found = seats.progress(round_id, test_id)
    must_be(
        access.may_approve(request.actor, found.panel),
        _("Only an approver of this round sends results back."),
    )
    form = ReasonForm(posted(request))
    if form.is_valid():
        commands.refuse_results(
            round_id=round_id, test_id=test_id, by=request.actor, at=request.at, **form.cleaned_data
        )
        messages.success(request, _("Sent back to the committee, with your reason."))
        return redirect("panels:results", round_id, test_id)
    context = {"form": form, "panel": found.panel}
    return render(request, "panels/refuse.html", context)


def _page(request: Request, round_id: int, test_id: int) -> HttpResponse:
    found = seats.progress(round_id, test_id)
    must_be(
        access.may_follow(request.actor, found.panel),
        _("Results before publication are for the committee, the approver and the auditor of the round."),
    )
    decision = seats.open_decision(found.announcement)
    scores = [one for one in facts.results(round_id) if one.test_id == test_id]
    context = {
        "panel": found.panel, "progress": found, "announcement": found.announcement, "decision": decision,
        "form": ApproveForm(initial={"shown": decision.fingerprint}) if decision else None,
        "columns": showing.RESULT_COLUMNS, "rows": showing.result_rows(scores),
        "may_propose": access.may_lead(request.actor, found.panel) and decision is None,
        "may_approve": access.may_approve(request.actor, found.panel) and decision is not None,
        "is_proposer": decision is not None and decision.proposed_by_id == request.actor.person_id,
        "history": history(found.announcement) if found.announcement else (),
    }  # fmt: skip
    return render(request, "panels/results.html", context)
