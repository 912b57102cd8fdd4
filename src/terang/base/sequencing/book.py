"""The book of one log in the database: what waits, which place each leaf has, how far the log has grown."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from terang.base.entropy import random_bytes
from terang.base.journal.models import Blob, Pending
from terang.base.sequencing import ceremony
from terang.base.sequencing.acts import CEREMONY
from terang.base.sequencing.models import Head, Log, LogEntry, Waiting
from terang.base.sequencing.origins import origin_of
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core.ledger import canonical, leaves, shuffling, tree
from terang.core.ledger.checkpoints import Checkpoint
from terang.core.ledger.leaves import HOUR
from terang.core.ledger.tree import EMPTY_ROOT, Range

if TYPE_CHECKING:
    from django.db.models import QuerySet

T = TypeVar("T")
MOST = 20_000
BATCH = 2_000
A_DAY = timedelta(days=1)
FIRST = tuple(schema.kind for schema in CEREMONY)


class Overtaken(Exception):
    """Another sequencer wrote first; its history counts, and this one begins anew."""


@contextmanager
def as_sequencer() -> Iterator[None]:
    """A transaction in the role that may give places; the login must be a member of terang_sequencer."""
    with transaction.atomic(), scope.as_system():
        with connection.cursor() as db:
            db.execute("SET LOCAL ROLE terang_sequencer")
        yield
        with connection.cursor() as db:
            db.execute("RESET ROLE")


def begin(round_: Round, vkeys: tuple[str, ...], policy: str, *, at: datetime, is_new: bool = True) -> Log:
    """Open the book of a round's log.

    is_new: with its first leaves; not where the world knows the log already and this database has lost it.
    Refused: Overtaken.
    """
    try:
        with as_sequencer():
            log = Log.objects.create(
                round=round_, origin=origin_of(round_), vkeys=list(vkeys), policy=policy, began_at=at
            )
            if is_new:
                waiting = Pending.objects.filter(round=round_).values_list("leaf", flat=True)
                first = min((_time(bytes(leaf)) for leaf in waiting), default=at)
                ceremony.write(round_, vkeys, policy, at=min(at, first))
    except IntegrityError as error:
        raise Overtaken from error
    return log


@dataclass
class Book:
    """What the sequencer reads and writes of one log."""

    log: Log

    @property
    def head(self) -> Checkpoint:
        """How far the log has grown."""
        row = self._head()
        if row is None:
            return Checkpoint(self.log.origin, 0, EMPTY_ROOT)
        return Checkpoint(self.log.origin, row.size, bytes(row.root))

    @property
    def previous(self) -> int:
        """The size that the head continues."""
        row = self._head()
        return row.previous if row else 0

    def take(self, *, at: datetime) -> bool:
        """Give places to what waits, in one transaction; whether there was anything.

        Refused: Overtaken if another sequencer did the same meanwhile.
        """
        try:
            with as_sequencer():
                return self._take(at)
        except (IntegrityError, OperationalError) as error:
            if isinstance(error, OperationalError) and not isinstance(error.__cause__, DeadlockDetected):
                raise
            raise Overtaken from error

    def entries(self, since: int, size: int) -> Iterator[bytes]:
        """The leaves from one place up to, not including, another."""
        found = self.log.entries.filter(index__gte=since, index__lt=size).order_by("index")
        for leaf in found.values_list("pending__leaf", flat=True).iterator(chunk_size=BATCH):
            yield bytes(leaf)

    def documents(self, since: int, size: int) -> Iterator[bytes]:
        """The public documents that these leaves name."""
        named = {
            name for leaf in self.entries(since, size) for name in _digests(leaves.body_of(leaves.read(leaf)))
        }
        for batch in _batches(sorted(named)):
            for content in Blob.objects.filter(digest__in=batch).values_list("content", flat=True):
                yield bytes(content)

    def put_back(self, leaves: Sequence[bytes], root: bytes, *, at: datetime) -> None:
        """Take in the entries that the public files have beyond the head, after a restored backup.

        Refused: Overtaken; ValueError if they do not lead to this root.
        """
        try:
            with as_sequencer():
                row = self._head()
                hashes = [tree.leaf_hash(leaf) for leaf in leaves]
                known = self._known(hashes)
                Pending.objects.bulk_create(
                    [
                        self._pending(leaf)
                        for leaf, one in zip(leaves, hashes, strict=True)
                        if one not in known
                    ],
                    batch_size=BATCH,
                )
                known = self._known(hashes)
                if self._grow(row, [known[one] for one in hashes], hashes, at) != root:
                    raise ValueError(f"the files of {self.log} do not lead to the root that was signed")
        except IntegrityError as error:
            raise Overtaken from error

    def _head(self) -> Head | None:
        return self.log.heads.order_by("-size").first()

    def _take(self, at: datetime) -> bool:
        row = self._head()
        found = list(self._waiting()[:MOST])
        if not found:
            return False
        if _span(found) > A_DAY:
            # After a long standstill, or in a simulated round. Otherwise clocks of two requests may disagree by a moment.
            found.sort(key=lambda one: int(one.created_at.timestamp()) // HOUR)
        if row is None:
            found.sort(key=lambda one: FIRST.index(one.kind) if one.kind in FIRST else len(FIRST))
        waiting = [
            shuffling.Waiting(
                bytes(one.leaf_hash), _about(bytes(one.leaf)), int(one.created_at.timestamp()) // HOUR
            )
            for one in found
        ]
        order = shuffling.permuted(waiting, random_bytes(shuffling.KEY_BYTES))
        self._grow(row, [found[at].pk for at in order], [waiting[at].leaf_hash for at in order], at)
        return True

    def _waiting(self) -> "QuerySet[Pending]":
        return Pending.objects.filter(waiting__round_id=self.log.round_id).order_by("pk")

    def _grow(self, row: Head | None, pending: Sequence[int], hashes: Sequence[bytes], at: datetime) -> bytes:
        """Write places and the next head; its root."""
        grown = Range(row.size, [bytes(one) for one in row.peaks]) if row else Range()
        first = grown.size
        for one in hashes:
            grown.push(one)
        LogEntry.objects.bulk_create(
            [LogEntry(log=self.log, index=first + at, pending_id=pk) for at, pk in enumerate(pending)],
            batch_size=BATCH,
        )
        Waiting.objects.filter(pk__in=pending).delete()
        Head.objects.create(
            log=self.log, previous=first, size=grown.size, root=grown.root(), peaks=grown.peaks, at=at
        )
        return grown.root()

    def _known(self, hashes: Sequence[bytes]) -> dict[bytes, int]:
        return {
            bytes(digest): pk
            for batch in _batches(hashes)
            for digest, pk in Pending.objects.filter(leaf_hash__in=batch).values_list("leaf_hash", "pk")
        }

    def _pending(self, leaf: bytes) -> Pending:
        said = leaves.read(leaf)
        return Pending(
            leaf=leaf, leaf_hash=tree.leaf_hash(leaf), kind=str(said["k"]), uid=str(said["u"]),
            round_id=self.log.round_id, created_at=_time(leaf),
        )  # fmt: skip


def _time(leaf: bytes) -> datetime:
    return datetime.fromtimestamp(int(str(leaves.read(leaf)["t"])), tz=UTC)


def _span(found: Sequence[Pending]) -> timedelta:
    """Between the first act of these and the last."""
    times = [one.created_at for one in found if one.kind not in FIRST]
    return max(times) - min(times) if times else timedelta()


def _about(leaf: bytes) -> str:
    return str(leaves.body_of(leaves.read(leaf)).get("pid", ""))


def _digests(body: Mapping[str, canonical.Json]) -> Iterator[str]:
    for value in body.values():
        if isinstance(value, str) and len(value) == 64:
            yield value


def _batches(found: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
