"""The worker's side: one work is one transaction; how far it is goes out, and a cancellation comes in, beside it."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone, translation
from django.utils.functional import Promise

from terang.base.access.queries import actor_of
from terang.base.refusals import Refusal
from terang.base.tenancy import scope
from terang.base.work import kinds
from terang.base.work.counting import Cancelled, watched
from terang.base.work.models import WORK, Work, WorkState

EVERY_SECONDS = 0.3
MOST_TRIES = 2
TELL = """
UPDATE work_work SET what = %(what)s, done_count = %(done)s, total_count = %(total)s, told_at = clock_timestamp(),
       part_began_at = CASE WHEN what = %(what)s THEN part_began_at ELSE clock_timestamp() END
WHERE id = %(id)s AND ended_at IS NULL
RETURNING cancel_asked_at IS NOT NULL
"""


def do(work_id: int) -> WorkState | None:
    """Do a work that was handed over, and say how it ended; None if it has ended before, or another worker does it.

    A refusal ends it with its sentence. A defect ends it as failed, and is raised.
    """
    work = _begin(work_id)
    if work is None:
        return None
    if not work.is_open:
        return WorkState(work.state)
    try:
        with translation.override(work.language), timezone.override(ZoneInfo(work.zone)):
            return _do(work)
    except Cancelled:
        return _end(work, "cancel")
    except Refusal as refusal:
        with translation.override(work.language):
            said = {
                "status": refusal.status,
                "sentence": str(refusal.sentence),
                "problems": list(map(str, refusal.problems)),
            }
        return _end(work, "refuse", refusal=said)
    except Exception:
        # If the connection is lost, the work is found again with its dead job.
        with suppress(DatabaseError):
            _end(work, "fail")
        raise


def _begin(work_id: int) -> Work | None:
    """Take the work; one whose worker died is tried once more, and one that was to be cancelled then ends."""
    with transaction.atomic(), scope.as_system():
        work = Work.objects.select_for_update().select_related("person").filter(pk=work_id).first()
        if work is None or not work.is_open:
            return None
        if work.cancel_asked_at:
            _close(work, "cancel", timezone.now())
        elif work.try_count >= MOST_TRIES:
            _close(work, "fail", timezone.now())
        else:
            work.state, work.began_at = WORK.after(work.state, "begin"), timezone.now()
            work.try_count += 1
            work.what, work.done_count, work.total_count, work.part_began_at = "", 0, 0, None
        work.save()
        return work


def _do(work: Work) -> WorkState | None:
    """The act itself, and the note that it is done, in one transaction."""
    with watching(work.pk) as watch, transaction.atomic():
        if not _is_mine_alone(work):
            return None
        scope.enter(agency_id=work.person.agency_id, person_id=work.person_id)
        with watched(watch):
            kind = kinds.named(work.kind)
            result = kind.command(**work.given, by=actor_of(work.person), at=timezone.now())
        _finish(work, result)
        return WorkState.DONE


def _is_mine_alone(work: Work) -> bool:
    """A worker that was taken for dead may still be at it; it holds this lock until its transaction ends."""
    with connection.cursor() as db:
        db.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('terang/work', %s))", [work.pk])
        return bool(db.fetchone()[0])


def _finish(work: Work, result: object) -> None:
    """Commits with the act. Cancelled until this moment is cancelled; ended by another worker, likewise."""
    rows = Work.objects.filter(pk=work.pk, state=WorkState.DOING, cancel_asked_at=None)
    state = WORK.after(WorkState.DOING, "finish")
    if not rows.update(state=state, ended_at=timezone.now(), result=_number(result)):
        raise Cancelled


def _end(work: Work, act: str, *, refusal: dict[str, Any] | None = None) -> WorkState:
    """Everything else was rolled back; say why."""
    with transaction.atomic(), scope.as_system():
        row = Work.objects.select_for_update().get(pk=work.pk)
        if row.is_open:
            row.refusal = refusal
            _close(row, act, timezone.now())
            row.save()
        return WorkState(row.state)


def _close(work: Work, act: str, at: datetime) -> None:
    work.state, work.ended_at = WORK.after(work.state, act), at


def _number(result: object) -> int | None:
    """What the landing may name: the number of a row, a count."""
    if isinstance(result, models.Model):
        return int(result.pk)
    if isinstance(result, list | tuple):
        return len(result)
    return result if isinstance(result, int) else None


class Watching:
    """Tells the page how far the work is, and hears from it, over a connection and transactions of its own."""

    def __init__(self, work_id: int) -> None:
        self.work_id, self.beside = work_id, connection.copy()
        self.next_at = time.monotonic() + EVERY_SECONDS

    def __call__(self, what: str | Promise, done: int, total: int) -> None:
        if time.monotonic() < self.next_at:
            return
        if self._say(str(what), done, total):
            raise Cancelled
        self.next_at = time.monotonic() + EVERY_SECONDS

    def _say(self, what: str, done: int, total: int) -> bool:
        """Whether the person has cancelled."""
        self.beside.set_autocommit(False)
        with self.beside.cursor() as db:
            db.execute("SELECT set_config('terang.system', 'on', true)")
            db.execute(TELL, {"what": what[:200], "done": done, "total": total, "id": self.work_id})
            row = db.fetchone()
        self.beside.commit()
        return bool(row and row[0])


@contextmanager
def watching(work_id: int) -> Iterator[Watching]:
    """A watch over one work; its connection is opened with the first word, and closed at the end."""
    watch = Watching(work_id)
    with closing(watch.beside):
        yield watch
