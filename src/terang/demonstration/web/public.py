"""The page of the demonstration that signs a visitor in as anybody invented, with one click."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from terang.base.identity.strength import DEMONSTRATION
from terang.base.identity.web.public import BACKEND
from terang.base.refusals import NotFound
from terang.base.tenancy import scope
from terang.demonstration.web import queries


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    _only_in_demonstrations()
    return render(request, "demonstration/roles.html", {"houses": queries.houses()})


@require_POST
def sign_in(request: HttpRequest, person_id: int) -> HttpResponse:
    _only_in_demonstrations()
    person = queries.demonstration_person(person_id)
    if person is None:
        raise NotFound(_("There is no such invented person."))
    with scope.as_system():
        login(request, person, backend=BACKEND)
    request.session[DEMONSTRATION] = True
    return redirect("/home/")


def _only_in_demonstrations() -> None:
    if not settings.TERANG.is_demo:
        raise NotFound(_("There is no page here."))
