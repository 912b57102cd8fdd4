"""A request as the door of the house hands it on."""

from datetime import datetime

from django.http import HttpRequest

from terang.base.access import Actor
from terang.base.tenancy.models import Agency


class Request(HttpRequest):
    """With the clock read once, the person known, and the agency whose page it is."""

    at: datetime
    actor: Actor
    agency: Agency | None
