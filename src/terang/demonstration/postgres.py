"""A PostgreSQL of one's own for the demonstration and the tests: real server, no installation, no port.

It lives in one folder, listens on a socket in that folder only, asks for a random password, and ends with the process
that started it. Production refuses it: there an administrator runs PostgreSQL.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import psycopg
from psycopg import sql

from terang.demonstration.children import dies_with_parent, end
from terang.demonstration.inhabitants import clear_traces, is_worked_in
from terang.demonstration.places import SOCKET_FOLDER, Account, binaries_for, place_for

OWNER = "terang"
PATIENCE = 30.0

QUIET = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "dynamic_shared_memory_type": "mmap",
}
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}


class EmbeddedRefused(RuntimeError):
    """The embedded PostgreSQL cannot or must not run here; the message says why and what to do."""


class EmbeddedPostgres:
    """One cluster in one folder. `with EmbeddedPostgres(folder) as server: server.url`

    Starting twice is starting once. A second process that starts the same folder joins the running server;
    only the one that started it ends it. `durable=False` trades safety of the data for speed, for tests.
    """

    def __init__(self, folder: Path, *, durable: bool = True, account: Account | None = None) -> None:
        self.folder = folder.absolute()
        self.durable = durable
        self.account = account or Account.fitting()
        self.place = self.folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def cluster(self) -> Path:
        return self.place / "cluster"

    @property
    def socket(self) -> Path:
        return self.place / SOCKET_FOLDER

    @property
    def password(self) -> str:
        return (self.folder / "password").read_text().strip()

    @property
    def url(self) -> str:
        return self.url_of("terang")

    def url_of(self, database: str) -> str:
        """The address of one database of this cluster, as `TERANG_DATABASE_URL` takes it."""
        return f"postgresql://{OWNER}:{self.password}@/{database}?host={quote(str(self.socket), safe='')}"

    @property
    def is_running(self) -> bool:
        """Whether a server answers; cheap where this object started it."""
        return self._process.poll() is None if self._process else self._answers()

    def start(self) -> Self:
        """Start the server unless it runs already; make the cluster the first time."""
        _refuse_in_production(os.environ)
        with self._alone():
            self._settle()
            if not self._answers() and not self._still_ending():
                self._launch()
        return self

    def stop(self) -> None:
        """End the server if this object started it; otherwise leave it to its owner."""
        if self._process is None:
            return
        process, self._process = self._process, None
        if process.poll() is None:
            process.send_signal(signal.SIGINT)  # PostgreSQL's own word for a fast and orderly end
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=PATIENCE)
        end(process, patience=0.1)

    def copy_to(self, folder: Path) -> "EmbeddedPostgres":
        """A second cluster with the same content and password. This one must not be running."""
        twin = EmbeddedPostgres(folder, durable=self.durable, account=self.account)
        with twin._alone():
            twin.place = place_for(twin.folder, twin.account)
            twin._make_socket_folder()
            shutil.copy(self.folder / "password", twin.folder / "password")
            subprocess.run(["/bin/cp", "-a", self.cluster, twin.cluster], check=True)
        return twin

    def remove(self) -> None:
        """Stop, and delete everything this server ever wrote."""
        self.stop()
        if (self.folder / "place").exists():
            shutil.rmtree(place_for(self.folder, self.account), ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else starts, copies or removes this folder meanwhile."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _settle(self) -> None:
        """Find the place, and make the cluster if there is none."""
        self.place = place_for(self.folder, self.account)
        if not (self.cluster / "PG_VERSION").exists():
            self._initialise()
        self._make_socket_folder()

    def _make_socket_folder(self) -> None:
        self.socket.mkdir(exist_ok=True)
        self.account.owns(self.socket)

    def _initialise(self) -> None:
        """Make the cluster under another name, so that a broken attempt never looks like a whole one."""
        draft = self.place / "cluster.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        self.account.owns(draft)
        password = _write_private(self.folder / "password", secrets.token_urlsafe(24))
        handed = _write_private(self.place / "handed", password.read_text())
        self.account.owns(handed, 0o400)
        try:
            self._run(
                "initdb",
                "--pgdata",
                draft,
                "--username",
                OWNER,
                "--pwfile",
                handed,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                "--wal-segsize=4",
                "--no-sync",
                "--no-instructions",
            )
        finally:
            handed.unlink()
        draft.rename(self.cluster)

    def _run(self, command: str, *arguments: object) -> None:
        binary = binaries_for(self.place, self.account) / command
        done = subprocess.run(
            [str(binary), *map(str, arguments)],
            cwd=self.place,
            env=_bare_environment(),
            capture_output=True,
            text=True,
            check=False,
            **self.account.as_options(),
        )
        if done.returncode:
            raise EmbeddedRefused(f"{command} failed: {done.stderr.strip() or done.stdout.strip()}")

    def _launch(self) -> None:
        binary = binaries_for(self.place, self.account) / "postgres"
        options = QUIET | ({} if self.durable else FORGETFUL) | {"unix_socket_directories": str(self.socket)}
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [str(binary), "-D", str(self.cluster), *arguments],
                cwd=self.place,
                env=_bare_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGINT),
                **self.account.as_options(),
            )
        self._wait_until_it_answers(self._process)
        self._make_database()

    def _wait_until_it_answers(self, process: "subprocess.Popen[bytes]") -> None:
        patience = time.monotonic() + PATIENCE
        while not self._answers():
            if process.poll() is not None or time.monotonic() > patience:
                self.stop()
                raise EmbeddedRefused(f"The embedded PostgreSQL did not start.\n{self._last_words()}")
            time.sleep(0.02)

    def _answers(self) -> bool:
        try:
            self.connect("postgres").close()
        except (psycopg.OperationalError, FileNotFoundError):
            return False
        return True

    def connect(self, database: str = "terang") -> "psycopg.Connection[tuple[Any, ...]]":
        """A connection as owner of the cluster, committing each statement."""
        return psycopg.connect(self.url_of(database), autocommit=True, connect_timeout=5)

    def copy_database(self, source: str, target: str) -> None:
        """Make `target` what `source` is now; whatever `target` was is gone. Nobody may be connected to `source`."""
        with self.connect("postgres") as owner:
            for statement in (
                "DROP DATABASE IF EXISTS {target} WITH (FORCE)",
                "CREATE DATABASE {target} TEMPLATE {source}",
            ):
                names = {"source": sql.Identifier(source), "target": sql.Identifier(target)}
                owner.execute(sql.SQL(statement).format(**names))

    def _make_database(self) -> None:
        with self.connect("postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = 'terang'").fetchone():
                connection.execute("CREATE DATABASE terang")

    def _still_ending(self) -> bool:
        """Wait for a server that starts, ends or crashed a moment ago. True when one answers after all."""
        patience = time.monotonic() + PATIENCE
        while is_worked_in(self.cluster):
            if self._answers():
                return True
            if time.monotonic() > patience:
                raise EmbeddedRefused(f"A PostgreSQL in {self.cluster} neither answers nor ends.")
            time.sleep(0.1)
        clear_traces(self.cluster, self.socket)
        return False

    def _last_words(self) -> str:
        lines = (self.folder / "server.log").read_text(errors="replace").splitlines()
        return "\n".join(lines[-12:])


def _refuse_in_production(environment: Mapping[str, str]) -> None:
    if environment.get("TERANG_ENV") == "production":
        raise EmbeddedRefused(
            "The embedded PostgreSQL is for demonstration and tests; set TERANG_DATABASE_URL."
        )


def _bare_environment() -> dict[str, str]:
    """Nothing of ours reaches the server: no PG variables, no secrets."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def _write_private(path: Path, text: str) -> Path:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(text)
    return path
