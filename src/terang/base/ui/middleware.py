"""The agency's clock: what people type and read as local time is the agency's, for one request only."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from terang.base.ui.context import agency_of


class AgencyZone:
    """Stands after the person is known; the zone is given back when the answer is ready."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        agency = agency_of(request)
        with timezone.override(agency.timezone if agency else settings.TIME_ZONE):
            return self.get_response(request)
