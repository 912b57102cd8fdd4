"""Handing an act to the worker, and cancelling it. Neither is journalled: the act is, if it comes about."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from terang.base.access.actor import Actor, must_be
from terang.base.refusals import NotFound, NotNow
from terang.base.work import kinds
from terang.base.work.landing import Landing
from terang.base.work.models import OPEN, WORK, Work, WorkState

JOB = "work.do"
QUEUE = "work"
BEFORE_OTHERS = 10
KEPT = timedelta(days=30)


@transaction.atomic
def hand_over(
    *, command: Callable[..., Any], given: Mapping[str, Any], landing: Landing, by: Actor, at: datetime
) -> Work:
    """Leave a long command to the worker; asked twice while it is open, it is the same work.

    given: the arguments of the command by name, without `by` and `at`: ids and choices, no personal value.
    Refused: NotAllowed to nobody.
    """
    must_be(by.is_known, _("Sign in first."))
    person_id, kind = by.person_id or 0, kinds.named(kinds.name_of(command))
    same = Work.objects.filter(person_id=person_id, kind=kind.name, given=dict(given), state__in=OPEN)
    if found := same.first():
        return found
    work = Work.objects.create(
        kind=kind.name, person_id=person_id, given=dict(given), landing=landing.as_json(),
        language=translation.get_language() or "id", zone=timezone.get_current_timezone_name(), asked_at=at,
    )  # fmt: skip
    # One at a time for each agency, so that one agency's work does not hold up the others.
    lock = f"work/{by.agency_id or 0}"
    app.configure_task(JOB, queue=QUEUE, lock=lock, priority=BEFORE_OTHERS).defer(work_id=work.pk)
    return work


@transaction.atomic
def cancel(*, work_id: int, by: Actor, at: datetime) -> Work:
    """The person who asked for a work cancels it; it ends at its next count, and nothing of it stays.

    Refused: NotFound to others; NotNow once it has ended.
    """
    work = Work.objects.select_for_update().filter(pk=work_id, person_id=by.person_id or 0).first()
    if work is None:
        raise NotFound(_("There is no such work of yours."))
    if not work.is_open:
        raise NotNow(_("This has ended already."))
    if work.state == WorkState.WAITING:
        work.state, work.ended_at = WORK.after(work.state, "cancel"), at
    work.cancel_asked_at = at
    work.save(update_fields=["state", "ended_at", "cancel_asked_at"])
    return work


def forget_old(at: datetime) -> int:
    """Remove the notes about what ended a month ago; how many. Swept for."""
    return Work.objects.filter(ended_at__lt=at - KEPT).delete()[0]
