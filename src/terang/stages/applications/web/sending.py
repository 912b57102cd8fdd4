"""The applicant's pages around sending: review, receipt, change, withdrawal."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from terang.base.access.requests import Request
from terang.base.refusals import NotNow
from terang.base.sequencing import promising, proving
from terang.base.ui.posting import posted
from terang.stages.applications import commands, consents, queries
from terang.stages.applications.declaration import DECLARATION
from terang.stages.applications.web.doors import for_applicants
from terang.stages.applications.web.forms import DeclarationForm
from terang.stages.applications.web.showing import qr


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def review(request: Request, application_id: int) -> HttpResponse:
    """Everything on one page, and the button that sends it. A page sent twice leads to the same receipt."""
    mine = queries.of(application_id, request.actor)
    application = mine.application
    request.agency = application.round.agency
    form = DeclarationForm(posted(request))
    if form.is_valid():
        send = commands.amend if application.changing_since else commands.submit
        send(
            application_id=application_id,
            declared=form.cleaned_data["declared"],
            by=request.actor,
            at=request.at,
        )
        messages.success(request, _("Your application is with us."))
        return redirect("applications:receipt", application_id)
    if not application.is_editable:
        return redirect("applications:application", application_id)
    context = {
        "form": form,
        "mine": mine,
        "application": application,
        "is_open": mine.is_open(request.at),
        "places": [one for one in queries.places(mine) if one.document or not one.slot.is_claim],
        "missing": queries.missing(mine),
        "alternatives": consents.named(mine.vacancy, application.alternatives),
        "openings": consents.openings(mine.vacancy),
        "standing": queries.standing(mine, request.at),
        "birth_date_differs": queries.birth_date_differs(mine),
        "declaration": DECLARATION,
    }
    return render(request, "applications/review.html", context)


@require_safe
@for_applicants
def receipt(request: Request, application_id: int) -> HttpResponse:
    """To print and keep: the number, the time, what was sent, and the hash under which the public record keeps it."""
    mine = queries.of(application_id, request.actor)
    request.agency = mine.application.round.agency
    versions = queries.versions(mine)
    if not versions:
        raise NotNow(_("There is no receipt yet: this application was not submitted."))
    context = {
        "mine": mine,
        "application": mine.application,
        "version": versions[0],
        "earlier": versions[1:],
        "documents": queries.sent_documents(versions[0]),
        "alternatives": consents.named(mine.vacancy, versions[0].alternatives),
        "openings": consents.openings(mine.vacancy),
        "qr": qr(versions[0].leaf_hash),
        "is_open": mine.is_open(request.at),
    }
    return render(request, "applications/receipt.html", context)


@require_safe
@for_applicants
def promise(request: Request, application_id: int) -> HttpResponse:
    """What the house signed at once: that the entry will be in the public log within a minute."""
    mine = _sent(request, application_id)
    leaf = bytes.fromhex(queries.versions(mine)[0].leaf_hash)
    return _file(promising.promise(leaf), "application/json", f"{mine.application.number}-promise.json")


@require_safe
@for_applicants
def proof(request: Request, application_id: int) -> HttpResponse:
    """That the entry is in the public log, and what opens it; checked without us."""
    mine = _sent(request, application_id)
    leaf = bytes.fromhex(queries.versions(mine)[0].leaf_hash)
    found = proving.proof(leaf, of=mine.application.person_id)
    if found is None:
        raise NotNow(
            _("The entry is not in the published log yet. Try again in a minute; you hold our promise.")
        )
    return _file(found.encode(), "text/plain; charset=utf-8", f"{mine.application.number}.tlog-proof")


def _sent(request: Request, application_id: int) -> queries.Mine:
    mine = queries.of(application_id, request.actor)
    if not queries.versions(mine):
        raise NotNow(_("There is no receipt yet: this application was not submitted."))
    return mine


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_POST
@for_applicants
def change(request: Request, application_id: int) -> HttpResponse:
    commands.reopen_for_change(application_id=application_id, by=request.actor, at=request.at)
    messages.success(
        request, _("You may change it now. Until you submit again, what you sent before counts.")
    )
    return redirect("applications:application", application_id)


@require_POST
@for_applicants
def drop_change(request: Request, application_id: int) -> HttpResponse:
    commands.drop_change(application_id=application_id, by=request.actor, at=request.at)
    messages.success(request, _("The change is dropped. What you sent before counts."))
    return redirect("applications:application", application_id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def withdraw(request: Request, application_id: int) -> HttpResponse:
    """Asked once more before it happens."""
    mine = queries.of(application_id, request.actor)
    request.agency = mine.application.round.agency
    if request.method == "POST":
        commands.withdraw(application_id=application_id, by=request.actor, at=request.at)
        messages.success(request, _("Your application is withdrawn."))
        return redirect("applications:application", application_id)
    return render(request, "applications/withdraw.html", {"mine": mine, "application": mine.application})


@require_POST
@for_applicants
def discard(request: Request, application_id: int) -> HttpResponse:
    commands.discard(application_id=application_id, by=request.actor, at=request.at)
    messages.success(request, _("The draft is discarded."))
    return redirect("applications:mine")
