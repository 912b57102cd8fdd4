"""The promise that a person gets at once: this leaf will be in the log within a minute. A broken one is evidence.

Source: terang-log/1 section 11.
"""

from __future__ import annotations

from dataclasses import dataclass

from terang.core.ledger import canonical
from terang.core.ledger.notes import BadNote, Check, Key, Sign, b64, read_key, unb64

MMD_SECONDS = 60
"""Maximum delay between a promise and the leaf in the log."""
HEAD = b"terang/v1/promise\n"


@dataclass(frozen=True, slots=True)
class Promise:
    """A leaf hash promised to the log of this origin at this second."""

    origin: str
    leaf: bytes
    unix: int
    mmd: int = MMD_SECONDS

    @property
    def body(self) -> dict[str, canonical.Json]:
        return {
            "v": 1, "type": "promise", "origin": self.origin, "leaf": self.leaf.hex(), "t": self.unix, "mmd": self.mmd
        }  # fmt: skip

    @property
    def message(self) -> bytes:
        """What is signed."""
        return HEAD + canonical.encode(self.body)


def write(promise: Promise, key: Key, sign: Sign) -> bytes:
    """The file that a person keeps: canonical JSON with the promise, the key's line and the signature."""
    return canonical.encode({"promise": promise.body, "key": key.line, "sig": b64(sign(promise.message))})


def read(data: bytes, check: Check) -> tuple[Promise, Key]:
    """The promise of a file, and the key that signed it; whether that key may promise is the caller's matter.

    Refused: BadNote if it is malformed or its signature is wrong.
    """
    try:
        match canonical.decode(data):
            case {"promise": {"origin": str(origin), "leaf": str(leaf), "t": int(unix), "mmd": int(mmd)},
                  "key": str(line), "sig": str(sig)}:  # fmt: skip
                found, key = Promise(origin, bytes.fromhex(leaf), unix, mmd), read_key(line)
            case _:
                raise BadNote("this is no promise of a log")
    except ValueError as error:
        raise BadNote("this is no promise of a log") from error
    if write(found, key, lambda _: unb64(sig)) != data or not check(key.public, unb64(sig), found.message):
        raise BadNote("the promise was changed, or its signature is wrong")
    return found, key
