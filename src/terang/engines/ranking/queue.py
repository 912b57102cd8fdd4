"""The parts of a ranking as jobs of a queue in PostgreSQL, for workers on one machine or on many.

The machines share the folder of the parts (a network drive, say) and the database, which holds nothing but the jobs.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from procrastinate import App, PsycopgConnector
from procrastinate.jobs import Job

from terang.core.sentences import Sentence
from terang.engines.ranking.parts import Part
from terang.engines.ranking.worker import QUEUE
from terang.engines.ranking.workers import GLANCE_SECONDS, MOST_TRIES, Tick, children, given_up
from terang.engines.tables.problems import refuse

NAME, TASK = "ranking", "ranking.part"
BEAT_SECONDS, SILENT_SECONDS = 1.0, 8.0
"""How often a worker gives a sign, and after how long without one its job is taken again."""


def in_queue(url: str, parts: Sequence[Part], workers: int, tick: Tick) -> None:
    """Let workers make the parts: so many of this machine, and whoever else serves this queue."""
    asyncio.run(_in_queue(url, parts, workers, tick))


def work_for(url: str, *, patient: bool = False) -> None:
    """Make parts from the queue until none waits; or, if `patient`, until told to stop."""
    asyncio.run(_work_for(url, patient=patient))


def _app(url: str) -> App:
    app = App(connector=PsycopgConnector(conninfo=url))

    @app.task(name=TASK, queue=NAME)
    def make(**job: Any) -> None:
        Part.of(job).make()

    return app


async def _work_for(url: str, *, patient: bool) -> None:
    app = _app(url)
    async with app.open_async():
        await app.run_worker_async(
            queues=[NAME],
            wait=patient,
            concurrency=1,
            fetch_job_polling_interval=BEAT_SECONDS,
            update_heartbeat_interval=BEAT_SECONDS,
            stalled_worker_timeout=SILENT_SECONDS,
        )


async def _in_queue(url: str, parts: Sequence[Part], workers: int, tick: Tick) -> None:
    app = _app(url)
    async with app.open_async():
        await _set_up(app)
        ids = {await app.configure_task(TASK, queue=NAME).defer_async(**part.job): part for part in parts}
        try:
            with children(workers, [], **{QUEUE: url}) as watch:
                told, tries = 0, Counter[int]()
                while told < len(parts):
                    await asyncio.sleep(GLANCE_SECONDS)
                    await _take_again(app, ids, tries)
                    watch(await _some(app, ids, "todo") != [])
                    made = sum(part.rows.exists() for part in parts)
                    tick(made - told)
                    told = made
        finally:
            for one in ids:
                await app.connector.execute_query_async(
                    "DELETE FROM procrastinate_jobs WHERE id = %(id)s", id=one
                )


async def _set_up(app: App) -> None:
    found = await app.connector.execute_query_one_async("SELECT to_regclass('procrastinate_jobs') AS jobs")
    if found["jobs"] is None:
        await app.schema_manager.apply_schema_async()


async def _take_again(app: App, ids: Mapping[int, Part], tries: Counter[int]) -> None:
    """Put jobs back whose worker gives no sign; stop where a job failed or kills whoever takes it."""
    stalled: Sequence[Job] = list(
        await app.job_manager.get_stalled_jobs(queue=NAME, seconds_since_heartbeat=SILENT_SECONDS)
    )
    for job in stalled:
        if job.id is not None and job.id in ids:
            tries[job.id] += 1
            if tries[job.id] >= MOST_TRIES:
                raise given_up(str(ids[job.id].number))
            await app.job_manager.retry_job(job)
    for failed in await _some(app, ids, "failed"):
        raise refuse(
            "--queue", Sentence("Part %(part)s failed; its worker says why.", part=ids[failed].number)
        )


async def _some(app: App, ids: Mapping[int, Part], status: str) -> list[int]:
    """Those of the jobs that are in this state."""
    found = await app.connector.execute_query_all_async(
        "SELECT id FROM procrastinate_jobs WHERE id = ANY(%(ids)s) AND status = %(status)s",
        ids=list(ids), status=status,
    )  # fmt: skip
    return [one["id"] for one in found]
