"""Public pages see one agency's rows, as anybody may; and say by a tag when nothing has changed."""

import hashlib
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from terang.base.access.requests import Request
from terang.base.tenancy import scope
from terang.base.tenancy.models import Agency, Round
from terang.stages.publication import queries

P = ParamSpec("P")
Page = Callable[..., HttpResponse]
SHARED_SECONDS = 60


def of_agency(view: Callable[Concatenate[Request, Agency, P], HttpResponse]) -> Page:
    """The view is given the agency that the address names, and sees its rows only."""

    @wraps(view)
    def page(request: Request, agency: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = queries.agency_named(
            agency, _("There is no such agency here. The front page names them all.")
        )
        request.agency = found
        with scope.seeing(agency_id=found.pk):
            return view(request, found, *args, **kwargs)

    return require_safe(page)


def of_round(view: Callable[Concatenate[Request, Round, P], HttpResponse]) -> Page:
    """The view is given the round that the address names; unchanged pages are not sent again."""

    @wraps(view)
    def page(request: Request, agency: Agency, round: str, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: A002
        found = queries.round_named(
            agency, round, _("There is no such round. The page of the agency names them all.")
        )
        tag = tag_of(request, queries.version_of([found.pk]))
        unchanged = get_conditional_response(request, etag=tag)
        if unchanged is not None:
            return unchanged
        return tagged(view(request, found, *args, **kwargs), tag)

    return of_agency(page)


def tag_of(request: Request, version: str) -> str:
    """What a page depends on: the acts so far, the address, the reader's language and name, the hour."""
    actor = getattr(request, "actor", None)
    parts = (
        version, request.get_full_path(), str(get_language()), str(actor.person_id if actor else ""),
        request.at.strftime("%Y%m%d%H%M"),
    )  # fmt: skip
    return f'"{hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]}"'


def tagged(response: HttpResponse, tag: str) -> HttpResponse:
    """Pages carry the reader's name and language and are kept by the reader only; files may be kept by anybody."""
    if response.status_code != HTTPStatus.OK:
        return response
    response["ETag"] = tag
    if response["Content-Type"].startswith("text/html"):
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
    else:
        patch_cache_control(response, public=True, max_age=SHARED_SECONDS)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response
