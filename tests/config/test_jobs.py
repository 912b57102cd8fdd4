"""Work behind the pages: woken at commit, enqueued once, swept for when a worker died."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from terang import flow
from terang.base.journal import recording as journal
from terang.base.journal.kinds import named
from terang.base.tenancy import scope
from terang.config import jobs
from tests.factories import people

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


def waiting(name):
    return ProcrastinateJob.objects.filter(task_name=name, status="todo").count()


@pytest.mark.django_db(transaction=True)
def test_a_fact_that_starts_an_act_wakes_the_flow_once_it_is_committed():
    with transaction.atomic(), scope.as_system():
        round_ = people.round_()
        journal.record(
            named("screening.queue.opened"), subject=round_, by=people.HOUSE, at=NOON, round_=round_
        )
    assert waiting("flow.advance") == 0

    for _ in range(3):
        with transaction.atomic(), scope.as_system():
            _withdraw(people.round_())

    assert waiting("flow.advance") == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_wakes_nobody():
    with transaction.atomic(), scope.as_system():
        _withdraw(people.round_())
        transaction.set_rollback(True)

    assert waiting("flow.advance") == 0


def test_every_fact_of_the_flow_is_declared_by_a_room():
    assert [name for name in flow.RULES if named(name) is None] == []


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_died_is_put_back(as_owner, at_once):
    jobs.advance_flow.defer()
    job = ProcrastinateJob.objects.get()
    as_owner.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job.pk])
    as_owner.execute(
        "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'started', now() - interval '1 hour')",
        [job.pk],
    )

    put_back = at_once(jobs.put_stalled_back)[
        0
    ]  # in a thread: where a browser was driven, this one has a loop

    assert put_back == 1
    assert waiting("flow.advance") == 1
    connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_dead_job_whose_successor_waits_holds_up_neither_it_nor_the_sweep(as_owner, at_once):
    jobs.deliver_mail.defer()
    as_owner.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    as_owner.execute(
        "INSERT INTO procrastinate_events (job_id, type, at) SELECT id, 'started', now() - interval '1 hour'"
        " FROM procrastinate_jobs"
    )
    jobs.deliver_mail.defer()

    assert at_once(jobs.put_stalled_back) == [1]

    assert list(ProcrastinateJob.objects.values_list("task_name", "status")) == [("mail.deliver", "todo")]
    connection.close()


def _withdraw(round_):
    """The bare fact, as the journal holds it."""
    act = named("applications.application.withdrawn")
    pid = "b7n441jcx6tdwwhf"
    journal.record(act, subject=round_, by=people.HOUSE, at=NOON, round_=round_, public={"pid": pid})
