"""Pages of the officer for what is published already: amendments, and stages that move."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.refusals import NotFound, NotNow
from terang.base.ui.posting import posted
from terang.stages.vacancies import access, commands, queries
from terang.stages.vacancies.states import Stage, VacancyState
from terang.stages.vacancies.web.forms.amending import AmendForm
from terang.stages.vacancies.web.forms.rounds import MoveForm


@require_http_methods(["GET", "POST"])
def amend(request: Request, vacancy_id: int) -> HttpResponse:
    """Propose a difference with its reason."""
    found = queries.vacancy_for(request.actor, vacancy_id)
    must_be(
        access.may_propose(request.actor, found.round), _("Only a committee officer of this round proposes.")
    )
    if found.state != VacancyState.PUBLISHED:
        raise NotNow(_("Only a published vacancy is amended; a draft is simply changed."))
    form = AmendForm(posted(request), vacancy=found)
    if form.is_valid():
        made = commands.propose_amendment(
            vacancy_id=vacancy_id, wanted=form.wanted, reason=form.cleaned_data["reason"], by=request.actor,
            at=request.at,
        )  # fmt: skip
        messages.success(
            request, _("Proposed. Nothing changes before a second person has approved the difference.")
        )
        return redirect("vacancies:amendment", made.pk)
    context = {"form": form, "vacancy": found}
    return render(request, "vacancies/amend.html", context)


@require_http_methods(["GET", "POST"])
def move(request: Request, round_id: int, stage: str) -> HttpResponse:
    """Propose that a stage closes later, or moves as a whole."""
    round_ = queries.round_for(request.actor, round_id)
    must_be(access.may_propose(request.actor, round_), _("Only a committee officer of this round proposes."))
    window = next((row for row in queries.windows(round_) if row.stage == stage), None)
    if window is None:
        raise NotFound(_("The calendar has no such stage."))
    present = {
        "opens_at": timezone.localtime(window.opens_at),
        "closes_at": timezone.localtime(window.closes_at),
    }
    form = MoveForm(posted(request), initial=present)
    if form.is_valid():
        made = commands.propose_move(
            round_id=round_id, stage=stage, by=request.actor, at=request.at, **form.cleaned_data
        )
        messages.success(
            request, _("Proposed. The dates stand until a second person has approved the change.")
        )
        return redirect("vacancies:amendment", made.pk)
    context = {"form": form, "round": round_, "window": window, "title": Stage(stage).label}
    return render(request, "vacancies/move.html", context)
