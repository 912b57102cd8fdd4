"""Work behind the pages: notified when it comes up, and swept for every minute, so that a lost call loses nothing."""

from asgiref.sync import async_to_sync
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from terang import flow
from terang.base.access.actor import Actor
from terang.base.mail import outbox
from terang.base.tenancy import scope
from terang.base.work import commands as work
from terang.base.work import doing
from terang.stages.exams import commands as exams

EVERY_MINUTE = "* * * * *"
STALLED_AFTER = 60  # a worker gives a sign every ten seconds, whatever its jobs do


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="flow.advance", queueing_lock="flow", lock="flow", pass_context=False)
def advance_flow(timestamp: int = 0) -> int:
    """Draw the consequences of what happened."""
    return flow.advance()


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="mail.deliver", queueing_lock="mail", lock="mail")
def deliver_mail(timestamp: int = 0) -> int:
    """Send the messages that wait."""
    return outbox.deliver_waiting()


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="exams.end_overdue", queueing_lock="overdue", lock="overdue")
def end_overdue_sittings(timestamp: int = 0) -> int:
    """End sittings whose time is over while their line is cut."""
    return exams.end_overdue(at=timezone.now(), by=Actor.as_system("clock"))


@app.task(name=work.JOB, queue=work.QUEUE)
def do_work(work_id: int) -> None:
    """Do what a page handed over."""
    doing.do(work_id)


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="jobs.sweep", queueing_lock="sweep")
def sweep(timestamp: int = 0) -> int:
    """Put jobs back whose worker died, and forget old notes."""
    with scope.as_system():
        work.forget_old(timezone.now())
    return put_stalled_back()


def put_stalled_back() -> int:
    """How many jobs had a worker that gave no sign for a minute; each waits again, or its successor does."""
    return async_to_sync(_put_stalled_back)()


async def _put_stalled_back() -> int:
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER))
    for job in stalled:
        try:
            await app.job_manager.retry_job(job, retry_at=timezone.now())
        except UniqueViolation:  # the next of its kind waits already, and does the same
            await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
    return len(stalled)
