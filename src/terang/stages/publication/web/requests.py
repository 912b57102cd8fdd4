"""A request as it stands inside the door: with the person, the instant, and the agency whose page it is."""

from datetime import datetime

from django.http import HttpRequest as Bare

from terang.base.access import Actor
from terang.base.tenancy.models import Agency


class HttpRequest(Bare):
    """`at` is the instant of the request; pages ask no clock."""

    actor: Actor
    at: datetime
    agency: Agency | None
