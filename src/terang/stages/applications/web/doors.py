"""Who may open the pages of this room: applicants; whoever isn't signed in is asked to."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse

from terang.base.access import must_be
from terang.base.access.requests import Request
from terang.stages.applications import access

View = Callable[..., HttpResponse]


def for_applicants(view: View) -> View:
    """Sign-in first; officials are told to use their own applicant's account."""

    @wraps(view)
    def opened(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if not request.actor.is_known:
            return redirect_to_login(request.get_full_path())
        must_be(access.may_apply(request.actor), access.ONLY_APPLICANTS)
        return view(request, *args, **kwargs)

    return opened
