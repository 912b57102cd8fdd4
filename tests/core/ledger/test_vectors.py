"""The ledger against the known answers of terang-log/1."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core.ledger import canonical, commitments, leaves

VECTORS = json.loads((Path(__file__).parent / "vectors" / "vectors.json").read_text())
SUBJECT = VECTORS["subject"]
KEY = commitments.SubjectKey(bytes.fromhex(SUBJECT["ks"]))


@pytest.mark.parametrize("vector", VECTORS["canonical"])
def test_canonical_bytes_are_those_of_the_specification(vector):
    assert canonical.encode(vector["obj"]).hex() == vector["hex"]


def test_the_keys_of_a_subject_are_those_of_the_specification():
    assert KEY.opening.hex() == SUBJECT["k_open"]
    assert KEY.encrypting.hex() == SUBJECT["k_enc"]


def test_the_pid_is_that_of_the_specification():
    assert KEY.pid("2026-a", "F001") == SUBJECT["pid"]


def test_the_mark_of_a_nik_is_that_of_the_specification():
    vector = VECTORS["utag"]
    assert commitments.utag(bytes.fromhex(vector["k_round"]), vector["nik"]) == vector["utag"]


@pytest.mark.parametrize(
    "data", [b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":null}', b'{"A":1}', b"\xff", b"", b"[" * 100]
)  # fmt: skip
def test_bytes_that_the_encoder_would_not_have_written_are_refused(data):
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(data)


values = st.recursive(
    st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text("aö\n\u2028\"", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab_1", min_size=1, max_size=3), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


@given(values)
def test_what_is_encoded_is_decoded_again(value):
    assert canonical.decode(canonical.encode(value)) == value


SCHEMA = leaves.Schema("reg", {"pid": leaves.PID, "note": leaves.text().optional()})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"pid": "b7n441jcx6tdwwhf", "name": "x"},
        {"pid": "b7n4"},
        {"pid": "b7n441jcx6tdwwhf", "note": "NIK 1399991205980001"},
        {"pid": "b7n441jcx6tdwwhf", "note": "tulis ke sari@contoh.example"},
    ],
)
def test_a_body_outside_its_schema_or_with_an_identity_never_becomes_public(body):
    with pytest.raises(leaves.NotPublic):
        SCHEMA.check(body)


@pytest.mark.parametrize("random", ["b123456789012345", "1" * 31 + "a", "1" * 64])
def test_digits_in_what_is_random_are_no_identity(random):
    leaves.Schema("x", {"ref": leaves.matching(".*", "anything")}).check({"ref": random})


def test_approvals_are_signatures_over_the_leaf_without_them():
    leaf = leaves.write(
        kind="reg", round_code="r", uid="00" * 16, unix=3601, body={"pid": "b7n441jcx6tdwwhf"}
    )

    signed = leaves.approved(leaf, [{"by": "00000000", "alg": "ed25519", "sig": "AA=="}])

    assert signed != leaf
    assert leaves.approve_message(signed) == leaves.approve_message(leaf)
    assert b'"t":3600' in leaf
