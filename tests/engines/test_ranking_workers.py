"""Rankings in parts: by one worker, by several, with one killed; from a folder and from a queue in PostgreSQL."""

import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random

import pytest

from terang.core import norms
from terang.engines import ranking
from terang.engines.ranking import Inputs, parts, workers
from terang.engines.ranking.parts import Part
from tests.engines import oracle

NORM = norms.load("cpns-2024")


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
            found = parts.split(one, 2, threads=1, memory="200MB")
            assert found is not None
            run(found)
            made = ranking.Made(one, parts.merge(one, found, folder / "rows.parquet"))
        assert made is not None
        return made.write(folder / "R.csv")


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
    while not killed:
        for one in taken.glob("*.*"):
            pid = int(one.suffix[1:])
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)
            return
        time.sleep(0.001)


def _silent(_: int) -> None:
    """Nobody watches."""
