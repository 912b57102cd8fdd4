"""How far one's own work is. The page loads itself again by a header, so it needs no script."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from terang.base.access.requests import Request
from terang.base.work import commands, kinds, queries
from terang.base.work.landing import Landing
from terang.base.work.models import Work, WorkState

RELOAD_SECONDS = 2


@never_cache
@require_safe
def progress(request: Request, work_id: int) -> HttpResponse:
    """Counts and time left; once it is done, on to what came of it."""
    work = queries.awaited(work_id, request.actor, request.at)
    landing = Landing.kept(work.landing)
    if work.state == WorkState.DONE:
        messages.success(request, landing.sentence(work.result))
        return redirect(landing.address(work.result))
    reloads = work.is_open and "still" not in request.GET
    context = {
        "work": work, "title": kinds.named(work.kind).title, "back": landing.back, "reloads": reloads,
        "seconds": RELOAD_SECONDS, "left": _words(work.time_left), "refusal": work.refusal,
    }  # fmt: skip
    response = render(request, "work/progress.html", context, status=_status(work))
    if reloads:
        response["Refresh"] = str(RELOAD_SECONDS)
    return response


@require_POST
def cancel(request: Request, work_id: int) -> HttpResponse:
    """Stop it; nothing of it stays."""
    commands.cancel(work_id=work_id, by=request.actor, at=request.at)
    return redirect("work:progress", work_id)


def _status(work: Work) -> int:
    """A refusal keeps the status that it would have had at once."""
    return int(work.refusal["status"]) if work.refusal else 200


def _words(left: timedelta | None) -> str:
    """Time left, as roughly as it is known."""
    if left is None:
        return ""
    seconds = int(left.total_seconds())
    if seconds < 10:
        return _("a few seconds")
    if seconds < 60:
        return _("about %d seconds") % (-(-seconds // 10) * 10)
    minutes = round(seconds / 60)
    return ngettext("about %d minute", "about %d minutes", minutes) % minutes
