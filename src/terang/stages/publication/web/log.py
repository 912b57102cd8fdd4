"""The public log of a round: what it promises, where it stands, who witnesses it; and its files, as anybody mirrors them."""

import re
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from terang.base.access.requests import Request
from terang.base.refusals import NotFound
from terang.base.sequencing import showing
from terang.base.tenancy.models import Agency, Round
from terang.stages.publication import queries
from terang.stages.publication.web.lists import crumbs
from terang.stages.publication.web.scoping import of_agency, of_round

CHANGES: Final = ("checkpoint",)
FILE = re.compile(
    r"checkpoint|policy|log\.json|blob/[0-9a-f]{2}/[0-9a-f]{64}"
    r"|bundle/[A-Za-z0-9._%-]{1,120}/[1-9][0-9]{0,5}\.tar"
    r"|tile/(?:entries|[0-9]|[1-5][0-9]|6[0-3])/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[1-9][0-9]{0,2})?"
)
FOR_EVER, NEVER = "public, max-age=31536000, immutable", "no-cache"


@of_round
def page(request: Request, round_: Round) -> HttpResponse:
    """Section 1 of the specification for people, and the log as it stands."""
    prefix = request.build_absolute_uri(reverse("publication:log", args=[round_.agency.code, round_.code]))
    context = {
        "round": round_, "log": showing.shown(round_), "crumbs": crumbs(round_), "prefix": prefix,
        "command": f"terang verify log {prefix} --policy policy",
        "bundles": showing.bundles(round_), "bundle_command": f"terang verify bundle 1.tar --policy policy --log {prefix}",
    }  # fmt: skip
    return render(request, "publication/log.html", context)


@of_agency
def file(request: Request, agency: Agency, round: str, name: str) -> HttpResponse:  # noqa: A002
    """One file of the log, byte for byte; a web server in front may answer instead."""
    round_ = queries.round_named(
        agency, round, _("There is no such round. The page of the agency names them all.")
    )
    content = showing.content(round_, name) if FILE.fullmatch(name) else None
    if content is None:
        raise NotFound(_("There is no such file in this log."))
    return HttpResponse(
        content,
        content_type="application/octet-stream" if "/" in name else "text/plain; charset=utf-8",
        headers={
            "Cache-Control": NEVER if name in CHANGES else FOR_EVER,
            "Access-Control-Allow-Origin": "*",
            "X-Content-Type-Options": "nosniff",
        },
    )
