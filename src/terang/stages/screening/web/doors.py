"""Who may open the pages of this room: officials; whoever isn't signed in is asked to."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.utils.translation import gettext as _

from terang.base.access import must_be
from terang.base.access.requests import Request

View = Callable[..., HttpResponse]


def for_officials(view: View) -> View:
    """Sign-in first; what exactly an official may do is asked further inside."""

    @wraps(view)
    def opened(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if not request.actor.is_known:
            return redirect_to_login(request.get_full_path())
        must_be(request.actor.is_official, _("This page is for the officials of the agency."))
        return view(request, *args, **kwargs)

    return opened


def for_applicants(view: View) -> View:
    """Sign-in first; one's own result only."""

    @wraps(view)
    def opened(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if not request.actor.is_known:
            return redirect_to_login(request.get_full_path())
        must_be(request.actor.is_applicant, _("This page is for the applicant."))
        return view(request, *args, **kwargs)

    return opened
