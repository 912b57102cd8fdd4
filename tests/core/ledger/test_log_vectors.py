"""The log of terang-log/1's vectors, read as anybody would read it; and every change of it refused."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from terang.core.ledger import checkpoints, lots, notes, policies, receipts, tiles, tree

HERE = Path(__file__).parent / "vectors"
VECTORS = json.loads((HERE / "vectors.json").read_text())
LOG = VECTORS["log"]
POLICY = policies.parse((HERE / "policy").read_text())
CHECKPOINT = (HERE / "log/checkpoint").read_text()
RECEIPT = (HERE / "reg-0.tlog-proof").read_text()


def check(key: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def file(level: int | str, number: int, width: int) -> bytes:
    return (HERE / "log" / tiles.path(level, number, width)).read_bytes()


def leaves() -> list[bytes]:
    entries = [
        one
        for number, width in tiles.widths(LOG["size"])
        for one in tiles.read_bundle(file("entries", number, width), width)
    ]
    return [tree.leaf_hash(one) for one in entries]


def b64(hashes: list[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in hashes]


def test_the_entries_give_the_root_of_the_checkpoint() -> None:
    found, _ = checkpoints.parse(CHECKPOINT)

    assert (found.origin, found.size) == (LOG["origin"], LOG["size"])
    assert found.root == tree.root(leaves())
    assert b64([found.root, tree.root(leaves()[:100])]) == [LOG["root"], LOG["root_at_100"]]


def test_the_tiles_hold_the_hashes_of_their_level() -> None:
    kept = leaves()
    for level, count in tiles.levels(LOG["size"]):
        for number, width in tiles.widths(count):
            wanted = kept[number * tiles.WIDTH :][:width]
            assert tiles.read_tile(file(level, number, width), width) == wanted
        full = count // tiles.WIDTH
        kept = [tiles.hash_above(kept[at * tiles.WIDTH :][: tiles.WIDTH]) for at in range(full)]


def test_a_tree_grows_on_from_the_right_edge_of_its_tiles() -> None:
    edge = []
    for level, count in tiles.levels(LOG["size"]):
        number, width = divmod(count, tiles.WIDTH)
        edge.append(tiles.read_tile(file(level, number, width), width) if width else [])

    assert tiles.range_of(LOG["size"], edge).root() == tree.root(leaves())


def test_the_proofs_are_those_of_the_specification() -> None:
    subtree = tree.over(leaves())

    assert b64(tree.inclusion_proof(3, 300, subtree)) == LOG["incl_3_300"]
    assert b64(tree.consistency_proof(100, 300, subtree)) == LOG["cons_100_300"]


def test_the_log_and_a_quorum_of_witnesses_signed_the_checkpoint() -> None:
    found, note = checkpoints.parse(CHECKPOINT)

    assert notes.holds(note, POLICY.log(found.origin), check) == 0
    seen = POLICY.seen_by(note, check)
    assert seen == {"W1": 1767354399, "W2": 1767354399, "W3": 1767354399}
    assert POLICY.is_met(frozenset(seen))
    assert not POLICY.is_met(frozenset({"W2"}))


def test_keys_are_written_as_they_are_read() -> None:
    line = (HERE / "log.vkey").read_text().strip()

    assert notes.read_key(line).line == line == LOG["vkey"]
    assert [key.line for key in POLICY.logs] == [line]


def test_a_receipt_leads_to_the_checkpoint_and_opens_the_commitment() -> None:
    found = receipts.parse(RECEIPT)
    opened = json.loads(found.extra)

    found.check(tree.leaf_hash(opened["leaf"].encode()))
    assert found.content == RECEIPT
    with pytest.raises(tree.BadProof):
        found.check(tree.leaf_hash(b"another leaf"))


def test_a_lot_is_drawn_as_the_specification_says() -> None:
    """The order in the vectors is drawn with the seed of `lot/R1` for the purpose `demo`."""
    vector = VECTORS["seed"]
    seed = lots.seed(
        vector["purpose"], [bytes.fromhex(one) for one in vector["shares"]], bytes.fromhex(vector["beacon"])
    )

    assert seed.hex() == vector["seed"]
    assert lots.order(seed, "demo", "abcde") == vector["order"]


def changes(text: str) -> list[str]:
    """Every character changed, dropped or doubled, one at a time."""
    swapped = [text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :] for at in range(len(text))]
    dropped = [text[:at] + text[at + 1 :] for at in range(len(text))]
    doubled = [text[:at] + text[at] + text[at:] for at in range(len(text))]
    return [one for one in (*swapped, *dropped, *doubled) if one != text]


def believed(content: str) -> bool:
    """Whether somebody with the policy would take this for the checkpoint of the log."""
    try:
        found, note = checkpoints.parse(content)
        signed = notes.holds(note, POLICY.log(found.origin), check) is not None
        return signed and POLICY.is_met(frozenset(POLICY.seen_by(note, check)))
    except notes.BadNote:
        return False


def test_no_change_of_the_signed_lines_is_believed() -> None:
    text, rest = CHECKPOINT.split("\n\n")

    assert believed(CHECKPOINT)
    assert [one for one in changes(f"{text}\n") if believed(f"{one}\n{rest}")] == []


def test_a_changed_signature_is_never_counted() -> None:
    text, rest = CHECKPOINT.split("\n\n")
    lines = rest.splitlines(keepends=True)

    assert [one for one in changes(lines[0]) if believed(f"{text}\n\n{one}{''.join(lines[1:])}")] == []
    # Two of three witnesses are enough; a line that no longer claims a known key is a stranger's and counts nothing.
    for one in changes(lines[1]):
        assert not believed(f"{text}\n\n{lines[0]}{one}{lines[2]}")


def test_no_changed_receipt_is_read_as_the_same() -> None:
    head, blank, note = RECEIPT.partition("\n\n")
    leaf = tree.leaf_hash(json.loads(receipts.parse(RECEIPT).extra)["leaf"].encode())
    body = head[head.index("index ") :]
    before = head[: head.index("index ")]

    for one in changes(body):
        with pytest.raises((notes.BadNote, tree.BadProof)):
            receipts.parse(before + one + blank + note).check(leaf)
