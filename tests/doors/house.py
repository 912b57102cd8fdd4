"""A house in which the rounds of the demonstration have been played, and visitors who knock at its doors.

The rounds are played once per process; each module visits a copy. Every request is undone after it was answered, so
that the next visitor finds the same house.
"""

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from terang.base.access import Role
from terang.base.access.commands import grant_role
from terang.base.identity.commands import invite_official
from terang.base.identity.models import Person
from terang.base.identity.strength import DEMONSTRATION
from terang.base.identity.web.public import BACKEND
from terang.base.sequencing import book
from terang.base.sequencing.origins import folder_of, origin_of
from terang.base.sequencing.sequencer import Sequencer
from terang.base.tenancy import scope
from terang.base.tenancy.models import Agency, Round
from terang.core.ledger import notes, policies
from terang.demonstration.officials import HOUSE
from terang.demonstration.play import play
from terang.public_log.folders import LogFolder
from terang.public_log.signer import Signer
from tests.doors import unfinished
from tests.ground import Ground

ROUNDS: dict[str, dict[str, Any]] = {
    "alak": {}, "makassar": {}, "sawahlunto": {"whole": True}, "andir": {}, "tanjungbalai": {},
}  # fmt: skip
APPLICANTS = 12
TRACES = (
    "journal_entry",
    "log_pending",
    "log_opening",
    "approvals_decision",
    "approvals_approval",
    "mail_message",
)


@pytest.fixture(scope="session")
def played(ground: Ground, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> str:
    """The database in which all rounds have been played; once for all folders of tests."""
    if ground not in _PLAYED:
        _PLAYED[ground] = _played(ground, django_db_blocker)
    return _PLAYED[ground]


_PLAYED: dict[Ground, str] = {}


def _played(ground: Ground, django_db_blocker: DjangoDbBlocker) -> str:
    with django_db_blocker.unblock(), standing_on(ground, ground.clone()) as name:
        play_rounds(APPLICANTS)
        unfinished.leave()
        publish_logs()
        return name


@pytest.fixture(scope="module")
def house(ground: Ground, played: str, django_db_blocker: DjangoDbBlocker) -> Iterator["House"]:
    """A copy of the played house."""
    with django_db_blocker.unblock(), standing_on(ground, ground.clone(played)) as name:
        yield House()
    ground.drop(name)


@contextmanager
def standing_on(ground: Ground, name: str) -> Iterator[str]:
    """Meanwhile Django speaks to this database."""
    before = connection.settings_dict["NAME"]
    ground.stand_on(name)
    try:
        yield name
    finally:
        ground.stand_on(before)


def play_rounds(applicants: int, rounds: Mapping[str, dict[str, Any]] = ROUNDS) -> None:
    """Every round as far as its day has come, and one official more for each role of each agency."""
    for code, how in rounds.items():
        play(code, now=timezone.now(), tell=_nobody, applicants=applicants, **how)
        with scope.as_system():
            _add_newcomers(Agency.objects.get(code=code))


def publish_logs() -> None:
    """Every round's log, as its sequencer writes it, without witnesses."""
    signer = Signer(settings.DATA_DIR / "signer" / secrets.token_hex(4))
    with scope.as_system():
        for round_ in Round.objects.select_related("agency"):
            vkeys = signer.open(origin_of(round_)).vkeys
            policy = policies.published(notes.read_key(vkeys[0]), "quorum none\n")
            log = book.begin(round_, vkeys, policy, at=timezone.now())
            shutil.rmtree(folder_of(log.origin), ignore_errors=True)
            Sequencer(book.Book(log), LogFolder(folder_of(log.origin)), signer, lambda *_: []).advance(
                at=timezone.now()
            )


def _add_newcomers(agency: Agency) -> None:
    """Officials who hold one role each and have had no part in anything so far."""
    for role in Role:
        person = invite_official(
            agency=agency, name=f"Pintu {role}", email=_address(agency.code, role), by=HOUSE, at=timezone.now(),
            is_demonstration=True,
        )  # fmt: skip
        grant_role(person=person, agency=agency, round_=None, role=role, by=HOUSE, at=timezone.now())


def _address(agency: str, role: Role) -> str:
    return f"pintu.{role}.{agency}@contoh.example"


def _nobody(what: str, done: int, total: int) -> None:
    """Nobody listens."""


@dataclass
class Answer:
    """What a visitor got. `left`: how many rows of acts and letters it would have left behind."""

    status: int
    location: str
    body: bytes
    kind: str
    left: int
    queries: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    @property
    def outcome(self) -> str:
        """The class of an answer: its status, or where it sends the visitor."""
        if self.status in (301, 302):
            return "sign in" if self.location.startswith("/account/login/") else "elsewhere"
        return str(self.status)


class House:
    """The doors of the played house."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)
        self._sessions: dict[int, str] = {}
        self._before = _traces()

    def official(self, agency: str, role: Role) -> int:
        """The official who holds this role there and nothing else."""
        return _person_at(connection.settings_dict["NAME"], _address(agency, role))

    def ask(
        self, person_id: int | None, address: str, method: str = "GET", data: Any = None, *, raw: bytes = b"",
        content_type: str = "text/plain", count: bool = False,
    ) -> Answer:  # fmt: skip
        """Knock as this person, and undo what it did."""
        session = self._session_of(person_id) if person_id else ""
        self.client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session} if session else {})
        with transaction.atomic():
            with CaptureQueriesContext(connection) if count else _nothing() as caught:
                response = self._send(method, address, data, raw, content_type)
                body = b"".join(response.streaming_content) if response.streaming else response.content
            left = _traces() - self._before if not connection.needs_rollback and _has_written() else 0
            transaction.set_rollback(True)
        return Answer(
            response.status_code, response.headers.get("Location", ""), body,
            response.headers.get("Content-Type", ""), left,
            [query["sql"] for query in caught.captured_queries] if count else [],
        )  # fmt: skip

    def _send(self, method: str, address: str, data: Any, raw: bytes, content_type: str) -> Any:
        if isinstance(data, bytes):
            return self.client.generic(method, address, raw or data, content_type)
        return getattr(self.client, method.lower())(address, data)

    def _session_of(self, person_id: int) -> str:
        if person_id not in self._sessions:
            with scope.as_system():
                person = Person.objects.get(pk=person_id)
                session = SessionStore()
                session[SESSION_KEY] = str(person.pk)
                session[BACKEND_SESSION_KEY] = BACKEND
                session[HASH_SESSION_KEY] = person.get_session_auth_hash()
                session[DEMONSTRATION] = True
                session.create()
            self._sessions[person_id] = session.session_key or ""
        return self._sessions[person_id]


@contextmanager
def _nothing() -> Iterator[Any]:
    yield None


@cache
def _person_at(database: str, address: str) -> int:
    with scope.as_system():
        return Person.objects.get(email=address).pk


def _has_written() -> bool:
    """Whether this transaction has written anything at all, be it undone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        row = cursor.fetchone()
        return bool(row[0])


def _traces() -> int:
    """How many rows the acts of this house have written, whoever may see them."""
    counted = " + ".join(f"(SELECT count(*) FROM {table})" for table in TRACES)
    with scope.as_system(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted}")
        row = cursor.fetchone()
        return int(row[0])
