"""Who holds which role, as the administrator manages it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from terang.base.access import commands, queries
from terang.base.access.actor import must_be
from terang.base.access.requests import Request
from terang.base.access.roles import Role
from terang.base.access.web.forms import GrantForm
from terang.base.tenancy.queries import agency
from terang.base.ui.posting import posted


def _administered(request: Request) -> int:
    agency_id = request.actor.agency_of(Role.ADMINISTRATOR)
    must_be(agency_id is not None, _("Only an administrator gives roles."))
    return agency_id or 0


@require_http_methods(["GET", "POST"])
def grants(request: Request) -> HttpResponse:
    agency_id = _administered(request)
    form = GrantForm(posted(request), agency_id=agency_id)
    if form.is_valid():
        data = form.cleaned_data
        commands.grant_role(
            person=data["person"], agency=agency(agency_id), round_=data["round_"], role=Role(data["role"]),
            by=request.actor, at=request.at,
        )  # fmt: skip
        messages.success(request, _("The role is given."))
        return redirect("access:grants")
    context = {"form": form, "grants": queries.grants_of_agency(agency_id)}
    return render(request, "access/grants.html", context)


@require_POST
def revoke(request: Request, grant_id: int) -> HttpResponse:
    _administered(request)
    commands.revoke_role(grant_id=grant_id, by=request.actor, at=request.at)
    messages.success(request, _("The role is taken back."))
    return redirect("access:grants")
