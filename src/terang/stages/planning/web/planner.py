"""Pages of the planner: the base, the staff, the formasi."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.tenancy.models import Round
from terang.base.ui.posting import posted
from terang.stages.planning import access, commands, needs, queries
from terang.stages.planning.web.forms import BaseForm, FormasiForm, StaffForm


@require_http_methods(["GET", "POST"])
def base(request: Request, round_id: int) -> HttpResponse:
    """Which base the analysis of this round rests on."""
    round_ = _planning(request, queries.round_for(request.actor, round_id))
    form = BaseForm(posted(request), plan=queries.plan_of(round_))
    if form.is_valid():
        commands.choose_base(round_id=round_id, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("The needs are worked out anew."))
        return redirect("planning:round", round_id)
    return render(request, "planning/base.html", {"form": form, "round": round_})


@require_http_methods(["GET", "POST"])
def describe(request: Request, position_id: int) -> HttpResponse:
    """Who is there now, and who retires."""
    found = queries.position_for(request.actor, position_id)
    _planning(request, found.round)
    there = {"location": found.location, "incumbents": found.incumbents, "retiring": found.retiring}
    form = StaffForm(posted(request), initial=there)
    if form.is_valid():
        commands.describe_position(
            position_id=position_id, by=request.actor, at=request.at, **form.cleaned_data
        )
        messages.success(request, _("The staff of this position is recorded."))
        return redirect("planning:position", position_id)
    context = {"form": form, "position": found}
    return render(request, "planning/describe.html", context)


@require_http_methods(["GET", "POST"])
def write(request: Request, position_id: int) -> HttpResponse:
    """How many slots the position gets, with the reason when rounding."""
    found = queries.position_for(request.actor, position_id)
    _planning(request, found.round)
    line = queries.line_of(found)
    form = FormasiForm(posted(request), initial=_present(line))
    if form.is_valid():
        slots, reason = form.cleaned_data["slots"], form.cleaned_data["reason"].strip()
        if slots == line.figures.exact_gap or reason:
            made = commands.write_formasi(
                position_id=position_id, by=request.actor, at=request.at, **form.cleaned_data
            )
            messages.success(
                request, _("The formasi is written. It counts once a second person has approved it.")
            )
            return redirect("planning:formasi", made.pk)
        form.add_error("reason", _("The slots are not exactly the gap: give the reason."))
    context = {
        "form": form,
        "position": found,
        "line": line,
        "base": needs.label_of(queries.base_of(found.round)),
    }
    return render(request, "planning/write_formasi.html", context)


@require_POST
def drop_position(request: Request, position_id: int) -> HttpResponse:
    """Remove a position from the round."""
    found = queries.position_for(request.actor, position_id)
    commands.drop_position(position_id=position_id, by=request.actor, at=request.at)
    messages.success(request, _("The position is removed from this round."))
    return redirect("planning:round", found.round_id)


@require_POST
def drop_formasi(request: Request, formasi_id: int) -> HttpResponse:
    """Give up a draft."""
    found = queries.formasi_for(request.actor, formasi_id)
    commands.drop_formasi(formasi_id=formasi_id, by=request.actor, at=request.at)
    messages.success(request, _("The draft is dropped."))
    return redirect("planning:position", found.need_id)


@require_POST
def propose(request: Request, formasi_id: int) -> HttpResponse:
    """Fix the bytes; a second person decides."""
    queries.formasi_for(request.actor, formasi_id)
    commands.propose_formasi(formasi_id=formasi_id, by=request.actor, at=request.at)
    messages.success(
        request, _("Proposed. A second person approves exactly these figures; any change voids it.")
    )
    return redirect("planning:formasi", formasi_id)


def _planning(request: Request, round_: Round) -> Round:
    must_be(access.may_plan(request.actor, round_), _("Only a planner of this round does this."))
    return round_


def _present(line: queries.Line) -> dict[str, object]:
    if line.formasi:
        return {"slots": line.formasi.slots, "location": line.formasi.location, "reason": line.formasi.reason}
    whole = line.figures.exact_gap.to_integral_value()
    return {"slots": max(int(whole), 1), "location": line.position.location}
