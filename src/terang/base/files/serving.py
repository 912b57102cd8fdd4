"""Handing out a kept file: the one way by which it leaves the house."""

from django.http import HttpResponse

from terang.base.files import keeping
from terang.base.files.models import StoredFile

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
# Nothing in a kept file may load or run anything; a browser's own viewer of PDF needs its style.
SILENT = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def serve(stored: StoredFile, *, name: str, as_download: bool) -> HttpResponse:
    """The bytes as kept, never guessed and never cached by others.

    name: ours, without ending; it tells nothing of the person. as_download: to be saved, else to be looked at.
    """
    response = HttpResponse(keeping.read(stored), content_type=stored.media_type)
    way = "attachment" if as_download else "inline"
    response["Content-Disposition"] = f'{way}; filename="{name}.{ENDINGS[stored.media_type]}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SILENT
    return response
