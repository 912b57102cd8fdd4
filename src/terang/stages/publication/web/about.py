"""Pages that tell how the house works: how a result is checked, what is public of a person and what is not."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.core.rules.openness import K_MIN


@require_safe
def check(request: Request) -> HttpResponse:
    """How anybody recomputes a result today, and what can't be checked yet."""
    return render(request, "publication/check.html", {"k_min": K_MIN})


@require_safe
def privacy(request: Request) -> HttpResponse:
    """What is kept of people, who sees it, and what is published."""
    return render(request, "publication/privacy.html", {"k_min": K_MIN})
