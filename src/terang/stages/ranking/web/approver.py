"""Pages of the approver: the exact bytes, yes or no."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.refusals import NotNow
from terang.base.ui.posting import posted
from terang.stages.ranking import access, commands, queries
from terang.stages.ranking.models import Edition
from terang.stages.ranking.web import showing
from terang.stages.ranking.web.forms import ApproveForm, ReasonForm
from terang.stages.ranking.web.long import on_edition


@require_http_methods(["GET", "POST"])
def approve(request: Request, edition_id: int) -> HttpResponse:
    """Read what is proposed, then approve exactly that."""
    found = _for_approver(request, edition_id)
    decision = queries.open_decision(found)
    if decision is None:
        raise NotNow(_("There is no open proposal for this ranking."))
    form = ApproveForm(posted(request), initial={"shown": decision.fingerprint})
    if form.is_valid():
        said = _("Approved. It can be published now.")
        shown = form.cleaned_data["shown"]
        return on_edition(request, commands.approve_edition, edition_id, said, shown=shown)
    context = {
        "edition": found, "decision": decision, "form": form, "chosen": showing.chosen_counts(found),
        "count_columns": showing.COUNT_COLUMNS,
        "changes": showing.changes(found), "is_proposer": decision.proposed_by_id == request.actor.person_id,
    }  # fmt: skip
    return render(request, "ranking/approve.html", context)


@require_http_methods(["GET", "POST"])
def send_back(request: Request, edition_id: int) -> HttpResponse:
    """Not approved, with the reason."""
    found = _for_approver(request, edition_id)
    form = ReasonForm(posted(request))
    if form.is_valid():
        commands.send_back(edition_id=edition_id, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("Sent back to the committee, with your reason."))
        return redirect("ranking:edition", edition_id)
    context = {"form": form, "edition": found, "title": _("Send the ranking back"), "submit": _("Send back")}
    return render(request, "ranking/reason.html", context)


def _for_approver(request: Request, edition_id: int) -> Edition:
    found = queries.edition(edition_id)
    must_be(
        access.may_approve(request.actor, found.round),
        _("Only an approver of this round approves its rankings."),
    )
    return found
