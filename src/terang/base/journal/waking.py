"""Waking readers of the journal when something of theirs was committed."""

from collections.abc import Iterable

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

_sleepers: dict[str, str] = {}


def wake_on(acts: Iterable[str], *, job: str) -> None:
    """From now on, the job is enqueued when one of these acts is committed."""
    _sleepers.update(dict.fromkeys(acts, job))


def wake_readers(act: str) -> None:
    """Called by the journal inside the act's transaction."""
    if job := _sleepers.get(act):
        transaction.on_commit(lambda: _enqueue(job))


def _enqueue(job: str) -> None:
    try:
        app.configure_task(job, queueing_lock=job.split(".", maxsplit=1)[0]).defer()
    except AlreadyEnqueued:
        return
