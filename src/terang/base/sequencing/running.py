"""Going round all logs: one sequencer at a time, each log for itself."""

import contextlib
import hashlib
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from terang.base.sequencing import book
from terang.base.sequencing.book import Book, Overtaken
from terang.base.sequencing.models import Log, Waiting
from terang.base.sequencing.origins import folder_of, logs_folder, origin_of
from terang.base.sequencing.sequencer import Sequencer, Signs, Stopped, older
from terang.base.tenancy.models import Round
from terang.core.ledger import policies
from terang.core.ledger.notes import BadNote, Key, read_key
from terang.core.ledger.policies import NOBODY, Policy
from terang.public_log.disk import Conflict, Disk, read
from terang.public_log.folders import BadLog, LogFolder
from terang.public_log.signer import Refused
from terang.public_log.signer_socket import Away, SignerClient
from terang.public_log.witness_http import WitnessClient, cosigned_by

KNOWN = "known-logs"
"""The file with the key of every log of this installation: what witnesses are given to watch."""
NO_WITNESS = f"quorum {NOBODY}\n"
LOCK = "SELECT pg_try_advisory_lock(hashtext('terang/log'))"
UNLOCK = "SELECT pg_advisory_unlock(hashtext('terang/log'))"

AfterPublishing = Callable[[Log], None]
_after: list[AfterPublishing] = []

tell = logging.getLogger(__name__)


def after_publishing(job: AfterPublishing) -> None:
    """From now on, call this when a log was published, or when this process first sees it; it may be called again."""
    _after.append(job)


@contextmanager
def alone() -> Iterator[bool]:
    """Whether this process is the sequencer inside; there is one at a time."""
    with connection.cursor() as db:
        db.execute(LOCK)
        held = bool(db.fetchone()[0])
    try:
        yield held
    finally:
        with contextlib.suppress(DatabaseError, InterfaceError):  # a broken connection holds no lock
            if held:
                with connection.cursor() as db:
                    db.execute(UNLOCK)


def go_round(*, every: float) -> NoReturn:
    """Sequence for ever, with a pause after each pass; what fails is told and tried again."""
    told: dict[str, str] = {}
    while True:
        try:
            with alone() as held:
                compared: set[str] = set()
                while held:
                    kept = sequence_all(compared=compared)
                    for origin in kept.keys() - told.keys():
                        tell.error("%s", kept[origin])
                    told = kept
                    time.sleep(every)
        except (Away, OSError, DatabaseError, InterfaceError) as failed:
            tell.warning("The log waits: %s", failed)
            connection.close()
        time.sleep(every)


def sequence_all(
    *, at: Callable[[], datetime] = timezone.now, compared: set[str] | None = None
) -> dict[str, str]:
    """One pass over every log that has something to do; what kept a log from going on, by its origin.

    compared: the logs that this process has compared with their witnesses already.
    Refused: Away, where the signer does not answer: then nothing can be done for any log.
    """
    kept: dict[str, str] = {}
    compared = set() if compared is None else compared
    signer = SignerClient(socket_path())
    for round_ in _rounds_with_new_logs():
        _begin(round_, signer, at=at())
    for log in Log.objects.select_related("round__agency").order_by("pk"):
        try:
            is_first = log.origin not in compared
            if is_first:
                must_not_be_behind(log, clients_of(log))
                compared.add(log.origin)
            if _advance(sequencer_of(log, signer), at) or is_first:
                for job in _after:
                    job(log)
        except (Stopped, Refused, BadLog, Conflict, OSError) as stopped:
            kept[log.origin] = str(stopped)
        except Overtaken:
            kept[log.origin] = "another sequencer was faster"
    return kept


def must_not_be_behind(log: Log, witnesses: Sequence[WitnessClient]) -> None:
    """Refused: Stopped, if a witness has signed more than this database holds. Who does not answer is passed over."""
    head, name = Book(log).head, hashlib.sha256(log.origin.encode()).hexdigest()
    for one in witnesses:
        try:
            last = one.last(name)
        except (OSError, BadNote):
            continue
        if last and last.size > head.size:
            raise Stopped(older(head, last.size))


def restore_all(*, at: Callable[[], datetime] = timezone.now) -> dict[str, int]:
    """After a restored backup: take back what was signed, from the files; how many leaves, by the log's origin.

    Refused: Stopped, where the files are not what was signed; Away.
    """
    signer = SignerClient(socket_path())
    for round_ in Round.objects.filter(log=None).select_related("agency").order_by("pk"):
        if (folder_of(origin_of(round_)) / "log.json").exists():
            _begin(round_, signer, at=at())
    logs = Log.objects.select_related("round__agency").order_by("pk")
    return {log.origin: sequencer_of(log, signer).restore(at=at()) for log in logs}


def sequencer_of(log: Log, signer: Signs) -> Sequencer:
    """What is needed to go on with one log."""
    clients = clients_of(log)
    return Sequencer(
        Book(log), LogFolder(folder_of(log.origin)), signer, lambda *asked: cosigned_by(clients, *asked)
    )


def clients_of(log: Log) -> list[WitnessClient]:
    """The witnesses of a log: those of its policy whose address the installation knows."""
    wanted, addresses = policies.parse(log.policy).witnesses, installed_policy().addresses
    return [WitnessClient(key, addresses[name]) for name, key in wanted.items() if name in addresses]


def installed_policy() -> Policy:
    """Who witnesses the logs of this installation, and where they answer. Refused: BadPolicy."""
    return policies.parse(_policy_text())


def socket_path() -> Path:
    """Where the signer answers."""
    return Path(settings.TERANG.signer_socket or settings.DATA_DIR / "signer" / "socket")


def _advance(one: Sequencer, at: Callable[[], datetime]) -> bool:
    """Until nothing waits any more; whether anything did."""
    has_grown = False
    while one.advance(at=at()):
        has_grown = True
    return has_grown


def _begin(round_: Round, signer: Signs, *, at: datetime) -> None:
    opened = signer.open(origin_of(round_))
    key = read_key(opened.vkeys[0])
    policy = policies.published(key, _policy_text())
    try:
        book.begin(round_, opened.vkeys, policy, at=at, is_new=opened.last.size == 0)
    except Overtaken:
        return
    _keep_known([read_key(vkeys[0]) for vkeys in Log.objects.order_by("pk").values_list("vkeys", flat=True)])


def _keep_known(keys: Sequence[Key]) -> None:
    content = "".join(f"{key.line}\n" for key in keys).encode()
    path = logs_folder() / KNOWN
    if read(path) != content:
        Disk().keep(path, content)


def _rounds_with_new_logs() -> list[Round]:
    waiting = Waiting.objects.filter(round__log=None).values("round_id").distinct()
    return list(Round.objects.filter(pk__in=waiting).select_related("agency").order_by("pk"))


def _policy_text() -> str:
    path = settings.TERANG.log_witnesses
    return path.read_text() if path else NO_WITNESS
