"""Leaves: one record of the public log, and the closed schemas of what they may hold.

Source: terang-log/1 sections 4 and 5.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from terang.core.ledger import canonical
from terang.core.ledger.notes import b64

SPEC = "terang-log/1"
HOUR, MINUTE = 3600, 60
BUCKET = {"reg": HOUR, "amend": HOUR, "withdraw": HOUR}
# Pseudonyms, record numbers and digests are random: runs of digits in them mean nothing.
OPAQUE = re.compile(r"(?=[0-9]*[a-z])[0-9a-z]{16}|[0-9a-f]{32}|[0-9a-f]{64,}")
IDENTITY = re.compile(r"\d{12,}|[^\s@]+@[^\s@]+\.[^\s@]+")


class NotPublic(ValueError):
    """The body does not fit its schema, or holds what must never become public."""


@dataclass(frozen=True)
class Field:
    """What one field of a body may hold, said in words, as a test, and as JSON Schema (`shape`)."""

    words: str
    holds: Callable[[object], bool]
    shape: Mapping[str, object]
    required: bool = True

    def optional(self) -> "Field":
        return replace(self, required=False)


def matching(pattern: str, words: str) -> Field:
    """A text that matches the whole pattern."""
    compiled = re.compile(pattern)
    # Some programs let $ stand before a last line break, too.
    shape = {"type": "string", "pattern": f"^(?:{pattern})$(?!\\n)"}
    return Field(words, lambda v: isinstance(v, str) and compiled.fullmatch(v) is not None, shape)


def one_of(*words: str) -> Field:
    """One word of a closed list."""
    return Field(" | ".join(words), lambda v: v in words, {"enum": list(words)})


def text(longest: int = 200) -> Field:
    """Human text without anything that looks like an identity."""
    shape = {"type": "string", "maxLength": longest}
    return Field(f"text of at most {longest}", lambda v: isinstance(v, str) and len(v) <= longest, shape)


def list_of(item: Field) -> Field:
    """Any number of values of one kind."""
    shape = {"type": "array", "items": item.shape}
    return Field(f"list of {item.words}", lambda v: isinstance(v, list) and all(map(item.holds, v)), shape)


def whole(words: str) -> Field:
    """An integer from zero on."""
    shape = {"type": "integer", "minimum": 0}
    return Field(words, lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 0, shape)


PID = matching(r"[0-9a-hjkmnp-tv-z]{16}", "pseudonym")
HEX32 = matching(r"[0-9a-f]{64}", "32 bytes in hex")
HEX = matching(r"(?:[0-9a-f]{2})*", "bytes in hex")
CODE = matching(r"[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}", "code")
POINTS = matching(r"(0|[1-9][0-9]*)(\.[0-9]+)?", "decimal as text")
DAY_TIME = whole("unix seconds")
COUNT = whole("count")
TRUTH = Field("true or false", lambda v: isinstance(v, bool), {"type": "boolean"})
COM = HEX32


@dataclass(frozen=True)
class Schema:
    """The closed form of a leaf's body: fields not named here are forbidden."""

    kind: str
    fields: Mapping[str, Field]

    def check(self, body: Mapping[str, object]) -> None:
        """Refused: NotPublic, naming the field, if the body does not fit or looks like an identity."""
        unknown = body.keys() - self.fields.keys()
        missing = {name for name, field in self.fields.items() if field.required} - body.keys()
        if unknown or missing:
            raise NotPublic(f"{self.kind}: unknown {sorted(unknown)}, missing {sorted(missing)}")
        for name, value in body.items():
            if not self.fields[name].holds(value):
                raise NotPublic(f"{self.kind}.{name}: expected {self.fields[name].words}")
        for value in _texts(body):
            if IDENTITY.search(value) and not OPAQUE.fullmatch(value):
                raise NotPublic(f"{self.kind}: a value looks like an identity")

    @property
    def shape(self) -> dict[str, object]:
        """The same as JSON Schema, for readers that share no code with us."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": sorted(name for name, field in self.fields.items() if field.required),
            "properties": {
                name: {**field.shape, "description": field.words} for name, field in self.fields.items()
            },
        }


def _texts(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case Mapping():
            return [t for item in value.values() for t in _texts(item)]
        case list() | tuple():
            return [t for item in value for t in _texts(item)]
        case _:
            return []


def write(
    *,
    kind: str,
    round_code: str,
    uid: str,
    unix: int,
    body: Mapping[str, object],
    parents: Sequence[str] = (),
) -> bytes:
    """The exact bytes of a leaf before anybody approves it; `unix` is rounded down to its bucket."""
    bucket = BUCKET.get(kind, MINUTE)
    leaf: dict[str, object] = {
        "v": 1, "k": kind, "r": round_code, "u": uid, "t": unix - unix % bucket, "b": dict(body)
    }  # fmt: skip
    if parents:
        leaf["p"] = list(parents)
    return _bounded(canonical.encode(leaf))


def approve_message(leaf: bytes) -> bytes:
    """The 32 bytes that an official signs: the leaf without its approvals."""
    bare = {key: value for key, value in read(leaf).items() if key != "a"}
    return hashlib.sha256(b"terang/v1/approve\n" + canonical.encode(bare)).digest()


def approval(by: str, algorithm: str, signature: bytes) -> dict[str, str]:
    """One signature under a leaf. `by`: the id of the key, eight hex digits."""
    return {"by": by, "alg": algorithm, "sig": b64(signature)}


def approved(leaf: bytes, approvals: Sequence[Mapping[str, str]]) -> bytes:
    """The leaf with its approvals, as it goes into the log."""
    return (
        _bounded(canonical.encode({**read(leaf), "a": [dict(a) for a in approvals]})) if approvals else leaf
    )


def key_id(name: str, public_key: bytes) -> str:
    """The eight hex digits by which an Ed25519 key of an official is named in an approval."""
    return hashlib.sha256(name.encode() + b"\n\x01" + public_key).digest()[:4].hex()


def read(leaf: bytes) -> dict[str, canonical.Json]:
    """What a leaf says, from its exact bytes. Refused: NotCanonical."""
    value = canonical.decode(leaf)
    if not isinstance(value, dict):
        raise canonical.NotCanonical("a leaf is an object")
    return value


def body_of(leaf: Mapping[str, canonical.Json]) -> Mapping[str, canonical.Json]:
    """The body of a leaf that was read."""
    body = leaf["b"]
    return body if isinstance(body, dict) else {}


def _bounded(leaf: bytes) -> bytes:
    if len(leaf) > canonical.LONGEST_LEAF:
        raise NotPublic(f"a leaf has at most {canonical.LONGEST_LEAF} bytes")
    return leaf
