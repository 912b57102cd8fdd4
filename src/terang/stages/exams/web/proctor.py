"""Proctors: the session on its day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.stages.exams import access, commands
from terang.stages.exams.queries import sessions
from terang.stages.exams.web.long import on_session
from terang.stages.exams.web.showing import SEAT_MEANING, SESSION_MEANING


@never_cache
@require_GET
def session(request: Request, session_id: int) -> HttpResponse:
    """One session: seats, codes, who is in, who has ended."""
    found = sessions.a_session(session_id, request.actor)
    may_see = access.may_see_seats(request.actor, found)
    lines = sessions.lines(found, request.actor) if may_see else []
    context = {
        "session": found, "meaning": SESSION_MEANING[found.state], "may_see": may_see,
        "lines": [(line, SEAT_MEANING[line.state]) for line in lines],
        "may_arrange": access.may_arrange(request.actor, found.agency_id, found.round_id) and found.state == "planned",
        "may_proctor": access.may_proctor(request.actor, found),
        "in_count": sum(line.entered_at is not None for line in lines),
        "ended_count": sum(line.ended_at is not None for line in lines), "count": len(lines),
    }  # fmt: skip
    return render(request, "exams/session.html", context)


@require_GET
def seats(request: Request, session_id: int) -> HttpResponse:
    """The seat list for the door: seat, registration number, public number; no name."""
    found = sessions.a_session(session_id, request.actor)
    must_be(
        access.may_see_seats(request.actor, found), _("Only the committee and the proctors see the seats.")
    )
    return render(
        request, "exams/seats.html", {"session": found, "lines": sessions.lines(found, request.actor)}
    )


@require_POST
def open_(request: Request, session_id: int) -> HttpResponse:
    """Open the session: time begins."""
    _must_proctor(request, session_id)
    said = _("The session is open. Give each candidate their entry code.")
    return on_session(request, commands.open_session, session_id, said)


@require_POST
def close(request: Request, session_id: int) -> HttpResponse:
    """Close the session."""
    _must_proctor(request, session_id)
    said = _("The session is closed. Who did not come is absent.")
    return on_session(request, commands.close_session, session_id, said)


def _must_proctor(request: Request, session_id: int) -> None:
    found = sessions.a_session(session_id, request.actor)
    must_be(access.may_proctor(request.actor, found), access.ONLY_PROCTORS)
