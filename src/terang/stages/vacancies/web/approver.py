"""What the second person does: approve exactly what was shown, or send it back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.refusals import NotValid
from terang.base.tenancy.models import Round
from terang.base.ui.posting import posted
from terang.stages.vacancies import access, commands, queries
from terang.stages.vacancies.web.forms.deciding import ApproveForm, ReasonForm


@require_POST
def approve(request: Request, vacancy_id: int) -> HttpResponse:
    """Yes to these bytes: the vacancy is public."""
    found = queries.vacancy_for(request.actor, vacancy_id)
    _must_approve(request, found.round)
    commands.approve_publication(
        vacancy_id=vacancy_id, shown=_shown(request), by=request.actor, at=request.at
    )
    messages.success(request, _("Published. From now on it changes only by an amendment."))
    return redirect("vacancies:vacancy", vacancy_id)


@require_http_methods(["GET", "POST"])
def refuse(request: Request, vacancy_id: int) -> HttpResponse:
    """No, and why."""
    found = queries.vacancy_for(request.actor, vacancy_id)

    def send_back(reason: str) -> None:
        commands.refuse_publication(vacancy_id=vacancy_id, reason=reason, by=request.actor, at=request.at)

    return _refuse(
        request, found.round, send_back, f"{found.code} {found.position}", found.get_absolute_url()
    )


@require_POST
def approve_amendment(request: Request, amendment_id: int) -> HttpResponse:
    """Yes to this difference: a new edition."""
    found = queries.amendment_for(request.actor, amendment_id)
    _must_approve(request, found.round)
    make = commands.approve_amendment if found.vacancy_id else commands.approve_move
    make(amendment_id=amendment_id, shown=_shown(request), by=request.actor, at=request.at)
    messages.success(request, _("Made. The difference is public, with its reason."))
    return redirect("vacancies:amendment", amendment_id)


@require_http_methods(["GET", "POST"])
def refuse_amendment(request: Request, amendment_id: int) -> HttpResponse:
    """No, and why; nothing changes."""
    found = queries.amendment_for(request.actor, amendment_id)

    def send_back(reason: str) -> None:
        commands.refuse_amendment(amendment_id=amendment_id, reason=reason, by=request.actor, at=request.at)

    return _refuse(request, found.round, send_back, found.reason, found.get_absolute_url())


def _refuse(
    request: Request, round_: Round, send_back: Callable[[str], None], what: str, back: str
) -> HttpResponse:
    _must_approve(request, round_)
    form = ReasonForm(posted(request))
    if form.is_valid():
        send_back(form.cleaned_data["reason"])
        messages.success(request, _("Sent back to the committee, with your reason."))
        return redirect(back)
    context = {"form": form, "what": what, "back": back}
    return render(request, "vacancies/refuse.html", context)


def _must_approve(request: Request, round_: Round) -> None:
    must_be(access.may_approve(request.actor, round_), _("Only an approver of this round decides."))


def _shown(request: Request) -> str:
    form = ApproveForm(request.POST)
    if not form.is_valid():
        raise NotValid(_("What you saw is not known any more. Load the page again and read it once more."))
    return str(form.cleaned_data["shown"])
