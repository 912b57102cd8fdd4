"""What the second person does: approve exactly what was shown, or send it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.refusals import NotValid
from terang.base.ui.posting import posted
from terang.stages.planning import access, commands, queries
from terang.stages.planning.web.forms import ApproveForm, ReasonForm


@require_POST
def approve(request: Request, formasi_id: int) -> HttpResponse:
    """Yes to these bytes."""
    found = queries.formasi_for(request.actor, formasi_id)
    must_be(access.may_approve(request.actor, found.round), _("Only an approver of this round decides."))
    form = ApproveForm(request.POST)
    if not form.is_valid():
        raise NotValid(_("What you saw is not known any more. Load the page again and read it once more."))
    commands.approve_formasi(formasi_id=formasi_id, by=request.actor, at=request.at, **form.cleaned_data)
    messages.success(request, _("Approved. The formasi stands."))
    return redirect("planning:formasi", formasi_id)


@require_http_methods(["GET", "POST"])
def refuse(request: Request, formasi_id: int) -> HttpResponse:
    """No, and why."""
    found = queries.formasi_for(request.actor, formasi_id)
    must_be(access.may_approve(request.actor, found.round), _("Only an approver of this round decides."))
    form = ReasonForm(posted(request))
    if form.is_valid():
        commands.refuse_formasi(formasi_id=formasi_id, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("Sent back to the planner, with your reason."))
        return redirect("planning:formasi", formasi_id)
    context = {"form": form, "formasi": found}
    return render(request, "planning/refuse.html", context)
