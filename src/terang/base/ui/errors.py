"""Pages for when there is nothing else to show: what happened, and what to do next."""

from collections.abc import Sequence
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = tuple[Promise, Promise]

BY_STATUS: dict[int, Sentence] = {
    400: (
        _("This request can't be understood"),
        _("Go back, load the page again, and repeat the last step."),
    ),
    403: (
        _("This is not for you to do"),
        _("If it should be, ask the administrator of your agency for the role."),
    ),
    404: (_("This page is not here"), _("Check the address, or start from the front page.")),
    409: (_("This can't be done now"), _("Load the page again to see what has changed, then decide anew.")),
    422: (_("This can't be accepted as it is"), _("Go back, mend what is named above, and send it again.")),
    500: (_("Something broke on our side"), _("Nothing was saved. Try again in a few minutes.")),
    503: (_("Terang is resting for a moment"), _("Nothing is lost. Try again in a few minutes.")),
}
STATIC_500 = Path(__file__).parent / "static" / "ui" / "500.html"


def words_of(status: int) -> Sentence:
    """Choose heading and advice of a status; an unknown one is told as 400 or 500."""
    return BY_STATUS.get(status) or BY_STATUS[400 if status < 500 else 500]


def refused(
    request: HttpRequest, status: int, sentence: str | Promise = "", problems: Sequence[str | Promise] = ()
) -> HttpResponse:
    """Show the page of a refusal."""
    values = {"status": status, "sentence": sentence, "problems": problems}
    return render(request, "ui/refusal.html", values, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler400`."""
    return refused(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler403`."""
    return refused(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler404`."""
    return refused(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`: the form was open too long, or cookies are off."""
    return refused(
        request,
        403,
        _("This form was open for too long. Go back, load the page again, and send it once more."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """`handler500`: a finished file; it asks neither database nor templates."""
    return HttpResponse(STATIC_500.read_bytes(), status=500)
