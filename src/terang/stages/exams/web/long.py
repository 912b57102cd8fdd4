"""Acts on a session that grow with the number of candidates: the worker does them."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse

from terang.base.access.requests import Request
from terang.base.work.web.handing import hand_over


def on_session(request: Request, command: Callable[..., object], session_id: int, said: str) -> HttpResponse:
    """Leave a long command on a session to the worker; it leads back to the session."""
    back = reverse("exams:session", args=[session_id])
    return hand_over(
        request, command, page="exams:session", args=[session_id], said=said, back=back, session_id=session_id
    )
