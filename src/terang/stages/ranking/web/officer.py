"""Pages of the committee officer: what is missing, drafts with their figures, proposing, publishing."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.journal.queries import history
from terang.base.papers.serving import paper_response
from terang.base.refusals import NotFound
from terang.base.ui.posting import posted
from terang.base.work.landing import RESULT
from terang.base.work.web.handing import hand_over
from terang.stages.ranking import access, cards, commands, queries
from terang.stages.ranking.models import Edition
from terang.stages.ranking.states import EDITION, Stage
from terang.stages.ranking.web import showing
from terang.stages.ranking.web.forms import DraftForm, EqualsForm, ReasonForm
from terang.stages.ranking.web.long import on_edition

LINES = 50


@require_safe
def rounds(request: Request) -> HttpResponse:
    """The rounds whose rankings this person may see."""
    found = queries.rounds_of(request.actor)
    must_be(bool(found), _only_readers())
    return render(
        request, "ranking/rounds.html", {"rows": showing.round_rows(found), "columns": showing.ROUND_COLUMNS}
    )


@require_safe
def round_page(request: Request, round_id: int) -> HttpResponse:
    """Both rankings of a round: what is missing, the draft, the published editions."""
    round_ = queries.round_(round_id)
    must_be(access.may_read(request.actor, round_), _only_readers())
    stages = [
        showing.stage_card(round_, stage, request.actor, request.at) for stage in showing.stages(round_)
    ]
    may_suppose = queries.latest_published(round_.pk, Stage.FINAL) is not None
    context = {"round": round_, "stages": stages, "may_suppose": may_suppose}
    return render(request, "ranking/round.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: Request, round_id: int, stage: str) -> HttpResponse:
    """Draft the ranking; a further edition asks for its reason first."""
    round_ = queries.round_(round_id)
    must_be(
        access.may_draft(request.actor, round_),
        _("Only a committee officer of this round drafts its rankings."),
    )
    if stage not in showing.stages(round_):
        raise NotFound(_("There is no such ranking."))
    if not showing.needs_reason(round_, stage):
        if request.method != "POST":
            return redirect("ranking:round", round_id)
        return _drafted(request, round_id, stage, "")
    asked = " ".join(dict.fromkeys(one.reason for one in queries.open_corrections(round_.pk, stage)))
    form = DraftForm(posted(request), initial={"reason": asked})
    if form.is_valid():
        return _drafted(request, round_id, stage, form.cleaned_data["reason"])
    context = {"form": form, "round": round_, "stage": Stage(stage).label}
    return render(request, "ranking/draft.html", context)


def _drafted(request: Request, round_id: int, stage: str, reason: str) -> HttpResponse:
    return hand_over(
        request, commands.draft_edition, round_id=round_id, stage=stage, reason=reason,
        page="ranking:edition", args=[RESULT], back=reverse("ranking:round", args=[round_id]),
        said=_("The ranking is drafted. Check it, then propose it."),
    )  # fmt: skip


@require_safe
def edition(request: Request, edition_id: int) -> HttpResponse:
    """An edition with all its lines, and what can be done with it now."""
    found = _readable(request, edition_id)
    vacancy_id = showing.whole(request.GET.get("vacancy"))
    lines = queries.places_of(found, vacancy_id=vacancy_id, pid=showing.typed(request.GET.get("q", "")))
    page = Paginator(lines, LINES).get_page(request.GET.get("page"))
    context = {
        "edition": found, "page": page, "columns": showing.columns(found), "rows": showing.rows(found, list(page)),
        "form": showing.filter_form(found, request.GET), "changes": showing.changes(found),
        "open_equals": showing.open_equals(found), "may": showing.may(request.actor, found),
        "history": history(found), "downloads": showing.downloads(found),
    }  # fmt: skip
    return render(request, "ranking/edition.html", context)


@require_safe
def line(request: Request, edition_id: int, placement_id: int) -> HttpResponse:
    """One line explained, as the person will read it."""
    found = _readable(request, edition_id)
    one = queries.place_in(found, placement_id)
    context = {
        "edition": found, "line": one, "card": cards.shown(cards.card_of(found, one)),
        "paper": reverse("ranking:line_card", args=[edition_id, placement_id]),
    }  # fmt: skip
    return render(request, "ranking/line.html", context)


@require_safe
def line_card(request: Request, edition_id: int, placement_id: int) -> HttpResponse:
    """The same on paper."""
    found = _readable(request, edition_id)
    one = queries.place_in(found, placement_id)
    return paper_response(cards.paper_of(found, one), f"kartu-{one.pid}")


def _to_decide(request: Request, edition_id: int) -> Edition:
    """An edition in which this person decides what the norm leaves open."""
    found = _readable(request, edition_id)
    must_be(
        access.may_draft(request.actor, found.round),
        _("Only a committee officer of this round decides this."),
    )
    return found


@require_http_methods(["GET", "POST"])
def equals(request: Request, edition_id: int, vacancy_id: int) -> HttpResponse:
    """Decide among those whom the norm can't separate."""
    found = _to_decide(request, edition_id)
    there = list(queries.equals(found, vacancy_id))
    if not there:
        raise NotFound(_("Nobody shares the place across the last slot of this vacancy."))
    form = EqualsForm(posted(request), equals=there)
    if form.is_valid():
        commands.decide_equals(
            edition_id=edition_id, vacancy_id=vacancy_id, by=request.actor, at=request.at, **form.cleaned_data
        )
        messages.success(request, _("The decision is recorded."))
        return redirect("ranking:edition", edition_id)
    context = {"form": form, "edition": found, "equals": there, "left": showing.slots_left(there)}
    return render(request, "ranking/equals.html", context)


@require_http_methods(["GET", "POST"])
def movers(request: Request, edition_id: int, vacancy_id: int) -> HttpResponse:
    """Decide among those who equally ask for the last empty slots of a vacancy."""
    found = _to_decide(request, edition_id)
    target = queries.vacancy_in(found, vacancy_id)
    asking = queries.movers(found, target.code)
    if not asking:
        raise NotFound(_("Nobody waits for a decision about an empty slot of this vacancy."))
    form = EqualsForm(posted(request), equals=asking)
    if form.is_valid():
        commands.decide_movers(
            edition_id=edition_id, vacancy_id=vacancy_id, by=request.actor, at=request.at, **form.cleaned_data
        )
        messages.success(request, _("The decision is recorded."))
        return redirect("ranking:edition", edition_id)
    left = queries.slots_left_in(found, target)
    context = {"form": form, "edition": found, "left": left, "target": target}
    return render(request, "ranking/equals.html", context)


@require_POST
def propose(request: Request, edition_id: int) -> HttpResponse:
    found = _readable(request, edition_id)
    must_be(access.may_draft(request.actor, found.round), access.ONLY_PROPOSERS)
    said = _("Proposed. Another person approves it now.")
    return on_edition(request, commands.propose_edition, edition_id, said)


@require_http_methods(["GET", "POST"])
def take_back(request: Request, edition_id: int) -> HttpResponse:
    """Make a draft again of what is not published yet."""
    found = _readable(request, edition_id)
    must_be(
        access.may_draft(request.actor, found.round),
        _("Only a committee officer of this round takes its rankings back."),
    )
    EDITION.after(found.state, "take_back")
    form = ReasonForm(posted(request))
    if form.is_valid():
        commands.take_back(edition_id=edition_id, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("It is a draft again."))
        return redirect("ranking:edition", edition_id)
    context = {"form": form, "edition": found, "title": _("Take the ranking back"), "submit": _("Take back")}
    return render(request, "ranking/reason.html", context)


@require_POST
def publish(request: Request, edition_id: int) -> HttpResponse:
    found = _readable(request, edition_id)
    must_be(access.may_publish(request.actor, found.round), access.ONLY_PUBLISHERS)
    said = _("The ranking is published. Everybody in it has been told.")
    return on_edition(request, commands.publish_edition, edition_id, said)


def _readable(request: Request, edition_id: int) -> Edition:
    found = queries.edition(edition_id)
    must_be(access.may_read(request.actor, found.round), _only_readers())
    return found


def _only_readers() -> str:
    return _("Rankings before publication are for the committee, the approver and the auditor of the round.")
