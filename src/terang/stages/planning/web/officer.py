"""Pages that all officials of planning read, and the opening of a round."""

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.journal.queries import history
from terang.base.ui.posting import posted
from terang.base.ui.values import Column
from terang.stages.planning import access, commands, documents, needs, queries
from terang.stages.planning.web import showing
from terang.stages.planning.web.forms import ApproveForm, LinesFilter, ReasonForm, RoundForm

LINES_A_PAGE = 50


@require_GET
def rounds(request: Request) -> HttpResponse:
    """The rounds of one's agency."""
    agency = queries.agency_of(request.actor)
    must_be(
        bool(request.actor.rounds_of(*access.READERS)),
        _("Planning is open to planners, the committee, approvers and auditors."),
    )
    context = {
        "agency": agency,
        "rounds": queries.rounds_for(request.actor),
        "may_open": access.may_open_round(request.actor, agency),
    }
    return render(request, "planning/rounds.html", context)


@require_http_methods(["GET", "POST"])
def open_round(request: Request) -> HttpResponse:
    """A new round."""
    agency = queries.agency_of(request.actor)
    must_be(
        access.may_open_round(request.actor, agency), _("Only the committee of this agency opens a round.")
    )
    form = RoundForm(posted(request), initial={"year": request.at.year})
    if form.is_valid():
        made = commands.open_round(agency_id=agency.pk, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("The round is open. Its planning begins with the workload."))
        return redirect("planning:round", made.pk)
    return render(request, "planning/open_round.html", {"form": form})


@require_GET
def plan(request: Request, round_id: int) -> HttpResponse:
    """Need, staff, retirements, gap and formasi of every position, with the base."""
    round_ = queries.round_for(request.actor, round_id)
    asked = LinesFilter(request.GET or None)
    wanted = asked.cleaned_data if asked.is_valid() else {"q": "", "state": ""}
    everything = queries.lines(round_)
    found = queries.lines(round_, wanted["q"]) if wanted["q"] else everything
    page = Paginator(showing.lines_in_state(found, wanted["state"]), LINES_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "round": round_, "base": needs.label_of(queries.base_of(round_)), "form": asked, "page": page,
        "columns": showing.need_columns(), "rows": showing.need_rows(page), "is_empty": not everything,
        "bars": showing.gap_bars(everything), "total_gap": showing.total_gap(everything),
        "may_plan": access.may_plan(request.actor, round_), "history": history(round_),
    }  # fmt: skip
    return render(request, "planning/round.html", context)


@require_GET
def need_csv(request: Request, round_id: int) -> HttpResponse:
    """The need of a round as CSV: exact, with a point."""
    round_ = queries.round_for(request.actor, round_id)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{round_.code}-need.csv"'
    writer = csv.writer(response)
    writer.writerow(
        ["position", "unit", "location", "tasks", "exact_need", "base", "incumbents", "retiring", "exact_gap",
         "formasi", "slots", "reason", "state"]
    )  # fmt: skip
    base = needs.label_of(queries.base_of(round_))
    for line in queries.lines(round_):
        writer.writerow(map(_inert, _csv_row(line, base)))
    return response


@require_GET
def position(request: Request, position_id: int) -> HttpResponse:
    """One position: what is to be done, who is there, what follows."""
    found = queries.position_for(request.actor, position_id)
    columns = [
        Column(_("Task")), Column(_("Volume"), numeric=True), Column(_("Period")), Column(_("Minutes"), numeric=True),
    ]  # fmt: skip
    rows = [
        [row.task, row.volume.normalize(), _period(row.period), row.minutes.normalize()]
        for row in found.workload.all()
    ]
    line = queries.line_of(found)
    context = {
        "round": found.round, "position": found, "line": line, "columns": columns, "rows": rows,
        "base": needs.label_of(queries.base_of(found.round)), "may_plan": access.may_plan(request.actor, found.round),
        "stands": bool(line.formasi and line.formasi.state == "approved"), "history": history(found),
    }  # fmt: skip
    return render(request, "planning/position.html", context)


@require_GET
def formasi_list(request: Request, round_id: int) -> HttpResponse:
    """All formasi of a round."""
    round_ = queries.round_for(request.actor, round_id)
    found = queries.formasi_in(round_)
    page = Paginator(found, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "round": round_, "page": page, "columns": showing.formasi_columns(), "rows": showing.formasi_rows(page),
        "slots": sum(found.values_list("slots", flat=True)),
    }  # fmt: skip
    return render(request, "planning/formasi_list.html", context)


@require_GET
def formasi(request: Request, formasi_id: int) -> HttpResponse:
    """One formasi, and for its approver the exact bytes."""
    found = queries.formasi_for(request.actor, formasi_id)
    decision = queries.proposal(found)
    context = {
        "formasi": found, "round": found.round, "decision": decision, "history": history(found),
        "document": documents.formation(found).decode(),
        "may_plan": access.may_plan(request.actor, found.round),
        "may_approve": access.may_approve(request.actor, found.round),
        "form": ApproveForm(initial={"shown": decision.fingerprint}) if decision else None,
        "refusal": ReasonForm(),
    }  # fmt: skip
    return render(request, "planning/formasi.html", context)


def _period(period: str) -> str:
    words = {"day": _("a day"), "week": _("a week"), "month": _("a month"), "year": _("a year")}
    return words[period]


def _csv_row(line: queries.Line, base: str) -> list[object]:
    here, formasi, figures = line.position, line.formasi, line.figures
    decided = [formasi.code, formasi.slots, formasi.reason, formasi.state] if formasi else ["", "", "", ""]
    return [
        here.position, here.unit, here.location, figures.tasks, figures.exact_need, base, here.incumbents,
        here.retiring, figures.exact_gap, *decided,
    ]  # fmt: skip


def _inert(value: object) -> object:
    """A spreadsheet must not take words for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t")) else value
