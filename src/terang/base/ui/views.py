"""Pages of the house itself."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terang.base.ui import gallery as samples


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state; `?theme=` tries a theme on."""
    return render(request, "ui/gallery/index.html", samples.samples(request))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not, and whom to tell."""
    return render(request, "ui/accessibility.html")


@require_safe
def source(request: HttpRequest) -> HttpResponse:
    """Where the program that runs here can be read, as its licence asks."""
    named = settings.TERANG.source_url
    return render(request, "ui/source.html", {"source_url": "" if ".example" in named else named})
