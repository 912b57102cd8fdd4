"""The applicant's pages: what is on offer, the profile, one's applications and the steps of a draft."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.base.ui.posting import posted, refused_into
from terang.stages.applications import commands, consents, queries, slots
from terang.stages.applications.web.doors import for_applicants
from terang.stages.applications.web.forms import AlternativesForm, AnswersForm, ProfileForm, UploadForm


@require_safe
@for_applicants
def vacancies(request: Request) -> HttpResponse:
    """Every vacancy that one may apply for, and for each "no" its clause."""
    context = {
        "profile": queries.profile(request.actor),
        "rounds": queries.open_rounds(request.actor, request.at),
        "unfinished": queries.unfinished(request.actor, request.at),
    }
    return render(request, "applications/vacancies.html", context)


@require_safe
@for_applicants
def vacancy(request: Request, vacancy_id: int) -> HttpResponse:
    offer, round_ = queries.offer(vacancy_id, request.actor, request.at)
    request.agency = round_.round.agency
    context = {
        "offer": offer,
        "round": round_,
        "slots": [one for one in slots.of(offer.vacancy).values() if not one.is_claim],
        "claims": [one for one in slots.of(offer.vacancy).values() if one.is_claim],
        "profile": queries.profile(request.actor),
    }
    return render(request, "applications/vacancy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def profile(request: Request) -> HttpResponse:
    kept = queries.profile(request.actor)
    form = ProfileForm(posted(request), said=kept)
    if form.is_valid():
        answers = form.answers(statement=kept.statement if kept else "")
        commands.keep_profile(answers=answers, by=request.actor, at=request.at)
        messages.success(request, _("Your profile is kept. Each new application begins with it."))
        return redirect("applications:vacancies")
    return render(request, "applications/profile.html", {"form": form})


@require_safe
@for_applicants
def mine(request: Request) -> HttpResponse:
    return render(request, "applications/mine.html", {"mine": queries.mine(request.actor)})


@require_POST
@for_applicants
def start(request: Request, vacancy_id: int) -> HttpResponse:
    application = commands.start(vacancy_id=vacancy_id, by=request.actor, at=request.at)
    return redirect("applications:application", application.pk)


@require_safe
@for_applicants
def application(request: Request, application_id: int) -> HttpResponse:
    """Where one application stands, and what can be done with it now."""
    mine = queries.of(application_id, request.actor)
    request.agency = mine.application.round.agency
    context = {
        "mine": mine,
        "application": mine.application,
        "is_open": mine.is_open(request.at),
        "openings": consents.openings(mine.vacancy),
        "is_complete": mine.application.is_editable and not queries.missing(mine),
    }
    return render(request, "applications/application.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def answers(request: Request, application_id: int) -> HttpResponse:
    mine = queries.of(application_id, request.actor)
    request.agency = mine.application.round.agency
    form = AnswersForm(posted(request), said=mine.application)
    if form.is_valid():
        commands.fill(application_id=application_id, answers=form.answers(), by=request.actor, at=request.at)
        messages.success(request, _("Saved. Next: your documents."))
        return redirect("applications:documents", application_id)
    context = {"form": form, "mine": mine}
    return render(request, "applications/answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def alternatives(request: Request, application_id: int) -> HttpResponse:
    """Where else one would go if a slot stays empty, or nowhere."""
    mine = queries.of(application_id, request.actor)
    request.agency = mine.application.round.agency
    openings = consents.openings(mine.vacancy)
    if not openings:
        raise NotFound(_("In this round there is no other vacancy to which you could be moved."))
    form = AlternativesForm(posted(request), openings=openings, chosen=mine.application.alternatives)
    if form.is_valid():
        commands.agree(
            application_id=application_id, alternatives=form.alternatives, by=request.actor, at=request.at
        )
        messages.success(request, _("Saved. It counts when you submit."))
        return redirect("applications:application", application_id)
    context = {"form": form, "mine": mine, "steps": consents.steps(mine.vacancy)}
    return render(request, "applications/alternatives.html", context)


@require_safe
@for_applicants
def documents(request: Request, application_id: int) -> HttpResponse:
    mine = queries.of(application_id, request.actor)
    request.agency = mine.application.round.agency
    places = [one for one in queries.places(mine) if not one.slot.is_claim]
    claims = [one for one in queries.places(mine) if one.slot.is_claim]
    filled = sum(one.document is not None for one in places)
    context = {"mine": mine, "places": places, "claims": claims, "filled": filled}
    return render(request, "applications/documents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def slot(request: Request, application_id: int, code: str) -> HttpResponse:
    """One document: what lies there, as the verifier will see it, and another in its place."""
    mine = queries.of(application_id, request.actor)
    request.agency = mine.application.round.agency
    place = queries.place(mine, code)
    form = UploadForm(posted(request), request.FILES or None, slot=place.slot)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        with refused_into(form, "file"):
            commands.add_document(
                application_id=application_id, slot=code, content=upload.read(), title=upload.name,
                by=request.actor, at=request.at,
            )  # fmt: skip
            messages.success(request, _("The file is kept. Look at it below, as the verifier will see it."))
            return redirect("applications:slot", application_id, code)
    context = {"form": form, "mine": mine, "place": place}
    return render(request, "applications/slot.html", context)


@require_POST
@for_applicants
def remove_document(request: Request, application_id: int, code: str) -> HttpResponse:
    commands.remove_document(application_id=application_id, slot=code, by=request.actor, at=request.at)
    messages.success(request, _("The file is taken out."))
    return redirect("applications:documents", application_id)
