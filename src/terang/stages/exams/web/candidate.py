"""Candidates: their exams, entering from their own page, ending, and the own score at once."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.core.norms import Norm
from terang.exam_room.web.candidate import who
from terang.stages.exams import commands
from terang.stages.exams.models import Score, Seat
from terang.stages.exams.queries import sessions
from terang.stages.exams.rulebook import parts_of
from terang.stages.exams.web.showing import SEAT_MEANING
from terang.stages.vacancies import facts as vacancies


@never_cache
@require_GET
def mine(request: Request) -> HttpResponse:
    """Day, place and seat of each exam, and the way in."""
    if not request.actor.is_known:
        return redirect(
            f"{settings.LOGIN_URL}?next={request.path}" if "/" in settings.LOGIN_URL else settings.LOGIN_URL
        )
    must_be(request.actor.is_applicant, _("This page is for candidates."))
    seats = [(seat, SEAT_MEANING[seat.state]) for seat in sessions.my_seats(request.actor)]
    return render(request, "exams/mine.html", {"seats": seats})


@require_POST
def enter(request: Request, seat_id: int) -> HttpResponse:
    """Into the exam room."""
    token = commands.enter_exam(seat_id=seat_id, by=request.actor, at=request.at)
    return redirect("room:sit", token)


@require_POST
def end(request: Request, token: str) -> HttpResponse:
    """End the exam; the score is made at once."""
    commands.end_sitting(token=token, by=who(request), at=request.at)
    return redirect("exams:result", token)


@never_cache
@require_GET
def result(request: Request, token: str) -> HttpResponse:
    """The own score, as soon as the sitting has ended."""
    seat, score = sessions.score_by_token(token, request.actor)
    request.agency = seat.agency
    context = {"seat": seat, "score": score, "parts": _parts(seat, score) if score else []}
    return render(request, "exams/result.html", context)


def _parts(seat: Seat, score: Score) -> list[tuple[str, int]]:
    norm: Norm = vacancies.norm_of(seat.round_id)
    labels = {part.code: part.label for part in parts_of(norm).values()}
    return [(labels.get(code, code), points) for code, points in score.parts.items()]
