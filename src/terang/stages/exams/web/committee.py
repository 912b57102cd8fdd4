"""Committee officers: drawing forms, planning sessions, seats, extra minutes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.base.ui.posting import posted
from terang.stages.exams import access, commands
from terang.stages.exams.queries import rounds, sessions
from terang.stages.exams.states import Stage
from terang.stages.exams.web.forms import BlueprintForm, MinutesForm, SessionForm
from terang.stages.exams.web.long import on_session
from terang.stages.vacancies import facts as vacancies


@require_http_methods(["GET", "POST"])
def compose(request: Request, code: str) -> HttpResponse:
    """Draw parallel forms by blueprint."""
    found, vacancy = _arranged(request, code)
    stage = Stage.SECOND if vacancy else Stage.FIRST
    norm = vacancies.norm_of(found.pk)
    form = BlueprintForm(posted(request), norm=norm, stage=stage)
    if form.is_valid():
        made = commands.compose_forms(
            round_=found, stage=stage, vacancy_id=vacancy.id if vacancy else None, cells=form.cells,
            forms=form.cleaned_data["forms_count"], by=request.actor, at=request.at,
        )  # fmt: skip
        messages.success(request, _("%d forms are drawn. Fix each of them before the exam.") % len(made))
        return redirect("exams:round", code)
    context = {"form": form, "round": found, "norm": norm, "vacancy": vacancy, "stage": stage}
    return render(request, "exams/compose.html", context)


@require_POST
def fix(request: Request, form_id: int) -> HttpResponse:
    """Fix a form."""
    fixed = commands.fix_form(form_id=form_id, by=request.actor, at=request.at)
    messages.success(request, _("Form %s is fixed. Its key is committed.") % fixed.name)
    return redirect("exams:round", fixed.round.code)


@require_POST
def discard(request: Request, form_id: int) -> HttpResponse:
    """Discard a drawn form."""
    discarded = commands.discard_form(form_id=form_id, by=request.actor, at=request.at)
    messages.success(request, _("Form %s is discarded.") % discarded.name)
    return redirect("exams:round", discarded.round.code)


@require_http_methods(["GET", "POST"])
def plan(request: Request, code: str) -> HttpResponse:
    """Plan a session."""
    found, vacancy = _arranged(request, code)
    minutes = _minutes(found, vacancy)
    form = SessionForm(posted(request), initial={"minutes": minutes})
    if form.is_valid():
        made = commands.plan_session(
            round_=found, stage=Stage.SECOND if vacancy else Stage.FIRST, vacancy_id=vacancy.id if vacancy else None,
            by=request.actor, at=request.at, **form.cleaned_data,
        )  # fmt: skip
        messages.success(
            request, _("The session is planned. Assign its seats when the candidates are admitted.")
        )
        return redirect("exams:session", made.pk)
    context = {"form": form, "round": found, "vacancy": vacancy}
    return render(request, "exams/plan.html", context)


@require_http_methods(["GET", "POST"])
def change(request: Request, session_id: int) -> HttpResponse:
    """Change a planned session."""
    session = sessions.a_session(session_id, request.actor)
    _must_arrange(request, session.round)
    names = ("title", "site", "starts_at", "minutes", "capacity")
    form = SessionForm(posted(request), initial={name: getattr(session, name) for name in names})
    if form.is_valid():
        commands.change_session(session_id=session_id, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("The session is changed."))
        return redirect("exams:session", session_id)
    return render(request, "exams/change.html", {"form": form, "session": session})


@require_POST
def assign(request: Request, session_id: int) -> HttpResponse:
    """Assign free seats."""
    _must_arrange(request, sessions.a_session(session_id, request.actor).round)
    return on_session(request, commands.assign_seats, session_id, _("%d candidates have a seat now."))


@require_POST
def cancel(request: Request, session_id: int) -> HttpResponse:
    """Cancel a planned session."""
    session = commands.cancel_session(session_id=session_id, by=request.actor, at=request.at)
    messages.success(request, _("The session is cancelled. Its candidates wait for another seat."))
    return redirect("exams:round", session.round.code)


@require_http_methods(["GET", "POST"])
def minutes(request: Request, seat_id: int) -> HttpResponse:
    """Grant extra minutes to one candidate."""
    seat = sessions.seat_for_minutes(seat_id, request.actor)
    form = MinutesForm(posted(request), initial={"minutes": seat.extra_minutes})
    if form.is_valid():
        commands.grant_minutes(
            seat_id=seat_id, minutes=form.cleaned_data["minutes"], by=request.actor, at=request.at
        )
        messages.success(request, _("The extra minutes are kept."))
        return redirect("exams:session", seat.session_id) if seat.session_id else redirect("exams:rounds")
    return render(request, "exams/minutes.html", {"form": form, "seat": seat})


def _arranged(request: Request, code: str) -> tuple[Round, Any]:
    """The round, and the vacancy whose second test is meant (none: the first exam)."""
    found = rounds.a_round(code, request.actor)
    _must_arrange(request, found)
    asked = request.GET.get("vacancy", "")
    if not asked:
        return found, None
    vacancy = next((one for one in vacancies.with_second_cat(found.pk) if one.code == asked), None)
    if vacancy is None:
        raise NotFound(_("There is no such vacancy with a second test by computer."))
    return found, vacancy


def _must_arrange(request: Request, found: Round) -> None:
    must_be(
        access.may_arrange(request.actor, found.agency_id, found.pk),
        _("Only committee officers arrange exams."),
    )


def _minutes(found: Round, vacancy: Any) -> int:
    if vacancy is None:
        return vacancies.norm_of(found.pk).minutes
    return next((t.minutes for t in vacancy.tests if t.stage == "second" and t.kind == "cat"), 90)
