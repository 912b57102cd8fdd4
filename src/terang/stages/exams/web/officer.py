"""Officials of a round: how far its exams are, and publishing their scores."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.base.ui.components.numbers import in_words
from terang.base.ui.values import Column, Link, Tag
from terang.stages.exams import access, commands
from terang.stages.exams.models import Session
from terang.stages.exams.queries import forms, rounds
from terang.stages.exams.states import Stage
from terang.stages.exams.web.showing import FORM_MEANING, SESSION_MEANING
from terang.stages.vacancies import facts as vacancies


@require_GET
def rounds_(request: Request) -> HttpResponse:
    """The rounds whose exams one may see."""
    found = rounds.rounds_for(request.actor)
    if not found:
        raise NotFound(_("You hold no role in the exams of a round."))
    return render(request, "exams/rounds.html", {"rounds": found})


@require_GET
def round_(request: Request, code: str) -> HttpResponse:
    """One round: bank, forms, sessions, scores."""
    found = rounds.a_round(code, request.actor)
    norm = vacancies.norm_of(found.pk)
    published = rounds.score_lists(found.pk)
    stages = [
        {"counts": counts, "label": Stage(counts.stage).label, "published": published.get(counts.stage),
         "may_publish": access.may_publish(request.actor, found.agency_id, found.pk) and not counts.waiting and counts.finished + counts.absent,
         "url": reverse("exams:publish", args=[code, counts.stage])}
        for counts in (rounds.counts(found.pk, stage) for stage in Stage.values if norm.integration or stage == Stage.FIRST)
    ]  # fmt: skip
    context = {
        "round": found, "norm": norm, "stages": stages, "bank": _bank(found, norm.id),
        "may_arrange": access.may_arrange(request.actor, found.agency_id, found.pk),
        "forms": [(form, FORM_MEANING[form.state], dict(forms.parts_of_form(form))) for form in forms.of_round(found.pk)],
        "session_columns": [_("Session"), _("Begins"), _("Site"), Column(_("Seats taken"), numeric=True), Column(_("Ended"), numeric=True), _("State")],
        "session_rows": [_row(one) for one in rounds.sessions_of(found.pk)],
        "second": vacancies.with_second_cat(found.pk),
    }  # fmt: skip
    return render(request, "exams/round.html", context)


@require_POST
def publish(request: Request, code: str, stage: str) -> HttpResponse:
    """Publish the scores of a stage."""
    if stage not in Stage.values:
        raise NotFound(_("There is no such stage."))
    found = rounds.a_round(code, request.actor)
    commands.publish_scores(round_=found, stage=stage, by=request.actor, at=request.at)
    messages.success(request, _("The scores are published."))
    return redirect("exams:scores", code, stage)


def _bank(round_: Round, norm_id: str) -> list[tuple[str, int]]:
    return sorted(forms.bank_counts(round_.agency_id, norm_id).items())


def _row(one: Session) -> list[object]:
    taken, ended = getattr(one, "taken_count", 0), getattr(one, "ended_count", 0)
    link = Link(one.title, reverse("exams:session", args=[one.pk]))
    state = Tag(one.get_state_display(), SESSION_MEANING[one.state])
    return [link, in_words(one.starts_at), one.site, f"{taken} / {one.capacity}", ended, state]
