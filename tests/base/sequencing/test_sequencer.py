"""Leaves get their places, files and both roots agree, signer and witnesses sign; and any step may be cut short."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from terang.base.access import Role
from terang.base.identity.keys import software_key
from terang.base.journal.models import Blob
from terang.base.sequencing.book import Book
from terang.base.sequencing.models import Head, Waiting
from terang.base.sequencing.sequencer import Stopped
from terang.base.tenancy import scope
from terang.core.ledger import canonical, checkpoints, tree
from terang.core.ledger.checkpoints import Checkpoint
from terang.public_log.disk import Conflict
from terang.public_log.folders import BadLog
from terang.public_log.signer import Refused, Signer
from tests import counts
from tests.base.sequencing.worlds import NOON, World
from tests.factories import people

pytestmark = pytest.mark.django_db


def kinds(entries: list[bytes]) -> list[str]:
    return [str(canonical.decode(one)["k"]) for one in entries]  # type: ignore[index,call-overload]


def test_a_log_begins_with_its_genesis_and_the_keys_of_its_officials(world: World) -> None:
    approver = people.official(Role.APPROVER, world.round)
    with scope.as_system():
        software_key(people.person_of(approver), at=NOON)
    world.write(3)
    world.begin().run()

    entries = world.check_all_is_published()
    assert kinds(entries) == ["genesis", "key", "role", "reg", "reg", "reg"]
    genesis = json.loads(entries[0])["b"]
    assert genesis["origin"] == world.log.origin == "log.sawahlunto.terang.example/sawahlunto-2026-1"
    assert [genesis["log_key"], genesis["log_key_pq"]] == world.log.vkeys
    for name in ("policy", "schemas"):
        digest = genesis[name]
        data = (world.folder.folder / "blob" / digest[:2] / digest).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest
    assert json.loads(entries[2])["b"] == {
        "op": "grant",
        "key": json.loads(entries[2])["b"]["key"],
        "role": "approver",
    }


def test_the_log_grows_over_many_passes(world: World) -> None:
    world.begin().run()
    for count in (1, 5, 250, 1, 300):
        world.write(count)
        world.run()

    assert len(world.check_all_is_published()) == 558
    assert not [*world.folder.folder.glob("tile/*/000.p")][1:]  # partial tiles of full ones are gone


def test_documents_that_leaves_name_lie_beside_the_log(world: World) -> None:
    content = b'{"rule":1}'
    digest = hashlib.sha256(content).hexdigest()
    Blob.objects.create(digest=digest, content=content)
    Blob.objects.create(digest="0" * 64, content=b"named by nobody")
    world.begin().write(1, "rule", id="R1", blob=digest, formations=[])
    world.run()

    assert (world.folder.folder / "blob" / digest[:2] / digest).read_bytes() == content
    assert not (world.folder.folder / "blob/00").exists() or not [
        *(world.folder.folder / "blob/00").glob("0000*")
    ]


def test_who_pressed_send_when_does_not_show_but_acts_keep_their_place(world: World) -> None:
    world.begin()
    written = [*world.write(40), *world.write(1, "stage_close", stage="x"), *world.write(40)]
    world.run()

    entries = [one for one in world.check_all_is_published() if one in set(written)]
    assert entries[40] == written[40]
    assert entries[:40] != written[:40]
    assert sorted(entries[:40]) == sorted(written[:40])


def test_after_a_long_standstill_the_log_follows_the_clock(world: World) -> None:
    late, early = world.write(1, "rule", id="late"), world.write(1, "rule", id="early")
    world.begin()
    world.started = NOON - timedelta(days=3)
    older = world.write(2, "rule", id="older")
    world.run()

    assert [one for one in world.check_all_is_published() if b'"k":"rule"' in one] == [*older, *late, *early]


def test_without_a_quorum_the_log_goes_on_and_is_published_later(world: World) -> None:
    world.begin().run()
    before = world.folder.checkpoint
    for one in world.witnesses[:2]:
        object.__setattr__(one, "is_away", True)
    for _ in range(3):
        world.write(4)
        world.run()

    assert world.folder.checkpoint == before
    assert world.signer.open(world.log.origin).last.size == Book(world.log).head.size == 13
    object.__setattr__(world.witnesses[0], "is_away", False)
    world.run()
    assert len(world.check_all_is_published()) == 13


class Failing:
    """Stands before a part of the sequencer and breaks one call: before it is made, or after."""

    def __init__(self, part: Any, step: Callable[[str, Callable[[], Any]], Any]) -> None:
        self.part, self.step = part, step

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.part, name)
        if name in READS or not callable(found):
            return found
        return lambda *args, **kwargs: self.step(name, lambda: found(*args, **kwargs))

    def __call__(self, *args: Any) -> Any:
        return self.step("witnesses", lambda: self.part(*args))


READS = {"holds", "subtrees", "entries", "documents"}


class Broken(OSError):
    """The error that somebody gets who can't know whether it was done."""


def cut_short(world: World, at: int, *, is_done: bool) -> str:
    """One pass in which the at-th step fails; its name, or nothing if there are fewer."""
    count, name = 0, ""

    def step(what: str, work: Callable[[], Any]) -> Any:
        nonlocal count, name
        count += 1
        if count != at:
            return work()
        name = what
        if is_done:
            work()
        raise Broken(what)

    own = world.sequencer()
    failing = world.sequencer(
        book=Failing(own.book, step), folder=Failing(own.folder, step), signer=Failing(own.signer, step),
        witnesses=Failing(own.witnesses, step),
    )  # fmt: skip
    try:
        failing.advance(at=NOON)
    except Broken:
        return name
    return ""


def steps() -> Iterator[int]:
    return iter(range(1, 30))


@pytest.mark.parametrize("is_done", [False, True], ids=["not persisted", "persisted but error returned"])
def test_whatever_step_fails_the_next_pass_ends_in_one_history(world: World, is_done: bool) -> None:
    world.begin().run()
    failed = []
    with counts.tally(f"sequencer's steps, {'after' if is_done else 'before'}", asked=20) as tally:
        for at in steps():
            world.write(3)
            name = cut_short(world, at, is_done=is_done)
            before = world.folder.checkpoint
            assert len(world.published()) >= checkpoints.parse(before or "")[0].size
            world.run()
            world.check_all_is_published()
            if not name:
                break
            failed.append(name)
            tally.done()

    assert set(failed) == {
        "open", "take", "keep_page", "grow", "recompute", "sign", "witnesses", "publish", "drop_partial"
    }  # fmt: skip


@pytest.mark.parametrize("second", range(1, 12))
@pytest.mark.parametrize("is_done", [False, True])
def test_two_failures_in_a_row_change_nothing_either(world: World, second: int, is_done: bool) -> None:
    if not counts.LONG and second % 4:
        pytest.skip("in the long run")
    world.begin().write(3)
    for first in range(1, 16, 1 if counts.LONG else 4):
        world.write(2)
        cut_short(world, first, is_done=is_done)
        cut_short(world, second, is_done=not is_done)
        world.run()
        world.check_all_is_published()


def test_a_wrong_byte_in_the_files_is_seen_before_anybody_signs(world: World) -> None:
    world.begin().run()
    world.write(5)

    def flipped(*args: Any, **kwargs: Any) -> int:
        size = own.folder.grow(*args, **kwargs)
        path = next(own.folder.folder.glob("tile/0/000.p/6"))
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
        return size

    own = world.sequencer()
    before = world.signer.open(world.log.origin).last
    folder = Failing(own.folder, lambda name, work: work())
    folder.grow = flipped  # type: ignore[attr-defined]

    with pytest.raises(BadLog):
        world.sequencer(folder=folder).advance(at=NOON)
    assert world.signer.open(world.log.origin).last == before
    with pytest.raises((BadLog, Conflict)):
        world.run()
    assert world.signer.open(world.log.origin).last == before


def test_another_signer_is_not_believed(world: World, tmp_path: Any) -> None:
    world.begin().run()
    world.write(1)
    stranger = Signer(tmp_path / "stranger")

    with pytest.raises(Stopped, match="other keys"):
        world.sequencer(signer=stranger).advance(at=NOON)
    assert Waiting.objects.count() == 1


def forged(world: World) -> tuple[Checkpoint, list[bytes]]:
    """A tree that continues the log of one entry otherwise than the database does, with the proof that it does."""
    head, other = Book(world.log).head, tree.leaf_hash(b"forged")
    path = [tree.node_hash(other, other), tree.node_hash(other, other)]
    assert head.size == 1
    left = tree.node_hash(head.root, other)
    return Checkpoint(head.origin, 4, tree.node_hash(left, path[0])), [other, path[0]]


def test_a_log_that_the_world_saw_grow_otherwise_gets_no_more_places(world: World) -> None:
    world.begin().run()
    world.signer.sign(*forged(world))
    world.write(1)

    with pytest.raises(Stopped, match="the world has seen 4 entries, this database has 1"):
        world.run()
    assert (Head.objects.count(), Waiting.objects.count()) == (1, 1)


def test_of_two_trees_of_one_size_the_second_is_not_signed(world: World) -> None:
    world.begin().run()
    before, signed = world.folder.checkpoint, world.signer.sign(*forged(world))
    world.write(3)
    with pytest.raises(Stopped):
        world.run()
    Book(world.log).take(at=NOON)  # as if the check before it had been left out

    with pytest.raises(Refused, match="two roots for one size"):
        world.run()
    assert world.folder.checkpoint == before
    assert world.signer.heads.content(world.log.origin) == signed


def test_a_signer_that_refuses_stops_the_log_and_publishes_nothing(world: World) -> None:
    world.begin().run()
    before = world.folder.checkpoint
    world.write(2)

    class Refusing:
        open = staticmethod(world.signer.open)

        def sign(self, *asked: object) -> str:
            raise Refused("no")

    with pytest.raises(Refused):
        world.sequencer(signer=Refusing()).advance(at=NOON)
    assert world.folder.checkpoint == before
    world.run()
    world.check_all_is_published()
