"""Rankings in parts: by one worker, by several, with one killed; from a folder and from a queue in PostgreSQL."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from random import Random

import psycopg
import pytest

from terang.core import norms
from terang.engines import ranking
from terang.engines.ranking import Inputs, parts, queue, workers
from terang.engines.ranking.parts import Part
from tests.engines import oracle
from tests.ground import Ground

NORM = norms.load("cpns-2024")
PATIENCE_SECONDS = 30


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    tables = oracle.invented(NORM, "final", Random(7), vacancies=200, most=9, consent=True)
    for number, row in enumerate(tables.vacancies):
        row["agency"] = f"A{number % 20}"
    tables.write(tmp_path)
    return Inputs(
        NORM, "final", tmp_path / "A.csv", tmp_path / "V.csv", date(2026, 11, 25), tmp_path / "D.csv"
    )


def checksum(inputs: Inputs, run: Callable[[list[Part]], None] | None) -> str:
    folder = inputs.applicants.with_name(f"work{time.monotonic_ns()}")
    folder.mkdir()
    with ranking.opened(inputs, folder) as one:
        if run is None:
            made = one.make(folder / "rows.parquet")
        else:
            found = parts.split(one, 2)
            assert found is not None
            _apart(lambda: run(found))
            made = ranking.Made(one, parts.merge(one, found, folder / "rows.parquet"))
        assert made is not None
        return made.write(folder / "R.csv")


@pytest.mark.some(every=2)
@pytest.mark.parametrize("count", [1, 2, 8])
def test_any_number_of_workers_gives_the_same_checksum(inputs: Inputs, count: int) -> None:
    assert checksum(inputs, lambda found: workers.in_folder(found, count, _silent)) == checksum(inputs, None)


def test_what_a_killed_worker_had_taken_is_taken_again(inputs: Inputs) -> None:
    killed: list[int] = []

    def run(found: list[Part]) -> None:
        killer = threading.Thread(target=_kill_the_first, args=(Path(found[0].folder) / "taken", killed))
        killer.start()
        workers.in_folder(found, 2, _silent)
        killer.join()

    assert checksum(inputs, run) == checksum(inputs, None)
    assert killed


def _kill_the_first(taken: Path, killed: list[int]) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not killed and time.monotonic() < give_up:
        for one in taken.glob("*.*"):
            pid = int(one.suffix[1:])
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
            return
        time.sleep(0.001)


def _apart(work: Callable[[], None]) -> None:
    """In a thread of its own: where a browser was driven, the main one has a loop already."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work).result()


@pytest.mark.some(every=2)
@pytest.mark.parametrize("template", ["terang", "template0"])
def test_the_queue_of_a_database_gives_the_same_checksum(
    inputs: Inputs, ground: Ground, template: str
) -> None:
    name = ground.clone(template)
    url = ground.server.url_of(name)

    assert checksum(inputs, lambda found: queue.in_queue(url, found, 2, _silent)) == checksum(inputs, None)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM procrastinate_jobs").fetchone() == (0,)
    ground.drop(name)


def test_a_job_of_the_queue_is_taken_again_though_every_worker_was_killed(
    inputs: Inputs, ground: Ground
) -> None:
    name, killed = ground.clone("template0"), list[int]()
    url = ground.server.url_of(name)

    def run(found: list[Part]) -> None:
        killer = threading.Thread(target=_kill_the_workers, args=(url, killed))
        killer.start()
        queue.in_queue(url, found, 2, _silent)
        killer.join()

    assert checksum(inputs, run) == checksum(inputs, None)
    assert killed
    ground.drop(name)


def _kill_the_workers(url: str, killed: list[int]) -> None:
    """The children that make parts, all of them, once some job is taken."""
    give_up = time.monotonic() + PATIENCE_SECONDS
    with psycopg.connect(url, autocommit=True) as connection:
        while not killed and time.monotonic() < give_up:
            with contextlib.suppress(psycopg.errors.UndefinedTable):
                doing = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
                if connection.execute(doing).fetchone() != (0,):
                    killed.extend(_workers())
                    for one in killed:
                        os.kill(one, signal.SIGKILL)
            time.sleep(0.001)


def _workers() -> list[int]:
    """The children that make parts, whichever thread started them."""
    tasks = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    children = [one for task in tasks for one in task.read_text().split()]
    return [int(one) for one in children if b"ranking.worker" in Path(f"/proc/{one}/cmdline").read_bytes()]


def _silent(_: int) -> None:
    """Nobody watches."""
