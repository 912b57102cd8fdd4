"""How officials must be signed in: with a passkey; TOTP is enough only for roles that approve nothing."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.http import HttpResponse
from django.shortcuts import redirect

from terang.base.access.actor import Actor
from terang.base.access.requests import Request
from terang.base.access.roles import Role

Handler = Callable[[Request], HttpResponse]
DEMONSTRATION = "terang_demonstration"
OPEN_TO_THE_WEAK = ("/account/", "/people/secure/", "/people/enrol/", "/language/", "/static/")
DECIDING = frozenset(Role) - {Role.AUDITOR, Role.TRAINER, Role.PLANNER, Role.ITEM_AUTHOR, Role.PROCTOR}


class Strength:
    """Sends an official who is not signed in strongly enough to the page that helps."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if (
            request.actor.is_official
            and not is_strong(request)
            and not request.path.startswith(OPEN_TO_THE_WEAK)
        ):
            return redirect("identity:secure")
        return self.get_response(request)


def is_strong(request: Request) -> bool:
    """Whether this session may act for its official."""
    if request.session.get(DEMONSTRATION):
        return True
    kinds = {record.get("type") for record in get_authentication_records(request, request.user)}
    return "webauthn" in kinds or ("totp" in kinds and not decides(request.actor))


def decides(actor: Actor) -> bool:
    """Whether the official holds a role that approves or decides something."""
    return any(grant.role in DECIDING for grant in actor.grants)
