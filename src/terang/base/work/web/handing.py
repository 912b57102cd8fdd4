"""What a page of any room does with a long command: leave it to the worker, and lead the person to its progress."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from terang.base.access.requests import Request
from terang.base.work import commands
from terang.base.work.landing import Landing


def hand_over(
    request: Request, command: Callable[..., Any], *, page: str, args: Sequence[Any], said: str, back: str,
    **given: Any,
) -> HttpResponse:  # fmt: skip
    """Leave a command that is marked as long to the worker. The page has asked before whether this person may.

    page, args, said, back: as `Landing`. given: the arguments of the command.
    """
    landing = Landing(page, list(args), said, back)
    work = commands.hand_over(command=command, given=given, landing=landing, by=request.actor, at=request.at)
    return redirect("work:progress", work.pk)
