"""Two sequencers never split a history, processes may be killed, and an old backup signs nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from terang.base.journal.models import Pending
from terang.base.sequencing import running
from terang.base.sequencing.book import Book, Overtaken
from terang.base.sequencing.models import Log, Waiting
from terang.base.sequencing.origins import origin_of
from terang.base.sequencing.sequencer import Stopped
from terang.core.ledger import notes
from terang.demonstration.children import dies_with_parent, end
from terang.public_log import keys
from terang.public_log.folders import BadLog, LogFolder
from terang.public_log.keys import PrivateKey
from tests import counts
from tests.base.sequencing.worlds import NOON, World

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_sequencers_at_once_write_one_history(world: World, at_once) -> None:  # type: ignore[no-untyped-def]
    """Without the lock that keeps the second away: the head that each must continue is enough.

    Who reads back a file while the other writes it refuses to go on, and has signed nothing.
    """
    world.begin().run()
    overtaken = 0

    def pass_() -> None:
        world.sequencer().advance(at=NOON)

    for _ in range(counts.of(few=6, asked=100)):
        world.write(20)
        outcomes = at_once(pass_, pass_)
        assert all(one is None or isinstance(one, (Overtaken, Stopped, BadLog)) for one in outcomes), outcomes
        overtaken += sum(one is not None for one in outcomes)
    world.run()

    world.check_all_is_published()
    assert overtaken > 0


def test_a_log_begins_once(world: World, at_once) -> None:  # type: ignore[no-untyped-def]
    world.write(1)
    world.signer.open(origin_of(world.round))  # it answers one after the other
    at_once(world.begin, world.begin, world.begin)
    world.run()

    assert Log.objects.count() == 1
    assert Pending.objects.filter(kind="genesis").count() == 1
    assert len(world.check_all_is_published()) == 2


def test_there_is_one_sequencer_at_a_time(world: World, at_once) -> None:  # type: ignore[no-untyped-def]
    def held() -> bool:
        with running.alone() as is_alone:
            time.sleep(0.2)
            return is_alone

    assert sorted(at_once(held, held)) == [False, True]
    assert at_once(held) == [True]


def forget_since(owner, size: int) -> None:  # type: ignore[no-untyped-def]
    """What a restored backup lacks: places and heads beyond a size, and the leaves of those places."""
    owner.execute("SET session_replication_role = replica")
    owner.execute("DELETE FROM log_head WHERE size > %s", [size])
    rows = owner.execute("DELETE FROM log_entry WHERE idx >= %s RETURNING pending_id", [size]).fetchall()
    owner.execute("DELETE FROM log_pending WHERE id = ANY(%s)", [[one for (one,) in rows]])
    owner.execute("SET session_replication_role = DEFAULT")


def test_an_old_backup_signs_nothing_until_the_public_files_gave_back_what_it_lacks(
    world: World, as_owner
) -> None:  # type: ignore[no-untyped-def]
    world.begin().run()
    size = Book(world.log).head.size
    world.write(300)
    world.run()
    before = world.check_all_is_published()
    forget_since(as_owner, size)
    world.write(2)

    with pytest.raises(Stopped, match="log restore"):
        world.run()
    assert Book(world.log).head.size == size
    assert Waiting.objects.count() == 2

    assert world.sequencer().restore(at=NOON) == 300
    assert world.sequencer().restore(at=NOON) == 0
    world.run()
    after = world.check_all_is_published()
    assert after[: len(before)] == before
    assert len(after) == len(before) + 2


def test_a_database_and_a_signer_from_the_same_old_backup_are_told_by_a_witness(
    world: World, as_owner
) -> None:  # type: ignore[no-untyped-def]
    world.begin().run()
    old = world.signer.heads.content(world.log.origin)
    world.write(20)
    world.run()
    before = world.check_all_is_published()
    forget_since(as_owner, 1)
    world.signer.heads.keep(world.log.origin, old or "")
    away = replace(world.witnesses[0], url="")
    object.__setattr__(away, "is_away", True)

    with pytest.raises(Stopped, match="the world has seen 21 entries, this database has 1"):
        running.must_not_be_behind(world.log, [away, world.witnesses[1]])
    assert world.sequencer().restore(at=NOON) == 20
    running.must_not_be_behind(world.log, world.witnesses)
    world.write(1)
    world.run()
    assert world.check_all_is_published()[:21] == before


def test_entries_that_do_not_lead_to_what_was_signed_are_not_taken_back(world: World, as_owner) -> None:  # type: ignore[no-untyped-def]
    world.begin().run()
    world.write(5)
    world.run()
    forget_since(as_owner, 1)
    path = next(world.folder.folder.glob("tile/entries/000.p/6"))
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))

    with pytest.raises(Exception, match="does not fit"):
        world.sequencer().restore(at=NOON)
    assert Book(world.log).head.size == 1


class Processes:
    """The parts of a log as an operator runs them, each a process of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.running = folder, list[subprocess.Popen[bytes]]()
        ours = {name: value for name, value in os.environ.items() if not name.startswith("TERANG_")}
        self.environment = ours | {
            "TERANG_ENV": "demo", "TERANG_DATABASE_URL": url, "TERANG_DATA_DIR": str(folder),
            "TERANG_LOG_DIR": str(folder / "logs"), "TERANG_LOG_WITNESSES": str(folder / "witnesses"),
            "TERANG_SIGNER_SOCKET": str(folder / "socket"), "DJANGO_SETTINGS_MODULE": "terang.config.settings",
        }  # fmt: skip

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        with (self.folder / "errors").open("ab") as errors:
            started = subprocess.Popen(
                [sys.executable, "-u", "-m", "terang.cli", *command], env=self.environment, stdout=subprocess.PIPE,
                stderr=errors, start_new_session=True, preexec_fn=dies_with_parent(signal.SIGKILL),
            )  # fmt: skip
        self.running.append(started)
        return started

    def say(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "terang.cli", *command], env=self.environment, capture_output=True, text=True,
            check=False, timeout=60,
        )  # fmt: skip
        return f"{done.returncode} {done.stdout}{done.stderr}"

    def witness(self, name: str) -> str:
        """The line of a policy for a witness that was started."""
        made = PrivateKey.new(name, notes.COSIGNATURE)
        keys.keep(self.folder / f"{name}.key", [made])
        started = self.start(
            "witness", "serve", "--key", str(self.folder / f"{name}.key"), "--memory", str(self.folder / name),
            "--logs", str(self.folder / "logs/known-logs"), "--port", "0",
        )  # fmt: skip
        assert started.stdout is not None
        address = started.stdout.readline().decode().split()[-1]
        return f"witness {name} {made.line} {address}\n"


@pytest.fixture
def processes(tmp_path: Path, ground) -> Iterator[Processes]:  # type: ignore[no-untyped-def]
    with ExitStack() as stack:
        found = Processes(tmp_path, ground.server.url_of(connection.settings_dict["NAME"]))
        stack.callback(lambda: end(*found.running, patience=3))
        yield found
        for one in found.running:
            if one.stdout:
                one.stdout.close()


def wait_until(condition: object, seconds: float = 40) -> None:
    patience = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < patience
        time.sleep(0.1)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_as_processes_they_survive_being_killed(world: World, processes: Processes) -> None:
    """Signer, witnesses and sequencers, killed at any moment; what comes out is one log with everything in it."""
    line = processes.witness("w1.example")
    (processes.folder / "witnesses").write_text(f"{line}quorum w1.example\n")
    world.write(5)
    sequencer = processes.start("log", "sequence", "--every", "0.1")  # it waits for the signer
    signing = ("log", "signer", str(processes.folder / "signer"), str(processes.folder / "socket"))
    signer = processes.start(*signing)
    wait_until(lambda: Log.objects.exists() and not Waiting.objects.exists())
    world.write(300)
    sequencer.kill()
    signer.kill()
    processes.start("log", "sequence", "--every", "0.1")
    processes.start(*signing)
    world.write(300)
    folder = processes.folder / "logs" / world.log.origin
    wait_until(lambda: LogFolder(folder).published_size == 606)

    assert processes.say("log", "status").startswith("0 well")
    world.place = processes.folder
    (processes.folder / "log").symlink_to(folder)
    assert len(world.published()) == Pending.objects.count() == 606
