"""Pages of the committee and the approver: the files of a round, the list, its announcement."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from terang.base.access.requests import Request
from terang.base.work.web.handing import hand_over
from terang.stages.screening import commands, facts, queries
from terang.stages.screening.web.doors import for_officials
from terang.stages.screening.web.forms import FilterForm, ReasonForm, VersionForm

LINES = 50
UNKNOWN = -1  # the version of a page that did not say which one it was: never the present one


@require_safe
@for_officials
def round_(request: Request, round_id: int) -> HttpResponse:
    """All files of a round, with who has them."""
    work = queries.work(round_id, request.actor, request.at)
    form = FilterForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    page = Paginator(queries.cases(round_id, state), LINES).get_page(request.GET.get("page"))
    context = {
        "work": work,
        "filter": form,
        "page": page,
        "rows": queries.rows(page.object_list, work.round, request.actor),
        "announced": facts.announcements(round_id),
    }
    return render(request, "screening/round.html", context)


@require_POST
@for_officials
def return_decided(request: Request, case_id: int) -> HttpResponse:
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else UNKNOWN
    commands.return_decided(case_id=case_id, version=version, by=request.actor, at=request.at)
    messages.success(request, _("The file waits in the queue again; what was found is kept."))
    return redirect("screening:home")


@require_POST
@for_officials
def propose(request: Request, round_id: int) -> HttpResponse:
    announcement = commands.propose_outcomes(round_id=round_id, by=request.actor, at=request.at)
    messages.success(request, _("The list is fixed. An approver announces it."))
    return redirect("screening:announcement", announcement.pk)


@require_safe
@for_officials
def announcement(request: Request, announcement_id: int) -> HttpResponse:
    """The exact list, to read before it is announced, and afterwards."""
    read = queries.list_to_read(announcement_id, request.actor)
    page = Paginator(read.outcomes, LINES).get_page(request.GET.get("page"))
    context = {
        "read": read,
        "page": page,
        "may_announce": queries.may_announce(read.announcement, request.actor),
        "may_take_back": queries.may_take_back(read.announcement, request.actor),
        "form": ReasonForm(),
    }
    return render(request, "screening/announcement.html", context)


@require_POST
@for_officials
def announce(request: Request, announcement_id: int) -> HttpResponse:
    queries.must_announce(announcement_id, request.actor)
    return hand_over(
        request, commands.announce, announcement_id=announcement_id, shown=request.POST.get("shown", ""),
        page="screening:announcement", args=[announcement_id], back=_list(announcement_id),
        said=_("The outcomes are announced, and everybody was written to."),
    )  # fmt: skip


@require_POST
@for_officials
def refuse(request: Request, announcement_id: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    commands.refuse_outcomes(announcement_id=announcement_id, reason=reason, by=request.actor, at=request.at)
    messages.success(request, _("The list is sent back."))
    return redirect("screening:home")


def _list(announcement_id: int) -> str:
    return reverse("screening:announcement", args=[announcement_id])
