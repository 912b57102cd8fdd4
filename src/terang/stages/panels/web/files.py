"""Handing out a kept file."""

from django.http import HttpResponse

from terang.base.files import keeping
from terang.base.files.models import StoredFile


def download(stored: StoredFile, *, name: str) -> HttpResponse:
    """The file as an attachment under a name that tells nothing of the person."""
    response = HttpResponse(keeping.read(stored), content_type=stored.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
