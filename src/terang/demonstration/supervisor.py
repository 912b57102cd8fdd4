"""One process in the foreground that prepares the demonstration, runs its parts and ends them all.

Every part is a child that leads a group of its own and is leashed to this process: however it ends (Ctrl-C, SIGTERM,
a closed terminal, a part that crashes, kill -9), nothing stays behind.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from rich.console import Console

from terang.demonstration import public_log
from terang.demonstration.children import dies_with_parent, end
from terang.demonstration.greeting import greeting
from terang.demonstration.memory import Memory
from terang.demonstration.postgres import EmbeddedPostgres, EmbeddedRefused

HOST = "127.0.0.1"
PATIENCE = 60.0
LOG_AFTER = 5.0
AFTER_FIRST = "terang_after_first"
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(BaseException):
    """Somebody asked the demonstration to end."""


class Failed(Exception):
    """A part of the demonstration does not work; the message says which, and where to look."""


class Demonstration:
    """The parts of one demonstration, from preparation to end."""

    def __init__(self, folder: Path, port: int, console: Console) -> None:
        self.folder, self.port, self.console = folder, port, console
        self.memory = Memory(folder)
        self.address = f"http://{HOST}:{port}"
        self.started = time.monotonic()
        self.parts: dict[str, subprocess.Popen[bytes]] = {}
        self.url = os.environ.get("TERANG_DATABASE_URL", "")
        self.server: EmbeddedPostgres | None = None
        self.rest: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Everything, until somebody ends it. Returns the exit code."""
        refuse_taken_port(self.port)
        with ExitStack() as stack:
            stack.callback(self._end_all)
            for sign in ENDINGS:
                signal.signal(sign, _raise_ended)
            try:
                self._prepare()
                self._serve()
                self._watch()
            except Ended:
                self.console.print("\nEnding the demonstration …")
                return 0
            except (Failed, EmbeddedRefused) as failed:
                self.console.print(str(failed), style="red", highlight=False, markup=False, soft_wrap=True)
                return 1
        return 0

    def _prepare(self) -> None:
        if self.memory.file.exists() and not self.memory.is_current:
            self.console.print("The program has changed since the last time: the demonstration starts over.")
        if not self.memory.has("first"):
            self.memory.forget()
        if not self.url:
            self._say("Starting the database")
            self.server = EmbeddedPostgres(self.folder / "postgres").start()
            self.url = self.server.url
        if not self.memory.has("first"):
            self._do("Preparing the tables", "migrate")
            if _loads():
                self._do("Inventing five agencies and their people", "demo-load", "first")
            self._keep_first()
            self.memory.add("first")
        elif not self.memory.has("rest"):
            self._return_to_first()

    def _keep_first(self) -> None:
        """Keep the state from which the rest is loaded: whoever ends the demonstration meanwhile loses no more."""
        if self.server:
            self.server.copy_database("terang", AFTER_FIRST)

    def _return_to_first(self) -> None:
        if self.server:
            self._say("The rest was not loaded completely; returning to where it began")
            self.server.copy_database(AFTER_FIRST, "terang")
            self.memory.forget_logs()

    def _serve(self) -> None:
        self._say("Starting the portal")
        self._start("portal", "serve", "--port", str(self.port), leash=signal.SIGTERM)
        self._start("worker", "worker")
        self._wait_for_portal()
        seconds = time.monotonic() - self.started
        self.console.print(f"\n[bold green]Terang is ready: {self.address}[/bold green] ({seconds:.0f} s)\n")
        self.console.print(greeting(self.folder, self.address), highlight=False, markup=False, soft_wrap=True)
        self.console.print("\nCtrl-C ends everything. `make demo-reset` starts over.\n")
        if _loads() and not self.memory.has("rest"):
            self.rest = self._child("demo-load", "rest")

    def _watch(self) -> None:
        """Wait for ever; a part that ends by itself ends everything. The log follows once people can look around."""
        log_at = time.monotonic() + LOG_AFTER
        while True:
            time.sleep(0.3)
            if "sequencer" not in self.parts and time.monotonic() > log_at:
                for name, command in public_log.parts(self.folder).items():
                    self._start(name, *command)
            self._check_parts()
            if self.rest is not None and self.rest.poll() is not None:
                self._rest_ended(self.rest.returncode)
                self.rest = None

    def _check_parts(self) -> None:
        for name, process in self.parts.items():
            if process.poll() is not None:
                raise Failed(f"The {name} ended by itself.\n{self._last_words(name)}")
        if self.server and not self.server.is_running:
            raise Failed(f"The database ended by itself: see {self.server.folder / 'server.log'}")

    def _rest_ended(self, code: int) -> None:
        if code:
            self.console.print(
                "[red]The rest of the demonstration could not be loaded; what is there works.[/red]"
            )
            return
        self.memory.add("rest")
        self.console.print("The demonstration is complete: every stage can be seen.")

    def _wait_for_portal(self) -> None:
        patience = time.monotonic() + PATIENCE
        while not _answers(self.address):
            self._check_parts()
            if time.monotonic() > patience:
                raise Failed(f"The portal does not answer.\n{self._last_words('portal')}")
            time.sleep(0.1)

    def _do(self, what: str, *command: str) -> None:
        """Run a command of ours to its end; it tells itself how far it is."""
        self._say(what)
        self.parts[what] = child = self._child(*command)
        code = child.wait()
        del self.parts[what]
        if code:
            raise Failed(f"{what} failed; the reason is above.")

    def _start(self, name: str, *command: str, leash: int = signal.SIGKILL) -> None:
        self.parts[name] = self._child(*command, log=name, leash=leash)

    def _child(self, *command: str, log: str = "", leash: int = signal.SIGKILL) -> "subprocess.Popen[bytes]":
        """A child in a group of its own, speaking to its log or to the terminal.

        `leash` reaches it if we die; the portal's must be one that it can pass on to its processes.
        """
        (self.folder / "log").mkdir(exist_ok=True)
        with ExitStack() as stack:
            file = stack.enter_context((self.folder / "log" / f"{log}.log").open("wb")) if log else None
            return subprocess.Popen(
                [sys.executable, "-m", "terang.cli", *command],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
                preexec_fn=dies_with_parent(leash),
            )

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "TERANG_ENV": "demo",
            "TERANG_DATABASE_URL": self.url,
            "TERANG_DATA_DIR": str(self.folder),
            "TERANG_ORIGIN": self.address,
            "TERANG_LOG_WITNESSES": str(public_log.policy_path(self.folder)),
            "TERANG_LOG_LEVEL": os.environ.get("TERANG_LOG_LEVEL", "WARNING"),
            "PYTHONUNBUFFERED": "1",
        }

    def _last_words(self, log: str) -> str:
        file = self.folder / "log" / f"{log}.log"
        lines = file.read_text(errors="replace").splitlines() if file.exists() else []
        return "\n".join([*lines[-15:], f"(all of it: {file})"])

    def _say(self, what: str) -> None:
        self.console.print(f"[dim]{time.monotonic() - self.started:4.0f} s[/dim]  {what} …", highlight=False)

    def _end_all(self) -> None:
        for sign in ENDINGS:
            signal.signal(sign, signal.SIG_IGN)
        end(*self.parts.values(), *([self.rest] if self.rest else []))
        if self.server:
            self.server.stop()


def refuse_taken_port(port: int) -> None:
    """Say so before any long work, with the way out."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((HOST, port))
        except OSError as refused:
            other = port + 1
            raise Failed(
                f"Port {port} is taken by another program ({refused.strerror}).\n"
                f"Choose another: make demo PORT={other}   or   terang demo --port {other}"
            ) from refused


def _raise_ended(_sign: int, _frame: FrameType | None) -> None:
    raise Ended


def _loads() -> bool:
    return find_spec("terang.demonstration.load") is not None


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=5).close()  # noqa: S310  our own address
    except urllib.error.HTTPError as answer:
        return answer.code < HTTPStatus.INTERNAL_SERVER_ERROR
    except OSError:
        return False
    return True
