"""Processes that make the parts of a ranking: from a folder on this machine, or from a queue in PostgreSQL.

A worker that dies costs nothing but its time: what it had taken is taken again.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from terang.core.sentences import Sentence
from terang.engines.ranking.parts import Part
from terang.engines.tables.problems import refuse

Tick = Callable[[int], None]
Watch = Callable[[bool], list[int]]
GLANCE_SECONDS = 0.05
MOST_TRIES = 3


def in_folder(parts: Sequence[Part], workers: int, tick: Tick) -> None:
    """Let processes of this machine make the parts; each takes the next from the folder by renaming it."""
    folder = Path(parts[0].folder)
    for name in ("waiting", "taken"):
        (folder / name).mkdir()
    for part in parts:
        (folder / "waiting" / f"{part.number:04}").write_text(json.dumps(part.job))
    with children(workers, [str(folder)]) as watch:
        tries: Counter[str] = Counter()
        told = 0
        while told < len(parts):
            time.sleep(GLANCE_SECONDS)
            for dead in watch(any((folder / "waiting").iterdir())):
                for left in (folder / "taken").glob(f"*.{dead}"):
                    tries[left.stem] += 1
                    if tries[left.stem] >= MOST_TRIES:
                        raise given_up(left.stem)
                    left.rename(folder / "waiting" / left.stem)
            made = sum(part.rows.exists() for part in parts)
            tick(made - told)
            told = made


def take(folder: Path) -> Part | None:
    """The next part of a folder, taken by this process; None when none waits."""
    for waiting in sorted((folder / "waiting").iterdir()):
        taken = folder / "taken" / f"{waiting.name}.{os.getpid()}"
        try:
            waiting.rename(taken)
        except FileNotFoundError:
            continue
        return Part.of(json.loads(taken.read_text()))
    return None


def work_in(folder: Path) -> None:
    """Make parts until none waits, or until whoever asked is gone."""
    asked_by = os.getppid()
    while os.getppid() == asked_by and (part := take(folder)):
        part.make()
        (folder / "taken" / f"{part.number:04}.{os.getpid()}").unlink()


@contextmanager
def children(count: int, arguments: Sequence[str], **environment: str) -> Iterator[Watch]:
    """Worker processes for as long as the block lasts.

    Call what it yields, telling whether work waits, for those who ended since: who died is replaced, and while work
    waits so is who found nothing to do.
    """
    command = [sys.executable, "-m", "terang.engines.ranking.worker", *arguments]
    started: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        started.append(subprocess.Popen(command, env=os.environ | environment, stdin=subprocess.DEVNULL))

    def watch(work_waits: bool) -> list[int]:
        ended = [child for child in started if child.poll() is not None]
        for child in ended:
            started.remove(child)
            if child.returncode:
                start()
        while work_waits and len(started) < count:
            start()
        return [child.pid for child in ended]

    try:
        for _ in range(count):
            start()
        yield watch
    finally:
        for child in started:
            child.terminate()
        for child in started:
            child.wait()


def given_up(part: str) -> Exception:
    reason = Sentence("Workers ended %(times)s times over part %(part)s.", times=MOST_TRIES, part=part)
    return refuse("--workers", reason)
