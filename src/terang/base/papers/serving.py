"""A paper as the answer to a request."""

from django.http import HttpResponse


def paper_response(content: bytes, name: str) -> HttpResponse:
    """A PDF to be kept under a name of ours, for this reader only."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
