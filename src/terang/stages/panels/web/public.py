"""What everybody may read: the frozen rubrics of a round."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.stages.panels import facts
from terang.stages.panels.queries import seats, tests
from terang.stages.panels.web import showing


@require_safe
def rubrics(request: Request, code: str) -> HttpResponse:
    """What is judged in each test of a round, how much it weighs, and what each level looks like."""
    round_ = seats.round_named(code)
    request.agency = round_.agency
    titles = {one.test.id: one.title for one in tests.panels_of(round_.pk)}
    found = [
        {"title": titles[one.test_id], "rubric": one, "criteria": showing.rubric_tables(one)}
        for one in facts.rubrics(round_.pk)
        if one.test_id in titles
    ]
    return render(request, "panels/public.html", {"round": round_, "rubrics": found})
