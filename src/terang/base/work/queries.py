"""A person's own long work, as its page shows it."""

import time
from datetime import datetime

from django.utils.translation import gettext as _

from terang.base.access.actor import Actor
from terang.base.refusals import NotFound
from terang.base.work.models import OPEN, Work

PATIENCE_SECONDS = 1.5
LOOK_EVERY_SECONDS = 0.05


def mine(work_id: int, by: Actor) -> Work:
    """One's own work. Refused: NotFound to others."""
    found = Work.objects.filter(pk=work_id, person_id=by.person_id or 0).first()
    if found is None:
        raise NotFound(_("There is no such work of yours."))
    return found


def awaited(work_id: int, by: Actor, at: datetime) -> Work:
    """The same; what was asked for this very moment is given a moment to end. Refused: NotFound."""
    found = mine(work_id, by)
    until = time.monotonic() + PATIENCE_SECONDS - found.age(at).total_seconds()
    while found.is_open and time.monotonic() < until:
        time.sleep(LOOK_EVERY_SECONDS)
        found = mine(work_id, by)
    return found


def going_on(by: Actor) -> list[Work]:
    """What of one's own has not ended, oldest first."""
    return list(Work.objects.filter(person_id=by.person_id or 0, state__in=OPEN).order_by("pk"))
