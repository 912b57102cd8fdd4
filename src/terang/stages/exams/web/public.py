"""Everybody: the live board of a session, and the published scores of a stage."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.base.ui.components.sentences import said
from terang.base.ui.values import Column, Tag
from terang.core.norms import Norm
from terang.core.rules.openness import LEFT_OUT
from terang.stages.exams.models import Score
from terang.stages.exams.queries import sessions
from terang.stages.exams.queries.sessions import Listed
from terang.stages.exams.rulebook import parts_of
from terang.stages.exams.states import Stage
from terang.stages.vacancies import facts as vacancies

RELOAD_SECONDS = 15


@require_GET
def live(request: Request, session_id: int) -> HttpResponse:
    """Who has ended, with their points: by public number, highest first."""
    session = sessions.public_session(session_id)
    request.agency = session.agency
    listed = sessions.live_scores(session)
    norm = vacancies.norm_of(session.round_id)
    context = {
        "session": session, "reloads": "auto" in request.GET and session.closed_at is None,
        "columns": _columns(norm, listed.scores), "rows": _rows(norm, listed), "note": _note(listed),
        "count": len(listed.scores), "at": request.at,
    }  # fmt: skip
    response = render(request, "exams/live.html", context)
    if context["reloads"]:
        response["Refresh"] = str(RELOAD_SECONDS)  # asked for by the reader, on a page of its own address
    return response


@require_GET
def scores(request: Request, code: str, stage: str) -> HttpResponse:
    """The published scores of a stage."""
    if stage not in Stage.values:
        raise NotFound(_("There is no such stage."))
    published, listed = sessions.published_scores(code, stage)
    request.agency = published.agency
    norm = vacancies.norm_of(published.round_id)
    context = {
        "published": published, "round": published.round, "stage": Stage(stage).label,
        "columns": _columns(norm, listed.scores), "rows": _rows(norm, listed), "note": _note(listed),
    }  # fmt: skip
    return render(request, "exams/scores.html", context)


def _shown(norm: Norm, found: Iterable[Score]) -> dict[str, str]:
    """The parts that these scores have, in the norm's order, with their labels."""
    codes = {code for score in found for code in score.parts}
    return {code: part.label for code, part in parts_of(norm).items() if code in codes}


def _columns(norm: Norm, found: list[Score]) -> list[Column]:
    parts = [Column(label, numeric=True) for label in _shown(norm, found).values()]
    return [
        Column(_("Public number")),
        *parts,
        Column(_("Total"), numeric=True),
        Column(_("Of 100"), numeric=True),
    ]


def _rows(norm: Norm, listed: Listed) -> list[list[object]]:
    codes = list(_shown(norm, listed.scores))
    rows: list[list[object]] = []
    for one in listed.scores:
        if one.absent:
            rows.append([one.pid, *("–" for _code in codes), Tag(_("absent"), "warning"), "–"])
        elif one.pid in listed.withheld:
            rows.append([one.pid, *("–" for _code in codes), Tag(_("not shown"), "neutral"), "–"])
        else:
            rows.append([one.pid, *(one.parts.get(code, 0) for code in codes), one.total, one.score_100])
    return rows


def _note(listed: Listed) -> str:
    return said(LEFT_OUT) if listed.withheld else ""
