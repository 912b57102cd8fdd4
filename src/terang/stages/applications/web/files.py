"""The applicant's own files."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.stages.applications import queries
from terang.stages.applications.web.doors import for_applicants
from terang.stages.applications.web.showing import file_response


@require_safe
@for_applicants
def file(request: Request, document_id: int) -> HttpResponse:
    return file_response(request, queries.file(document_id, request.actor), f"dokumen-{document_id}")
