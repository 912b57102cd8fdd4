"""The door of the house: one request is one transaction, with the clock read once and the person known."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from terang.base.access.actor import Actor
from terang.base.access.queries import actor_of
from terang.base.access.requests import Request
from terang.base.identity.models import Person
from terang.base.refusals import Refusal
from terang.base.tenancy import scope
from terang.base.ui.errors import refused

Handler = Callable[..., HttpResponse]
ACCOUNT_PAGES = "/account/"


class Doorway:
    """Opens the transaction, reads the clock, and turns refusals into pages that change nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()  # type: ignore[attr-defined]
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 500 or getattr(response, "refused", False):
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            # Rendered at once, while the transaction can still be read.
            response = refused(request, exception.status, exception.sentence, exception.problems)
            response.refused = True  # type: ignore[attr-defined]
            return response
        return None


class Guest:
    """Knows who is at the door, and lets them see their own agency's or their own rows only."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        with scope.as_system():
            user = request.user if request.user.is_authenticated else None
            request.actor = actor_of(user) if isinstance(user, Person) else Actor.nobody()
        # Sign-in, sign-up and keys must find people before anybody is known.
        on_account_pages = request.path.startswith(ACCOUNT_PAGES)
        scope.enter(
            agency_id=request.actor.agency_id, person_id=request.actor.person_id, system=on_account_pages
        )
        return self.get_response(request)
