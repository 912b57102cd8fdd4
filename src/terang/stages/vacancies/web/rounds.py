"""What holds for every vacancy of a round: the officer's forms of the norm and the calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.tenancy.models import Round
from terang.base.ui.posting import posted
from terang.core import norms
from terang.stages.planning import facts as planning
from terang.stages.vacancies import access, checks, commands, facts, queries
from terang.stages.vacancies.web.forms.rounds import CalendarForm, NormForm


@require_http_methods(["GET", "POST"])
def norm(request: Request, round_id: int) -> HttpResponse:
    """Bind the round to a norm."""
    round_ = _writing(request, round_id)
    pinned = queries.norm_pinned(round_)
    meant = pinned.norm_id if pinned else planning.norm_meant_for(round_id)
    form = NormForm(posted(request), initial={"norm_id": meant})
    if form.is_valid():
        commands.pin_norm(round_id=round_id, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("The round is bound to this norm."))
        return redirect("vacancies:round", round_id)
    known = [norms.load(one) for one in norms.available()]
    refused = [problem for one in known for problem in checks.of_norm(one)]
    context = {"form": form, "round": round_, "norms": known, "refused": refused}
    return render(request, "vacancies/norm.html", context)


@require_http_methods(["GET", "POST"])
def calendar(request: Request, round_id: int) -> HttpResponse:
    """Every stage of the norm with its instants."""
    round_ = _writing(request, round_id)
    form = CalendarForm(posted(request), norm=facts.norm_of(round_id), windows=queries.windows(round_))
    if form.is_valid():
        commands.set_calendar(round_id=round_id, windows=form.windows, by=request.actor, at=request.at)
        messages.success(request, _("The calendar is written. It is announced with the first vacancy."))
        return redirect("vacancies:round", round_id)
    context = {"form": form, "round": round_}
    return render(request, "vacancies/calendar.html", context)


def _writing(request: Request, round_id: int) -> Round:
    round_ = queries.round_for(request.actor, round_id)
    must_be(access.may_write(request.actor, round_), _("Only a committee officer of this round does this."))
    return round_
