"""A log on disk is what the specification's log is, byte by byte; grows in any steps; and a wrong byte is seen."""

import base64
import json
import shutil
from pathlib import Path

import pytest

from terang.core.ledger import checkpoints, tree
from terang.core.ledger.checkpoints import Checkpoint
from terang.core.ledger.notes import Note, Signature
from terang.public_log.disk import Conflict
from terang.public_log.folders import BadLog, LogFolder
from tests import counts
from tests.public_log.faults import Hurried

VECTORS = Path(__file__).parents[1] / "core/ledger/vectors"
LOG = json.loads((VECTORS / "vectors.json").read_text())["log"]
SIZE = counts.of(few=1_000, asked=70_000)
ENTRIES = [b"entry %d" % number for number in range(SIZE)]
HASHES = [tree.leaf_hash(one) for one in ENTRIES]


def note(size: int, root: bytes, origin: str = "log.example/1") -> str:
    return Note(Checkpoint(origin, size, root).text, (Signature(origin, b"abcd", b"signature"),)).content


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".new"
    }


def fits(log: LogFolder, size: int, root: bytes) -> bool:
    try:
        return log.recompute(size) == root
    except BadLog:
        return False


@pytest.fixture
def log(tmp_path: Path) -> LogFolder:
    return LogFolder(tmp_path / "log", Hurried())


def test_the_log_of_the_specification_is_written_byte_by_byte(log: LogFolder) -> None:
    theirs = LogFolder(VECTORS / "log")
    log.grow(0, theirs.entries(LOG["size"]))
    log.publish((VECTORS / "log/checkpoint").read_text())

    assert files(log.folder) == files(VECTORS / "log")
    assert base64.b64encode(log.recompute(LOG["size"])).decode() == LOG["root"]
    assert log.published_size == LOG["size"]


@pytest.mark.parametrize("steps", [[1, 2, 255, 256, 257, 300], [256, 512, 600], [700], [255, 511, 513]])
def test_however_it_grows_the_full_tiles_and_the_root_are_the_same(log: LogFolder, steps: list[int]) -> None:
    size = 0
    for stop in steps:
        assert log.grow(size, ENTRIES[size:stop]) == stop
        assert log.recompute(stop, since=size) == tree.root(HASHES[:stop])
        size = stop
    once = LogFolder(log.folder.parent / "once", Hurried())
    once.grow(0, ENTRIES[:size])

    assert files(once.folder).items() <= files(log.folder).items()
    assert [*log.entries(size)] == ENTRIES[:size]
    assert [*log.entries(size, since=290)] == ENTRIES[290:size]


def test_proofs_come_from_the_tiles(log: LogFolder) -> None:
    log.grow(0, ENTRIES)
    subtree, root = log.subtrees(SIZE), tree.root(HASHES)

    for index in range(0, SIZE, max(1, SIZE // 60)):
        tree.check_inclusion(HASHES[index], index, SIZE, tree.inclusion_proof(index, SIZE, subtree), root)
        path = tree.consistency_proof(index, SIZE, subtree)
        tree.check_consistency(index, SIZE, tree.root(HASHES[:index]), root, path)


def test_growing_twice_is_growing_once_and_other_entries_stop_it(log: LogFolder) -> None:
    log.grow(0, ENTRIES[:300])
    before = files(log.folder)
    log.grow(0, ENTRIES[:300])

    assert files(log.folder) == before
    with pytest.raises(Conflict, match="other bytes"):
        log.grow(0, [*ENTRIES[:299], b"another"])
    assert files(log.folder) == before


def test_any_changed_byte_is_seen_when_it_is_read_back(log: LogFolder) -> None:
    log.grow(0, ENTRIES[:600])
    root = tree.root(HASHES[:600])

    for name, good in files(log.folder).items():
        for at in range(0, len(good), max(1, len(good) // counts.of(few=5, asked=500))):
            path = log.folder / name
            path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
            assert not fits(log, 600, root), (name, at)
            path.write_bytes(good)
        path.unlink()
        with pytest.raises(BadLog, match="missing"):
            log.recompute(600)
        path.write_bytes(good)
    assert log.recompute(600) == root


def test_a_checkpoint_never_goes_back_or_aside(log: LogFolder) -> None:
    log.publish(note(5, bytes(32)))
    log.publish(note(5, bytes(32)))

    for other in (note(4, bytes(32)), note(5, b"\1" * 32)):
        with pytest.raises(Conflict):
            log.publish(other)
    log.publish(note(6, b"\1" * 32))
    assert checkpoints.parse(log.checkpoint or "")[0].size == 6


def test_partial_tiles_go_when_the_full_ones_are_published(log: LogFolder) -> None:
    log.grow(0, ENTRIES[:200])
    log.grow(200, ENTRIES[200:520])
    log.drop_partial(520, since=200)
    log.drop_partial(520, since=0)

    assert log.recompute(520) == tree.root(HASHES[:520])
    partial = sorted(name for name in files(log.folder) if ".p/" in name)
    assert partial == ["tile/0/002.p/8", "tile/1/000.p/2", "tile/entries/002.p/8"]


def test_a_folder_that_lost_its_edge_says_so_and_is_grown_again_from_the_start(log: LogFolder) -> None:
    log.grow(0, ENTRIES[:300])
    shutil.rmtree(log.folder / "tile/0/001.p")

    assert not log.holds(300)
    with pytest.raises(BadLog, match="missing"):
        log.grow(300, ENTRIES[300:310])
    log.grow(0, ENTRIES[:310])
    assert log.holds(310)
    assert log.recompute(310) == tree.root(HASHES[:310])


def test_a_document_lies_under_its_digest(log: LogFolder) -> None:
    digest = log.keep_document(b"rule")

    assert files(log.folder) == {f"blob/{digest[:2]}/{digest}": b"rule"}
