"""The signer signs a log that grows, and nothing else; it needs no database and lets none in."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from terang.core.ledger import checkpoints, mldsa, notes
from terang.core.ledger.notes import unb64
from terang.public_log import heads, signer_socket
from terang.public_log.keys import check, load
from terang.public_log.signer import Refused, Signer
from terang.public_log.signer_socket import Away, SignerClient
from tests.public_log import faults
from tests.public_log.faults import Hurried, Killed
from tests.public_log.trees import ORIGIN, Tree

TREE, TWISTED = Tree(), Tree(twist=3)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(tmp_path / "signer", Hurried(), clock=lambda: 1_767_354_399)


def signed_from(signer: Signer, old: int, size: int, tree: Tree = TREE) -> str:
    return signer.sign(tree.at(size), tree.grown(old, size))


def test_both_signatures_hold(signer: Signer) -> None:
    classic, hedge = signer.open(ORIGIN).vkeys
    seen, note = checkpoints.parse(signed_from(signer, 0, 7))

    assert notes.holds(note, notes.read_key(classic), check) == 0
    assert seen == TREE.at(7)
    public = unb64(hedge.split("+", 2)[2])[1:]
    line = note.signatures[1]
    assert (line.name, line.key_id) == (ORIGIN, mldsa.key_id(ORIGIN, public))
    assert int.from_bytes(line.data[:8], "big") == 1_767_354_399
    MLDSA44PublicKey.from_public_bytes(public).verify(
        line.data[8:], mldsa.message(seen, ORIGIN, 1_767_354_399)
    )
    assert mldsa.message(seen, ORIGIN, 1)[:12] == b"subtree/v1\n\0"
    assert len(mldsa.message(seen, ORIGIN, 1)) == 12 + 2 * (1 + len(ORIGIN)) + 3 * 8 + 32


def test_it_signs_a_log_that_grows_and_the_same_again_when_asked_again(signer: Signer) -> None:
    first = signed_from(signer, 0, 7)
    second = signed_from(signer, 7, 30)

    assert signed_from(signer, 7, 30) == second
    assert checkpoints.parse(first)[0].size == 7
    assert signer.open(ORIGIN).last == TREE.at(30)


@pytest.mark.parametrize(
    ("size", "tree", "proof", "reason"),
    [
        (20, TWISTED, [], "do not continue 20: two roots"),
        (19, TREE, [], "older state"),
        (0, TREE, [], "older state"),
        (30, TREE, [], "do not continue 20"),
        (30, TREE, TREE.grown(19, 30), "do not continue 20"),
        (30, TWISTED, TWISTED.grown(20, 30), "do not continue 20"),
        (20, TREE, [bytes(32)], None),
    ],
)
def test_whatever_does_not_continue_the_last_tree_is_refused(
    signer: Signer, size: int, tree: Tree, proof: list[bytes], reason: str | None
) -> None:
    kept = signed_from(signer, 0, 20)
    if reason is None:
        assert signer.sign(tree.at(size), proof) == kept
    else:
        with pytest.raises(Refused, match=reason):
            signer.sign(tree.at(size), proof)

    assert signer.open(ORIGIN).last == TREE.at(20)
    assert signed_from(signer, 20, 30)


def test_logs_do_not_know_each_other(signer: Signer) -> None:
    other = Tree(origin="log.alak.example/2026-b")
    signed_from(signer, 0, 20)

    assert signer.sign(other.at(3), other.grown(0, 3))
    assert signer.open(other.origin).vkeys != signer.open(ORIGIN).vkeys


def test_a_new_process_remembers_and_keeps_its_keys_to_itself(signer: Signer, tmp_path: Path) -> None:
    signed_from(signer, 0, 20)
    again = Signer(tmp_path / "signer")

    assert again.open(ORIGIN) == signer.open(ORIGIN)
    with pytest.raises(Refused):
        signed_from(again, 0, 20, TWISTED)
    key = signer.heads.path(ORIGIN, "key")
    assert key.stat().st_mode & 0o777 == 0o600
    assert len(load(key)) == 2


def test_without_its_memory_it_signs_nothing(signer: Signer) -> None:
    signed_from(signer, 0, 20)
    path = signer.heads.path(ORIGIN)
    path.write_text(path.read_text()[:30])
    with pytest.raises(heads.LostMemory):
        signed_from(signer, 20, 30)
    path.unlink()
    with pytest.raises(Refused, match="memory"):
        signed_from(signer, 0, 20, TWISTED)


@pytest.mark.parametrize("kind", ["EIO", "SIGKILL"])
def test_it_never_answers_what_it_does_not_remember(kind: str, tmp_path: Path) -> None:
    """Wherever it fails, the next attempt goes on; and what it answered before, it answers again."""
    for at in range(1, 60):
        folder = tmp_path / str(at)
        disk = faults.dying(at) if kind == "SIGKILL" else faults.failing(at, kind)
        answered = []
        try:
            failing = Signer(folder, disk)
            answered += [failing.open(ORIGIN).vkeys]
            answered += [signed_from(failing, 0, 7), signed_from(failing, 7, 9)]
        except (OSError, Killed):
            again = Signer(folder, Hurried())
            assert [again.open(ORIGIN).vkeys][: len(answered)] == answered[:1]
            last = again.open(ORIGIN).last.size
            assert last >= (0, 0, 7, 9)[len(answered)]
            assert signed_from(again, last, 20)
        else:
            break
    assert len(answered) == 3


@pytest.fixture
def socket_path(signer: Signer, tmp_path: Path) -> Path:
    return tmp_path / ("a-long-name-" * 10) / "signer.socket"


def test_over_its_socket_it_says_the_same(signer: Signer, socket_path: Path) -> None:
    client = SignerClient(socket_path)
    with pytest.raises(Away):
        client.open(ORIGIN)
    with signer_socket.served(signer, socket_path) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            assert client.open(ORIGIN) == signer.open(ORIGIN)
            content = client.sign(TREE.at(20), [])
            with pytest.raises(Refused, match="older state"):
                client.sign(TREE.at(3), [])
            with pytest.raises(heads.Taken), signer_socket.served(signer, socket_path):
                pass
            assert socket_path.stat().st_mode & 0o777 == 0o600
        finally:
            server.shutdown()
            thread.join()

    assert content == signed_from(signer, 0, 20)


@pytest.mark.parametrize(
    "line",
    [
        b"", b"\xff\n", b"[]\n", b'{"do":"open"}\n', b'{"do":"open","origin":"a b"}\n', b'{"do":"open","origin":7}\n',
        b'{"do":"sign","origin":"a","proof":[],"root":"AAAA","size":1}\n',
        b'{"do":"sign","origin":"a","proof":[7],"root":"","size":-1}\n',
        b'{"do":"forget","origin":"a"}\n',
    ],
)  # fmt: skip
def test_garbage_is_answered_and_changes_nothing(signer: Signer, line: bytes) -> None:
    assert [*signer_socket.answer(signer, line)] == ["refused"]
    assert [*signer.heads.folder.glob("*")] == []


def test_its_process_holds_no_database_and_no_framework() -> None:
    """Seen in the running process, not in the source: whatever is imported, by whomever."""
    code = (
        "import sys; sys.argv=['terang','log','signer','--help']; from terang.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "import terang.public_log.signer_socket\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'django','psycopg','procrastinate','duckdb'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
