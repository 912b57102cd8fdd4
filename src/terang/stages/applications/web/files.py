"""The applicant's own files."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.base.files.serving import serve
from terang.stages.applications import queries
from terang.stages.applications.web.doors import for_applicants


@require_safe
@for_applicants
def file(request: Request, document_id: int) -> HttpResponse:
    stored = queries.file(document_id, request.actor)
    return serve(stored, name=f"dokumen-{document_id}", as_download="download" in request.GET)
