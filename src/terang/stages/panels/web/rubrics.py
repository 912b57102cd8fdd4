"""Pages of a test's rubric: chosen from the library, edited, read once frozen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.ui.posting import posted
from terang.stages.panels import access, commands
from terang.stages.panels.queries import marks, seats
from terang.stages.panels.queries.seats import Progress
from terang.stages.panels.shelf import RubricDraft
from terang.stages.panels.states import RUBRIC
from terang.stages.panels.web import showing
from terang.stages.panels.web.forms import ChooseForm, CriterionForms, RubricForm, lines_of


@require_http_methods(["GET", "POST"])
def rubric(request: Request, round_id: int, test_id: int) -> HttpResponse:
    """The rubric of a test, and the library while it may still change."""
    found = seats.progress(round_id, test_id)
    may_lead = access.may_lead(request.actor, found.panel)
    must_be(may_lead or access.may_follow(request.actor, found.panel), _only_officer())
    is_open = found.rubric is None or RUBRIC.may(found.rubric.state, "write")
    form = ChooseForm(posted(request), kind=found.panel.test.kind) if may_lead and is_open else None
    if request.method == "POST" and form is None:
        must_be(may_lead, _only_officer())
        RUBRIC.after(found.rubric.state if found.rubric else "", "write")
    if form is not None and form.is_valid():
        commands.choose_rubric(
            round_id=round_id, test_id=test_id, by=request.actor, at=request.at, **form.cleaned_data
        )
        messages.success(request, _("The rubric is chosen. Edit it, or go on to the assessors."))
        return redirect("panels:rubric", round_id, test_id)
    context = {
        "panel": found.panel, "rubric": found.rubric, "form": form, "may_write": may_lead and is_open,
        "criteria": showing.criteria_tables(marks.criteria_of(test_id)),
    }  # fmt: skip
    return render(request, "panels/rubric.html", context)


@require_http_methods(["GET", "POST"])
def write(request: Request, round_id: int, test_id: int) -> HttpResponse:
    """Edit title, criteria, weights and levels."""
    found = seats.progress(round_id, test_id)
    must_be(access.may_lead(request.actor, found.panel), _only_officer())
    if found.rubric:
        RUBRIC.after(found.rubric.state, "write")
    head = RubricForm(posted(request), initial=_head(found), prefix="rubric")
    rows = CriterionForms(
        posted(request), initial=[lines_of(one) for one in marks.criteria_of(test_id)], prefix="criteria"
    )
    if request.method == "POST" and head.is_valid() and rows.is_valid():
        criteria = tuple(one for one in (form.draft() for form in rows) if one)
        draft = RubricDraft(head.cleaned_data["title"], head.cleaned_data["guidance"], criteria)
        commands.write_rubric(
            round_id=round_id, test_id=test_id, draft=draft, by=request.actor, at=request.at
        )
        messages.success(request, _("The rubric is kept."))
        return redirect("panels:rubric", round_id, test_id)
    context = {"panel": found.panel, "form": head, "rows": rows}
    return render(request, "panels/write.html", context)


def _head(found: Progress) -> dict[str, str]:
    rubric = found.rubric
    return (
        {"title": rubric.title, "guidance": rubric.guidance} if rubric else {"title": found.panel.test.title}
    )


def _only_officer() -> str:
    return _("The committee officer of the round writes its rubrics; once frozen, everybody may read them.")
