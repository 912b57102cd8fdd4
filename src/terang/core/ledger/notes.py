"""Signed notes: a text and who signed it, as lines that people and programs can read.

Signatures are checked by a function that is handed in: the core does no cryptography beyond hashes.
Source: C2SP signed-note and tlog-cosignature.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

ED25519, COSIGNATURE = 0x01, 0x04
ED25519_BYTES, TIMESTAMP_BYTES, SIGNATURE_BYTES = 32, 8, 64
DASH = "\N{EM DASH}"
NAME = re.compile(r"[^\s+]+")
MOST_SIGNATURES = 100

Check = Callable[[bytes, bytes, bytes], bool]
"""Whether this Ed25519 key (32 bytes) made this signature (64 bytes) over this message."""
Sign = Callable[[bytes], bytes]
"""The Ed25519 signature over a message, by a key that somebody else keeps."""


class BadNote(ValueError):
    """The note, key or signature is malformed, or a signature that must hold does not."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key by name: of a log, or of a witness (`is_witness`)."""

    name: str
    public: bytes
    is_witness: bool = False

    @property
    def id(self) -> bytes:
        """The four bytes that say in a signature line which key made it."""
        return hashlib.sha256(self.name.encode() + b"\n" + self._typed).digest()[:4]

    @property
    def line(self) -> str:
        """The key as people hand it on: `name+id+key`."""
        return f"{self.name}+{self.id.hex()}+{b64(self._typed)}"

    @property
    def _typed(self) -> bytes:
        return bytes([COSIGNATURE if self.is_witness else ED25519]) + self.public


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who, by which key, and the bytes; for a cosignature they begin with the time."""

    name: str
    key_id: bytes
    data: bytes

    @property
    def line(self) -> str:
        return f"{DASH} {self.name} {b64(self.key_id + self.data)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends with a line feed, and its signatures."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def content(self) -> str:
        """The note as it is written."""
        return f"{self.text}\n" + "".join(one.line for one in self.signatures)


def read_key(line: str) -> Key:
    """A key from the line that people hand on. Refused: BadNote."""
    name, _, rest = line.partition("+")
    encoded = rest.partition("+")[2]
    typed = unb64(encoded)
    if len(typed) != 1 + ED25519_BYTES or typed[0] not in (ED25519, COSIGNATURE) or not NAME.fullmatch(name):
        raise BadNote("this is no key of a log or witness")
    key = Key(name, typed[1:], is_witness=typed[0] == COSIGNATURE)
    if key.line != line:
        raise BadNote("the key does not match its id")
    return key


def read(content: str) -> Note:
    """A note, strictly: whatever we would not have written so is refused. Refused: BadNote."""
    if any(sign < " " and sign != "\n" for sign in content) or "\ufffd" in content:
        raise BadNote("a note holds text and line feeds only")
    text, blank, block = content.rpartition("\n\n")
    lines = block.split("\n")
    if not blank or not text or lines[-1] or len(lines) < 2 or len(lines) > MOST_SIGNATURES + 1:
        raise BadNote("a note is a text, an empty line and signature lines")
    return Note(f"{text}\n", tuple(map(_signature, lines[:-1])))


def _signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    data = unb64(encoded)
    if dash != DASH or not NAME.fullmatch(name) or len(data) <= 4:
        raise BadNote("this is no signature line")
    return Signature(name, data[:4], data[4:])


def signed(text: str, key: Key, sign: Sign) -> Signature:
    """The signature of a log over a text."""
    return Signature(key.name, key.id, sign(text.encode()))


def cosigned(text: str, key: Key, unix: int, sign: Sign) -> Signature:
    """The signature of a witness over a text that it saw at this second."""
    return Signature(
        key.name, key.id, unix.to_bytes(TIMESTAMP_BYTES, "big") + sign(_cosigned_text(text, unix))
    )


def holds(note: Note, key: Key, check: Check) -> int | None:
    """The second at which this key signed the note (0 for a log's, which has no time); None if it did not.

    Refused: BadNote where a line claims this key and its signature is wrong.
    """
    mine = [one for one in note.signatures if (one.name, one.key_id) == (key.name, key.id)]
    if len(mine) > 1:
        raise BadNote(f"{key.name} signed twice")
    return next((_checked(note.text, one, key, check) for one in mine), None)


def _checked(text: str, one: Signature, key: Key, check: Check) -> int:
    unix, message, made = 0, text.encode(), one.data
    if key.is_witness:
        unix, made = int.from_bytes(one.data[:TIMESTAMP_BYTES], "big"), one.data[TIMESTAMP_BYTES:]
        message = _cosigned_text(text, unix)
    if len(made) != SIGNATURE_BYTES or not check(key.public, made, message):
        raise BadNote(f"the signature of {key.name} is wrong")
    return unix


def _cosigned_text(text: str, unix: int) -> bytes:
    return f"cosignature/v1\ntime {unix}\n{text}".encode()


def merged(note: Note, more: Sequence[Signature]) -> Note:
    """The note with further signatures; one line for each key."""
    return Note(note.text, tuple(_once((*note.signatures, *more))))


def _once(signatures: Sequence[Signature]) -> Iterator[Signature]:
    seen = set()
    for one in signatures:
        if (one.name, one.key_id) not in seen:
            seen.add((one.name, one.key_id))
            yield one


def b64(data: bytes) -> str:
    """Standard Base64 with padding."""
    return base64.b64encode(data).decode()


def unb64(text: str) -> bytes:
    """The bytes of standard Base64, and only in the way that we would write it. Refused: BadNote."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("this is no Base64") from error
    if b64(data) != text:
        raise BadNote("this is no Base64 in its only form")
    return data
