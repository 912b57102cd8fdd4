"""`terang demo` leaves nothing behind, however it ends, and says what is in its way."""

import html
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from terang.demonstration.agencies import PLACES
from terang.demonstration.children import dies_with_parent
from terang.demonstration.memory import Memory
from tests.ground import template_folder, templates

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(180)]
COMMAND = [sys.executable, "-m", "terang.cli", "demo", "--port"]


class Running:
    """One `terang demo` and everything it started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, _free_port()
        self.said = folder.parent / "said.txt"
        with self.said.open("w") as said:
            self.process = subprocess.Popen(
                [*COMMAND, str(self.port)],
                env=_environment(folder),
                stdout=said,
                stderr=said,
                preexec_fn=dies_with_parent(),
            )

    def wait_until_ready(self) -> "Running":
        self.wait_for(lambda: "Terang is ready" in self.words or self.process.poll() is not None)
        assert self.process.poll() is None, self.words
        return self

    @property
    def words(self) -> str:
        return self.said.read_text()

    def family(self) -> dict[tuple[int, str], str]:
        """The process and all its descendants: number and start, with the command."""
        found = _processes()
        known = {self.process.pid}
        while more := {pid for (pid, _), (parent, _) in found.items() if parent in known} - known:
            known |= more
        return {who: command for who, (_, command) in found.items() if who[0] in known}

    def wait_for(self, condition: object, seconds: float = 60) -> None:
        patience = time.monotonic() + seconds
        while not condition():  # type: ignore[operator]
            assert time.monotonic() < patience, f"{self.words}\n{self.family()}"
            time.sleep(0.1)


def _processes() -> dict[tuple[int, str], tuple[int, str]]:
    """All that live on this machine: (number, start) -> (parent, command)."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if fields[0] != "Z":
            found[int(process.name), fields[19]] = int(fields[1]), command
    return found


def _left_of(family: dict[tuple[int, str], str]) -> dict[tuple[int, str], str]:
    alive = _processes()
    return {who: command for who, command in family.items() if who in alive}


def _environment(folder: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("TERANG_", "DJANGO_"))}
    return ours | {"TERANG_DATA_DIR": str(folder), "COLUMNS": "120"}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def demo(tmp_path: Path, ground: object) -> Iterator[Running]:
    """A demonstration whose tables are ready, as at a second start."""
    if os.environ.get("TERANG_TEST_DATABASE_URL"):
        pytest.skip("needs the embedded PostgreSQL")
    folder = tmp_path / "data"
    folder.mkdir()
    with templates():
        template_folder().copy_to(folder / "postgres")
    memory = Memory(folder)
    memory.add("first")
    memory.add("rest")
    running = Running(folder)
    yield running
    family = running.family()
    running.process.kill()
    running.process.wait()
    running.wait_for(lambda: not _left_of(family), 20)
    memory.forget()
    shutil.rmtree(folder)


def test_it_answers_and_says_where(demo: Running) -> None:
    demo.wait_until_ready()

    with urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/", timeout=20) as answer:
        assert answer.status == 200
    assert f"http://127.0.0.1:{demo.port}" in demo.words


def test_idle_browsers_do_not_shut_others_out(demo: Running) -> None:
    demo.wait_until_ready()
    idle = [_kept_alive(demo.port) for _ in range(40)]

    with urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/", timeout=20) as answer:
        assert answer.status == 200
    for connection in idle:
        connection.close()


def _kept_alive(port: int) -> socket.socket:
    """A connection that asked once, was answered, and stays open."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=20)
    connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert connection.recv(12) == b"HTTP/1.1 200"
    return connection


@pytest.mark.parametrize(
    "sign",
    [
        signal.SIGINT, signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.long),
        pytest.param(signal.SIGHUP, marks=pytest.mark.long),
    ],
)  # fmt: skip
def test_nothing_stays_behind_whoever_ends_it(demo: Running, sign: signal.Signals) -> None:
    demo.wait_until_ready()
    if sign == signal.SIGKILL:  # the signer, three witnesses and the sequencer come a little later
        demo.wait_for(lambda: any("log sequence" in command for command in demo.family().values()))
    family = demo.family()
    # the supervisor, the portal and its process, the worker, the database and its parts
    assert len(family) >= (10 if sign == signal.SIGKILL else 5)

    demo.process.send_signal(sign)

    assert demo.process.wait(timeout=30) == (0 if sign != signal.SIGKILL else -signal.SIGKILL)
    demo.wait_for(lambda: not _left_of(family), 20)


@pytest.mark.some(every=3)
@pytest.mark.parametrize("part", ["terang-portal", "terang.cli worker", "bin/postgres -D"])
def test_when_a_part_crashes_all_end_and_it_is_said_which(demo: Running, part: str) -> None:
    demo.wait_until_ready()
    family = demo.family()
    crashing = next(pid for (pid, _), command in family.items() if part in command)

    os.kill(crashing, signal.SIGKILL)

    assert demo.process.wait(timeout=40) == 1
    assert "ended by itself" in demo.words
    demo.wait_for(lambda: not _left_of(family), 20)


def test_it_can_be_ended_while_it_prepares(tmp_path: Path, ground: object) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    running = Running(folder)
    running.wait_for(lambda: "Preparing the tables" in running.words)

    family = running.family()

    running.process.send_signal(signal.SIGINT)

    assert running.process.wait(timeout=30) == 0
    running.wait_for(lambda: not _left_of(family), 20)
    assert not Memory(folder).has("first")
    Memory(folder).forget()


@pytest.mark.timeout(400)
def test_a_newcomer_sees_five_agencies(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    running = Running(folder)
    try:
        running.wait_for(
            lambda: "Terang is ready" in running.words or running.process.poll() is not None, 300
        )
        with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/", timeout=60) as answer:
            page = html.unescape(answer.read().decode())
    finally:
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(timeout=60)
        Memory(folder).forget()

    assert [place.name for place in PLACES if place.name not in page] == []
    assert f"http://127.0.0.1:{running.port}/demo/" in running.words


def test_a_taken_port_is_said_at_once_with_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        folder = tmp_path / "data"
        ended = subprocess.run(
            [*COMMAND, str(port)],
            env=_environment(folder),
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )

    assert ended.returncode == 1
    assert f"Port {port} is taken" in ended.stderr
    assert f"make demo PORT={port + 1}" in ended.stderr
    assert not (folder / "postgres").exists()


def test_production_has_no_demonstration(tmp_path: Path) -> None:
    environment = _environment(tmp_path) | {"TERANG_ENV": "production"}

    ended = subprocess.run(
        [*COMMAND, "8000"], env=environment, capture_output=True, text=True, check=False, timeout=30
    )

    assert ended.returncode == 1
    assert "TERANG_ENV" in ended.stderr
