"""Keys and files of an invented log: signs notes and approvals, writes tiles. Shares no code with what it tests."""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def jcs(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def chance(*parts: object, size: int = 32) -> bytes:
    """Bytes that look random and are the same every time."""
    return hashlib.shake_256(repr(parts).encode()).digest(size)


@cache
def _ed25519(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(chance("key", name))


@cache
def _ed25519_public(name: str) -> bytes:
    return _ed25519(name).public_key().public_bytes_raw()


@cache
def _p256(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(chance("passkey", name), "big") >> 1, ec.SECP256R1())


@dataclass(frozen=True)
class Ed:
    """An Ed25519 key of that name."""

    name: str
    alg = "ed25519"

    @property
    def secret(self):
        return _ed25519(self.name)

    @property
    def public(self) -> bytes:
        return _ed25519_public(self.name)

    @property
    def id(self) -> str:
        return sha(self.name.encode() + b"\n\x01" + self.public)[:4].hex()

    def vkey(self, kind: int) -> str:
        data = bytes((kind,)) + self.public
        mark = sha(self.name.encode() + b"\n" + data)[:4].hex()
        return f"{self.name}+{mark}+{b64(data)}"

    @cache  # noqa: B019 - a handful of keys
    def approve(self, message: bytes) -> dict[str, str]:
        return {"by": self.id, "alg": self.alg, "sig": b64(self.secret.sign(message))}


@dataclass(frozen=True)
class Passkey:
    """A passkey (ES256) of that name, used at terang.example with its user verified."""

    name: str
    origin: str = "https://terang.example"
    flags: int = 0b101

    @property
    def secret(self):
        return _p256(self.name)

    @property
    def public(self) -> bytes:
        at = self.secret.public_key().public_numbers()
        head = bytes.fromhex("a5010203262001215820")
        return head + at.x.to_bytes(32, "big") + b"\x22\x58\x20" + at.y.to_bytes(32, "big")

    @property
    def id(self) -> str:
        return sha(self.name.encode() + b"\n\xffwebauthn" + self.public)[:4].hex()

    @cache  # noqa: B019 - a handful of keys
    def approve(self, message: bytes) -> dict[str, str]:
        challenge = base64.urlsafe_b64encode(message).decode().rstrip("=")
        said = {"type": "webauthn.get", "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        client = json.dumps(said, separators=(",", ":")).encode()
        data = sha(b"terang.example") + bytes((self.flags,)) + (7).to_bytes(4, "big")
        how = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        signature = self.secret.sign(data + sha(client), how)
        return {
            "by": self.id,
            "alg": "webauthn-es256",
            "ad": b64(data),
            "cd": b64(client),
            "sig": b64(signature),
        }


def leaf_hash(entry: bytes) -> bytes:
    return sha(b"\0" + entry)


def root(hashes_: list[bytes]) -> bytes:
    """The tree of RFC 6962, as its section 2.1 says it."""
    if not hashes_:
        return sha(b"")
    if len(hashes_) == 1:
        return hashes_[0]
    k = 1 << (len(hashes_) - 1).bit_length() - 1
    return sha(b"\1" + root(hashes_[:k]) + root(hashes_[k:]))


def path(index: int, hashes_: list[bytes]) -> list[bytes]:
    if len(hashes_) == 1:
        return []
    k = 1 << (len(hashes_) - 1).bit_length() - 1
    if index < k:
        return [*path(index, hashes_[:k]), root(hashes_[k:])]
    return [*path(index - k, hashes_[k:]), root(hashes_[:k])]


def note(text: str, log: Ed, witnesses: list[Ed], at: int) -> bytes:
    """A signed note with its cosignatures."""
    out = text + "\n" + _signature(log.name, log, 1, log.secret.sign(text.encode()))
    for one in witnesses:
        signed = one.secret.sign(f"cosignature/v1\ntime {at}\n{text}".encode())
        out += _signature(one.name, one, 4, at.to_bytes(8, "big") + signed)
    return out.encode()


def _signature(name: str, key: Ed, kind: int, data: bytes) -> str:
    mark = sha(name.encode() + b"\n" + bytes((kind,)) + key.public)[:4]
    return f"— {name} {b64(mark + data)}\n"


def tile_name(number: int) -> str:
    name = f"{number % 1000:03d}"
    while number >= 1000:
        number //= 1000
        name = f"x{number % 1000:03d}/{name}"
    return name


def tiles(entries: list[bytes]) -> dict[str, bytes]:
    """Every file of a log's tree by its path."""
    files: dict[str, bytes] = {}
    for start in range(0, len(entries), 256):
        some = entries[start : start + 256]
        part = f".p/{len(some)}" if len(some) < 256 else ""
        name = f"tile/entries/{tile_name(start // 256)}{part}"
        files[name] = b"".join(len(one).to_bytes(2, "big") + one for one in some)
    level, hashes_ = 0, [leaf_hash(one) for one in entries]
    while hashes_:
        for start in range(0, len(hashes_), 256):
            some = hashes_[start : start + 256]
            part = f".p/{len(some)}" if len(some) < 256 else ""
            files[f"tile/{level}/{tile_name(start // 256)}{part}"] = b"".join(some)
        full = len(hashes_) // 256 * 256
        hashes_ = [root(hashes_[n : n + 256]) for n in range(0, full, 256)]
        level += 1
    return files
