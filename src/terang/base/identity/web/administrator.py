"""The officials of an agency, as its administrator manages them."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terang.base.access.actor import must_be
from terang.base.access.requests import Request
from terang.base.access.roles import Role
from terang.base.identity import commands, enrolment, queries
from terang.base.identity.web.forms import InviteForm
from terang.base.mail import outbox
from terang.base.tenancy.models import Agency
from terang.base.tenancy.queries import agency
from terang.base.ui.posting import posted


def _administered(request: Request) -> Agency:
    agency_id = request.actor.agency_of(Role.ADMINISTRATOR)
    must_be(agency_id is not None, _("Only an administrator manages the officials of an agency."))
    return agency(agency_id or 0)


@require_http_methods(["GET", "POST"])
def officials(request: Request) -> HttpResponse:
    home = _administered(request)
    form = InviteForm(posted(request))
    if form.is_valid():
        person = commands.invite_official(agency=home, by=request.actor, at=request.at, **form.cleaned_data)
        link = settings.TERANG.origin + reverse("identity:enrol", args=[enrolment.token_for(person)])
        outbox.send(
            to=person, agency_id=home.pk, at=request.at, subject=_("Your access to Terang"),
            body=_("You were invited to work in Terang for %(agency)s. Open this link within three days and add a passkey:\n\n%(link)s") % {"agency": home.name, "link": link},
        )  # fmt: skip
        messages.success(request, _("The invitation to %s is on its way.") % person.name)
        return redirect("identity:officials")
    context = {"form": form, "agency": home, "officials": queries.officials_of(home.pk)}
    return render(request, "identity/officials.html", context)


@require_POST
def deactivate(request: Request, person_id: int) -> HttpResponse:
    _administered(request)
    person = commands.deactivate_official(person_id=person_id, by=request.actor, at=request.at)
    messages.success(request, _("The account of %s is closed.") % person.name)
    return redirect("identity:officials")
