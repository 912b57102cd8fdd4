"""A request as the door of the house hands it on."""

from datetime import datetime

from django.http import HttpRequest

from terang.base.access import Actor


class Request(HttpRequest):
    """With the clock read once, and the person known."""

    at: datetime
    actor: Actor
