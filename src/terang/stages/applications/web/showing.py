"""Files and codes as a page shows them."""

import segno
from django.http import HttpResponse

from terang.base.access.requests import Request
from terang.base.files import keeping
from terang.base.files.models import StoredFile

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
# Nothing in a kept file may load or run anything; a browser's own viewer of PDF needs its style.
SILENT = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def file_response(request: Request, stored: StoredFile, name: str) -> HttpResponse:
    """The bytes as kept, under a name of ours, never guessed and never cached by others."""
    response = HttpResponse(keeping.read(stored), content_type=stored.media_type)
    way = "attachment" if "download" in request.GET else "inline"
    ending = ENDINGS.get(stored.media_type, "bin")
    response["Content-Disposition"] = f'{way}; filename="{name}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = SILENT
    return response


def qr(text: str) -> str:
    """A QR code as an address that an image can show; nothing is fetched for it."""
    return str(segno.make(text, error="m").svg_data_uri(scale=4, border=4))
