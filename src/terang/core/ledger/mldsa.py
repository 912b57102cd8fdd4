"""The log's second signature, which a quantum computer can't forge. Source: C2SP tlog-cosignature, ML-DSA-44."""

from __future__ import annotations

import hashlib

from terang.core.ledger.checkpoints import Checkpoint
from terang.core.ledger.notes import TIMESTAMP_BYTES, Sign, Signature, b64

ML_DSA_44 = 0x06
LABEL = b"subtree/v1\n\x00"


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes that say in a signature line which key made it."""
    return hashlib.sha256(name.encode() + b"\n" + bytes([ML_DSA_44]) + public).digest()[:4]


def key_line(name: str, public: bytes) -> str:
    """The key as people hand it on: `name+id+key`."""
    return f"{name}+{key_id(name, public).hex()}+{b64(bytes([ML_DSA_44]) + public)}"


def message(seen: Checkpoint, name: str, unix: int) -> bytes:
    """What is signed: who saw which tree at which second."""
    numbers = [one.to_bytes(8, "big") for one in (unix, 0, seen.size)]
    return b"".join([LABEL, _short(name), numbers[0], _short(seen.origin), *numbers[1:], seen.root])


def cosigned(seen: Checkpoint, name: str, public: bytes, unix: int, sign: Sign) -> Signature:
    """The signature line of this key over a checkpoint that it saw at this second."""
    stamp = unix.to_bytes(TIMESTAMP_BYTES, "big")
    return Signature(name, key_id(name, public), stamp + sign(message(seen, name, unix)))


def _short(text: str) -> bytes:
    data = text.encode()
    return bytes([len(data)]) + data
