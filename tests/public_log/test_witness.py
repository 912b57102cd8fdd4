"""A witness answers as C2SP tlog-witness says, signs one history only, and remembers before it answers."""

import hashlib
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from terang.core.ledger import checkpoints, notes
from terang.core.ledger.notes import COSIGNATURE, ED25519, BadNote, Note
from terang.core.ledger.tree import over
from terang.public_log import witness_http
from terang.public_log.keys import BadKey, PrivateKey, check, keep, load
from terang.public_log.witness import SIZE_TYPE, Asked, Witness, parse
from terang.public_log.witness_http import WitnessClient, cosigned_by
from tests.public_log import faults
from tests.public_log.faults import Hurried, Killed
from tests.public_log.trees import ORIGIN, Tree

TREE, TWISTED = Tree(), Tree(twist=3)
LOG, THIEF = PrivateKey(ORIGIN, ED25519, b"l" * 32), PrivateKey(ORIGIN, ED25519, b"t" * 32)
STRANGER = Tree(origin="log.stranger.example/1")
SECOND = 1_767_354_399


def note(size: int, tree: Tree = TREE, *signers: PrivateKey) -> Note:
    text = tree.at(size).text
    return Note(text, tuple(notes.signed(text, one.key, one.sign) for one in signers or (LOG,)))


def asked(
    old: int, size: int, tree: Tree = TREE, *signers: PrivateKey, proof: list[bytes] | None = None
) -> str:
    if proof is None:
        proof = tree.grown(old, size) if old <= size else []
    return Asked(old, tuple(proof), tree.at(size), note(size, tree, *signers)).content


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    key = PrivateKey("w1.example", COSIGNATURE, b"w" * 32)
    return Witness(key, tmp_path / "memory", lambda: [LOG.key], disk=Hurried(), clock=lambda: SECOND)


# The witness has cosigned the tree of 20 entries.
TABLE = {
    "it grew": (200, asked(20, 30)),
    "the same again": (200, asked(20, 20)),
    "signed by a stranger too": (200, asked(20, 30, TREE, THIEF, LOG)),
    "no body": (400, ""),
    "no checkpoint": (400, "old 20\n\n"),
    "no old size": (400, asked(20, 30).removeprefix("old 20\n")),
    "an old size with a zero before it": (400, asked(20, 30).replace("old 20", "old 020")),
    "an old size below zero": (400, asked(20, 30).replace("old 20", "old -1")),
    "64 hashes": (400, asked(20, 30, proof=[bytes(32)] * 64)),
    "no base64": (400, asked(20, 30).replace("old 20\n", "old 20\n*\n")),
    "old larger than the checkpoint": (400, asked(21, 20)),
    "an unknown log": (404, asked(0, 3, STRANGER)),
    "the log's name under another key": (403, asked(20, 30, TREE, THIEF)),
    "a wrong signature of the log": (403, asked(20, 30).replace(f"\n{30}\n", f"\n{31}\n")),
    "an unknown log comes before a wrong key": (404, asked(0, 3, STRANGER, THIEF)),
    "a wrong key comes before a wrong size": (403, asked(21, 20, TREE, THIEF)),
    "another old size": (409, asked(19, 30)),
    "as if from the beginning": (409, asked(0, 30)),
    "as if from further": (409, asked(21, 30)),
    "back": (409, asked(3, 10)),
    "no proof": (422, asked(20, 30, proof=[])),
    "the proof of another size": (422, asked(20, 30, proof=TREE.grown(19, 30))),
    "a history that splits": (422, asked(20, 30, TWISTED)),
    "the same size with another root": (422, asked(20, 20, TWISTED)),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLE)
def test_it_answers_as_the_table_says(witness: Witness, case: str) -> None:
    assert witness.add_checkpoint(asked(0, 20)).status == 200
    status, body = TABLE[case]

    answer = witness.add_checkpoint(body)

    assert answer.status == status
    assert (answer.content_type == SIZE_TYPE) == (status == 409)
    size = 20
    if status == 200:
        size = parse(body).seen.size
        cosigned = notes.read(note(size).content + answer.body)
        assert notes.holds(cosigned, witness.key.key, check) == SECOND
    if status == 409:
        assert answer.body == "20\n"
    assert witness.heads.newest(ORIGIN) == TREE.at(size)


def test_a_log_that_it_never_saw_begins_anywhere(witness: Witness) -> None:
    assert witness.add_checkpoint(asked(5, 20)).body == "0\n"
    assert witness.add_checkpoint(asked(0, 20)).status == 200


@pytest.mark.parametrize("kind", ["EIO", "ENOSPC", "SIGKILL"])
def test_it_signs_only_what_it_remembers(witness: Witness, kind: str, tmp_path: Path) -> None:
    """Wherever its memory fails, no second history gets its signature afterwards."""
    for at in range(1, 40):
        memory = tmp_path / str(at)
        disk = faults.dying(at) if kind == "SIGKILL" else faults.failing(at, kind)
        answered = 0
        try:
            failing = Witness(witness.key, memory, witness.logs, disk=disk)
            for old, size in ((0, 20), (20, 30)):
                assert failing.add_checkpoint(asked(old, size)).status == 200
                answered = size
        except (OSError, Killed):
            again = Witness(witness.key, memory, witness.logs, disk=Hurried())
            last = again.heads.newest(ORIGIN)
            assert last.size >= answered
            if answered:
                assert again.add_checkpoint(asked(last.size, 40, TWISTED)).status == 422
            assert again.add_checkpoint(asked(last.size, 40)).status == 200
        else:
            break
    assert answered == 30


@pytest.fixture
def served(witness: Witness) -> Iterator[str]:
    with witness_http.served(witness, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def say(url: str, body: str | None = None) -> tuple[int, str, str]:
    request = urllib.request.Request(url, None if body is None else body.encode())
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.headers["Content-Type"], answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.headers["Content-Type"], answer.read().decode()


def test_over_http_it_says_the_same(witness: Witness, served: str) -> None:
    add, last = (
        f"{served}/add-checkpoint",
        f"{served}/{hashlib.sha256(ORIGIN.encode()).hexdigest()}/checkpoint",
    )

    assert say(last)[0] == 404
    assert say(add, asked(0, 20))[0] == 200
    assert say(add, asked(0, 30)) == (409, SIZE_TYPE, "20\n")
    assert say(add, asked(20, 30, proof=[]))[0] == 422
    assert say(add, "x" * 200_000)[0] == 400
    assert say(f"{served}/elsewhere", asked(20, 30))[0] == 404
    assert say(f"{served}/{'0' * 64}/checkpoint")[0] == 404
    status, _, content = say(last)
    seen, kept = checkpoints.parse(content)
    assert (status, seen) == (200, TREE.at(20))
    assert notes.holds(kept, witness.key.key, check) == SECOND


def test_who_asks_from_the_wrong_size_is_told_and_asks_again(witness: Witness, served: str) -> None:
    client, subtree = WitnessClient(witness.key.key, served), over(TREE.hashes)
    assert client.cosign(note(20), TREE.at(20), 0, subtree)

    for wrong in (0, 7, 25, 30):
        assert client.cosign(note(30), TREE.at(30), wrong, subtree)
    assert client.cosign(note(10), TREE.at(10), 0, subtree) is None
    assert client.last(hashlib.sha256(ORIGIN.encode()).hexdigest()) == TREE.at(30)
    assert client.last("0" * 64) is None


def test_a_quorum_does_not_wait_for_those_who_are_away(witness: Witness, served: str) -> None:
    away = WitnessClient(PrivateKey("w2.example", COSIGNATURE, b"2" * 32).key, "http://127.0.0.1:9")
    other = WitnessClient(
        PrivateKey("w3.example", COSIGNATURE, b"3" * 32).key, served
    )  # answers under another key
    here = WitnessClient(witness.key.key, served)

    signatures = cosigned_by([away, other, here], note(20), TREE.at(20), 0, lambda: over(TREE.hashes))

    assert [one.name for one in signatures] == ["w1.example"]


def test_many_at_once_get_one_history(witness: Witness, served: str) -> None:
    say(f"{served}/add-checkpoint", asked(0, 20))
    answers: list[int] = []
    bodies = [asked(20, 30), asked(20, 31, TWISTED), asked(20, 32), asked(20, 33)] * 2
    threads = [
        threading.Thread(target=lambda one=one: answers.append(say(f"{served}/add-checkpoint", one)[0]))
        for one in bodies
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # One of the honest three comes first; the rest stands elsewhere. The split is refused whenever it comes.
    assert answers.count(200) == 1
    assert set(answers) <= {200, 409, 422}


def test_keys_are_read_as_they_were_written(tmp_path: Path) -> None:
    made = [
        PrivateKey.new("w1.example", COSIGNATURE),
        PrivateKey.new(ORIGIN, ED25519),
        PrivateKey.new(ORIGIN, 6),
    ]
    keep(tmp_path / "key", made)

    assert load(tmp_path / "key") == made
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert notes.read_key(made[0].line) == made[0].key
    for wrong in ("a name", "a+b", ""):
        with pytest.raises(BadKey):
            PrivateKey.new(wrong, COSIGNATURE)
    (tmp_path / "key").write_text(made[0].private_line[:-4] + "AAA=\n")
    with pytest.raises(BadKey, match="no private keys") as refused:
        load(tmp_path / "key")
    assert made[0].private_line[-20:-4] not in str(refused.value)
    with pytest.raises(BadNote):
        parse("")
