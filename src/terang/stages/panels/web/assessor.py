"""Pages of an assessor: whom to judge, and the sheet that only they can see."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from terang.base.access import Role, must_be
from terang.base.access.requests import Request
from terang.base.files.serving import serve
from terang.base.refusals import NotFound
from terang.base.ui.posting import posted
from terang.stages.panels import commands
from terang.stages.panels.models import Assignment
from terang.stages.panels.queries import marks, seats
from terang.stages.panels.queries.tests import Panel, panel, panels_of
from terang.stages.panels.states import ASSIGNMENT, AssignmentState, InvitationState
from terang.stages.panels.web import showing
from terang.stages.panels.web.forms import MarksForm


@require_safe
def mine(request: Request) -> HttpResponse:
    """Whom this assessor judges; candidates find their own tests."""
    if request.actor.is_applicant:
        return redirect("panels:own")
    must_be(request.actor.agency_of(Role.ASSESSOR) is not None, _("Only assessors judge candidates."))
    found = list(seats.seats_of_assessor(request.actor))
    tests = {one.test.id: one for row in {seat.round_id for seat in found} for one in panels_of(row)}
    titles = {pk: one.title for pk, one in tests.items()}
    names = {pk: one.shows_names for pk, one in tests.items()}
    context = {
        "columns": showing.JUDGING_COLUMNS, "rows": showing.judging_rows(found, titles, names),
        "locked": sum(seat.state == AssignmentState.LOCKED for seat in found), "total": len(found),
    }  # fmt: skip
    return render(request, "panels/mine.html", context)


@require_http_methods(["GET", "POST"])
def mark(request: Request, assignment_id: int) -> HttpResponse:
    """The sheet: points and evidence for each criterion, kept as a draft until it is locked."""
    seat, found = _seat(request, assignment_id)
    criteria = marks.criteria_of(seat.invitation.test_id)
    if request.method == "POST":
        ASSIGNMENT.after(seat.state, "write")
    form = MarksForm(posted(request), initial=_initial(seat), criteria=criteria)
    if form.is_valid():
        commands.save_marks(assignment_id=seat.pk, given=form.given(), by=request.actor, at=request.at)
        if "lock" in request.POST:
            return redirect("panels:lock", seat.pk)
        messages.success(request, _("Your draft is kept. Nobody else can see it."))
        return redirect("panels:mark", seat.pk)
    context = {**_context(seat, found), "form": form}
    return render(request, "panels/mark.html", context)


@require_http_methods(["GET", "POST"])
def lock(request: Request, assignment_id: int) -> HttpResponse:
    """Read once more what will be fixed, then lock it."""
    seat, found = _seat(request, assignment_id)
    if request.method == "POST":
        commands.lock(assignment_id=seat.pk, by=request.actor, at=request.at)
        messages.success(request, _("Locked. From now on nobody can change your marks."))
        return redirect("panels:mine")
    ASSIGNMENT.after(seat.state, "lock")
    return render(request, "panels/lock.html", _context(seat, found))


@require_http_methods(["GET", "POST"])
def tie(request: Request, assignment_id: int) -> HttpResponse:
    """“I know this person”: somebody else is drawn, and nobody is told why."""
    seat, found = _seat(request, assignment_id)
    if request.method == "POST":
        commands.declare_tie(assignment_id=seat.pk, by=request.actor, at=request.at)
        messages.success(request, _("Thank you. Somebody else is drawn for this candidate."))
        return redirect("panels:mine")
    ASSIGNMENT.after(seat.state, "void")
    return render(request, "panels/tie.html", _context(seat, found))


@require_safe
def work(request: Request, assignment_id: int) -> HttpResponse:
    """What the candidate handed in."""
    seat, _found = _seat(request, assignment_id)
    if seat.invitation.work is None:
        raise NotFound(_no_work())
    return serve(seat.invitation.work, name=seat.invitation.pid, as_download=True)


def _seat(request: Request, assignment_id: int) -> tuple[Assignment, Panel]:
    must_be(request.actor.agency_of(Role.ASSESSOR) is not None, _("Only assessors judge candidates."))
    seat = seats.assignment(assignment_id, request.actor)
    return seat, panel(seat.round_id, seat.invitation.test_id)


def _initial(seat: Assignment) -> dict[str, object]:
    initial: dict[str, object] = {}
    for criterion_id, row in marks.drafts(seat).items():
        on_five = row.criterion.scale == "five" and row.points is not None
        initial[f"points-{criterion_id}"] = str(int(row.points or 0)) if on_five else row.points
        initial[f"evidence-{criterion_id}"] = row.evidence
    return initial


def _context(seat: Assignment, found: Panel) -> dict[str, object]:
    row = seat.invitation
    drafts = marks.drafts(seat)
    all_locked = row.state == InvitationState.SETTLED
    others = (
        [one for one in marks.sheets([row.pk]).get(row.pk, ()) if one.slot != seat.slot] if all_locked else []
    )
    criteria = marks.criteria_of(row.test_id)
    return {
        "seat": seat, "invitation": row, "panel": found, "guidance": seats.guidance(row.test_id),
        "is_open": ASSIGNMENT.may(seat.state, "write") and row.state == InvitationState.INVITED,
        "draft_columns": showing.SHEET_COLUMNS, "draft_rows": showing.draft_rows(criteria, drafts),
        "is_complete": showing.is_complete(criteria, drafts), "others": [showing.sheet(one) for one in others],
    }  # fmt: skip


def _no_work() -> str:
    return _("This candidate has handed nothing in yet.")
