"""What is not in its only form is refused: JSON, notes, policies, signatures."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from terang.verify import terang_verify as v
from tests.verify import ink, story
from tests.verify.ink import Ed, Passkey, chance, jcs


@pytest.mark.parametrize("data", [
    b'{"a": 1}', b'{"b":1,"a":1}', b'{"a":1,"a":1}', b'{"a":1.0}', b'{"a":1e2}', b'{"a":-0}', b'{"a":null}',
    b'{"a":NaN}', b'{"A":1}', b'{"":1}', b'{"a":9007199254740992}', b'{"a":"\\u00e9"}', b'{"a":"\\/"}',
    b'{"a":"\\ud800"}', b'{"a":"\xed\xa0\x80"}', b'\xef\xbb\xbf{"a":1}', b'{"a":1}\n', b'{"a":01}', b"",
    '{"a":"e\u0301"}'.encode(), b"[" * 9 + b"]" * 9, b"[" * 100_000, b'{"a":' + b"1" * 5000 + b"}", b'{"a":true',
])  # fmt: skip
def test_json_in_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(v.Bad):
        v.strict(data)


def test_json_in_its_only_form_is_read() -> None:
    value = {"a": [True, False, -5, {}], "é_" * 0 + "b": 'é\u2028😀\\"\n\x01', "c": 2**53 - 1}

    assert v.strict(jcs(value)) == value


GOOD = story.checkpoint([b"x"], 7)


@pytest.mark.parametrize("change", [
    lambda d: d.replace(b"\n1\n", b"\n01\n"), lambda d: d.replace(b"\n1\n", b"\n+1\n"), lambda d: d[:-1],
    lambda d: d.replace(b"\n\n", b"\n"), lambda d: d + d.split(b"\n")[4] + b"\n", lambda d: d + b"\n",
    lambda d: d.replace("— ".encode(), b"- "), lambda d: d.replace(b"=\n", b"\n", 1), lambda d: d.replace(b"\n", b"\r\n"),
    lambda d: d.replace(b"\n\n", b"\nextra\n\n"), lambda d: d + "— w4.example AAAA\n".encode(), lambda d: b"\xff" + d,
])  # fmt: skip
def test_a_checkpoint_in_another_form_is_refused(change) -> None:
    assert v.Checkpoint.of(GOOD).size == 1
    with pytest.raises(v.Bad):
        v.Checkpoint.of(change(GOOD))


LOG, W1, W2 = f"log {story.LOG.vkey(1)}\n", *(f"witness W{n} {Ed(f'w{n}.example').vkey(4)}\n" for n in (1, 2))


@pytest.mark.parametrize("text", [
    "", LOG, W1 + "quorum W1\n", LOG + W1 + "quorum W2\n", LOG + W1 + "group G 2 W1\nquorum G\n",
    LOG + W1 + "group G any W2\nquorum G\n", LOG + W1 + W1 + "quorum W1\n", LOG + W1 + "group W1 any W1\nquorum W1\n",
    LOG + W1 + "group G 1 W1 W1\nquorum G\n", LOG + W1 + "group G 0 W1\nquorum G\n", LOG + "quorum none\nquorum none\n",
    LOG + W1 + "trust me\nquorum W1\n", LOG.replace("+A", "+B", 1) + "quorum none\n",
    f"log {story.LOG.vkey(4)}\nquorum none\n", LOG + W1.replace(Ed("w1.example").vkey(4), Ed("w1.example").vkey(1)) +
    "quorum W1\n",
])  # fmt: skip
def test_a_policy_that_says_less_than_it_must_is_refused(text: str) -> None:
    with pytest.raises(v.Bad):
        v.Policy.of(text.encode())


def test_groups_of_groups_are_counted() -> None:
    groups = "group both all W1 W2\ngroup one any W1 W2\ngroup Q 2 both one\nquorum Q\n"
    policy = v.Policy.of(f"# whom we trust\n\n{LOG}{W1}{W2}{groups}".encode())

    assert policy.met({"W1", "W2"})
    assert not policy.met({"W1"})
    assert v.Policy.of(f"{LOG}quorum none\n".encode()).met(set())


# --- Ed25519 ---

SMALL = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]
NOT_ON_THE_CURVE = "0200000000000000000000000000000000000000000000000000000000000000"
TOO_LARGE = (2**255 - 19 + 1).to_bytes(32, "little").hex()  # y = 1 in another spelling


@pytest.mark.parametrize("key", [*SMALL, NOT_ON_THE_CURVE, TOO_LARGE])
def test_a_key_that_signs_everything_is_refused(key: str) -> None:
    identity = bytes.fromhex(SMALL[0])

    assert not v.ed25519(bytes.fromhex(key), identity + bytes(32), b"anything")


def test_a_signature_has_one_form() -> None:
    key = Ed("somebody")
    good = key.secret.sign(b"text")
    s = int.from_bytes(good[32:], "little")
    other = good[:32] + (s + 2**252 + 27742317777372353535851937790883648493).to_bytes(32, "little")

    assert v.ed25519(key.public, good, b"text")
    assert not v.ed25519(key.public, other, b"text")
    assert not v.ed25519(key.public, good, b"test")
    assert not v.ed25519(key.public, good[:-1], b"text")
    assert not v.ed25519(key.public, bytes.fromhex(SMALL[0]) + good[32:], b"text")
    assert not v.ed25519(Ed("another").public, good, b"text")


# --- passkeys ---


def test_a_signature_of_a_passkey_has_one_form() -> None:
    key = Passkey("somebody")
    good = key.secret.sign(b"text", ec.ECDSA(hashes.SHA256()))
    longer = bytes((0x30, good[1] + 1)) + b"\x02" + bytes((good[3] + 1,)) + b"\x00" + good[4:]

    assert v.es256(key.public, good, b"text")
    for bad in (longer, good + b"\0", good[:-1], b"\x30\x06\x02\x01\x00\x02\x01\x00"):
        assert not v.es256(key.public, bad, b"text")
    assert not v.es256(key.public, good, b"test")
    assert not v.es256(Passkey("another").public, good, b"text")
    assert not v.es256(key.public[:-1] + bytes((key.public[-1] ^ 1,)), good, b"text")


@pytest.mark.parametrize("key", [
    Passkey("a", origin="https://evil.example"), Passkey("a", origin="http://terang.example"), Passkey("a", flags=1),
    Passkey("a", flags=4),
])  # fmt: skip
def test_a_passkey_counts_at_its_own_site_with_its_user_verified(key: Passkey) -> None:
    message, good = chance("decision"), Passkey("a")
    origins = ["https://terang.example"]

    assert v.passkey_says(good.public, good.approve(message), message, origins) == ""
    assert v.passkey_says(good.public, good.approve(message), chance("other"), origins) != ""
    assert v.passkey_says(key.public, key.approve(message), message, origins) != ""


# --- identities ---


@pytest.mark.parametrize("text", [
    "3174010101900001", "NIK 3174010101900001", "a@b.id", "0812-3456-7890", "+62 812 3456 7890", "081234567890",
    ["x", {"y": "317401010190"}], {"317401010190": 1}, 317401010190,
])  # fmt: skip
def test_what_looks_like_an_identity_is_seen(text) -> None:
    assert v.identity_in(text)


@pytest.mark.parametrize("text", [
    "p174010101900001", "31740101019000013174010101900001", "123456789012" + "ab" * 26, 1_767_254_400, "2026-a",
    "12345678901", "https://terang.example", "PermenPANRB 6/2024", True,
])  # fmt: skip
def test_random_numbers_and_plain_words_are_no_identity(text) -> None:
    assert not v.identity_in(text)


def test_a_schema_that_this_verifier_cannot_read_is_refused() -> None:
    with pytest.raises(v.Bad):
        v.compiled({"type": "object", "patternProperties": {}})


def test_a_time_stamp_is_read_to_the_second() -> None:
    from tests.verify.attacks_in_files import stamp

    assert v.stamped(stamp(b"x", b"20240229235959Z")) == (ink.sha(b"x"), 1_709_251_199)
    assert v.stamped(stamp(b"x", b"20260101000000Z"))[1] == 1_767_225_600
