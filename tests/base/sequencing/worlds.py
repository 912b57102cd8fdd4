"""A round with leaves that wait, a signer, three witnesses and a folder; and what must be true of them together."""

import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from terang.base.journal.models import Pending
from terang.base.sequencing import book
from terang.base.sequencing.book import Book
from terang.base.sequencing.models import Head, Log, LogEntry, Waiting
from terang.base.sequencing.origins import origin_of
from terang.base.sequencing.sequencer import Sequencer, is_seen
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core.ledger import checkpoints, leaves, notes, policies, tree
from terang.core.ledger.commitments import crockford32
from terang.core.ledger.notes import COSIGNATURE, Key
from terang.public_log.folders import LogFolder
from terang.public_log.keys import PrivateKey, check
from terang.public_log.signer import Signer
from terang.public_log.witness import Answer, Witness
from terang.public_log.witness_http import WitnessClient, cosigned_by
from tests.factories import people
from tests.public_log.faults import Hurried

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


class Direct(WitnessClient):
    """A witness without a line between: it answers, or is away."""

    witness: Witness
    is_away = False

    def _ask(self, method: str, path: str, body: str) -> Answer:
        if self.is_away:
            raise ConnectionError(self.key.name)
        if method == "POST":
            return self.witness.add_checkpoint(body)
        found = self.witness.last(path.split("/")[1])
        return Answer(HTTPStatus.OK, found) if found else Answer(HTTPStatus.NOT_FOUND, "")


class World:
    """Everything around one log."""

    def __init__(self, folder: Path, round_: Round | None = None) -> None:
        self.place, self.round = folder, round_ or people.round_()
        self.signer = Signer(folder / "signer", Hurried())
        self.keys: list[Key] = []
        self.witnesses = [self._witness(f"w{number}.example") for number in (1, 2, 3)]
        self.texts = "".join(f"witness W{at} {one.key.line}\n" for at, one in enumerate(self.witnesses))
        self.texts += "group Q 2 W0 W1 W2\nquorum Q\n"
        self.written, self.started = 0, NOON

    def _witness(self, name: str) -> Direct:
        private = PrivateKey(name, COSIGNATURE, name.encode().ljust(32, b"."))
        made = Direct(private.key, "")
        object.__setattr__(
            made, "witness", Witness(private, self.place / name, lambda: self.keys, disk=Hurried())
        )
        return made

    @property
    def log(self) -> Log:
        return Log.objects.select_related("round__agency").get(round=self.round)

    @property
    def folder(self) -> LogFolder:
        return LogFolder(self.place / "log", Hurried())

    def begin(self) -> "World":
        vkeys = self.signer.open(origin_of(self.round)).vkeys
        self.keys = [notes.read_key(vkeys[0])]
        book.begin(self.round, vkeys, policies.published(self.keys[0], self.texts), at=NOON)
        return self

    def write(self, count: int, kind: str = "reg", **body: object) -> list[bytes]:
        """So many leaves, as acts would have written them."""
        made = []
        for _ in range(count):
            self.written += 1
            about = {"pid": crockford32(self.written.to_bytes(10, "big"))} if kind == "reg" else {}
            at = self.started + timedelta(seconds=self.written)
            uid = token_hex(16)
            leaf = leaves.write(
                kind=kind,
                round_code=self.round.code,
                uid=uid,
                unix=int(at.timestamp()),
                body={**about, **body},
            )
            made.append(
                Pending(
                    leaf=leaf,
                    leaf_hash=tree.leaf_hash(leaf),
                    kind=kind,
                    uid=uid,
                    round=self.round,
                    created_at=at,
                )
            )
        with scope.as_system():
            Pending.objects.bulk_create(made)
        return [bytes(one.leaf) for one in made]

    def sequencer(self, **parts: Any) -> Sequencer:
        own = {
            "book": Book(self.log), "folder": self.folder, "signer": self.signer,
            "witnesses": lambda *asked: cosigned_by(self.witnesses, *asked),
        }  # fmt: skip
        return Sequencer(**{**own, **parts})

    def run(self) -> None:
        """Until nothing waits."""
        while self.sequencer().advance(at=NOON):
            continue

    def published(self) -> list[bytes]:
        """The entries of the published log, after everything about it was checked."""
        log, folder = self.log, self.folder
        seen, note = checkpoints.parse(folder.checkpoint or "")
        policy = policies.parse((folder.folder / "policy").read_text())
        assert notes.holds(note, policy.log(seen.origin), check) == 0
        assert is_seen(policy, note)
        entries = [*folder.entries(seen.size)]
        assert folder.recompute(seen.size) == seen.root == tree.root(map(tree.leaf_hash, entries))
        assert json.loads((folder.folder / "log.json").read_text())["vkeys"] == log.vkeys
        return entries

    def check_all_is_published(self) -> list[bytes]:
        """Every leaf stands in the log, once; database, files, signer and witnesses tell of one tree."""
        entries, seen = self.published(), checkpoints.parse(self.folder.checkpoint or "")[0]
        assert sorted(entries) == sorted(bytes(one) for one in Pending.objects.values_list("leaf", flat=True))
        assert not Waiting.objects.exists()
        assert [*Book(self.log).entries(0, seen.size)] == entries
        assert Book(self.log).head == seen == self.signer.open(seen.origin).last
        heads = [*Head.objects.order_by("size").values_list("previous", "size")]
        assert [0, *(size for _, size in heads)] == [*(previous for previous, _ in heads), seen.size]
        assert LogEntry.objects.count() == seen.size
        for one in self.witnesses:
            last = one.witness.heads.newest(seen.origin)
            assert last.size <= seen.size
            assert last.root == tree.root(map(tree.leaf_hash, entries[: last.size]))
        return entries


@pytest.fixture
def world(db: None, tmp_path: Path) -> World:
    return World(tmp_path)
