"""The candidate before the paper. Only this page of Terang needs JavaScript."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from terang.base.access import Actor
from terang.base.access.requests import Request
from terang.base.ui.posting import posted
from terang.exam_room import commands, queries
from terang.exam_room.clock import Phase
from terang.exam_room.refusals import SaveRefused, Unfit
from terang.exam_room.web.forms import CodeForm
from terang.exam_room.web.words import WORDS

LARGEST_BODY = 64 * 1024


@never_cache
@require_http_methods(["GET", "POST"])
def door(request: Request) -> HttpResponse:
    """Ask for the entry code, and lead to the sitting that it opens."""
    form = CodeForm(posted(request))
    if form.is_valid():
        return redirect("room:sit", commands.token_of(form.cleaned_data["code"]))
    return render(request, "exam_room/door.html", {"form": form})


@never_cache
@require_GET
def sit(request: Request, token: str) -> HttpResponse:
    """Before: what awaits. During: the exam. Afterwards: on to the page of the result."""
    sitting = queries.sitting(token, request.actor)
    request.agency = sitting.agency
    phase = queries.phase_of(sitting, request.at)
    if phase == Phase.ENDED:
        return redirect(f"{sitting.home}{token}/")
    left = queries.left_of(sitting, request.at)
    context: dict[str, Any] = {
        "sitting": sitting, "phase": str(phase), "questions": len(sitting.paper.options),
        "minutes": left // 60_000, "end_url": f"{sitting.home}{token}/end/", "words": WORDS,
    }  # fmt: skip
    name = "exam_room/exam.html" if sitting.entered_at else "exam_room/before.html"
    return render(request, name, context)


@require_POST
def enter(request: Request, token: str) -> HttpResponse:
    """Begin."""
    commands.enter(token=token, by=who(request), at=request.at)
    return redirect("room:sit", token)


@require_GET
def paper(request: Request, token: str) -> HttpResponse:
    """The questions, for those who are in."""
    sitting = queries.sitting(token, request.actor)
    if sitting.entered_at is None or queries.phase_of(sitting, request.at) in (Phase.EARLY, Phase.ENDED):
        return JsonResponse({"reason": "closed"}, status=HTTPStatus.GONE)
    response = HttpResponse(sitting.paper.content, content_type="application/json")
    response["Cache-Control"] = "private, no-store"
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def answers(request: Request, token: str) -> HttpResponse:
    """GET: what is held. POST {"answers": [[seq, question, option], ...]}: keep the next ones."""
    try:
        if request.method == "POST":
            saved = commands.save_many(token=token, given=_given(request), by=request.actor, at=request.at)
            return JsonResponse({"last": saved.last, "left": saved.milliseconds_left})
    except SaveRefused as refused:
        content = {"reason": refused.reason, "sentence": str(refused), "last": refused.last}
        return JsonResponse(content, status=refused.status)
    sitting = queries.sitting(token, request.actor)
    last, held = queries.held(token)
    return JsonResponse(
        {"last": last, "left": queries.left_of(sitting, request.at), "answers": {str(i): c for i, c in held.items()},
         "ended": sitting.ended_at is not None, "next": reverse("room:sit", args=[token])}
    )  # fmt: skip


def who(request: Request) -> Actor:
    """The candidate if signed in; on a machine of the site, where nobody is, the exam room itself."""
    return request.actor if request.actor.is_known else Actor.as_system("exam room")


def _given(request: Request) -> list[commands.Given]:
    """The answers of a request. Refused: Unfit for anything but a short list of three small integers each."""
    try:
        given = json.loads(request.body[:LARGEST_BODY])["answers"]  # cut off, it is no JSON
        return [(_small(seq), _small(item), _small(choice)) for seq, item, choice in given]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise Unfit("answers: [[seq, item, choice], ...]") from None


def _small(value: object) -> int:
    if type(value) is not int or not -1 <= value < 2**15:  # what a smallint holds
        raise ValueError
    return value
