"""Whatever file operation fails, and whoever dies when, the log is whole afterwards and the same work ends it."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from terang.core.ledger import checkpoints, tree
from terang.public_log.disk import READABLE, Conflict, Disk
from terang.public_log.folders import BadLog, LogFolder
from tests import counts
from tests.public_log import faults
from tests.public_log.faults import Counting, Forgetting, Hurried, Killed
from tests.public_log.test_folders import files, note

ENTRIES = [b"entry %d" % number for number in range(520)]
STEPS = (3, 258, 520)


def work(log: LogFolder, seen: list[int] | None = None) -> None:
    """What a sequencer does with a log, three times; asked again, it goes on where the checkpoint stands.

    seen: the sizes that were published, as the world knows them.
    """
    log.keep_page("policy", b"quorum none\n")
    log.keep_document(b"a rule")
    done = log.published_size
    for start, stop in itertools.pairwise((0, *STEPS)):
        if stop <= done:
            continue
        log.grow(start, ENTRIES[start:stop])
        root = log.recompute(stop, since=start)
        assert root == tree.root(tree.leaf_hash(one) for one in ENTRIES[:stop])
        log.publish(note(stop, root))
        if seen is not None:
            seen.append(stop)


def total_of(disk: Callable[[int], Disk], folder: Path) -> int:
    """How many operations the work takes."""
    counting = disk(10**9)
    work(LogFolder(folder, counting))
    shutil.rmtree(folder)
    return int(counting.count)  # type: ignore[attr-defined]


def places(total: int) -> Iterator[int]:
    """Each operation in a long run; else a sample that walks through all kinds of them."""
    return iter(range(1, total + 1, 1 if counts.LONG else 11))


def is_whole(log: LogFolder, seen: list[int]) -> bool:
    """Whether everything that the world saw or may see is there and right."""
    if log.published_size < max(seen, default=0):
        return False
    if log.checkpoint is None:
        return True
    shown = checkpoints.parse(log.checkpoint)[0]
    return log.recompute(shown.size) == shown.root


@pytest.mark.parametrize("kind", ["EIO", "ENOSPC", "SIGKILL"])
def test_after_any_failed_operation_the_same_work_ends_in_the_same_log(kind: str, tmp_path: Path) -> None:
    def disk(at: int) -> Counting:
        return faults.dying(at) if kind == "SIGKILL" else faults.failing(at, kind)

    work(LogFolder(tmp_path / "wanted", Hurried()))
    wanted, total = files(tmp_path / "wanted"), total_of(disk, tmp_path / "counted")
    with counts.tally(f"tile writer, {kind}", asked=total) as tally:
        for at in places(total):
            folder = tmp_path / str(at)
            seen: list[int] = []
            with pytest.raises((OSError, Killed)):
                work(LogFolder(folder, disk(at)), seen)
            assert is_whole(LogFolder(folder), seen), at
            work(LogFolder(folder, Hurried()))
            assert files(folder) == wanted, at
            shutil.rmtree(folder)
            tally.done()


def survives_cuts(disk: Callable[[int], Forgetting], folder: Path, *, names_stay: bool) -> list[int]:
    """Cut the power before each operation; those after which the log was not whole or could not go on."""
    broken = []
    total = total_of(disk, folder)
    for at in places(total):
        cut, seen = disk(at), list[int]()
        with pytest.raises(Killed):
            work(LogFolder(folder, cut), seen)
        cut.cut(names_stay=names_stay)
        try:
            assert is_whole(LogFolder(folder), seen)
            work(LogFolder(folder, Hurried()))
        except (AssertionError, BadLog, Conflict, checkpoints.BadNote):
            broken.append(at)
        shutil.rmtree(folder, ignore_errors=True)
    return broken


@pytest.mark.parametrize("names_stay", [True, False])
def test_a_cut_of_power_at_any_moment_loses_nothing_that_was_published(
    names_stay: bool, tmp_path: Path
) -> None:
    assert survives_cuts(Forgetting, tmp_path / "log", names_stay=names_stay) == []


class WithoutSync(Forgetting):
    def sync(self, file: int) -> None:
        self.step()


class WithoutSyncOfFolders(Forgetting):
    def sync_folder(self, path: Path) -> None:
        self.step()


class WithoutRename(Forgetting):
    def keep(self, path: Path, data: bytes, *, mode: int = READABLE) -> None:
        self._make_folders(path.parent)
        file = self.create(path, mode)
        try:
            self.write(file, data)
            self.sync(file)
        finally:
            self.close(file)
        self.sync_folder(path.parent)


@pytest.mark.parametrize(
    ("naive", "names_stay"), [(WithoutSync, True), (WithoutSyncOfFolders, False), (WithoutRename, True)]
)
def test_a_writer_that_leaves_out_a_step_is_caught(
    naive: Callable[[int], Forgetting], names_stay: bool, tmp_path: Path
) -> None:
    """The control: a test that could not fail would prove nothing."""
    assert survives_cuts(naive, tmp_path / "log", names_stay=names_stay) != []
