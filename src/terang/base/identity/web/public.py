"""Making an account, and enrolling a passkey."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from terang.base.access.requests import Request
from terang.base.identity import commands, enrolment
from terang.base.identity.models import Person
from terang.base.identity.nik import Nik
from terang.base.identity.queries import has_passkey
from terang.base.identity.strength import is_strong
from terang.base.identity.web.forms import SignUpForm
from terang.base.tenancy import scope
from terang.base.ui.posting import posted

BACKEND = "terang.base.identity.backend.PersonBackend"


@require_http_methods(["GET", "POST"])
def sign_up(request: Request) -> HttpResponse:
    if request.actor.is_known:
        return redirect("/home/")
    form = SignUpForm(posted(request))
    if not form.is_valid():
        return render(request, "identity/sign_up.html", {"form": form})
    data = form.cleaned_data
    by_passkey = data.pop("way") == "passkey"
    password = data.pop("password1")
    person = commands.register_applicant(**data, password=None if by_passkey else password, at=request.at)
    _sign_in(request, person, "signup")
    if not Nik(data["nik"]).agrees_with(data["born_on"]):
        messages.warning(
            request,
            _(
                "Your date of birth differs from the one in your NIK. That is no obstacle: a NIK is never corrected. An official may ask about it."
            ),
        )
    messages.success(request, _("Your account is ready."))
    return redirect("mfa_add_webauthn" if by_passkey else "/home/")


@require_GET
def enrol(request: Request, token: str) -> HttpResponse:
    with scope.as_system():
        person = enrolment.person_of(token)
    _sign_in(request, person, "enrolment")
    return redirect("identity:secure")


@require_GET
def secure(request: Request) -> HttpResponse:
    if not request.actor.is_official or is_strong(request):
        return redirect("/home/")
    enrolled = has_passkey(request.actor.person_id or 0)
    return render(request, "identity/secure.html", {"enrolled": enrolled})


def _sign_in(request: Request, person: Person, method: str) -> None:
    with scope.as_system():
        login(request, person, backend=BACKEND)
        record_authentication(request, person, method=method)
