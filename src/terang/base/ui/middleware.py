"""What holds for every page: the agency's clock, and the status of a form that comes back."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from terang.base.ui.context import agency_of


class AgencyZone:
    """What people type and read as local time is the agency's, for one request. Stands after the person is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agency = agency_of(request)
        with timezone.override(agency.timezone if agency else settings.TIME_ZONE):
            return self.get_response(request)


class SentBack:
    """Whoever posts is led on. A page in answer to a POST is a form that came back, so it says 422: not taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if request.method == "POST" and response.status_code == HTTPStatus.OK and is_page:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
