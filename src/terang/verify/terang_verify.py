#!/usr/bin/env python3
"""Check a public log of Terang, alone: with this one file and Python 3.11 or newer, and nothing else.

    python3 terang_verify.py log DIR_OR_URL --policy FILE [--from OLDCHECKPOINT]
    python3 terang_verify.py bundle FILE --policy FILE [--log DIR_OR_URL]
    python3 terang_verify.py receipt FILE --policy FILE [--log DIR_OR_URL]
    python3 terang_verify.py compare A B [--policy FILE]

One line per check: `ID ok|FAIL|n/a - text (leaf index)`. Exit code 0: nothing failed. 1: something failed.
2: the input can't be used. `--explain` tells what was checked, what it means and what was not checked, in
Indonesian, or in English with `--lang en`; `--json` tells it to programs.

Written from the text of terang-log/1 alone; it shares no code with the program that writes the log.
The policy is what you trust: get it from somebody else than the organiser, for example from a witness.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import re
import sys
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, takewhile
from pathlib import Path
from typing import Any

SPEC = "terang-log/1"
Json = Any


class Bad(Exception):
    """Something breaks the format; the sentence says what."""


MALFORMED = (
    Bad, KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError, RecursionError
)  # fmt: skip
"""What values of another form than expected bring about."""


class Unusable(Exception):
    """There is nothing to check: a file is missing or is something else."""


# --- section 2: canonical encoding -------------------------------------------------------------------------------

LARGEST, DEEPEST, LONGEST_LEAF = 2**53 - 1, 8, 16_384
KEY = re.compile(r"[a-z0-9_]+")
FILE_KEY = re.compile(r"[A-Za-z0-9_.:/-]+")


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value: Json) -> bytes:
    """JCS of a value that `strict` would accept."""
    return _write(value).encode()


def strict(data: bytes, *, keys: re.Pattern[str] = KEY) -> Json:
    """The value of canonical bytes. Refused: Bad for whatever is not in its only form."""
    try:
        text = data.decode()
        value = _read(text)
        again = canonical(value)
    except (ValueError, RecursionError) as error:
        raise Bad(f"not canonical JSON ({type(error).__name__})") from None
    if again != data:
        raise Bad("not canonical JSON (another spelling of the same)")
    _fits(value, 1, keys, ascii_only=text.isascii() and "\\u" not in text)
    return value


def _no(token: str) -> Json:
    raise ValueError(token)


_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_read = json.JSONDecoder(parse_float=_no, parse_constant=_no).decode


def _fits(value: Json, depth: int, keys: re.Pattern[str], *, ascii_only: bool) -> None:
    kind = type(value)
    if kind is str:
        if not ascii_only and not unicodedata.is_normalized("NFC", value):
            raise Bad("a text is not in Unicode's form NFC")
    elif kind is dict or kind is list:
        if depth > DEEPEST:
            raise Bad("nested too deep")
        for key in value if kind is dict else ():
            if not keys.fullmatch(key):
                raise Bad("a key outside [a-z0-9_]")
        for one in value.values() if kind is dict else value:
            _fits(one, depth + 1, keys, ascii_only=ascii_only)
    elif kind is int:
        if not -LARGEST <= value <= LARGEST:
            raise Bad("a number beyond 2^53-1")
    elif kind is not bool:
        raise Bad("null")


def unb64(text: str, length: int | None = None) -> bytes:
    """Bytes of base64 with padding, in its only spelling."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (ValueError, binascii.Error):
        raise Bad("not base64") from None
    if base64.b64encode(data).decode() != text or (length is not None and len(data) != length):
        raise Bad("not base64 in its only spelling, or of another length")
    return data


def unhex(text: str) -> bytes:
    """Bytes of hex in its only spelling: lower case, no spaces."""
    data = bytes.fromhex(text)
    if data.hex() != text:
        raise Bad("not hex in its only spelling")
    return data


# --- RFC 6962 ----------------------------------------------------------------------------------------------------


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """A growing tree of which only the roots of its full subtrees are kept."""

    def __init__(self) -> None:
        self.size = 0
        self.roots: list[bytes] = []

    def push(self, digest: bytes) -> list[bytes]:
        """Add a leaf's hash; the hashes of the subtrees that became full with it, by height."""
        made, size = [digest], self.size
        while size & 1:
            digest = hashlib.sha256(b"\1" + self.roots.pop() + digest).digest()
            made.append(digest)
            size >>= 1
        self.roots.append(digest)
        self.size += 1
        return made

    def root(self) -> bytes:
        if not self.roots:
            return sha()
        found = self.roots[-1]
        for one in reversed(self.roots[:-1]):
            found = node_hash(one, found)
        return found


def tree_root(entries: Iterable[bytes]) -> bytes:
    """The root over entries (not yet hashed)."""
    frontier = Frontier()
    for one in entries:
        frontier.push(leaf_hash(one))
    return frontier.root()


def root_from_path(digest: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        raise Bad("an index outside the tree")
    at, last = index, size - 1
    for one in path:
        if last == 0:
            raise Bad("the proof is too long")
        if at & 1 or at == last:
            digest = node_hash(one, digest)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            digest = node_hash(digest, one)
        at, last = at >> 1, last >> 1
    if last:
        raise Bad("the proof is too short")
    return digest


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether a consistency proof leads to both roots (RFC 9162 section 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    hashes = list(path) if old & (old - 1) else [old_root, *path]
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    if not hashes:
        return False
    first = second = hashes[0]
    for one in hashes[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(one, first), node_hash(one, second)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, one)
        at, last = at >> 1, last >> 1
    return last == 0 and (first, second) == (old_root, new_root)


# --- Ed25519 (RFC 8032), verification alone ----------------------------------------------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
Point = tuple[int, int, int, int]
_ZERO: Point = (0, 1, 1, 0)


def _plus(one: Point, two: Point) -> Point:
    a = (one[1] - one[0]) * (two[1] - two[0]) % _P
    b = (one[1] + one[0]) * (two[1] + two[0]) % _P
    c = 2 * one[3] * two[3] * _D % _P
    d = 2 * one[2] * two[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _point(data: bytes) -> Point | None:
    """The point of 32 bytes; None unless they are its only encoding."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= _P:
        return None
    u, v = y * y - 1, _D * y * y + 1
    x = u * pow(v, 3, _P) * pow(u * pow(v, 7, _P), (_P - 5) // 8, _P) % _P
    if (v * x * x - u) % _P:
        x = x * _ROOT % _P
    if (v * x * x - u) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


def _is_zero(point: Point) -> bool:
    return point[0] % _P == 0 and (point[1] - point[2]) % _P == 0


def _has_small_order(point: Point) -> bool:
    for _ in range(3):
        point = _plus(point, point)
    return _is_zero(point)


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little")) or _ZERO


@lru_cache(maxsize=8192)
def ed25519(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the signature is right; strict: one encoding of everything, no point of small order."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= _L or _has_small_order(a) or _has_small_order(r):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _L
    minus_a: Point = (_P - a[0], a[1], 1, _P - a[3])
    both, sum_ = _plus(_BASE, minus_a), _ZERO
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        sum_ = _plus(sum_, sum_)
        match (s >> bit & 1, k >> bit & 1):
            case (1, 1):
                sum_ = _plus(sum_, both)
            case (1, 0):
                sum_ = _plus(sum_, _BASE)
            case (0, 1):
                sum_ = _plus(sum_, minus_a)
    return (sum_[0] - r[0] * sum_[2]) % _P == 0 and (sum_[1] - r[1] * sum_[2]) % _P == 0


# --- ECDSA over P-256, and passkeys (WebAuthn) -------------------------------------------------------------------

_Q = 2**256 - 2**224 + 2**192 + 2**96 - 1
_QB = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_QN = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_QG = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
COSE_ES256 = bytes.fromhex("a5010203262001215820")  # {1: 2, 3: -7, -1: 1, -2: x, -3: y}
Jacobian = tuple[int, int, int]


def _double(p: Jacobian) -> Jacobian:
    x, y, z = p
    if not y or not z:
        return 0, 1, 0
    delta, gamma = z * z % _Q, y * y % _Q
    beta, alpha = x * gamma % _Q, 3 * (x - delta) * (x + delta) % _Q
    x3 = (alpha * alpha - 8 * beta) % _Q
    return x3, (alpha * (4 * beta - x3) - 8 * gamma * gamma) % _Q, ((y + z) ** 2 - gamma - delta) % _Q


def _add(p: Jacobian, q: Jacobian) -> Jacobian:
    if not p[2]:
        return q
    if not q[2]:
        return p
    zp, zq = p[2] * p[2] % _Q, q[2] * q[2] % _Q
    u1, u2 = p[0] * zq % _Q, q[0] * zp % _Q
    s1, s2 = p[1] * q[2] * zq % _Q, q[1] * p[2] * zp % _Q
    if u1 == u2:
        return _double(p) if s1 == s2 else (0, 1, 0)
    h, r = u2 - u1, s2 - s1
    hh = h * h % _Q
    hhh, v = h * hh % _Q, u1 * hh % _Q
    x3 = (r * r - hhh - 2 * v) % _Q
    return x3, (r * (v - x3) - s1 * hhh) % _Q, h * p[2] * q[2] % _Q


def _der(signature: bytes) -> tuple[int, int] | None:
    """The numbers r and s of a signature in DER, in its only spelling."""
    numbers, rest = [], signature[2:]
    for _ in range(2):
        if len(rest) < 3 or rest[0] != 2:
            return None
        numbers.append(int.from_bytes(rest[2 : 2 + rest[1]], "big"))
        rest = rest[2 + rest[1] :]
    body = b"".join(_der_integer(one) for one in numbers)
    return (numbers[0], numbers[1]) if signature == bytes((0x30, len(body))) + body else None


def _der_integer(number: int) -> bytes:
    data = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return bytes((2, len(data))) + data


@lru_cache(maxsize=8192)
def es256(cose: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an ECDSA signature over P-256 and SHA-256 is right; the key as COSE, the signature as DER."""
    if len(cose) != 77 or cose[:10] != COSE_ES256 or cose[42:45] != b"\x22\x58\x20":
        return False
    x, y = int.from_bytes(cose[10:42], "big"), int.from_bytes(cose[45:], "big")
    found = _der(signature)
    if found is None or x >= _Q or y >= _Q or (y * y - (x * x * x - 3 * x + _QB)) % _Q:
        return False
    r, s = found
    if not (0 < r < _QN and 0 < s < _QN):
        return False
    w, e = pow(s, -1, _QN), int.from_bytes(sha(message), "big")
    u1, u2 = e * w % _QN, r * w % _QN
    g: Jacobian = (*_QG, 1)
    key: Jacobian = (x, y, 1)
    both, sum_ = _add(g, key), (0, 1, 0)
    for bit in range(255, -1, -1):
        sum_ = _double(sum_)
        match (u1 >> bit & 1, u2 >> bit & 1):
            case (1, 1):
                sum_ = _add(sum_, both)
            case (1, 0):
                sum_ = _add(sum_, g)
            case (0, 1):
                sum_ = _add(sum_, key)
    return bool(sum_[2]) and sum_[0] * pow(sum_[2], -2, _Q) % _Q % _QN == r


def passkey_says(cose: bytes, approval: Json, message: bytes, origins: Sequence[str]) -> str:
    """Why a WebAuthn assertion is no approval of the message; empty if it is one."""
    ad, cd, sig = unb64(approval["ad"]), unb64(approval["cd"]), unb64(approval["sig"])
    try:
        said = json.loads(cd.decode())
    except (ValueError, RecursionError):
        return "the client data is not JSON"
    if not isinstance(said, dict):
        return "the client data is no object"
    challenge = base64.urlsafe_b64encode(message).decode().rstrip("=")
    if said.get("type") != "webauthn.get" or said.get("challenge") != challenge:
        return "the passkey signed something else"
    if said.get("origin") not in origins or said.get("crossOrigin") not in {None, False}:
        return "the passkey was used at an address that the genesis does not name"
    host = (urllib.parse.urlsplit(said["origin"]).hostname or "").split(".")
    sites = {sha(".".join(host[n:]).encode()) for n in range(len(host)) if len(host) - n > 1 or n == 0}
    if len(ad) < 37 or ad[:32] not in sites:
        return "the passkey belongs to another site"
    if ad[32] & 0b101 != 0b101:
        return "the passkey did not verify its user"
    return "" if es256(cose, sig, ad + sha(cd)) else "the signature is wrong"


# --- C2SP: signed note, checkpoint, policy, tiles, proof ---------------------------------------------------------

ED25519, COSIGNATURE, ML_DSA = 0x01, 0x04, 0x06
NAME = re.compile(r"[^\s+\x00-\x20]+")
SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
LENGTHS = {ED25519: 32, COSIGNATURE: 32, ML_DSA: 1312}


@dataclass(frozen=True)
class VerifierKey:
    """A key with its name, as `<name>+<hash>+<key>`."""

    name: str
    kind: int
    key: bytes

    @property
    def hash(self) -> bytes:
        return sha(self.name.encode(), b"\n", bytes((self.kind,)), self.key)[:4]

    @classmethod
    def of(cls, text: str) -> VerifierKey:
        name, _, rest = text.partition("+")
        digest, _, key = rest.partition("+")
        data = unb64(key)
        if not NAME.fullmatch(name) or len(data) < 2 or LENGTHS.get(data[0]) != len(data) - 1:
            raise Bad("a key that is none of Ed25519, cosignature or ML-DSA-44")
        found = cls(name, data[0], data[1:])
        if found.hash.hex() != digest:
            raise Bad(f"the key of {name} does not fit its own hash")
        return found


@dataclass(frozen=True)
class Signature:
    name: str
    hash: bytes
    data: bytes


@dataclass(frozen=True)
class Note:
    """A signed note: its text with the last newline, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def of(cls, data: bytes) -> Note:
        try:
            content = data.decode()
        except UnicodeDecodeError:
            raise Bad("the note is not UTF-8") from None
        text, blank, lines = content.rpartition("\n\n")
        if not blank or not lines.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f\x7f]", content):
            raise Bad("this is no signed note")
        found = []
        for line in lines[:-1].split("\n"):
            parts = line.split(" ")
            if len(parts) != 3 or parts[0] != "—" or not NAME.fullmatch(parts[1]):
                raise Bad("a line of a signature is malformed")
            raw = unb64(parts[2])
            if len(raw) < 5:
                raise Bad("a signature is too short")
            found.append(Signature(parts[1], raw[:4], raw[4:]))
        if len({(one.name, one.hash) for one in found}) != len(found) or len(found) > 100:
            raise Bad("a key signed twice")
        return cls(text + "\n", tuple(found))

    def by(self, key: VerifierKey) -> Signature | None:
        return next((one for one in self.signatures if (one.name, one.hash) == (key.name, key.hash)), None)


@dataclass(frozen=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes
    note: Note

    @classmethod
    def of(cls, data: bytes) -> Checkpoint:
        note = Note.of(data)
        lines = note.text.split("\n")
        if len(lines) != 4 or not lines[0] or not SIZE.fullmatch(lines[1]):
            raise Bad("a checkpoint has three lines: origin, size, root")
        return cls(lines[0], int(lines[1]), unb64(lines[2], 32), note)


@dataclass(frozen=True)
class Policy:
    """Whom the reader trusts: keys of the log, witnesses, groups, and which group is the quorum."""

    logs: tuple[VerifierKey, ...]
    witnesses: dict[str, VerifierKey]
    groups: dict[str, tuple[int, tuple[str, ...]]]
    quorum: str
    content: bytes

    @classmethod
    def of(cls, data: bytes) -> Policy:
        logs: list[VerifierKey] = []
        witnesses: dict[str, VerifierKey] = {}
        groups: dict[str, tuple[int, tuple[str, ...]]] = {}
        quorum = ""
        try:
            lines = data.decode().split("\n")
        except UnicodeDecodeError:
            raise Bad("the policy is not UTF-8") from None
        for line in lines:
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            match words:
                case ["log", key, *url] if len(url) <= 1:
                    logs.append(VerifierKey.of(key))
                case ["witness", name, key, *url] if len(url) <= 1 and cls._fresh(name, witnesses, groups):
                    witnesses[name] = VerifierKey.of(key)
                case ["group", name, count, *members] if members and cls._fresh(name, witnesses, groups):
                    known = all(one in witnesses or one in groups for one in members)
                    if not known or len(set(members)) != len(members):
                        raise Bad(f"the group {name} has a member twice or one that is not named before")
                    number = {"any": "1", "all": str(len(members))}.get(count, count)
                    if not re.fullmatch(r"[1-9][0-9]{0,5}", number) or int(number) > len(members):
                        raise Bad(f"the group {name} asks for more than it has")
                    groups[name] = int(number), tuple(members)
                case ["quorum", name] if not quorum and (
                    name in witnesses or name in groups or name == "none"
                ):
                    quorum = name
                case _:
                    raise Bad(f"the policy has a line that says nothing known: {words[0]}")
        if not logs or not quorum:
            raise Bad("a policy names a log and a quorum")
        if any(one.kind not in {ED25519, ML_DSA} for one in logs) or not any(o.kind == ED25519 for o in logs):
            raise Bad("the policy's log needs an Ed25519 key")
        if any(one.kind not in {COSIGNATURE, ML_DSA} for one in witnesses.values()):
            raise Bad("a witness needs a cosignature key")
        return cls(tuple(logs), witnesses, groups, quorum, data)

    @staticmethod
    def _fresh(name: str, witnesses: dict[str, VerifierKey], groups: dict[str, Any]) -> bool:
        return name != "none" and name not in witnesses and name not in groups

    def met(self, by: set[str], name: str | None = None) -> bool:
        """Whether the witnesses in `by` are the quorum, or satisfy the group of that name."""
        name = self.quorum if name is None else name
        if name == "none":
            return True
        if name in self.witnesses:
            return name in by
        count, members = self.groups[name]
        return sum(self.met(by, one) for one in members) >= count


def cosigned_at(key: VerifierKey, note: Note) -> int | None:
    """When that witness signed the note; None if it did not. Refused: Bad for a signature that is wrong."""
    found = note.by(key)
    if found is None or key.kind != COSIGNATURE:
        return None
    if len(found.data) != 72:
        raise Bad(f"the cosignature of {key.name} has another length")
    at = int.from_bytes(found.data[:8], "big")
    if not ed25519(key.key, found.data[8:], f"cosignature/v1\ntime {at}\n{note.text}".encode()):
        raise Bad(f"the cosignature of {key.name} is wrong")
    return at


def tile_path(level: int | str, number: int, width: int = 256) -> str:
    """Where a tile lies; a width below 256 is a partial tile."""
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03d}")
    return f"tile/{level}/{'/'.join(groups)}" + (f".p/{width}" if width < 256 else "")


def split_bundle(data: bytes, width: int) -> list[bytes]:
    """The entries of a bundle: big-endian length, entry."""
    found, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 2], "big")
        found.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    if at != len(data) or len(found) != width:
        raise Bad("a bundle of entries is cut or has another number of them")
    return found


@dataclass(frozen=True)
class Proof:
    """A `.tlog-proof`: an entry's place, the way to the root, the checkpoint, and what the holder adds."""

    extra: bytes
    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint

    @classmethod
    def of(cls, data: bytes) -> Proof:
        try:
            head, blank, note = data.decode().partition("\n\n")
        except UnicodeDecodeError:
            raise Bad("the proof is not UTF-8") from None
        lines = head.split("\n")
        if not blank or lines.pop(0) != "c2sp.org/tlog-proof@v1":
            raise Bad("this is no proof of a log")
        extra = unb64(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else b""
        if (
            not lines
            or not lines[0].startswith("index ")
            or not SIZE.fullmatch(lines[0][6:])
            or len(lines) > 64
        ):
            raise Bad("the proof says no place")
        path = tuple(unb64(one, 32) for one in lines[1:])
        return cls(extra, int(lines[0][6:]), path, Checkpoint.of(note.encode()))


# --- sections 7 to 9: commitments, lots, exact ranking -----------------------------------------------------------

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


def commitment(label: str, salt: bytes, value: Json) -> bytes:
    return sha(b"terang/v1/commit\n", label.encode(), b"\n", salt, canonical(value))


def seed(purpose: str, shares: Sequence[bytes], beacon: bytes = b"") -> bytes:
    return sha(b"terang/v1/seed\n", purpose.encode(), b"\n", *shares, beacon)


def lot(seed_: bytes, purpose: str, name: str) -> bytes:
    """What a name is sorted by in `order(S, purpose, names)`."""
    return hmac.digest(seed_, f"terang/v1/order\n{purpose}\n{name}".encode(), "sha256")


def crockford32(data: bytes) -> str:
    bits = "".join(f"{byte:08b}" for byte in data)
    return "".join(CROCKFORD[int(bits[n : n + 5], 2)] for n in range(0, len(bits), 5))


def share_commitment(purpose: str, share: bytes) -> str:
    """What a party shows in `seed_commit` of the 32 bytes that it opens in `seed_open`."""
    return sha(b"terang/v1/share\n", purpose.encode(), b"\n", share).hex()


POINTS = re.compile(r"(0|[1-9][0-9]*)(\.[0-9]+)?")
RULE_WORDS = {
    "v", "id", "norm", "kind", "components", "groups", "order", "final", "decimals", "slots", "order_on", "thresholds",
    "shortlist", "transfers", "beyond", "parts", "delta", "appeal_days",
}  # fmt: skip
COMPONENT_WORDS = {"c", "scale", "max", "pass", "weight", "round", "parts"}
SHORTLIST_WORDS = {"factor", "order", "ties"}
CLOSED = {"gpa", "born_on"}
"""What the order may name though no bundle opens it: there the order ends for this verifier."""
UNPLACED = {"outside", "below_mark"}


class Beyond(Exception):
    """The rule names what section 9 can't express."""


def decimal(text: Json, scale: int | None = None) -> Fraction:
    if not isinstance(text, str) or not POINTS.fullmatch(text):
        raise Bad("a score is not a decimal")
    if scale is not None and len(text.partition(".")[2]) != scale:
        raise Bad(f"a score does not have {scale} decimals")
    return Fraction(text)


def half_up(value: Fraction, decimals: int) -> int:
    """The value in units of 10^-decimals, halves upwards."""
    scaled = value * Fraction(10) ** decimals
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


def shown(units: int, decimals: int) -> str:
    whole, rest = divmod(units, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}" if decimals else str(whole)


@dataclass(frozen=True)
class Rule:
    """A rule blob (section 9): a closed vocabulary, so that several programs can agree."""

    said: dict[str, Json]

    @classmethod
    def of(cls, blob: bytes) -> Rule:
        said = strict(blob)
        if not isinstance(said, dict) or not said.keys() <= RULE_WORDS:
            strange = sorted(said.keys() - RULE_WORDS) if isinstance(said, dict) else "no object"
            raise Bad(f"the rule says what this verifier can't compute: {strange}")
        if any(one.keys() - COMPONENT_WORDS for one in said["components"]):
            raise Bad("a component of the rule says what this verifier can't compute")
        if "shortlist" in said and (
            said["shortlist"].keys() != SHORTLIST_WORDS or said["shortlist"]["ties"] != "all"
        ):
            raise Bad("the shortlist of the rule says what this verifier can't compute")
        if not isinstance(said.get("transfers", []), list) or not isinstance(said.get("beyond", []), list):
            raise Bad("transfers and what is beyond the rule are lists of names")
        fine = [said["decimals"], *(one["scale"] for one in said["components"])]
        fine += [one["round"] for one in said["components"] if "round" in one]
        if any(not FORM["i"](one) or one > 12 for one in fine):
            raise Bad("the rule asks for more than twelve decimals")
        return cls(said)

    def rank(
        self, rows: dict[str, Json], slots: int, seed_: bytes | None, kind: str = "", gone: int = 0
    ) -> list[list[str]]:
        """[pid, final, status] in order; see `groups`."""
        return [row for group in self.groups(rows, slots, seed_, kind, gone) for row in group]

    def groups(
        self, rows: dict[str, Json], slots: int, seed_: bytes | None, kind: str = "", gone: int = 0
    ) -> list[list[list[str]]]:
        """[pid, final, status] in order, equals together; `equal`: a person decides. Refused: Bad, Beyond.

        rows: the opened value of each pid; kind: of the formation; gone: how many withdrew after the shortlist.
        """
        if self.said.get("beyond"):
            raise Beyond(f"the rule rests on {', '.join(self.said['beyond'])}, which no bundle opens")
        on, outside, below = self._going_on(rows, slots, kind, gone)
        order = self._order(self.said["order"], [rows[pid] for pid in on])
        ranked = []
        for pid in on:
            final = self._final(rows[pid]["c"])
            if final is None:
                below.append(pid)
            else:
                ranked.append((self._keys(pid, final, rows[pid], seed_, order), pid, final))
        found, before = [], 0
        for _keys, members in groupby(sorted(ranked, key=lambda one: one[:2]), key=lambda one: one[0]):
            group = [(pid, final) for _k, pid, final in members]
            after = before + len(group)
            status = "selected" if after <= slots else "reserve" if before >= slots else "equal"
            found.append([[pid, self._shown(final), status] for pid, final in group])
            before = after
        last = [[[pid, "", status] for pid in sorted(who)]
                for status, who in (("outside", outside), ("below_mark", below))]  # fmt: skip
        return found + [group for group in last if group]

    def _going_on(
        self, rows: dict[str, Json], slots: int, kind: str, gone: int
    ) -> tuple[list[str], list[str], list[str]]:
        """Who goes on, who met the mark and does not, and who did not meet it."""
        marks = self._marks(kind)
        first = self.said["components"][0]["c"] if "shortlist" in self.said else None
        met: list[str] = []
        below: list[str] = []
        for pid, value in rows.items():
            points = value["c"]
            self._adds_up(points)
            is_there = first is None or first in points
            fits = is_there and all(self._has(points, name) >= least for name, least in marks.items())
            (met if fits else below).append(pid)
        if first is None:
            return met, [], below
        said = self.said["shortlist"]
        most = said["factor"] * slots - gone
        keys = {pid: tuple(-self._has(rows[pid]["c"], name) for name in said["order"]) for pid in met}
        better = sorted(keys.values())
        on = [pid for pid in met if bisect_left(better, keys[pid]) < most]
        return on, [pid for pid in met if bisect_left(better, keys[pid]) >= most], below

    def _has(self, points: dict[str, Json], name: str) -> Fraction:
        """A component, a part, or a group of parts; who was absent has nothing."""
        group = self.said.get("groups", {}).get(name)
        if group is not None:
            return sum((self._has(points, one) for one in group), Fraction(0))
        return decimal(points[name]) if name in points else Fraction(-1)

    def _adds_up(self, points: dict[str, Json]) -> None:
        for one in self.said["components"]:
            tops = one.get("parts", {})
            parts = {name: decimal(points[name]) for name in tops if name in points}
            if any(value > decimal(tops[name]) for name, value in parts.items()):
                raise Bad("points of a part are above their maximum")
            if len(parts) == len(tops) > 0 and sum(parts.values()) != decimal(points[one["c"]]):
                raise Bad(f"the parts of {one['c']} do not add up to it")

    def _marks(self, kind: str) -> dict[str, Fraction]:
        """The least points by which this kind of formation lets people go on."""
        passes = () if "shortlist" in self.said else self.said["components"]
        marks = {one["c"]: decimal(one["pass"]) for one in passes if "pass" in one}
        for one in self.said.get("thresholds", ()):
            if one["kind"] == kind:
                marks |= {name: decimal(least) for name, least in one["min"].items()}
        return marks

    def _final(self, points: dict[str, Json]) -> Fraction | None:
        """The weighted value on 0-100, or the plain total, exactly; None below a mark, or absent."""
        total = Fraction(0)
        components = self.said["components"]
        if any(one["c"] not in points for one in components):
            return None
        is_plain = self.said.get("final") == "total"
        for one in components:
            score, top = decimal(points[one["c"]], one["scale"]), decimal(one["max"], one["scale"])
            if score > top:
                raise Bad("a score is above its maximum")
            value = score * 100 / top
            if "round" in one:
                value = Fraction(half_up(value, one["round"]), 10 ** one["round"])
            total += score if is_plain else one["weight"] * value
        if any("pass" in one and decimal(points[one["c"]]) < decimal(one["pass"]) for one in components):
            return None
        return total if is_plain else total / sum(one["weight"] for one in components)

    def _shown(self, final: Fraction) -> str:
        decimals = self.said["decimals"]
        return shown(half_up(final, decimals), decimals)

    @staticmethod
    def _order(order: list[str], rows: list[Json]) -> list[str]:
        """The order up to the first word that is not open for everybody."""
        return list(takewhile(lambda word: word not in CLOSED or all(word in one for one in rows), order))

    def _keys(
        self, pid: str, final: Fraction, value: Json, seed_: bytes | None, order: list[str]
    ) -> tuple[Any, ...]:
        keys: list[Any] = []
        for word in order:
            match word:
                case "final" if self.said.get("order_on") == "rounded":
                    keys.append(-half_up(final, self.said["decimals"]))
                case "final":
                    keys.append(-final)
                case "lot":
                    if seed_ is None:
                        raise Bad("the rule asks for a lot, and no seed is opened")
                    keys.append(lot(seed_, f"lot/{self.said['id']}", pid))
                case "born_on":
                    keys.append(value["born_on"])
                case "gpa":
                    keys.append(-decimal(value["gpa"]))
                case _ if word in value["c"] or word in self.said.get("groups", {}):
                    keys.append(-self._has(value["c"], word))
                case _:
                    raise Bad(f"the order names {word}, which nobody has")
        return tuple(keys)


# --- what is found -----------------------------------------------------------------------------------------------


@dataclass
class Report:
    """What each check found: how often it applied, what failed, what is worth knowing."""

    ids: Sequence[str]
    applied: dict[str, int] = field(default_factory=dict)
    failures: dict[str, list[tuple[str, int | None]]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    def ok(self, check: str, count: int = 1) -> None:
        self.applied[check] = self.applied.get(check, 0) + count

    def fail(self, check: str, text: str, index: int | None = None) -> None:
        self.failures.setdefault(check, []).append((text, index))

    def that(self, check: str, holds: bool, text: str, index: int | None = None) -> bool:
        """Count one application of a check, and its failure unless it holds."""
        self.ok(check)
        if not holds:
            self.fail(check, text, index)
        return holds

    def note(self, check: str, text: str) -> None:
        self.notes.setdefault(check, text)

    def status(self, check: str) -> str:
        return "FAIL" if check in self.failures else "ok" if self.applied.get(check) else "n/a"

    @property
    def failed(self) -> list[str]:
        return [one for one in self.ids if one in self.failures]


# --- where a log is read from ------------------------------------------------------------------------------------

LARGEST_FILE, LARGEST_BLOB = 256 * 65_537, 2**28


class Source:
    """A folder or an address with the files of a log."""

    def __init__(self, place: str) -> None:
        self.place = place.rstrip("/")
        self.is_web = bool(re.match(r"https?://", place))
        if not self.is_web and not Path(place).is_dir():
            raise Unusable(f"{place} is neither a folder nor an address of a log")

    def read(self, path: str, most: int = LARGEST_FILE) -> bytes | None:
        """The file's bytes; None if there is none, or if it has more than `most`."""
        if self.is_web:
            return self._fetch(path, most)
        try:
            with (Path(self.place) / path).open("rb") as file:
                data = file.read(most + 1)
        except OSError:
            return None
        return data if len(data) <= most else None

    def _fetch(self, path: str, most: int) -> bytes | None:
        try:
            with urllib.request.urlopen(f"{self.place}/{path}", timeout=60) as answer:
                data: bytes = answer.read(most + 1)
        except urllib.error.HTTPError as error:
            if error.code in {403, 404, 410}:
                return None
            raise Unusable(f"{self.place}/{path}: {error}") from None
        except OSError as error:
            raise Unusable(f"{self.place}/{path}: {error}") from None
        return data if len(data) <= most else None

    def tile(self, level: int | str, number: int, width: int) -> bytes | None:
        """A tile; a partial one may have been replaced by the full one."""
        data = self.read(tile_path(level, number, width))
        if data is not None or width == 256:
            return data
        full = self.read(tile_path(level, number))
        if full is None or level == "entries":
            return full
        return full[: 32 * width]

    def blob(self, digest: str) -> bytes | None:
        """A public document by its SHA-256; None if it is missing or is another."""
        data = self.read(f"blob/{digest[:2]}/{digest}", LARGEST_BLOB)
        return data if data is not None and sha(data).hex() == digest else None

    def anchors(self, size: int) -> list[tuple[int, str, bytes]]:
        """(size, name, bytes) of the time stamps in a folder; an address can't be listed."""
        if self.is_web:
            return []
        found = []
        for file in sorted((Path(self.place) / "anchor").glob("*.tsr")):
            number = file.name.split(".")[0]
            if SIZE.fullmatch(number) and int(number) <= size:
                found.append((int(number), file.name, file.read_bytes()))
        return found


def entries_of(source: Source, size: int) -> Iterator[tuple[int, list[bytes]]]:
    """The bundles of a log of that size, in order. Refused: Bad."""
    for number in range((size + 255) // 256):
        width = min(256, size - 256 * number)
        data = source.read(tile_path("entries", number, width))
        if data is None and width < 256 and (full := source.read(tile_path("entries", number))) is not None:
            yield number, split_bundle(full, 256)[:width]
        elif data is None:
            raise Bad(f"the file {tile_path('entries', number, width)} is missing")
        else:
            yield number, split_bundle(data, width)


# --- closed schemas: the part of JSON Schema that the schemas' document may use -----------------------------------

Wrong = tuple[bool, str]  # whether it is an unknown field; the sentence
Check = Callable[[Json], list[Wrong]]
TYPES: dict[str, Callable[[Json], bool]] = {
    "string": lambda v: isinstance(v, str),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "boolean": lambda v: isinstance(v, bool),
    "array": lambda v: isinstance(v, list),
    "object": lambda v: isinstance(v, dict),
}
SAYS_NOTHING = {"$schema", "$id", "$comment", "title", "description", "$defs"}


def compiled(schema: Json, defs: dict[str, Json] | None = None) -> Check:
    """A check of values. Refused: Bad for a word of JSON Schema that this verifier does not know."""
    if not isinstance(schema, dict):
        raise Bad("a schema is an object")
    defs = defs or schema.get("$defs") or {}
    checks: list[Check] = []
    for word, said in schema.items():
        if word in {"properties", "required", "additionalProperties"} | SAYS_NOTHING:
            continue
        checks.append(_word(word, said, defs))
    if "properties" in schema or schema.get("type") == "object":
        checks.append(_object(schema, defs))
    return lambda value: [wrong for check in checks for wrong in check(value)]


def _word(word: str, said: Json, defs: dict[str, Json]) -> Check:
    """One word of a schema as a check."""
    match word:
        case "type" if said in TYPES:
            holds = TYPES[said]
        case "const":
            holds = lambda v: v == said and type(v) is type(said)
        case "enum":
            holds = lambda v: any(v == one and type(v) is type(one) for one in said)
        case "pattern":
            pattern = re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", said))
            holds = lambda v: not isinstance(v, str) or pattern.search(v) is not None
        case "minimum" | "maximum":
            sign = 1 if word == "minimum" else -1
            holds = lambda v: not isinstance(v, int) or v * sign >= said * sign
        case "minLength" | "minItems" | "minProperties":
            holds = lambda v: not isinstance(v, (str, list, dict)) or len(v) >= said
        case "maxLength" | "maxItems" | "maxProperties":
            holds = lambda v: not isinstance(v, (str, list, dict)) or len(v) <= said
        case "uniqueItems":
            holds = lambda v: not isinstance(v, list) or len(set(map(canonical, v))) == len(v) or not said
        case "items":
            item = compiled(said, defs)
            return lambda v: [w for one in v for w in item(one)] if isinstance(v, list) else []
        case "anyOf" | "oneOf":
            ways = [compiled(one, defs) for one in said]
            return lambda v: min((way(v) for way in ways), key=len)
        case "$ref" if isinstance(said, str) and said.removeprefix("#/$defs/") in defs:
            return compiled(defs[said.removeprefix("#/$defs/")], defs)
        case _:
            raise Bad(f"the schemas use a word that this verifier does not know: {word}")
    return lambda v: [] if holds(v) else [(False, f"{word} is not as its schema says")]


def _object(schema: Json, defs: dict[str, Json]) -> Check:
    known = {name: compiled(one, defs) for name, one in schema.get("properties", {}).items()}
    required = schema.get("required", [])
    extra = schema.get("additionalProperties", True)
    others = compiled(extra, defs) if isinstance(extra, dict) else None

    def check(value: Json) -> list[Wrong]:
        if not isinstance(value, dict):
            return [(False, "not an object")]
        wrong = [(False, f"the field {name} is missing") for name in required if name not in value]
        for name, one in value.items():
            if name in known:
                wrong += [(unknown, f"{name}: {text}") for unknown, text in known[name](one)]
            elif others is not None:
                wrong += others(one)
            elif not extra:
                wrong.append((True, "a field that its schema does not name"))
        return wrong

    return check


def is_closed(schema: Json) -> bool:
    """Whether no form of the body leaves room for fields that are not named."""
    ways = schema.get("anyOf") or schema.get("oneOf")
    return all(map(is_closed, ways)) if ways else schema.get("additionalProperties") is False


# --- identities (X1) ---------------------------------------------------------------------------------------------

# Pseudonyms, record numbers and digests are random: twelve digits in a row mean nothing there. A pseudonym without
# any letter is not exempted, so that no identity number passes for one.
OPAQUE = re.compile(r"(?=[0-9]*[a-z])[0-9a-hjkmnp-tv-z]{16}|[0-9a-f]{32}|(?:[0-9a-f]{64})+")
DIGITS = re.compile(r"[0-9]{12,}")
MAIL = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
PHONE = re.compile(r"(?<![0-9A-Za-z])(?:\+?62|0)[ .-]?8[0-9]{1,3}(?:[ .-]?[0-9]{3,4}){2}(?![0-9])")


def identity_in(value: Json) -> str:
    """What in a value looks like an identity; empty if nothing does."""
    kind = type(value)
    if kind is str:
        return "" if OPAQUE.fullmatch(value) else _identity_in_text(value)
    if kind is int:
        return "a number of twelve digits or more" if abs(value) >= 10**11 else ""
    if kind is list or kind is dict:
        for one in value if kind is list else (*value, *value.values()):
            if found := identity_in(one):
                return found
    return ""


def _identity_in_text(text: str) -> str:
    for pattern, found in (
        (DIGITS, "twelve digits or more"), (MAIL, "an e-mail address"), (PHONE, "a telephone number"),
    ):  # fmt: skip
        if pattern.search(text):
            return found
    return ""


# --- the state machine over leaves -------------------------------------------------------------------------------

HOUR, MINUTE, DAY = 3600, 60, 86_400
BUCKET = {"reg": HOUR, "amend": HOUR, "withdraw": HOUR}
WAIT = (
    30 * DAY
)  # what two persons approve bears the time when it was proposed; its place tells when it took effect
LEAD = 600  # seconds before its opening that an exam may be unsealed (security.md section 4)
TWO = {"rule", "formation", "key", "role", "item_void", "appeal_decision", "score_fix"}
ONE = {"mark": "assessor", "audit": "auditor"}
CEREMONY = {"genesis", "key", "role"}
QUICKNET = ("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", 1_692_803_367, 3)
PID, HEX32, UID = (re.compile(p) for p in (r"[0-9a-hjkmnp-tv-z]{16}", r"[0-9a-f]{64}", r"[0-9a-f]{32}"))
KIND, ROUND = re.compile(r"[a-z_]{2,24}"), re.compile(r"[^\s\x00-\x1f]{1,80}")

# Two roles of one row's person and of its column may not be held together (security.md section 5).
ALIAS = {
    "planner": "rule_author", "committee_officer": "rule_author", "proctor": "exam_officer",
    "approver": "result_approver", "objection_officer": "appeals", "administrator": "sysadmin", "dba": "sysadmin",
    "custodian": "key_custodian",
}  # fmt: skip
_MOST = ("exam_officer", "assessor", "result_approver", "appeals", "sysadmin", "auditor")
FORBIDDEN = {
    frozenset((one, two))
    for one, others in {
        "rule_author": _MOST, "item_author": _MOST, "exam_officer": _MOST, "assessor": _MOST,
        "result_approver": _MOST, "appeals": _MOST, "sysadmin": _MOST,
        "key_custodian": ("rule_author", "item_author", *_MOST[:-1]),
        "verifier": ("appeals", "result_approver", "auditor"),
    }.items()
    for two in others if one != two
}  # fmt: skip

# The fields that the checks below read, with their form. Everything else is the schemas' matter.
FIELDS = {
    "genesis": "spec:s origin:s",
    "key": "op:s use:s name:s pub:s? from:i?",
    "role": "op:s key:s role:s",
    "software": "release:s",
    "rule": "id:s blob:h formations:l",
    "formation": "id:s blob:h slots:i rule:h?",
    "calendar": "stage:s opens:i closes:i",
    "freeze": "what:s id:s",
    "erase": "n:i",
    "incident": "code:s",
    "reg": "pid:p formation:s utag:h com:h",
    "amend": "pid:p com:h",
    "withdraw": "pid:p",
    "elig": "pid:p decision:s",
    "stage_close": "stage:s formation:s n:i root:h",
    "bank": "exam:s k:i",
    "blueprint": "exam:s blob:h",
    "key_commit": "exam:s root:h",
    "seed_commit": "purpose:s shares:l chain:s? round:i?",
    "seed_open": "purpose:s shares:l beacon:o?",
    "unseal": "exam:s custodians:l",
    "sess_end": "pid:p s:s n:i head:h exam:s?",
    "item_void": "exam:s",
    "pool": "stage:s n:i root:h",
    "coi": "stage:s",
    "assign": "stage:s n:i root:h seed:h",
    "mark": "pid:p slot:i com:h",
    "mark_open": "ref:r value:v salt:h?",
    "adjudicate": "pid:p",
    "score": "pid:p rule:s com:h release:s? exam:s?",
    "score_fix": "ref:r com:h reason:r",
    "rank": "n:i release:s? formation:s? rule:s? root:h? scores:h? count:i?",
    "announce": "blob:h formation:s?",
    "appeal": "pid:p com:h",
    "appeal_decision": "ref:r outcome:s",
    "appoint": "pid:p formation:s?",
}
FORM: dict[str, Callable[[Json], bool]] = {
    "s": lambda v: isinstance(v, str),
    "i": lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0,
    "h": lambda v: isinstance(v, str) and HEX32.fullmatch(v) is not None,
    "p": lambda v: isinstance(v, str) and PID.fullmatch(v) is not None,
    "r": lambda v: isinstance(v, str) and (HEX32.fullmatch(v) or UID.fullmatch(v)) is not None,
    "l": lambda v: isinstance(v, list) and all(isinstance(one, str) for one in v),
    "o": lambda v: isinstance(v, dict),
    "v": lambda v: isinstance(v, (dict, str)),
}
READS = {
    kind: [
        (name, FORM[form[0]], form.endswith("?"))
        for name, _, form in (one.partition(":") for one in said.split())
    ]
    for kind, said in FIELDS.items()
}
ENVELOPE = {"v", "k", "r", "u", "t", "b", "p", "a"}
APPROVAL = {"ed25519": {"by", "alg", "sig"}, "webauthn-es256": {"by", "alg", "sig", "ad", "cd"}}


@dataclass
class Key:
    """An official's key, from its `key` leaf on."""

    name: str
    use: str
    public: bytes
    start: int
    revoked: bool = False


@dataclass(slots=True)
class Applicant:
    """What the log says so far of one pid. There may be millions, so that nothing is kept twice."""

    formation: str
    withdrawn: bool = False
    decision: str = ""
    listed: str = ""  # the decision in the last list that two persons approved
    unsigned: int = -1  # the leaf of a decision that waits for such a list
    sat: tuple[str, ...] = ()
    scores: tuple[Record, ...] = ()  # the live ones, one for each exam
    adjudicated: bool = False
    opened: dict[int, Json] | None = None
    appointed: bool = False


@dataclass(slots=True)
class Record:
    """A leaf that later leaves refer to."""

    kind: str
    index: int
    body: dict[str, Json]
    uid: str
    t: int
    replaced: bool = False


class Selection:
    """Follows a selection leaf by leaf, in the order of the log, and reports to the checks K, G, R, E, A, S, P, X.

    `blob` gives a public document by its hash, or None. A bundle holds a part of the leaves (`is_whole` false).
    """

    def __init__(self, report: Report, blob: Callable[[str], bytes | None], *, is_whole: bool) -> None:
        self.report, self.blob, self.is_whole = report, blob, is_whole
        self.genesis: dict[str, Json] = {}
        self.schemas: dict[str, Check] = {}
        self.round = ""
        self.uids: set[bytes] = set()
        self.seen: set[bytes] = set()
        self.keys: dict[str, Key] = {}
        self.roles: dict[str, set[str]] = {}
        self.in_ceremony = True
        self.records: dict[bytes, Record] = {}
        self.people: dict[str, Applicant] = {}
        self.of_formation: dict[str, list[str]] = {}
        self.utags: dict[bytes, str] = {}
        self.rules: dict[str, list[Record]] = {}
        self.formations: dict[str, Record] = {}
        self.calendar: dict[str, Record] = {}
        self.frozen: set[tuple[str, str]] = set()
        self.releases: set[str] = set()
        self.closed: dict[str, Record] = {}
        self.withdrawn_since: dict[str, int] = {}
        self.exams: dict[str, dict[str, Record]] = {}
        self.commits: dict[str, Record] = {}
        self.opens: dict[str, Record] = {}
        self.pools: dict[str, dict[str, Record]] = {}
        self.to_fix: dict[str, int] = {}
        self.signed: set[str] = set()
        self.lists: set[str] = set()
        self.blueprints: set[str] = set()
        self.withheld = 0
        self.appeals: dict[str, int] = {}
        self.ranks: dict[str, list[Record]] = {}
        self.announced: dict[str, Record] = {}
        self.selected: dict[str, set[str]] = {}
        self.erased = 0
        self.times: list[tuple[int, int]] = []
        self.latest = 0

    # -- every leaf

    def feed(self, index: int, leaf: Json, digest: bytes) -> None:
        """Take the next leaf."""
        report = self.report
        report.ok("G1")
        wrong = _envelope(leaf)
        if wrong:
            report.fail("X1" if wrong.startswith("a field") else "G1", wrong, index)
            return
        kind, body = leaf["k"], leaf["b"]
        self._once(index, kind, leaf, digest)
        self._time(index, kind, leaf["t"], WAIT if len(leaf.get("a", ())) > 1 else DAY)
        for one in leaf.get("p", ()):
            if self.is_whole and bytes.fromhex(one) not in self.seen:
                report.fail("G1", "it depends on a leaf that does not stand before it", index)
        if found := identity_in([body, leaf["r"], _client_data(leaf)]):
            report.fail("X1", f"{kind} holds what looks like {found}", index)
        report.ok("X1")
        if kind == "genesis" and not self.genesis:
            self._take_schemas(index, body)
        elif index == 0:
            report.fail("G1", "the first leaf is no genesis", index)
        self._fit(index, kind, body)
        if self._readable(index, kind, body):
            self._approved(index, kind, leaf)
            if kind not in CEREMONY:
                self.in_ceremony = False
            self._follow(Record(kind, index, body, leaf["u"], leaf["t"]), digest)
        self.seen.add(digest)

    def _follow(self, it: Record, digest: bytes) -> None:
        act = getattr(self, f"_{it.kind}", None) if it.kind in READS else None
        if act is None:
            return
        try:
            act(it, digest)
        except MALFORMED as error:  # a value that nobody foresaw must not end the check of everything else
            self.report.fail("G1", f"this {it.kind} can't be followed ({type(error).__name__})", it.index)

    def _once(self, index: int, kind: str, leaf: Json, digest: bytes) -> None:
        name = kind.encode() + b" " + bytes.fromhex(leaf["u"])
        if name in self.uids or digest in self.seen:
            self.report.fail("G1", f"a second {kind} with the same number (replayed)", index)
        self.uids.add(name)
        self.round = self.round or leaf["r"]
        if leaf["r"] != self.round:
            self.report.fail("G1", "the leaf belongs to another round", index)

    def _time(self, index: int, kind: str, t: int, late: int) -> None:
        """L9. `latest` is the clock of the log: no leaf took effect before it."""
        bucket = BUCKET.get(kind, MINUTE)
        if t % bucket:
            self.report.fail("G1", f"the time of a {kind} is not rounded down to {bucket} s", index)
        self.report.that(
            "L9", t >= self.latest - bucket - late, "its time lies too far before leaves that stand before it", index,
        )  # fmt: skip
        if t > self.latest:
            self.latest = t
            self.times.append((index, t))

    def _fit(self, index: int, kind: str, body: dict[str, Json]) -> None:
        check = self.schemas.get(kind)
        if check is None:
            if self.schemas:
                self.report.fail("G1", f"no schema names the kind {kind}", index)
            return
        for unknown, text in check(body):
            self.report.fail("X1" if unknown else "G1", f"{kind}: {text}", index)

    def _readable(self, index: int, kind: str, body: dict[str, Json]) -> bool:
        for name, holds, optional in READS.get(kind, ()):
            if name not in body:
                if not optional:
                    self.report.fail("G1", f"{kind} lacks {name}", index)
                    return False
            elif not holds(body[name]):
                self.report.fail("G1", f"{kind}.{name} has another form", index)
                return False
        return True

    def _take_schemas(self, index: int, body: dict[str, Json]) -> None:
        self.genesis = body
        report, digest = self.report, body.get("schemas")
        if index:
            report.fail("G1", "the genesis is not the first leaf", index)
        data = self.blob(digest) if isinstance(digest, str) and HEX32.fullmatch(digest) else None
        if data is None:
            report.fail(
                "G1", "the document of schemas that the genesis names is missing or is another", index
            )
            return
        try:
            said = json.loads(data)
            kinds = said.get("kinds", said) if isinstance(said, dict) else {}
            for kind, schema in kinds.items():
                if not KIND.fullmatch(kind) or not isinstance(schema, dict):
                    continue
                self.schemas[kind] = compiled(schema, said.get("$defs"))
                if not is_closed(schema):
                    report.fail("X1", f"the schema of {kind} is open to any field", index)
        except (*MALFORMED, re.error) as error:
            report.fail("G1", f"the document of schemas can't be read: {error}", index)

    # -- approvals

    def _approved(self, index: int, kind: str, leaf: Json) -> None:
        """K1 to K3: every approval holds, and there are those that the kind asks for."""
        report, said = self.report, leaf.get("a", [])
        message = (
            sha(b"terang/v1/approve\n", canonical({k: v for k, v in leaf.items() if k != "a"}))
            if said
            else b""
        )
        signers: dict[str, Key] = {}
        self.signed = set()
        for one in said:
            report.ok("K1")
            key = self.keys.get(one["by"])
            if key is None:
                report.fail("K1", f"{kind} is approved by a key that the log does not know", index)
                continue
            report.ok("K3")
            in_force = not key.revoked and leaf["t"] + MINUTE > key.start
            if key.revoked:
                report.fail("K3", f"{kind} is approved by a revoked key of {key.name}", index)
            elif not in_force:
                report.fail("K1", f"{kind} is approved by a key that is not valid yet", index)
            if why := self._why_not(one, key, message):
                report.fail("K1", f"{kind}: {why}", index)
            elif in_force:
                self.signed.add(one["by"])
            if in_force:
                signers[one["by"]] = key
        if kind in CEREMONY and self.in_ceremony:
            return
        self._enough(index, kind, leaf["b"], signers)

    def _why_not(self, approval: Json, key: Key, message: bytes) -> str:
        try:
            if approval["alg"] == "ed25519":
                right = ed25519(key.public, unb64(approval["sig"]), message)
                return "" if right else f"the approval of {key.name} does not fit what stands there"
            return passkey_says(key.public, approval, message, self.genesis.get("origins", ()))
        except Bad as bad:
            return str(bad)

    def _enough(self, index: int, kind: str, body: dict[str, Json], signers: dict[str, Key]) -> None:
        report = self.report
        names = {one.name for one in signers.values()}
        reverses = kind == "elig" and self._reverses(body)
        if kind in ONE:
            who = ONE[kind]
            signed = any(key.use == who or who in self._roles(key.name) for key in signers.values())
            report.that("K2", signed, f"{kind} is not approved by {who}", index)
        elif kind == "elig" and (not any(map(self._roles, names)) or (reverses and not self._two(names))):
            self._lean(body, index)
        elif kind == "rule" and self._is_named(body):
            report.ok("K2")
        elif kind in TWO or reverses:
            report.that(
                "K2", self._two(names), f"{kind} is not approved by two persons in different roles", index
            )
        if kind == "key":
            report.that(
                "K2",
                any(key.use == "custodian" for key in signers.values()),
                "no custodian approved the key",
                index,
            )
            if body["op"] == "rotate":
                report.that("K2", body["name"] in names, "the old key did not approve the new one", index)

    def _is_named(self, rule: dict[str, Json]) -> bool:
        """A rule that all its formations name is approved with them, each by two persons."""
        there = [self.formations.get(one) for one in rule["formations"]]
        return bool(there) and all(one is not None and one.body.get("rule") == rule["blob"] for one in there)

    def _lean(self, body: dict[str, Json], index: int) -> None:
        """A decision without an approval of its own leans on a list of outcomes that two persons approve."""
        who = self.people.get(body["pid"])
        if who is None:
            return
        if who.listed == body["decision"]:
            self.report.ok("K2")
            return
        if who.unsigned >= 0:
            self.report.that("K2", False, "two decisions on one applicant, approved by nobody", index)
        who.unsigned = index

    def _two(self, names: set[str]) -> bool:
        return any(
            a != b
            for one in names for two in names if one != two
            for a in self._roles(one) for b in self._roles(two)
        )  # fmt: skip

    def _roles(self, name: str) -> set[str]:
        uses = {"key_custodian" for key in self.keys.values() if key.name == name and key.use == "custodian"}
        return self.roles.get(name, set()) | uses

    def _reverses(self, body: dict[str, Json]) -> bool:
        who = self.people.get(body["pid"])
        return who is not None and who.decision not in {"", body["decision"]}

    def _key(self, it: Record, digest: bytes) -> None:
        body, report = it.body, self.report
        name, use = body["name"], body["use"]
        if body["op"] == "revoke":
            found = [
                key for key in self.keys.values() if (key.name, key.use) == (name, use) and not key.revoked
            ]
            if "pub" in body:
                found = [key for key in found if key.public == _public(body["pub"])]
            report.that("K1", bool(found), f"a key of {name} is revoked that is not in force", it.index)
            for key in found:
                key.revoked = True
            return
        public = _public(body.get("pub", ""))
        if body["op"] not in {"add", "rotate"} or not public:
            report.fail("K1", "a key leaf that neither adds, rotates nor revokes a usable key", it.index)
            return
        if body["op"] == "rotate":
            for key in self.keys.values():
                if (key.name, key.use) == (name, use):
                    key.revoked = True
        mark = b"\x01" if len(public) == 32 else b"\xffwebauthn"
        identifier = sha(name.encode(), b"\n", mark, public)[:4].hex()
        report.that("K1", identifier not in self.keys, "two keys have the same short name", it.index)
        self.keys[identifier] = Key(name, use, public, body.get("from", 0))
        self._keep_apart(name, it.index)

    def _role(self, it: Record, digest: bytes) -> None:
        key = self.keys.get(it.body["key"])
        if not self.report.that(
            "K1", key is not None, "a role is given to a key that the log does not know", it.index
        ):
            return
        assert key is not None
        held = self.roles.setdefault(key.name, set())
        role: str = ALIAS.get(it.body["role"]) or it.body["role"]
        if it.body["op"] == "grant":
            held.add(role)
            self._keep_apart(key.name, it.index)
        else:
            held.discard(role)

    def _keep_apart(self, name: str, index: int) -> None:
        held = self._roles(name)
        clash = sorted(pair for one in held for two in held if (pair := tuple(sorted((one, two)))) and
                       frozenset(pair) in FORBIDDEN)  # fmt: skip
        self.report.that(
            "K2", not clash, f"{name} holds roles that must watch each other: {' and '.join(clash[0]) if clash else ''}",
            index,
        )  # fmt: skip

    # -- governance

    def _genesis(self, it: Record, digest: bytes) -> None:
        report, body = self.report, it.body
        if it.body is not self.genesis:
            report.fail("G1", "a second genesis", it.index)
            return
        if body["spec"] != SPEC:
            report.fail("G1", f"the log follows {body['spec']}, not {SPEC}", it.index)
        if not self.is_whole or "policy" not in body:
            return
        if not isinstance(body["policy"], str) or self.blob(body["policy"]) is None:
            report.fail("G1", "the policy that the genesis names is missing or is another", it.index)

    def _software(self, it: Record, digest: bytes) -> None:
        self.releases.add(it.body["release"])

    def _document(self, check: str, it: Record) -> bytes | None:
        """The blob of a leaf, which must be there and be the one that the leaf names."""
        data = self.blob(it.body["blob"])
        if self.is_whole:
            text = f"the document of the {it.kind} is missing or is not the one that the log names"
            self.report.that(check, data is not None, text, it.index)
        return data

    def _rule(self, it: Record, digest: bytes) -> None:
        self._document("G2", it)
        late = [one for one in it.body["formations"] if ("formation", one) in self.frozen]
        holds = not late and ("rule", it.body["id"]) not in self.frozen
        self.report.that("G3", holds, f"the rule {it.body['id']} is changed after it was frozen", it.index)
        for one in it.body["formations"]:
            self.rules.setdefault(one, []).append(it)

    def _formation(self, it: Record, digest: bytes) -> None:
        self._document("G2", it)
        name = it.body["id"]
        self.report.that(
            "G3", ("formation", name) not in self.frozen, f"{name} is changed after the freeze", it.index
        )
        self.formations[name] = it

    def _freeze(self, it: Record, digest: bytes) -> None:
        what, name = it.body["what"], it.body["id"]
        known = name in self.formations if what == "formation" else any(
            one.body["id"] == name for rules in self.rules.values() for one in rules
        )  # fmt: skip
        self.report.that("G3", known, f"what is frozen, {what} {name}, does not exist yet", it.index)
        self.frozen.add((what, name))

    def _calendar(self, it: Record, digest: bytes) -> None:
        stage, old = it.body["stage"], self.calendar.get(it.body["stage"])
        self.calendar[stage] = it
        it.uid = digest.hex()
        if it.body["opens"] >= it.body["closes"]:
            self.report.fail("G4", f"the stage {stage} closes before it opens", it.index)
        if old is None:
            self.report.ok("G4")
            return
        named = it.body.get("replaces") in {old.body["closes"], old.uid}
        self.report.that("G4", named, f"a change of {stage} does not name the calendar it replaces", it.index)
        self.report.that(
            "G4",
            max(it.t, self.latest) < old.body["closes"],
            f"{stage} is changed after it had closed already",
            it.index,
        )

    def _erase(self, it: Record, digest: bytes) -> None:
        self.erased += it.body["n"]

    def _incident(self, it: Record, digest: bytes) -> None:
        self._keep(it, digest)

    def _keep(self, it: Record, digest: bytes) -> None:
        """Keep a leaf under its hash and its number, by both of which later leaves may name it."""
        self.records[digest] = self.records[bytes.fromhex(it.uid)] = it

    def _named(self, reference: str) -> Record | None:
        return self.records.get(bytes.fromhex(reference))

    # -- registration

    def _reg(self, it: Record, digest: bytes) -> None:
        body, report = it.body, self.report
        pid, formation, utag = body["pid"], sys.intern(body["formation"]), bytes.fromhex(body["utag"])
        ready = formation in self.formations and formation in self.rules and "registration" in self.calendar
        report.that(
            "G2",
            ready,
            f"somebody applies to {formation} before its rule, slots and calendar stand",
            it.index,
        )
        ids = {("formation", formation)} | {("rule", one.body["id"]) for one in self.rules.get(formation, [])}
        report.that(
            "G3", bool(ids & self.frozen), f"somebody applies to {formation} before it is frozen", it.index
        )
        self._must_be_open("reg", it)
        earlier = self.people.get(self.utags.get(utag, ""))
        alone = earlier is None or earlier.withdrawn
        report.that("R1", alone, "the same person (utag) applies twice in this round", it.index)
        if report.that("R2", pid not in self.people, "a pid applies twice", it.index):
            self.people[pid] = Applicant(formation)
            self.of_formation.setdefault(formation, []).append(pid)
        self.utags[utag] = pid
        if formation in self.closed:
            report.fail("R3", f"somebody applies to {formation} after a stage of it was counted", it.index)

    def _must_be_open(self, what: str, it: Record) -> None:
        window = self.calendar.get("registration")
        if window is not None:
            inside = it.t + HOUR > window.body["opens"] and it.t < window.body["closes"]
            self.report.that("G5", inside, f"{what} outside the calendar of the registration", it.index)

    def _living(self, it: Record, check: str = "R2") -> Applicant | None:
        who = self.people.get(it.body["pid"])
        alive = who is not None and not who.withdrawn
        self.report.that(check, alive, f"{it.kind} of somebody who is not in the competition", it.index)
        return who

    def _amend(self, it: Record, digest: bytes) -> None:
        self._living(it)
        self._must_be_open("amend", it)

    def _withdraw(self, it: Record, digest: bytes) -> None:
        if who := self._living(it):
            who.withdrawn = True
            self.withdrawn_since[who.formation] = self.withdrawn_since.get(who.formation, 0) + 1

    def _elig(self, it: Record, digest: bytes) -> None:
        who = self._living(it)
        if who is not None:
            who.decision = sys.intern(it.body["decision"])

    def eligible(self, formation: str) -> list[str]:
        """The pids that are still in the competition for a formation, sorted."""
        return sorted(
            pid for pid in self.of_formation.get(formation, ())
            if not (who := self.people[pid]).withdrawn and who.decision == "ok"
        )  # fmt: skip

    def _stage_close(self, it: Record, digest: bytes) -> None:
        body, report = it.body, self.report
        formation, stage = body["formation"], body["stage"]
        alive = [pid for pid in self.of_formation.get(formation, ()) if not self.people[pid].withdrawn]
        if stage == "registration":
            pids = sorted(alive)
        else:
            pids = self.eligible(formation)
            missing = [pid for pid in alive if not self.people[pid].decision]
            text = f"{len(missing)} people who applied to {formation} got no decision"
            report.that("R4", not missing, text, it.index)
        if stage in {"registration", "screening"}:
            same = body["n"] == len(pids) and body["root"] == tree_root(one.encode() for one in pids).hex()
            text = f"the closing of {stage} in {formation} counts others than those whom the log knows"
            report.that("R3", same, text, it.index)
        else:
            report.that(
                "R3", body["n"] <= len(pids), f"{stage} closes with more people than were left", it.index
            )
        self.closed[formation], self.withdrawn_since[formation] = it, 0

    # -- exams and lots

    def _exam(self, it: Record, digest: bytes) -> None:
        self.exams.setdefault(it.body["exam"], {}).setdefault(it.kind, it)

    _bank = _key_commit = _exam

    def _blueprint(self, it: Record, digest: bytes) -> None:
        if self.is_whole and self.blob(it.body["blob"]) is None:
            self.report.fail(
                "E1",
                "the document of the blueprint is missing or is not the one that the log names",
                it.index,
            )
        self.blueprints.add(it.body["blob"])
        self._exam(it, digest)

    def _seed_commit(self, it: Record, digest: bytes) -> None:
        purpose = it.body["purpose"]
        self.report.that(
            "E2", purpose not in self.commits, f"the seed of {purpose} is committed twice", it.index
        )
        self.commits[purpose] = it
        self._keep(it, digest)

    def _seed_open(self, it: Record, digest: bytes) -> None:
        body, report = it.body, self.report
        purpose, promised = body["purpose"], self.commits.get(body["purpose"])
        report.that("E2", purpose not in self.opens, f"the seed of {purpose} is opened twice", it.index)
        self.opens[purpose] = it
        self._keep(it, digest)
        if not report.that(
            "E2", promised is not None, f"the seed of {purpose} was never committed", it.index
        ):
            return
        assert promised is not None
        right = all(map(HEX32.fullmatch, body["shares"])) and promised.body["shares"] == [
            share_commitment(purpose, bytes.fromhex(one)) for one in body["shares"]
        ]
        report.that("E2", right, f"the seed of {purpose} is not the one that was committed", it.index)
        if "round" in promised.body or "beacon" in body:
            why = beacon_says(promised, body.get("beacon", {}))
            report.that("E2", not why, f"{purpose}: {why}", it.index)
            report.note("E2", "the beacon's BLS signature itself is not checked here")
        elif len(body["shares"]) < 3:
            report.fail(
                "E2", f"without a beacon the seed of {purpose} needs shares of three parties", it.index
            )

    def _unseal(self, it: Record, digest: bytes) -> None:
        exam = it.body["exam"]
        known = self.exams.get(exam, {})
        missing = [one for one in ("bank", "blueprint", "key_commit") if one not in known]
        missing += [] if f"form/{exam}" in self.commits else ["seed_commit"]
        self.report.that("E1", not missing, f"{exam} is unsealed before {', '.join(missing)}", it.index)
        keys = {self.keys[one].name for one in it.body["custodians"] if one in self.keys and
                self.keys[one].use == "custodian" and one in self.signed}  # fmt: skip
        least = max(2, known["bank"].body["k"]) if "bank" in known else 2
        self.report.that(
            "E1", len(keys) >= least, f"{exam} is unsealed by {len(keys)} of {least} custodians", it.index
        )
        window = self.calendar.get("exam")
        if window is not None:
            early = it.t + MINUTE <= window.body["opens"] - LEAD
            self.report.that("E3", not early, f"{exam} is unsealed too early", it.index)

    def _sess_end(self, it: Record, digest: bytes) -> None:
        who = self._living(it)
        if who is not None:
            exam = sys.intern(it.body.get("exam") or it.body["s"])
            self.report.that("E5", exam not in who.sat, "the exam of one person ends twice", it.index)
            who.sat += (exam,)

    def _item_void(self, it: Record, digest: bytes) -> None:
        self._keep(it, digest)
        self.report.ok("E6")
        for pid, who in self.people.items():
            if any(score.body["exam"] in {"", it.body["exam"]} for score in who.scores):
                self.to_fix[pid] = it.index

    # -- assessors

    def _pool(self, it: Record, digest: bytes) -> None:
        self.pools.setdefault(it.body["stage"], {})[it.kind] = it

    _coi = _pool

    def _assign(self, it: Record, digest: bytes) -> None:
        stage, report = it.body["stage"], self.report
        before = self.pools.get(stage, {})
        if not report.that(
            "A1", "pool" in before, f"assessors of {stage} are drawn before their pool is fixed", it.index
        ):
            return
        opened = self._named(it.body["seed"])
        commit = (
            self.commits.get(opened.body["purpose"])
            if opened is not None and opened.kind == "seed_open"
            else None
        )
        if not report.that(
            "A1", commit is not None, f"the lot of {stage} names no seed that was opened", it.index
        ):
            return
        assert commit is not None
        in_order = all(one in before and before[one].index < commit.index for one in ("pool", "coi"))
        text = f"pool and conflicts of {stage} were not fixed before the seed was committed"
        report.that("A1", in_order, text, it.index)

    def _mark(self, it: Record, digest: bytes) -> None:
        who = self._living(it)
        if who is None:
            return
        self.report.that(
            "A2", not who.opened, "a mark is fixed after marks of the same case were opened", it.index
        )
        self._keep(it, digest)

    def _mark_open(self, it: Record, digest: bytes) -> None:
        mark = self._named(it.body["ref"])
        known = mark is not None and mark.kind == "mark"
        if not self.report.that("A2", known, "a mark is opened that was never fixed", it.index):
            return
        assert mark is not None
        self.report.that("A2", not mark.replaced, "a mark is opened twice", it.index)
        mark.replaced = True
        if "salt" in it.body:
            right = commitment("mark", unhex(it.body["salt"]), it.body["value"]).hex() == mark.body["com"]
            self.report.that("S1", right, "an opened mark is not the one that was fixed", it.index)
        who = self.people[mark.body["pid"]]
        who.opened = {**(who.opened or {}), mark.body["slot"]: it.body["value"]}

    def _adjudicate(self, it: Record, digest: bytes) -> None:
        who = self._living(it)
        marks = sorted(self._opened(who)) if who is not None else []
        if len(marks) == 3:
            branch = "median" if marks[1] - marks[0] == marks[2] - marks[1] else "closest"
            self.report.that(
                "A3", it.body.get("branch") == branch, f"three marks call for the {branch}", it.index
            )
        if who is not None:
            who.adjudicated = True

    @staticmethod
    def _opened(who: Applicant) -> list[Fraction]:
        said = [one for _slot, one in sorted((who.opened or {}).items())]
        values = [one.get("total", "") if isinstance(one, dict) else one for one in said]
        return [Fraction(one) for one in values if isinstance(one, str) and POINTS.fullmatch(one)]

    # -- results

    def _score(self, it: Record, digest: bytes) -> None:
        self._released(it)
        who, exam = self._living(it), sys.intern(it.body.get("exam", ""))
        rule, it.body = it.body["rule"], {"pid": it.body["pid"], "com": it.body["com"], "exam": exam}
        self._keep(it, digest)
        if who is None:
            return
        self.report.that("S2", who.decision == "ok", "a score of somebody who is not admitted", it.index)
        alone = all(one.body["exam"] != exam for one in who.scores)
        self.report.that("S2", alone, "a second score beside the first, and no correction", it.index)
        who.scores += (it,)
        self._lawful(it, who.formation, rule)

    def _released(self, it: Record) -> None:
        named = it.body.get("release")
        declared = bool(self.releases) if named is None else named in self.releases
        self.report.that("G6", declared, f"the program of this {it.kind} was not declared before", it.index)

    def _lawful(self, it: Record, formation: str, rule: str) -> None:
        rules = self.rules.get(formation, [])
        named = any(rule in {one.body["id"], one.body["blob"]} for one in rules)
        self.report.that(
            "G3", named, f"{it.kind} follows a rule that was not frozen for {formation}", it.index
        )

    def _score_fix(self, it: Record, digest: bytes) -> None:
        old, why = self._named(it.body["ref"]), self._named(it.body["reason"])
        self._keep(it, digest)
        fits = old is not None and old.kind in {"score", "score_fix"}
        if not self.report.that("S3", fits, "a correction of no score", it.index):
            return
        assert old is not None
        self.report.that("S3", not old.replaced, "a score is corrected twice: the chain forks", it.index)
        allowed = why is not None and why.kind in {"appeal_decision", "item_void", "incident"}
        self.report.that("S3", allowed, "a correction without an allowed reason", it.index)
        two = self._two({self.keys[one].name for one in self.signed})
        self.report.that("S3", two, "a correction that two persons did not approve", it.index)
        old.replaced = True
        it.body = {**it.body, "pid": old.body["pid"], "exam": old.body.get("exam", "")}
        who = self.people.get(it.body["pid"])
        if who is not None:
            who.scores = (*(one for one in who.scores if one.body["exam"] != it.body["exam"]), it)
            self.to_fix.pop(it.body["pid"], None)

    def _rank(self, it: Record, digest: bytes) -> None:
        self._released(it)
        formation = it.body.get("formation")
        if formation is None:
            return
        it.t = max(it.t, self.latest)
        self.ranks.setdefault(formation, []).append(it)
        if "rule" in it.body:
            self._lawful(it, formation, it.body["rule"])
        eligible = self.eligible(formation)
        last = self.closed.get(formation)
        count = len(eligible)
        if last is not None and last.body["stage"] not in {"registration", "screening"}:
            count = last.body["n"] - self.withdrawn_since.get(formation, 0)
        else:
            missing = [pid for pid in eligible if not self.people[pid].scores]
            text = f"{len(missing)} people of {formation} are ranked without a score"
            self.report.that("S2", not missing, text, it.index)
        listed = it.body.get("count", it.body["n"])
        self.report.that(
            "P2", listed == count, f"{formation}: {listed} are ranked of {count} in the competition", it.index
        )
        slots = self._said_by_rule(formation, "slots")
        if isinstance(slots, int) and formation in self.formations:
            fits = slots == self.formations[formation].body["slots"]
            self.report.that(
                "P3", fits, f"rule and formation {formation} have another number of places", it.index
            )
        if "scores" in it.body:
            live = sorted(one.body["com"].encode() for pid in eligible for one in self.people[pid].scores)
            fits = tree_root(live).hex() == it.body["scores"]
            self.report.that(
                "P2", fits, f"the ranking of {formation} stands on other scores than the live ones", it.index
            )
        self._all_fixed(it, eligible)
        self._adjudicated(it, formation, eligible)

    def _all_fixed(self, it: Record, eligible: list[str]) -> None:
        left = [pid for pid in eligible if pid in self.to_fix]
        if left:
            text = f"{len(left)} scores were not corrected after a question had been voided"
            self.report.fail("E6", text, it.index)

    def _adjudicated(self, it: Record, formation: str, eligible: list[str]) -> None:
        delta = self._said_by_rule(formation, "delta")
        for pid in eligible if isinstance(delta, str) else ():
            who = self.people[pid]
            marks = self._opened(who)[:2]
            if len(marks) == 2 and abs(marks[0] - marks[1]) > Fraction(str(delta)):
                self.report.that(
                    "A3", who.adjudicated, "two marks lie too far apart, and no third settled it", it.index
                )

    def _said_by_rule(self, formation: str, word: str) -> Json:
        rules = self.rules.get(formation)
        data = self.blob(rules[-1].body["blob"]) if rules else None
        try:
            said = json.loads(data) if data else {}
        except (ValueError, RecursionError):
            return None
        return said.get(word) if isinstance(said, dict) else None

    def _announce(self, it: Record, digest: bytes) -> None:
        data = self.blob(it.body["blob"])
        self.report.ok("X3")
        self.withheld += data is None
        try:
            said = json.loads(data) if data is not None else None
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, dict) and isinstance(said.get("outcomes"), list):
            self._cover(said["outcomes"], it)
        if data is not None:
            self.lists.add(it.body["blob"])
        if (formation := it.body.get("formation")) is not None:
            self.announced[formation] = it
            self._announced_selection(it, formation, said)

    def _announced_selection(self, it: Record, formation: str, said: Json) -> None:
        if not isinstance(said, dict) or not isinstance(said.get("selected"), list):
            return
        slots = self.formations[formation].body["slots"] if formation in self.formations else 0
        limit = min(slots, len(self.eligible(formation)))
        self.selected[formation] = {one for one in said["selected"] if isinstance(one, str)}
        fits = len(said["selected"]) <= limit and formation in self.ranks
        self.report.that(
            "P4", fits, f"{len(said['selected'])} are announced for {limit} places of {formation}", it.index
        )

    def _cover(self, outcomes: list[Json], it: Record) -> None:
        """A list of outcomes that two persons approved stands for the approval of each outcome in it."""
        if not self._two({self.keys[one].name for one in self.signed if one in self.keys}):
            return
        for one in outcomes:
            pid, decision = (one.get("pid"), one.get("decision")) if isinstance(one, dict) else (None, None)
            who = self.people.get(pid) if isinstance(pid, str) else None
            if who is not None and isinstance(decision, str):
                who.listed = sys.intern(decision)
                if who.unsigned >= 0 and who.decision == decision:
                    who.unsigned = -1
                    self.report.ok("K2")

    def _appeal(self, it: Record, digest: bytes) -> None:
        who = self.people.get(it.body["pid"])
        self.report.that("R2", who is not None, "an objection of somebody who never applied", it.index)
        self._keep(it, digest)
        self.appeals[it.uid] = it.index

    def _appeal_decision(self, it: Record, digest: bytes) -> None:
        appeal = self._named(it.body["ref"])
        known = appeal is not None and appeal.kind == "appeal" and not appeal.replaced
        self.report.that("P5", known, "a decision of no objection, or a second one", it.index)
        self._keep(it, digest)
        if appeal is not None and appeal.kind == "appeal":
            appeal.replaced = True
            self.appeals.pop(appeal.uid, None)

    def _appoint(self, it: Record, digest: bytes) -> None:
        report, who = self.report, self._living(it)
        if who is None:
            return
        formation = who.formation
        report.that(
            "R2", it.body.get("formation", formation) == formation, "appointed to another formation", it.index
        )
        report.that("P3", not who.appointed, "somebody is appointed twice", it.index)
        who.appointed = True
        count = sum(self.people[pid].appointed for pid in self.of_formation[formation])
        slots = self.formations[formation].body["slots"] if formation in self.formations else 0
        report.that("P3", count <= slots, f"more are appointed than {formation} has places", it.index)
        ranks = self.ranks.get(formation)
        if not report.that("P5", bool(ranks), "somebody is appointed before a ranking stands", it.index):
            return
        assert ranks is not None
        chosen = self.selected.get(formation, set())
        if chosen and all(map(PID.fullmatch, chosen)):
            gone = any(one in self.people and self.people[one].withdrawn for one in chosen)
            text = "somebody is appointed who was not announced as selected"
            report.that("P4", it.body["pid"] in chosen or gone, text, it.index)
        days = self._said_by_rule(formation, "appeal_days")
        if isinstance(days, int):
            late_enough = it.t + MINUTE >= ranks[-1].t + days * DAY
            report.that(
                "P5", late_enough, f"appointed before the {days} days for objections were over", it.index
            )
        waiting = [
            uid
            for uid in self.appeals
            if self.people.get(self.records[bytes.fromhex(uid)].body["pid"], who).formation == formation
        ]
        report.that(
            "P5", not waiting, f"appointed while {len(waiting)} objections wait for their decision", it.index
        )

    def finish(self) -> None:
        """What can only be said at the end."""
        for who in self.people.values():
            if who.unsigned >= 0:
                self.report.that(
                    "K2", False, "a decision on an applicant is approved by nobody", who.unsigned
                )
        if self.withheld:
            text = f"{self.withheld} announced documents are missing or others, and {self.erased} erasures explain that"
            self.report.that("X3", self.withheld <= self.erased, text)
        if not self.genesis:
            self.report.that("G1", False, "no genesis")


def _envelope(leaf: Json) -> str:
    """What is wrong with the frame of a leaf; empty if nothing is."""
    if not isinstance(leaf, dict):
        return "the leaf is no object"
    if leaf.keys() - ENVELOPE:
        return "a field that the envelope does not have"
    if not leaf.keys() >= {"v", "k", "r", "u", "t", "b"} or leaf["v"] != 1 or leaf["v"] is True:
        return "the envelope lacks a field"
    texts = all(
        isinstance(leaf[name], str) and form.fullmatch(leaf[name])
        for name, form in (("k", KIND), ("r", ROUND), ("u", UID))
    )
    if not texts or not FORM["i"](leaf["t"]) or not isinstance(leaf["b"], dict):
        return "a field of the envelope has another form"
    if not all(FORM["h"](one) for one in leaf.get("p", ["0" * 64])) or leaf.get("p") == []:
        return "what it depends on is not named by hashes"
    return _approvals(leaf["a"]) if "a" in leaf else ""


def _approvals(said: Json) -> str:
    if not isinstance(said, list) or not said:
        return "the approvals are no list"
    for one in said:
        fields = APPROVAL.get(one.get("alg", "")) if isinstance(one, dict) else None
        if fields is None or not all(isinstance(text, str) for text in one.values()):
            return "an approval has another form"
        if one.keys() != fields:
            return "a field in an approval that does not belong there"
    return "" if len({one["by"] for one in said}) == len(said) else "a key approves twice"


def _client_data(leaf: Json) -> list[str]:
    """The readable part of passkeys' approvals, without the random challenge."""
    texts = []
    for one in leaf.get("a", ()):
        try:
            text = base64.b64decode(one.get("cd", "")).decode()
        except ValueError:
            continue
        texts.append(re.sub(r'"challenge": ?"[A-Za-z0-9_-]*"', "", text))
    return texts


def _public(text: str) -> bytes:
    try:
        data = unb64(text)
    except Bad:
        return b""
    return data if len(data) in {32, 77} else b""


def beacon_says(commit: Record, beacon: dict[str, Json]) -> str:
    """Why a beacon's randomness is not the promised one; empty if it is, but for its BLS signature."""
    chain, start, period = QUICKNET
    if commit.body.get("chain") != chain:
        return "the beacon is none that this verifier knows"
    if "round" not in commit.body or beacon.get("round") != commit.body["round"]:
        return "another round of the beacon was taken than was promised"
    if start + (commit.body["round"] - 1) * period < commit.t + MINUTE:
        return "the round of the beacon was known when the seed was committed"
    try:
        signature, randomness = unhex(beacon["signature"]), beacon["randomness"]
    except (Bad, KeyError, TypeError, ValueError):
        return "the beacon's round is incomplete"
    return (
        ""
        if sha(signature).hex() == randomness
        else "the randomness does not follow from the beacon's signature"
    )


# --- a log -------------------------------------------------------------------------------------------------------

SKEW = 300  # seconds by which clocks of honest machines may differ
LOG_CHECKS = (
    "L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "K1", "K2", "K3", "G1", "G2", "G3", "G4", "G5", "G6", "R1",
    "R2", "R3", "R4", "E1", "E2", "E3", "E4", "E5", "E6", "A1", "A2", "A3", "S1", "S2", "S3", "P1", "P2", "P3", "P4",
    "P5", "X1", "X2", "X3",
)  # fmt: skip
BUNDLE_CHECKS = ("L1", "L2", "B1", "B2", "B3", *LOG_CHECKS[7:])
RECEIPT_CHECKS = ("L1", "L2", "B2", "S1", "T1", "T2", "C1", "C2", "C3")
COMPARE_CHECKS = ("L1", "L2", "L6", "L7")


def check_note(report: Report, data: bytes | None, policy: Policy) -> tuple[Checkpoint | None, int]:
    """L1 and L2: a checkpoint, signed by the log and a quorum; and until when the quorum vouches for it (0: unknown)."""
    try:
        if data is None:
            raise Bad("there is no checkpoint")
        found = Checkpoint.of(data)
        mine = [one for one in policy.logs if one.name == found.origin]
        signed = [(key, found.note.by(key)) for key in mine]
        right = [
            sig is not None and ed25519(key.key, sig.data, found.note.text.encode())
            for key, sig in signed if key.kind == ED25519 and (sig is not None or len(mine) == 1)
        ]  # fmt: skip
        report.that(
            "L1", bool(right) and all(right), "the log that the policy names did not sign this checkpoint"
        )
    except Bad as bad:
        report.that("L1", False, str(bad))
        return None, 0
    if any(len(one.data) > 2000 for one in found.note.signatures):
        report.note("L1", "the post-quantum line (ML-DSA-44) is not checked")
    return found, _quorum(report, found.note, policy)


def _quorum(report: Report, note: Note, policy: Policy) -> int:
    times: dict[str, int] = {}
    for name, key in policy.witnesses.items():
        try:
            at = cosigned_at(key, note)
            if at is not None:
                times[name] = at
        except Bad as bad:
            report.that("L2", False, str(bad))
    if policy.quorum == "none":
        report.note("L2", "the policy asks for no witness, so nobody vouches that others see the same log")
        return 0
    if not report.that("L2", policy.met(set(times)), f"{len(times)} witnesses signed, which is no quorum"):
        return 0
    report.note("L2", f"{len(times)} of {len(policy.witnesses)} witnesses signed")
    late = sorted(times.values(), reverse=True)
    return next(at for at in late if policy.met({name for name, when in times.items() if when >= at}))


class Tree:
    """Reads a log's files in order, compares every tile with what the entries give, and keeps roots at some sizes."""

    def __init__(self, report: Report, source: Source, wanted: set[int], *, tiles: bool = True) -> None:
        self.report, self.source, self.wanted, self.tiles = report, source, wanted, tiles
        self.frontier = Frontier()
        self.roots: dict[int, bytes] = {}
        self.waiting: list[list[bytes]] = [[]]
        self.number: list[int] = [0]

    def entries(self, size: int) -> Iterator[tuple[int, bytes, bytes]]:
        """(index, entry, leaf hash) of every entry."""
        self._root_if_wanted()
        for _number, entries in entries_of(self.source, size):
            for entry in entries:
                index, digest = self.frontier.size, leaf_hash(entry)
                self._push(digest)
                yield index, entry, digest
        for level in range(len(self.waiting)):
            self._tile(level)

    def _push(self, digest: bytes) -> None:
        made = self.frontier.push(digest)
        for level in range((len(made) + 7) // 8):
            if level == len(self.waiting):
                self.waiting.append([])
                self.number.append(0)
            self.waiting[level].append(made[8 * level])
            if len(self.waiting[level]) == 256:
                self._tile(level)
        self._root_if_wanted()

    def _root_if_wanted(self) -> None:
        if self.frontier.size in self.wanted:
            self.roots[self.frontier.size] = self.frontier.root()

    def _tile(self, level: int) -> None:
        hashes, number = self.waiting[level], self.number[level]
        if not hashes or not self.tiles:
            self.waiting[level] = []
            return
        check, found = "L5" if level else "L4", self.source.tile(level, number, len(hashes))
        name = tile_path(level, number, len(hashes))
        missing = "is missing" if found is None else "does not follow from the entries"
        self.report.that(check, found == b"".join(hashes), f"{name} {missing}", number << (8 * level + 8))
        self.waiting[level], self.number[level] = [], number + 1


def parsed(report: Report, check: str, index: int, entry: bytes) -> Json | None:
    """A leaf of an entry; None, and the check has failed, if it is none."""
    report.ok(check)
    try:
        if len(entry) > LONGEST_LEAF:
            raise Bad("longer than 16,384 bytes")
        return strict(entry)
    except Bad as bad:
        report.fail(check, str(bad), index)
        return None


def verify_log(place: str, policy: Policy, old: bytes | None = None) -> Report:
    """Everything that a log shows by itself."""
    report, source = Report(LOG_CHECKS), Source(place)
    checkpoint, vouched = check_note(report, source.read("checkpoint"), policy)
    if checkpoint is None:
        return report
    before = _before(report, old, checkpoint, policy)
    anchors = source.anchors(checkpoint.size)
    wanted = {checkpoint.size} | {one[0] for one in anchors} | ({before.size} if before else set())
    tree = Tree(report, source, wanted)
    selection = Selection(report, lru_cache(maxsize=64)(source.blob), is_whole=True)
    try:
        for index, entry, digest in tree.entries(checkpoint.size):
            leaf = parsed(report, "L3", index, entry)
            if leaf is not None:
                selection.feed(index, leaf, digest)
    except Bad as bad:
        report.that("L3", False, str(bad), tree.frontier.size)
    selection.finish()
    root = tree.roots.get(checkpoint.size)
    report.that("L6", root == checkpoint.root, "entries and checkpoint do not give the same size and root")
    if before is not None:
        text = f"the log of {before.size} leaves that you knew is not the beginning of this one"
        report.that("L7", tree.roots.get(before.size) == before.root, text)
    _times(report, selection, vouched)
    _anchored(report, selection, checkpoint.origin, anchors, tree.roots)
    _reach(report, selection)
    report.note("L6", f"{checkpoint.size} leaves")
    return report


def _before(report: Report, old: bytes | None, now: Checkpoint, policy: Policy) -> Checkpoint | None:
    """The checkpoint that the reader kept from earlier."""
    if old is None:
        return None
    scratch = Report(())
    found, _at = check_note(scratch, old, policy)
    if found is None or "L1" in scratch.failures or found.origin != now.origin:
        report.that("L7", False, "the old checkpoint is not one of this log")
        return None
    if found.size > now.size:
        report.that("L7", False, f"the log had {found.size} leaves and has {now.size} now")
        return None
    return found


def _times(report: Report, selection: Selection, vouched: int) -> None:
    if vouched and selection.latest:
        index = selection.times[-1][0]
        text = "a leaf is dated after the witnesses saw the log"
        report.that("L8", selection.latest <= vouched + SKEW, text, index)


def _anchored(
    report: Report,
    selection: Selection,
    origin: str,
    anchors: list[tuple[int, str, bytes]],
    roots: dict[int, bytes],
) -> None:
    """L8 with time stamps (RFC 3161) over a checkpoint's three lines: no leaf before it is dated after it."""
    for size, name, data in anchors:
        text = f"{origin}\n{size}\n{base64.b64encode(roots.get(size, b'')).decode()}\n"
        try:
            imprint, at = stamped(data)
        except (Bad, IndexError, ValueError):
            report.that("L8", False, f"{name} is no time stamp that can be read")
            continue
        report.that("L8", imprint == sha(text.encode()), f"{name} stamps another tree than this")
        early = [t for index, t in selection.times if index < size]
        report.that("L8", not early or early[-1] <= at + SKEW, f"a leaf under {name} is dated after it")
        report.note(
            "L8", "the signatures of the time-stamping authorities are not checked here (openssl ts -verify)"
        )


def stamped(data: bytes) -> tuple[bytes, int]:
    """The imprint and the time in a time stamp. Its signature is not looked at."""
    at = data.index(bytes.fromhex("060b2a864886f70d0109100104")) + 13
    _tag, wrapped, _rest = _tlv(data[at:])
    _tag, octets, _rest = _tlv(wrapped)
    _tag, info, _rest = _tlv(octets)
    _version, info = _tlv(info)[1:]
    _policy, info = _tlv(info)[1:]
    imprint, info = _tlv(info)[1:]
    _serial, info = _tlv(info)[1:]
    tag, time, _rest = _tlv(info)
    digest = _tlv(_tlv(imprint)[2])[1]
    if tag != 0x18 or not re.fullmatch(rb"[0-9]{14}(\.[0-9]+)?Z", time):
        raise Bad("no time")
    y, mo, d, h, mi, s = (int(time[a:b]) for a, b in ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14)))
    days = 365 * (y - 1970) + (y - 1969) // 4 - (y - 1901) // 100 + (y - 1601) // 400
    leap = y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
    months = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
    days += months[mo - 1] + (1 if leap and mo > 2 else 0) + d - 1
    return digest, ((days * 24 + h) * 60 + mi) * 60 + s


def _tlv(data: bytes) -> tuple[int, bytes, bytes]:
    """Tag, content and what follows of one element in DER."""
    length, at = data[1], 2
    if length & 0x80:
        at += length & 0x7F
        length = int.from_bytes(data[2:at], "big")
    return data[0], data[at : at + length], data[at + length :]


def _reach(report: Report, selection: Selection) -> None:
    """Say where the log alone shows only a part."""
    report.note("P1", "needs the scores: see `bundle`")
    report.note("E4", "only candidates and auditors can see which form somebody got")
    report.note("X2", "no openings stand in a log: see `bundle`")
    report.note("L7", "give an earlier checkpoint with --from, to see that nothing before it was changed")
    if selection.ranks:
        report.note("P2", "counted only; the root needs the list: see `bundle`")


# --- a bundle ----------------------------------------------------------------------------------------------------

NEEDED = {
    "manifest.json", "checkpoint", "policy", "rule.json", "formation.json", "schemas.json", "leaves.jsonl",
    "openings.jsonl", "ranking.jsonl", "summary.json",
}  # fmt: skip
ALLOWED = NEEDED | {"proofs.jsonl", "seeds.json", "announce.json", "auditor.age"}
# Documents of which there may be several: those of `blueprint` leaves, and lists that concern more than one formasi.
SEVERAL = {"blueprint": re.compile(r"blueprint(-[1-9][0-9]{0,3})?\.json"),
           "outcomes": re.compile(r"outcomes-[1-9][0-9]{0,3}\.json")}  # fmt: skip
MANIFEST = {"v", "type", "formation", "rule", "round", "n", "release", "k_min", "files"}
BULK = {"ans_batch", "sess_batch", "perf", "wb_day", "fb_day", "forensics"}


def ustar(files: dict[str, bytes], device: bytes = b"\0" * 8) -> bytes:
    """The only archive of these files: names sorted, mode 0644, owner 0, time 0."""
    out = bytearray()
    for name in sorted(files):
        data = files[name]
        head = bytearray(512)
        head[:100] = name.encode().ljust(100, b"\0")
        head[100:156] = b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % len(data) + b"00000000000\0" + b" " * 8
        head[156:157], head[257:265] = b"0", b"ustar\x0000"
        head[329:345] = device * 2
        head[148:156] = b"%06o\0 " % sum(head)
        out += head + data + b"\0" * (-len(data) % 512)
    out += b"\0" * 1024
    return bytes(out + b"\0" * (-len(out) % 10_240))


def untar(data: bytes) -> dict[str, bytes]:
    """The files of an archive. Refused: Bad unless it is, byte for byte, the archive of its files."""
    files, at = {}, 0
    while at + 512 <= len(data) and data[at : at + 512].strip(b"\0"):
        name, size = data[at : at + 100].rstrip(b"\0"), data[at + 124 : at + 135]
        if not re.fullmatch(rb"[0-7]{11}", size) or not re.fullmatch(rb"[a-z0-9.-]{1,99}", name):
            raise Bad("this is no archive of a bundle")
        files[name.decode()] = data[at + 512 : at + 512 + int(size, 8)]
        at += 512 + int(size, 8) + (-int(size, 8) % 512)
    if not files or data not in (ustar(files), ustar(files, b"0000000\0")):
        raise Bad("the archive is not the reproducible one of its files")
    return files


class Relevant:
    """Which leaves of a log belong into the bundle of one formation: all but those that are plainly of another."""

    def __init__(self, formation: str) -> None:
        self.formation = formation
        self.others: set[str] = set()

    def __call__(self, leaf: Json, digest: bytes) -> bool:
        kind, body = leaf.get("k"), leaf.get("b", {})
        if kind in BULK:
            return False
        mine = self._mine(kind, body)
        if not mine:
            self.others |= {leaf["u"], digest.hex()} | ({body["pid"]} if kind == "reg" else set())
        return mine

    def _mine(self, kind: str, body: dict[str, Json]) -> bool:
        if kind == "rule":
            return self.formation in body.get("formations", ())
        if kind == "formation" or (kind == "freeze" and body.get("what") == "formation"):
            return body.get("id") == self.formation
        if "formation" in body:
            return bool(body["formation"] == self.formation)
        return body.get("pid") not in self.others and body.get("ref") not in self.others


def lines_of(data: bytes) -> list[Json]:
    """The values of lines of canonical JSON. Refused: Bad."""
    if data and not data.endswith(b"\n"):
        raise Bad("the last line is cut")
    return [strict(line) for line in data.split(b"\n")[:-1]]


def verify_bundle(file: str, policy: Policy, log: str | None = None) -> Report:
    """One formation's result: what was published follows from what is in the log."""
    report = Report(BUNDLE_CHECKS)
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise Unusable(f"{file}: {error.strerror}") from None
    source = Source(log) if log else None
    try:
        Bundle(report, untar(data), policy, source).check()
    except MALFORMED as bad:
        report.that("B1", False, str(bad) if isinstance(bad, Bad) else f"a file has another form ({bad!r})")
    return report


class Bundle:
    """A bundle's files while they are checked; whatever has another form raises Bad, KeyError, TypeError, ValueError."""

    def __init__(
        self, report: Report, files: dict[str, bytes], policy: Policy, source: Source | None
    ) -> None:
        self.report, self.files, self.policy, self.source = report, files, policy, source
        by_hash = {sha(data).hex(): data for data in files.values()}
        self.selection = Selection(report, by_hash.get, is_whole=False)
        self.leaves: dict[int, tuple[bytes, Json]] = {}

    def check(self) -> None:
        report, files = self.report, self.files
        known = {
            name for name in files if name in ALLOWED or any(p.fullmatch(name) for p in SEVERAL.values())
        }
        if not report.that("B1", NEEDED <= files.keys() == known, "a file is missing, or one too many"):
            return
        self.manifest = strict(files["manifest.json"], keys=FILE_KEY)
        hashes = {name: sha(data).hex() for name, data in files.items() if name != "manifest.json"}
        fits = self.manifest.keys() == MANIFEST and self.manifest["files"] == hashes
        report.that("B1", fits, "a file is not the one that the manifest names")
        self.formation = self.manifest["formation"]
        self.checkpoint, vouched = check_note(report, files["checkpoint"], self.policy)
        if self.checkpoint is None:
            return
        self._read_leaves()
        self.selection.finish()
        _times(report, self.selection, vouched)
        self._complete()
        self._documents()
        self._result()

    def _read_leaves(self) -> None:
        report, last = self.report, -1
        lines, said = lines_of(self.files["leaves.jsonl"]), lines_of(self.files.get("proofs.jsonl", b""))
        proofs = {one["i"]: one["path"] for one in said}
        if "proofs.jsonl" in self.files and (
            [one["i"] for one in said] != [one["i"] for one in lines] or any(len(one) != 2 for one in said)
        ):
            raise Bad("the proofs are not those of the leaves, in their order")
        assert self.checkpoint is not None
        for line in lines:
            index, entry = line["i"], line["leaf"].encode()
            if line.keys() != {"i", "leaf"} or index <= last:
                raise Bad("the leaves are not in their order")
            last = index
            leaf = parsed(report, "B2", index, entry)
            if leaf is None:
                continue
            digest = leaf_hash(entry)
            self.leaves[index] = digest, leaf
            if index in proofs:
                path = [unb64(one, 32) for one in proofs[index]]
                self._proved(index, digest, path)
            elif self.source is None:
                report.fail("B2", "a leaf without a proof, and no log to look it up (--log)", index)
            self.selection.feed(index, leaf, digest)

    def _proved(self, index: int, digest: bytes, path: list[bytes]) -> None:
        assert self.checkpoint is not None
        try:
            found = root_from_path(digest, index, self.checkpoint.size, path)
        except Bad as bad:
            self.report.fail("B2", str(bad), index)
            return
        self.report.that(
            "B2", found == self.checkpoint.root, "a leaf is not in the log of the checkpoint", index
        )

    def _complete(self) -> None:
        """B3: with the log at hand, the bundle holds all of the formation's leaves, as they stand there."""
        if self.source is None:
            self.report.note("B3", "completeness not checked: give the log with --log")
            return
        assert self.checkpoint is not None
        report, relevant = self.report, Relevant(self.formation)
        tree = Tree(report, self.source, {self.checkpoint.size}, tiles=False)
        left = dict(self.leaves)
        try:
            for index, entry, digest in tree.entries(self.checkpoint.size):
                try:
                    wanted = relevant(strict(entry), digest)
                except (Bad, KeyError, TypeError, AttributeError):
                    wanted = False
                if index in left:
                    same = left.pop(index)[0] == digest
                    report.that("B2", same, "a leaf is not the one of the log", index)
                    report.that("B3", wanted, "the bundle holds a leaf of another formation", index)
                elif wanted:
                    report.that("B3", False, "the bundle leaves out a leaf of the log", index)
        except Bad as bad:
            report.that("B3", False, str(bad))
        same = tree.roots.get(self.checkpoint.size) == self.checkpoint.root and not left
        report.that("B3", same, "the log is another than the one of the bundle's checkpoint")

    def _documents(self) -> None:
        """B1: the documents are those that the leaves name."""
        report, files, found = self.report, self.files, self.selection
        formation = found.formations.get(self.formation)
        rules = found.rules.get(self.formation, [])
        announced = found.announced.get(self.formation)
        for name, named in (
            ("formation.json", {formation.body["blob"]} if formation else set()),
            ("rule.json", {rules[-1].body["blob"]} if rules else set()),
            ("schemas.json", {found.genesis.get("schemas")}),
            ("policy", {found.genesis.get("policy")}),
            ("announce.json", {announced.body["blob"]} if announced else set()),
        ):
            if name in files:
                report.that(
                    "B1", sha(files[name]).hex() in named, f"{name} is not the document that the log names"
                )
        for what, named in (
            ("blueprint", found.blueprints),
            ("outcomes", found.lists - ({announced.body["blob"]} if announced else set())),
        ):
            here = {sha(data).hex() for name, data in files.items() if SEVERAL[what].fullmatch(name)}
            report.that("B1", here == named, f"the documents {what} are not those that the log names")
        head, rank = self.manifest, self._rank()
        told = {
            "v": 1, "type": "bundle", "round": found.round, "rule": rules[-1].body["id"] if rules else "",
            "n": len(found.ranks.get(self.formation, ())), "release": rank.body.get("release") if rank is not None else "",
        }  # fmt: skip
        wrong = [name for name, value in told.items() if head.get(name) != value or head.get(name) is True]
        report.that("B1", not wrong, f"the manifest says another {' and '.join(wrong)} than the log")
        self._seeds()

    def _seeds(self) -> None:
        self.opened: dict[str, bytes] = {}
        for one in strict(self.files["seeds.json"]) if "seeds.json" in self.files else ():
            leaf = self.selection.opens.get(one["purpose"])
            said = {name: value for name, value in one.items() if name != "purpose"}
            named = {k: v for k, v in leaf.body.items() if k in {"shares", "beacon"}} if leaf else None
            self.report.that(
                "E2", said == named, f"the seed of {one['purpose']} is another than the log opens"
            )
            shares = [unhex(share) for share in one["shares"]]
            beacon = unhex(one.get("beacon", {}).get("randomness", ""))
            self.opened[one["purpose"]] = seed(one["purpose"], shares, beacon)

    # -- the result

    def _rank(self) -> Record | None:
        """The leaf that fixed the latest ranking."""
        found = self.selection.ranks.get(self.formation)
        return found[-1] if found else None

    def _result(self) -> None:
        report, found = self.report, self.selection
        self.ranking = lines_of(self.files["ranking.jsonl"])
        if not all(
            isinstance(row, list) and len(row) == 3 and all(isinstance(x, str) for x in row)
            for row in self.ranking
        ):
            raise Bad("the ranking is no list of pid, final, status")
        if len({row[0] for row in self.ranking}) != len(self.ranking):
            raise Bad("a pid stands twice in the ranking")
        k_min = found.genesis.get("k_min", 5)
        kind = json.loads(self.files["formation.json"]).get("kind", "")
        report.that("X2", self.manifest["k_min"] == k_min, "the manifest has another k_min than the genesis")
        rank = self._rank()
        raw = self.files["ranking.jsonl"].split(b"\n")[:-1]
        fits = rank is not None and rank.body.get("root") == tree_root(raw).hex()
        if rank is not None:
            fits = fits and rank.body.get("count", rank.body["n"]) == len(self.ranking)
        report.that(
            "P2",
            fits,
            "the ranking is not the one that the log fixed",
            rank.index if rank is not None else None,
        )
        self._places()
        self._nobody_missing()
        placed = sum(row[2] not in UNPLACED for row in self.ranking)
        small = placed < k_min and kind not in found.genesis.get("open_kinds", ())
        values = self._openings()
        if small:
            shown_ = bool(self.files["openings.jsonl"]) or any(row[1] for row in self.ranking)
            report.that("X2", not shown_, f"scores of a group smaller than {k_min} are shown")
            report.note(
                "P1", f"fewer than {k_min} people: their scores are shown to them and to auditors alone"
            )
        else:
            report.ok("X2")
            self._ranked(values, kind)
        wanted = summary(found, self.formation, self.ranking, k_min)
        report.that(
            "X2", strict(self.files["summary.json"]) == wanted, "the summary is not what the leaves give"
        )

    def _nobody_missing(self) -> None:
        last = self.selection.closed.get(self.formation)
        eligible, listed = set(self.selection.eligible(self.formation)), {row[0] for row in self.ranking}
        later = last is not None and last.body["stage"] not in {"registration", "screening"}
        if later:
            self.report.that("P1", listed <= eligible, "somebody is ranked who is not in the competition")
        else:
            text = f"{len(eligible - listed)} people are left out of the ranking, {len(listed - eligible)} are added"
            self.report.that("P1", eligible == listed, text)

    def _places(self) -> None:
        """P3 and P4: no more are chosen than there are places, and as many are announced."""
        formation = self.selection.formations.get(self.formation)
        self.slots = formation.body["slots"] if formation else 0
        chosen = [row[0] for row in self.ranking if row[2] == "selected"]
        able = sum(row[2] not in UNPLACED for row in self.ranking)
        tied = any(row[2] == "equal" for row in self.ranking)
        full = len(chosen) == min(self.slots, able) or (tied and len(chosen) < self.slots)
        self.report.that("P3", full, f"{len(chosen)} are chosen for {self.slots} places")
        said = json.loads(self.files["announce.json"]) if "announce.json" in self.files else None
        if isinstance(said, dict) and isinstance(said.get("selected"), list):
            same = len(said["selected"]) == len(chosen)
            pids = all(isinstance(one, str) and PID.fullmatch(one) for one in said["selected"])
            same = same and (not pids or set(said["selected"]) == set(chosen))
            self.report.that("P4", same, "the announcement names others than the ranking chose")

    def _openings(self) -> dict[str, Json]:
        """S1, S2: each opening is that of a live score. The opened values by pid."""
        report = self.report
        values: dict[str, Json] = {}
        done: set[str] = set()
        lines = lines_of(self.files["openings.jsonl"])
        if lines != sorted(lines, key=lambda one: (one["pid"], one["score"]["u"])):
            raise Bad("the openings are not in the order of their pids")
        for line in lines:
            pid, said = line["pid"], line["score"]
            if line.keys() != {"pid", "score"} or said.keys() != {"u", "salt", "value"}:
                raise Bad("an opening has another form")
            score = self.selection.records.get(unhex(said["u"]))
            live = score is not None and score.kind in {"score", "score_fix"} and not score.replaced
            fits = live and score is not None and score.body["pid"] == pid and said["u"] not in done
            if not report.that(
                "S2", fits, "an opening of no live score of this person", score.index if score else None
            ):
                continue
            assert score is not None
            if not report.that(
                "S1",
                _opens(score, said),
                f"the score of {pid} is not the one that the log fixed",
                score.index,
            ):
                continue
            done.add(said["u"])
            before = values.get(pid, {"c": {}})
            values[pid] = {**before, **said["value"], "c": {**before["c"], **said["value"]["c"]}}
        self.done = done
        return values

    def _ranked(self, values: dict[str, Json], kind: str) -> None:
        """P1, X3: the ranking follows from the opened scores by the rule."""
        report, found = self.report, self.selection
        listed = [row[0] for row in self.ranking]
        live = {pid: found.people[pid].scores for pid in listed if pid in found.people}
        missing = [pid for pid in listed if any(one.uid not in self.done for one in live.get(pid, ()))]
        missing += [pid for pid in listed if not live.get(pid)]
        if missing:
            text = f"{len(missing)} scores are not opened, and {found.erased} erasures explain that"
            report.that("X3", len(missing) <= found.erased, text)
        rows = {pid: values[pid] for pid in listed if pid in values and pid not in missing}
        try:
            rule = Rule.of(self.files["rule.json"])
            seed_ = self.opened.get(f"lot/{rule.said['id']}")
            gone = sum(
                one.withdrawn and bool(one.scores)
                for one in map(found.people.get, found.of_formation.get(self.formation, ())) if one is not None
            )  # fmt: skip
            tried = [rule.groups(rows, self.slots, seed_, kind, left) for left in range(gone + 1)]
        except Beyond as beyond:
            report.note("P1", str(beyond))
            return
        except MALFORMED as bad:
            report.that("P1", False, f"the ranking can't be computed: {bad}")
            return
        if "slots" in rule.said:
            report.that(
                "P3", rule.said["slots"] == self.slots, "rule and formation have another number of places"
            )
        if missing:
            known = [row[:2] for row in self.ranking if row[0] in rows]
            wanted = [row[:2] for group in tried[0] for row in group]
            report.that("P1", known == wanted, "the ranking does not follow from the scores")
            return
        if rule.said.get("transfers"):
            report.note("P1", "as it stands before transfers between formations, which are not computed here")
        wrong = [differs(groups, self.ranking) for groups in tried]
        report.that("P1", not all(wrong), wrong[0])


def differs(groups: list[list[list[str]]], published: list[list[str]]) -> str:
    """What is wrong with a published ranking, in words; empty if it follows. Within equals any order holds."""
    at = 0
    for group in groups:
        right = {row[0]: row for row in group}
        for said in published[at : at + len(group)]:
            row, place = right.pop(said[0], None), at + len(group) - len(right)
            decided = row is not None and row[2] == "equal" and said[2] in {"selected", "reserve", "equal"}
            if row is None or said[:2] != row[:2] or not (decided or said[2] == row[2]):
                row = row or min(right.values())
                return (
                    f"at place {place} stands {' '.join(said)}; the scores and the rule give {' '.join(row)}"
                )
        if right:
            return f"{min(right)} is missing in the ranking"
        at += len(group)
    return "" if at == len(published) else "the ranking has more people than the scores"


def _opens(score: Record, said: Json) -> bool:
    """Whether salt and value are those that the score's leaf committed to."""
    try:
        salt = unhex(said["salt"])
    except (Bad, ValueError, TypeError):
        return False
    return len(salt) == 32 and commitment("score", salt, said["value"]).hex() == score.body["com"]


def summary(found: Selection, formation: str, ranking: list[list[str]], k_min: int) -> list[list[Json]]:
    """[stage, code, count], with small cells merged until none can be told apart."""
    people = [found.people[pid] for pid in found.of_formation.get(formation, ())]
    stages = {
        "registration": ["withdrawn" if one.withdrawn else "applied" for one in people],
        "screening": [one.decision for one in people if one.decision],
        "result": [row[2] for row in ranking],
    }
    rows: list[list[Json]] = []
    for stage, codes in stages.items():
        cells = sorted((codes.count(code), code) for code in set(codes))
        merged = 0
        while cells and (cells[0][0] < k_min or 0 < merged < k_min):
            merged += cells.pop(0)[0]
        cells += [(merged, "merged")] if merged >= k_min else []
        rows += [[stage, code, count] for count, code in sorted(cells, key=lambda one: one[1])]
    return rows


# --- receipts ----------------------------------------------------------------------------------------------------


def verify_receipt(file: str, policy: Policy, log: str | None = None, key: str = "") -> Report:
    """What a person was given: a proof, a promise, or the answers of an exam."""
    report = Report(RECEIPT_CHECKS)
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise Unusable(f"{file}: {error.strerror}") from None
    if data.startswith(b"c2sp.org/"):
        _proof(report, data, policy)
        return report
    try:
        said = json.loads(data)
        promise = said.get("promise", said)
        kind = promise.get("type")
    except (ValueError, AttributeError, RecursionError):
        kind = None
    try:
        if kind == "promise":
            _promise(report, promise, unb64(said["sig"]), policy, log, key)
        elif kind == "answers":
            _answers(report, said)
        else:
            raise Unusable(f"{file} is no receipt: neither a .tlog-proof, nor a promise, nor answers")
    except MALFORMED as bad:
        report.that("T1" if kind == "promise" else "C1", False, f"the receipt has another form ({bad})")
    return report


def _proof(report: Report, data: bytes, policy: Policy) -> None:
    try:
        proof = Proof.of(data)
    except Bad as bad:
        report.that("B2", False, str(bad))
        return
    check_note(report, data.partition(b"\n\n")[2], policy)
    try:
        extra = strict(proof.extra)
        entry = extra["leaf"].encode()
        leaf, checkpoint = strict(entry), proof.checkpoint
        root = root_from_path(leaf_hash(entry), proof.index, checkpoint.size, proof.path)
        report.that(
            "B2", root == checkpoint.root, "the leaf is not in the log of this checkpoint", proof.index
        )
        if "value" in extra:
            label, salt = extra.get("label", leaf["k"]), unhex(extra["salt"])
            right = len(salt) == 32 and commitment(label, salt, extra["value"]).hex() == leaf["b"].get("com")
            report.that("S1", right, "the value is not the one that the leaf fixed", proof.index)
        report.note("B2", f"leaf {proof.index} of {checkpoint.size}: {leaf['k']} in {leaf['r']}")
    except MALFORMED as bad:
        report.that("B2", False, f"the receipt does not carry its leaf ({bad})")


PROMISE = {"v", "type", "origin", "leaf", "t", "mmd"}


def _promise(
    report: Report, promise: Json, signature: bytes, policy: Policy, log: str | None, key: str
) -> None:
    """T1: the log's receipt key signed it; T2: the leaf is in the log."""
    promise = {name: value for name, value in promise.items() if name != "sig"}
    if promise.keys() != PROMISE or promise["origin"] not in {one.name for one in policy.logs}:
        raise Bad("it is of another log, or has other fields")
    keys = [VerifierKey.of(key)] if key else []
    digest, found, size = unhex(promise["leaf"]), None, 0
    vouched = 0
    if log:
        source = Source(log)
        checkpoint, vouched = check_note(report, source.read("checkpoint"), policy)
        size = checkpoint.size if checkpoint else 0
        for index, entry, one in Tree(report, source, set(), tiles=False).entries(size):
            found = index if one == digest else found
            keys += _receipt_keys(entry)
    if not keys:
        raise Unusable("say whose promise it is: --log DIR, or --receipt-key KEY from the log's genesis")
    message = b"terang/v1/promise\n" + canonical(promise)
    report.that(
        "T1", any(ed25519(one.key, signature, message) for one in keys), "the log did not sign this promise"
    )
    if not log:
        report.note("T2", "give the log with --log to see whether the promise was kept")
    elif found is not None:
        report.ok("T2")
        report.note("T2", f"the record is leaf {found}")
    elif vouched and vouched < promise["t"] + promise["mmd"]:
        report.note("T2", "the checkpoint is older than the promise's last second")
    else:
        report.that("T2", False, "the promise was broken: the record is not in the log")


def _receipt_keys(entry: bytes) -> list[VerifierKey]:
    if b'"k":"genesis"' not in entry and b'"use":"receipt"' not in entry:
        return []
    try:
        body = strict(entry)["b"]
        if "receipt_key" in body:
            return [VerifierKey.of(body["receipt_key"])]
        return [VerifierKey(body["name"], ED25519, _public(body["pub"]))]
    except (Bad, KeyError, TypeError, AttributeError):
        return []


EVENT = {"v", "s", "n", "i", "a", "ct", "x", "prev"}


def _answers(report: Report, said: Json) -> None:
    """C1: the chain of a candidate's answers is whole; C2: the candidate's key signed each; C3: so did the server."""
    public, server = unb64(said["pub"]), VerifierKey.of(said["receipt_vkey"])
    begin = {"s": said["s"], "form": said["form"], "pub": said["pub"]}
    head = sha(b"terang/v1/ans0\n", canonical(begin))
    report.that("C1", head.hex() == said.get("h0", head.hex()), "the beginning of the chain is another")
    for number, one in enumerate(said["events"], start=1):
        event = one["event"]
        follows = event.keys() == EVENT and (event["prev"], event["n"], event["s"]) == (
            head.hex(),
            number,
            said["s"],
        )
        report.that("C1", follows, f"answer {number} does not follow the one before it")
        head = sha(b"terang/v1/ans\n", canonical(event))
        report.that("C1", one.get("h", head.hex()) == head.hex(), f"answer {number} has another hash")
        report.that(
            "C1", one.get("short", crockford32(head[:5])) == crockford32(head[:5]), "another short code"
        )
        right = ed25519(public, unhex(one["client_sig"]), head)
        report.that("C2", right, f"answer {number} is not signed by the candidate's key")
        message = b"terang/v1/ansr\n" + head + one["st"].to_bytes(8, "big")
        right = ed25519(server.key, unhex(one["receipt"]), message)
        report.that("C3", right, f"answer {number} was not acknowledged by the server")
    report.note("C1", f"{len(said['events'])} answers, the last {crockford32(head[:5])}")


# --- two views ---------------------------------------------------------------------------------------------------


def compare(one: str, two: str, policy: Policy | None = None) -> Report:
    """Whether two checkpoints or mirrors show the same log, one the beginning of the other, or a split view."""
    report = Report(COMPARE_CHECKS)
    views = sorted((_view(report, place, policy) for place in (one, two)), key=lambda view: view[0].size)
    (small, _), (large, source) = views
    if small.origin != large.origin:
        raise Unusable(f"these are two logs: {small.origin} and {large.origin}")
    split = f"SPLIT VIEW: two histories of {small.origin}. Keep both files: they prove it"
    if small.size == large.size:
        report.that("L7", small.root == large.root, split)
        report.note("L7", f"same: {small.size} leaves")
        return report
    if source is None:
        raise Unusable(
            f"to compare {small.size} with {large.size} leaves, give the folder or address of the larger log"
        )
    tree = Tree(report, source, {small.size, large.size}, tiles=False)
    try:
        for _ in tree.entries(large.size):
            pass
    except Bad as bad:
        report.that("L6", False, str(bad))
        return report
    report.that(
        "L6", tree.roots.get(large.size) == large.root, "entries and checkpoint of the larger do not agree"
    )
    report.that("L7", tree.roots.get(small.size) == small.root, split)
    report.note("L7", f"extension: {small.size} leaves, then {large.size - small.size} more")
    return report


def _view(report: Report, place: str, policy: Policy | None) -> tuple[Checkpoint, Source | None]:
    is_file = Path(place).is_file()
    source = None if is_file else Source(place)
    data = Path(place).read_bytes() if source is None else source.read("checkpoint")
    if policy is not None:
        check_note(report, data, policy)
    try:
        return Checkpoint.of(data or b""), source
    except Bad as bad:
        raise Unusable(f"{place}: {bad}") from None


# --- what is said ------------------------------------------------------------------------------------------------

CHECKS = {
    "L1": ("the checkpoint is signed by the log", "titik periksa ditandatangani oleh log"),
    "L2": ("enough witnesses signed the checkpoint", "cukup banyak saksi menandatangani titik periksa"),
    "L3": ("every entry is in its only form", "setiap catatan tertulis dalam satu-satunya bentuk yang sah"),
    "L4": ("the hashes of the leaves are those of the entries", "hash setiap daun sesuai dengan catatannya"),
    "L5": ("the upper hashes follow from the lower ones", "hash di atas mengikuti hash di bawahnya"),
    "L6": ("all entries together give the signed root and size", "semua catatan bersama menghasilkan akar dan ukuran yang ditandatangani"),
    "L7": ("the log you knew is the beginning of this one", "log yang Anda kenal adalah awal dari log ini"),
    "L8": ("no leaf is dated after outsiders saw it", "tidak ada catatan bertanggal sesudah pihak luar melihatnya"),
    "L9": ("the times of the leaves run forward", "waktu catatan berjalan maju"),
    "B1": ("the bundle holds the files that it and the log name", "paket berisi berkas yang disebut manifes dan log"),
    "B2": ("every leaf of the receipt or bundle is in the log", "setiap catatan pada bukti atau paket ada di dalam log"),
    "B3": ("the bundle is complete: it holds all leaves of the formasi", "paket lengkap: memuat semua catatan formasi itu"),
    "K1": ("every approval is signed with a valid key", "setiap pengesahan ditandatangani dengan kunci yang sah"),
    "K2": ("two persons in different roles approved where it is due", "dua orang dengan peran berbeda mengesahkan bila diwajibkan"),
    "K3": ("nothing is approved with a revoked key", "tidak ada pengesahan dengan kunci yang sudah dicabut"),
    "G1": ("the log begins with its genesis and follows its schemas", "log dimulai dengan catatan awal dan mengikuti skemanya"),
    "G2": ("rule, slots and calendar stood before anyone applied", "aturan, jumlah formasi, dan jadwal ada sebelum pelamar pertama"),
    "G3": ("nothing changed after the freeze", "tidak ada yang berubah sesudah dibekukan"),
    "G4": ("a stage was extended only before it had closed", "tahap hanya diperpanjang sebelum ditutup"),
    "G5": ("nobody applied outside the calendar", "tidak ada yang melamar di luar jadwal"),
    "G6": ("the program was declared before it scored or ranked", "program dinyatakan sebelum menilai atau memeringkat"),
    "R1": ("nobody applied twice", "tidak ada yang melamar dua kali"),
    "R2": ("every record is of an applicant in the competition", "setiap catatan adalah milik pelamar yang masih ikut"),
    "R3": ("the counts at closing are those of the records", "jumlah saat penutupan sama dengan catatan"),
    "R4": ("every applicant got a decision before the closing", "setiap pelamar mendapat putusan sebelum penutupan"),
    "E1": ("the exam was fixed before enough custodians opened it", "ujian ditetapkan sebelum dibuka oleh cukup banyak pemegang kunci"),
    "E2": ("the lots came from the seeds that were promised", "undian berasal dari benih yang dijanjikan"),
    "E3": ("no exam was opened before its time", "tidak ada ujian yang dibuka sebelum waktunya"),
    "E4": ("each candidate got the form that the lot gave", "setiap peserta mendapat naskah menurut undian"),
    "E5": ("each person's exam ended once", "ujian setiap orang berakhir satu kali"),
    "E6": ("voided questions led to corrected scores", "soal yang dibatalkan diikuti perbaikan nilai"),
    "A1": ("assessors and conflicts were fixed before the lot", "penguji dan benturan kepentingan ditetapkan sebelum undian"),
    "A2": ("marks were fixed before any of the case was opened", "nilai penguji dikunci sebelum satu pun dibuka"),
    "A3": ("marks that lay far apart were settled by a third", "nilai yang berjauhan diselesaikan penguji ketiga"),
    "S1": ("opened values are those that the log fixed", "nilai yang dibuka sama dengan yang dikunci di log"),
    "S2": ("each admitted person has exactly one live score", "setiap peserta mempunyai tepat satu nilai yang berlaku"),
    "S3": ("every correction has its reason and an unbroken chain", "setiap perbaikan nilai beralasan dan rantainya utuh"),
    "P1": ("the ranking follows from scores and rule; nobody left out or added", "peringkat mengikuti nilai dan aturan; tidak ada yang hilang atau ditambahkan"),
    "P2": ("the ranking is the one that the log fixed", "peringkat sama dengan yang dikunci di log"),
    "P3": ("no more were chosen than there are places", "yang terpilih tidak melebihi formasi"),
    "P4": ("the announcement names as many as the ranking chose", "pengumuman memuat sebanyak yang dipilih peringkat"),
    "P5": ("objections had their time and their decision", "sanggahan mendapat waktu dan putusannya"),
    "X1": ("no field outside the schemas, nothing like an identity", "tidak ada isian di luar skema, tidak ada yang mirip identitas"),
    "X2": ("no scores of small groups are shown", "nilai kelompok kecil tidak ditampilkan"),
    "X3": ("what is not opened is covered by erasures", "yang tidak dibuka dijelaskan oleh penghapusan data"),
    "T1": ("the log signed this promise", "log menandatangani janji ini"),
    "T2": ("the promise was kept", "janji ditepati"),
    "C1": ("the chain of answers is whole", "rantai jawaban utuh"),
    "C2": ("the candidate's key signed every answer", "kunci peserta menandatangani setiap jawaban"),
    "C3": ("the server acknowledged every answer", "server mengakui setiap jawaban"),
}  # fmt: skip
MEANING = {
    "L": ("Nothing once published was changed, removed or back-dated, and witnesses saw this very log.",
          "Yang pernah diumumkan tidak diubah, dihapus, atau dimundurkan tanggalnya, dan para saksi melihat log yang sama ini."),
    "K": ("The decisions were signed by the keys of the officials who took them, two where two are due.",
          "Keputusan ditandatangani dengan kunci pejabat yang memutuskannya, dua orang bila dua diwajibkan."),
    "G": ("The rules were fixed before anybody could apply, and stayed.",
          "Aturan ditetapkan sebelum siapa pun dapat melamar, dan tidak berubah."),
    "R": ("Everybody who applied is counted once, and nobody else.",
          "Setiap pelamar dihitung satu kali, dan tidak ada orang lain."),
    "E": ("Exams were fixed, opened and ended in the promised order.",
          "Ujian ditetapkan, dibuka, dan diakhiri menurut urutan yang dijanjikan."),
    "A": ("Assessors were drawn and their marks locked in the promised order.",
          "Penguji diundi dan nilainya dikunci menurut urutan yang dijanjikan."),
    "S": ("Scores are those that were fixed; corrections name their reason.",
          "Nilai adalah yang sudah dikunci; perbaikan menyebut alasannya."),
    "P": ("The published result follows from the scores and the frozen rule.",
          "Hasil yang diumumkan mengikuti nilai dan aturan yang dibekukan."),
    "X": ("The public record shows nobody's identity.",
          "Catatan publik tidak menunjukkan identitas siapa pun."),
    "B": ("What you were given stands in the log.", "Yang Anda terima tercatat di dalam log."),
    "T": ("Whoever holds a promise can show whether the log kept it.",
          "Pemegang janji dapat menunjukkan apakah log menepatinya."),
    "C": ("The answers are those that were given, in their order.",
          "Jawaban adalah yang diberikan, menurut urutannya."),
}  # fmt: skip
# Where the check that carries a sentence was not made in full, less can be said.
CARRIES = {"L": "L2", "P": "P1"}
LESS = {
    "L": ("The files fit together and bear the log's signature; no witness vouches that others see the same.",
          "Berkas saling cocok dan bertanda tangan log; tidak ada saksi yang menjamin orang lain melihat log yang sama."),
    "P": ("Places, announcement and objections fit; whether the ranking follows from the scores was not checked here.",
          "Jumlah, pengumuman, dan sanggahan cocok; apakah peringkat mengikuti nilai tidak diperiksa di sini."),
}  # fmt: skip
UNSEEN = (
    ("whether the candidate's computer was honest", "apakah komputer peserta jujur"),
    ("whether the person at the desk was the applicant", "apakah orang di meja ujian benar-benar pelamarnya"),
    ("whether an assessor was bribed", "apakah ada penguji yang disuap"),
    ("whether the operator refused somebody's submission: that person holds a promise receipt as evidence",
     "apakah penyelenggara menolak kiriman seseorang: orang itu memegang bukti janji"),
    ("anything, if the operator and a quorum of witnesses work together: then old records could be replaced",
     "apa pun, bila penyelenggara dan kuorum saksi bersekongkol: catatan lama dapat diganti"),
    ("whether each score follows from the answers: candidates can check their own, accredited auditors all",
     "apakah setiap nilai mengikuti jawabannya: peserta dapat memeriksa nilainya sendiri, auditor terakreditasi semuanya"),
    ("who the people behind the officials' first keys are: the log shows their names as announced at its start",
     "siapa pemilik kunci pejabat yang pertama: log menunjukkan namanya sebagaimana diumumkan di awal"),
)  # fmt: skip
WORDS = {
    "ok": ("Holds", "Terpenuhi"),
    "FAIL": ("DOES NOT HOLD", "TIDAK TERPENUHI"),
    "n/a": ("Not checked: nothing here that it applies to", "Tidak diperiksa: tidak ada yang dapat diperiksa di sini"),
    "unseen": ("No such check can see", "Pemeriksaan seperti ini tidak dapat melihat"),
    "good": ("Nothing failed.", "Tidak ada yang gagal."),
    "bad": ("Something failed. Keep these files, and ask the organiser and the witnesses.",
            "Ada yang gagal. Simpan berkas ini, lalu tanyakan kepada penyelenggara dan para saksi."),
    "means": ("What it means", "Artinya"),
}  # fmt: skip


def line(report: Report, check: str) -> str:
    """`ID ok|FAIL|n/a - text (leaf index)`."""
    status, text, where = report.status(check), CHECKS[check][0], ""
    found = report.failures.get(check, [])
    if found:
        first, index = found[0]
        more = f"; and {len(found) - 1} more" if len(found) > 1 else ""
        text, where = f"{text}: {first}{more}", f" (leaf {index})" if index is not None else ""
    elif check in report.notes:
        text = f"{text}: {report.notes[check]}"
    return f"{check} {status} – {text}{where}"


def as_json(report: Report) -> str:
    checks = [
        {
            "id": one, "status": report.status(one), "text": CHECKS[one][0], "applied": report.applied.get(one, 0),
            "note": report.notes.get(one, ""),
            "failures": [{"text": text, "leaf": leaf} for text, leaf in report.failures.get(one, [])[:100]],
        }
        for one in report.ids
    ]  # fmt: skip
    return json.dumps({"spec": SPEC, "ok": not report.failed, "checks": checks}, ensure_ascii=False, indent=1)


def explained(report: Report, lang: str) -> str:
    """What was checked, what it means, and what was not checked."""
    tongue = 0 if lang == "en" else 1
    out = [WORDS["bad" if report.failed else "good"][tongue], ""]
    for status in ("FAIL", "ok", "n/a"):
        ids = [one for one in report.ids if report.status(one) == status]
        if ids:
            out.append(f"{WORDS[status][tongue]}:")
            out += [f"  {one}  {CHECKS[one][tongue]}" for one in ids]
            out += [f"      {line(report, one)}" for one in ids if status == "FAIL" or one in report.notes]
            out.append("")
    groups = dict.fromkeys(one[0] for one in report.ids if report.status(one) == "ok")
    whole = [one for one in groups if not any(two[0] == one for two in report.failed)]
    if whole:
        out += [
            f"{WORDS['means'][tongue]}:",
            *(f"  {one}  {_meaning(report, one)[tongue]}" for one in whole),
            "",
        ]
    out += [f"{WORDS['unseen'][tongue]}:", *(f"  - {one[tongue]}" for one in UNSEEN)]
    return "\n".join(out)


def _meaning(report: Report, group: str) -> tuple[str, str]:
    check = CARRIES.get(group)
    is_less = check is not None and (
        report.status(check) != "ok" or (check == "P1" and check in report.notes)
    )
    return LESS[group] if is_less else MEANING[group]


# --- the command -------------------------------------------------------------------------------------------------


def _parser(name: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=name, description=(__doc__ or "").split("\n\n")[0])
    kinds = parser.add_subparsers(dest="what", required=True)
    for what, places, told in (
        ("log", ["log"], "check a whole log: a folder, or an address"),
        ("bundle", ["file"], "check the published result of one formasi"),
        ("receipt", ["file"], "check what you were given: .tlog-proof, promise, answers"),
        ("compare", ["a", "b"], "compare two checkpoints or mirrors: same, extension or split view"),
    ):
        one = kinds.add_parser(what, help=told, description=told)
        for place in places:
            one.add_argument(place)
        one.add_argument("--policy", required=what != "compare", help="whom you trust (tlog-policy)")
        if what == "log":
            one.add_argument("--from", dest="old", help="a checkpoint that you kept from earlier")
        if what in {"bundle", "receipt"}:
            one.add_argument("--log", help="the log, as a folder or an address")
        if what == "receipt":
            one.add_argument("--receipt-key", default="", help="the receipt key of the log's genesis")
        one.add_argument("--json", action="store_true", help="for programs")
        one.add_argument(
            "--explain", action="store_true", help="for people: what it means, what was not checked"
        )
        one.add_argument("--lang", choices=("id", "en"), default="id", help="the language of --explain")
    return parser


def _file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise Unusable(f"{path}: {error.strerror}") from None


def _report(asked: argparse.Namespace) -> Report:
    try:
        policy = Policy.of(_file(asked.policy)) if asked.policy else None
    except Bad as bad:
        raise Unusable(f"{asked.policy}: {bad}") from None
    if asked.what == "compare":
        return compare(asked.a, asked.b, policy)
    assert policy is not None
    if asked.what == "log":
        return verify_log(asked.log, policy, _file(asked.old) if asked.old else None)
    if asked.what == "bundle":
        return verify_bundle(asked.file, policy, asked.log)
    return verify_receipt(asked.file, policy, asked.log, asked.receipt_key)


def main(arguments: Sequence[str] | None = None, name: str = "terang_verify.py") -> int:
    """Run what the command line asks for; the exit code."""
    asked = _parser(name).parse_args(arguments)
    try:
        report = _report(asked)
    except Unusable as unusable:
        print(unusable, file=sys.stderr)
        return 2
    if asked.json:
        print(as_json(report))
    elif asked.explain:
        print(explained(report, asked.lang))
    else:
        print("\n".join(line(report, one) for one in report.ids))
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
