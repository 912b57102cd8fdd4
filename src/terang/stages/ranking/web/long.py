"""Acts on an edition that grow with the number of people: the worker does them."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse

from terang.base.access.requests import Request
from terang.base.work.web.handing import hand_over


def on_edition(
    request: Request, command: Callable[..., object], edition_id: int, said: str, **given: object
) -> HttpResponse:
    """Leave a long command on an edition to the worker; it leads back to the edition."""
    back = reverse("ranking:edition", args=[edition_id])
    return hand_over(
        request, command, page="ranking:edition", args=[edition_id], said=said, back=back,
        edition_id=edition_id, **given,
    )  # fmt: skip
