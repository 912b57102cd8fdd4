"""Pages of the committee officer: how far each test is, its assessors, appointments, absences."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terang.base.access import Role, must_be
from terang.base.access import queries as grants
from terang.base.access.requests import Request
from terang.base.ui.posting import posted
from terang.base.work.web.handing import hand_over
from terang.stages.panels import access, commands
from terang.stages.panels.commands.appointments import Slots
from terang.stages.panels.models import Invitation
from terang.stages.panels.queries import marks, results, seats
from terang.stages.panels.queries.tests import panel
from terang.stages.panels.states import InvitationState
from terang.stages.panels.web import showing
from terang.stages.panels.web.forms import AppointmentForm, PoolForm, ReasonForm, ScheduleForm


@require_safe
def home(request: Request) -> HttpResponse:
    """Assessors find what they judge; the others how far the tests of their rounds are."""
    if request.actor.agency_of(Role.ASSESSOR) and not request.actor.agency_of(*seats.READERS):
        return redirect("panels:mine")
    must_be(request.actor.agency_of(*seats.READERS) is not None, _only_followers())
    rounds = [
        (one, showing.progress_rows(one, seats.progress_of(one.pk))) for one in seats.rounds_of(request.actor)
    ]
    context = {"rounds": [one for one in rounds if one[1]], "columns": showing.PROGRESS_COLUMNS}
    return render(request, "panels/home.html", context)


@require_safe
def test(request: Request, round_id: int, test_id: int) -> HttpResponse:
    """One test: its steps, and its candidates."""
    found = seats.progress(round_id, test_id)
    must_be(access.may_follow(request.actor, found.panel), _only_followers())
    may_lead = access.may_lead(request.actor, found.panel)
    rows = list(seats.candidates_of(test_id))
    context = {
        "panel": found.panel, "progress": found, "may_lead": may_lead, "steps": showing.steps(found),
        "members": seats.pool_members(test_id), "columns": showing.CANDIDATE_COLUMNS,
        "rows": [showing.candidate_row(row, may_lead=may_lead) for row in rows],
        "waiting": [row for row in rows if row.starts_at is None and row.state == InvitationState.INVITED],
    }  # fmt: skip
    return render(request, "panels/test.html", context)


@require_http_methods(["GET", "POST"])
def assessors(request: Request, round_id: int, test_id: int) -> HttpResponse:
    """Fix who may judge, or add to them."""
    found = seats.progress(round_id, test_id)
    must_be(access.may_lead(request.actor, found.panel), _only_officer())
    known = {one.person_id for one in seats.pool_members(test_id)}
    holders = grants.holders(Role.ASSESSOR, agency_id=found.panel.agency_id, round_id=round_id)
    people = [one for one in holders if one.pk not in known]
    form = PoolForm(posted(request), people=people, fixed=found.pool is not None)
    if form.is_valid():
        act = commands.enlarge_pool if found.pool else commands.fix_pool
        act(round_id=round_id, test_id=test_id, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("The assessors are fixed. Now they can be drawn."))
        return redirect("panels:test", round_id, test_id)
    context = {"form": form, "panel": found.panel, "progress": found, "people": people}
    return render(request, "panels/assessors.html", context)


@require_POST
def draw(request: Request, round_id: int, test_id: int) -> HttpResponse:
    must_be(access.may_lead(request.actor, panel(round_id, test_id)), _only_officer())
    return hand_over(
        request, commands.draw, round_id=round_id, test_id=test_id, page="panels:test", args=[round_id, test_id],
        said=_("%d seats are drawn."), back=reverse("panels:test", args=[round_id, test_id]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def appointments(request: Request, round_id: int, test_id: int) -> HttpResponse:
    """Appointments for everybody who has none, one after the other."""
    found = panel(round_id, test_id)
    must_be(access.may_lead(request.actor, found), _only_officer())
    _local(round_id)
    form = ScheduleForm(posted(request), initial={"minutes": found.test.minutes})
    if form.is_valid():
        said = form.cleaned_data
        slots = Slots(
            said["first_at"],
            said["minutes"],
            said["pause"],
            said["until"],
            timezone.get_current_timezone_name(),
            said["rooms"],
        )
        made = commands.schedule(
            round_id=round_id, test_id=test_id, slots=slots, place=said["place"], link=said["link"], by=request.actor,
            at=request.at,
        )  # fmt: skip
        messages.success(request, _("%d appointments are made; the candidates are told.") % len(made))
        return redirect("panels:test", round_id, test_id)
    context = {"form": form, "panel": found}
    return render(request, "panels/appointments.html", context)


@require_http_methods(["GET", "POST"])
def appointment(request: Request, invitation_id: int) -> HttpResponse:
    """One appointment, made or moved."""
    row = _led(request, invitation_id)
    found = panel(row.round_id, row.test_id)
    _local(row.round_id)
    minutes = (
        int((row.ends_at - row.starts_at).total_seconds() // 60)
        if row.starts_at and row.ends_at
        else found.test.minutes
    )
    initial = {"starts_at": row.starts_at, "minutes": minutes, "place": row.place, "link": row.link}
    form = AppointmentForm(posted(request), initial=initial)
    if form.is_valid():
        commands.appoint(invitation_id=row.pk, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("The appointment is made; the candidate is told."))
        return redirect("panels:test", row.round_id, row.test_id)
    context = {"form": form, "panel": found, "invitation": row}
    return render(request, "panels/appointment.html", context)


@require_http_methods(["GET", "POST"])
def absent(request: Request, invitation_id: int) -> HttpResponse:
    """Note that a candidate did not come."""
    row = _led(request, invitation_id)
    form = ReasonForm(posted(request))
    if form.is_valid():
        commands.mark_absent(invitation_id=row.pk, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("Noted as absent."))
        return redirect("panels:test", row.round_id, row.test_id)
    context = {"form": form, "panel": panel(row.round_id, row.test_id), "invitation": row}
    return render(request, "panels/absent.html", context)


@require_safe
def candidate(request: Request, invitation_id: int) -> HttpResponse:
    """One candidate's complete judgement; before all have locked there is nothing to see."""
    row = seats.invitation(invitation_id)
    must_be(access.may_follow(request.actor, row), _only_followers())
    complete = row.state == InvitationState.SETTLED
    context = {
        "invitation": row, "panel": panel(row.round_id, row.test_id), "seats": seats.seats_of(row),
        "result": results.latest_results([row]).get(row.pk),
        "sheets": [showing.sheet(one) for one in marks.sheets([row.pk]).get(row.pk, ())] if complete else [],
    }  # fmt: skip
    return render(request, "panels/candidate.html", context)


def _led(request: Request, invitation_id: int) -> Invitation:
    row = seats.invitation(invitation_id)
    must_be(access.may_lead(request.actor, row), _only_officer())
    return row


def _local(round_id: int) -> None:
    """Instants are typed in the agency's zone."""
    timezone.activate(seats.zone_of(round_id))


def _only_followers() -> str:
    return _(
        "Panels are for the committee, the approver and the auditor of the round, and for its assessors."
    )


def _only_officer() -> str:
    return _("This is for the committee officer of the round.")
