"""A refusal as a page: what was refused, why, and what helps."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from terang.base.refusals import Refusal


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Rendered at once, while the transaction can still be read."""
    context = {"sentence": refusal.sentence, "problems": refusal.problems, "status": refusal.status}
    return TemplateResponse(request, "ui/refusal.html", context, status=refusal.status).render()
