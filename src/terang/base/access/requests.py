"""A request as pages receive it: the person is known and the clock was read."""

from datetime import datetime

from django.http import HttpRequest

from terang.base.access.actor import Actor
from terang.base.tenancy.models import Agency


class Request(HttpRequest):
    """What the doorway adds to every request. `agency` is whose page this is, if a page says so."""

    actor: Actor
    at: datetime
    agency: Agency | None
