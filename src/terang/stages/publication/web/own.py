"""The door to one's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request


@require_safe
@login_required
def home(request: Request) -> HttpResponse:
    """Officials go to their desk, applicants to their own page."""
    return redirect("publication:desk" if request.actor.is_official else "publication:me")
