"""Pages of a candidate: own tests, appointments, what to hand in, and published scores with their evidence."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.base.files.serving import serve
from terang.base.refusals import NotFound
from terang.base.ui.posting import posted, refused_into
from terang.stages.panels import access, commands, facts
from terang.stages.panels.models import Invitation
from terang.stages.panels.queries import seats
from terang.stages.panels.queries.tests import panel
from terang.stages.panels.web import showing
from terang.stages.panels.web.forms import WorkForm


@require_safe
def own(request: Request) -> HttpResponse:
    """One's own tests: when, where, what to bring."""
    must_be(request.actor.is_applicant, _("This page is for candidates."))
    found = [
        (row, panel(row.round_id, row.test_id)) for row in seats.invitations_of(request.actor.person_id or 0)
    ]
    return render(request, "panels/own.html", {"tests": found})


@require_safe
def own_test(request: Request, invitation_id: int) -> HttpResponse:
    """One test: the rubric, and the judgement once it is published."""
    row = _own(request, invitation_id)
    rubric = next((one for one in facts.rubrics(row.round_id) if one.test_id == row.test_id), None)
    found = facts.own_score(row.pk, person_id=row.person_id)
    context = {
        "invitation": row, "panel": panel(row.round_id, row.test_id), "rubric": rubric,
        "criteria": showing.rubric_tables(rubric) if rubric else [], "score": found.score if found else None,
        "sheets": [showing.sheet(one) for one in found.sheets] if found else [],
    }  # fmt: skip
    return render(request, "panels/own_test.html", context)


@require_http_methods(["GET", "POST"])
def hand_in(request: Request, invitation_id: int) -> HttpResponse:
    """Hand in the document of a portfolio or presentation."""
    row = _own(request, invitation_id)
    form = WorkForm(posted(request), request.FILES or None)
    if form.is_valid():
        content = form.cleaned_data["document"].read()
        with refused_into(form, "document"):
            commands.hand_in(invitation_id=row.pk, content=content, by=request.actor, at=request.at)
            messages.success(request, _("Your document has arrived."))
            return redirect("panels:own_test", row.pk)
    context = {"form": form, "invitation": row, "panel": panel(row.round_id, row.test_id)}
    return render(request, "panels/hand_in.html", context)


@require_safe
def own_work(request: Request, invitation_id: int) -> HttpResponse:
    """What one handed in, as the assessors get it."""
    row = _own(request, invitation_id)
    if row.work is None:
        raise NotFound(_("You have handed nothing in yet."))
    return serve(row.work, name=row.pid, as_download=True)


def _own(request: Request, invitation_id: int) -> Invitation:
    row = seats.invitation(invitation_id)
    must_be(access.may_hand_in(request.actor, row), _("This page is for the candidate."))
    return row
