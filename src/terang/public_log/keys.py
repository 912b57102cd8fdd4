"""Private keys of logs and witnesses: made, kept in a file that only their owner reads, used.

A line is written as Go's note package writes it: `PRIVATE+KEY+name+id+bytes`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from terang.core.ledger import mldsa
from terang.core.ledger.notes import COSIGNATURE, ED25519, NAME, BadNote, Key, b64, unb64
from terang.public_log.disk import PRIVATE, Disk, read

HEAD = "PRIVATE+KEY+"
SEED_BYTES = 32


class BadKey(Exception):
    """The file holds no private key that we wrote; the message names it."""


@dataclass(frozen=True)
class PrivateKey:
    """A key by name: of a log (`kind` ED25519 or ML_DSA_44) or of a witness (COSIGNATURE)."""

    name: str
    kind: int
    seed: bytes

    @classmethod
    def new(cls, name: str, kind: int) -> PrivateKey:
        """Refused: BadKey for a name with a space or a plus sign."""
        if not NAME.fullmatch(name):
            raise BadKey(
                f"{name!r} is no name of a key: no spaces, no plus signs, for example witness.example/w1"
            )
        return cls(name, kind, secrets.token_bytes(SEED_BYTES))

    @property
    def key(self) -> Key:
        """The public part of an Ed25519 key."""
        return Key(self.name, self.public, is_witness=self.kind == COSIGNATURE)

    @property
    def line(self) -> str:
        """The public part as people hand it on."""
        return mldsa.key_line(self.name, self.public) if self.kind == mldsa.ML_DSA_44 else self.key.line

    @property
    def private_line(self) -> str:
        return f"{HEAD}{self.name}+{self.line.split('+')[1]}+{b64(bytes([self.kind]) + self.seed)}"

    @cached_property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)

    @cached_property
    def _key(self) -> Ed25519PrivateKey | MLDSA44PrivateKey:
        if self.kind == mldsa.ML_DSA_44:
            return MLDSA44PrivateKey.from_seed_bytes(self.seed)
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def keep(path: Path, keys: list[PrivateKey], disk: Disk | None = None) -> None:
    """Write keys into a file of their owner's."""
    (disk or Disk()).keep(path, "".join(f"{one.private_line}\n" for one in keys).encode(), mode=PRIVATE)


def load(path: Path) -> list[PrivateKey]:
    """The keys of a file, in order; none if there is no file. Refused: BadKey, never with what the file holds."""
    data = read(path) or b""
    try:
        return [_read(line) for line in data.decode().splitlines()]
    except (BadNote, BadKey, ValueError) as error:
        raise BadKey(f"{path} holds no private keys of ours") from error


def check(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether this Ed25519 key made this signature over this message."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _read(line: str) -> PrivateKey:
    name, _, rest = line.removeprefix(HEAD).partition("+")
    data = unb64(rest.partition("+")[2])
    if len(data) != 1 + SEED_BYTES or data[0] not in (ED25519, COSIGNATURE, mldsa.ML_DSA_44):
        raise BadKey(name)
    found = PrivateKey(name, data[0], data[1:])
    if found.private_line != line:
        raise BadKey(name)
    return found
