"""What pages show of a log: read from its files, as everybody reads them."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from terang.base.sequencing.models import Log
from terang.base.sequencing.origins import folder_of
from terang.base.tenancy.models import Round
from terang.core.ledger import checkpoints, policies
from terang.core.ledger.notes import b64
from terang.public_log.disk import read
from terang.public_log.keys import check


@dataclass(frozen=True)
class Witnessed:
    """A witness of the log: the name in its policy, its key's name, and when it last signed; None if it did not."""

    name: str
    key: str
    at: datetime | None


@dataclass(frozen=True)
class Shown:
    """The published log of a round. `code` is what is printed in halls and newspapers: 12 bytes of the root."""

    origin: str
    vkey: str
    size: int
    root: str
    code: str
    content: str
    policy: str
    witnesses: tuple[Witnessed, ...]


def shown(round_: Round) -> Shown | None:
    """The log of this round as it is published; None before its first checkpoint."""
    log = Log.objects.filter(round=round_).first()
    data = read(folder_of(log.origin) / "checkpoint") if log else None
    if log is None or data is None:
        return None
    seen, note = checkpoints.parse(data.decode())
    policy = policies.parse(log.policy)
    signed = policy.seen_by(note, check)
    witnesses = tuple(
        Witnessed(name, key.name, datetime.fromtimestamp(signed[name], tz=UTC) if name in signed else None)
        for name, key in policy.witnesses.items()
    )
    return Shown(
        log.origin,
        log.vkeys[0],
        seen.size,
        b64(seen.root),
        seen.root[:12].hex(),
        data.decode(),
        log.policy,
        witnesses,
    )


@dataclass(frozen=True)
class Kept:
    """A bundle among the files of a log: the code of its vacancy, which publication, its path, bytes, and SHA-256 in hex."""

    formation: str
    number: int
    path: str
    size: int
    sha256: str


def bundles(round_: Round) -> list[Kept]:
    """The bundles beside the log of this round, by vacancy and number."""
    log = Log.objects.filter(round=round_).first()
    folder = folder_of(log.origin) if log else None
    files = folder.glob("bundle/*/*.tar") if folder else ()
    found = [_kept(path, path.stat().st_mtime_ns) for path in files]
    return sorted(found, key=lambda one: (one.formation, one.number))


@lru_cache(maxsize=10_000)
def _kept(path: Path, _written: int) -> Kept:
    """A bundle never changes, so that it is hashed once; written anew after a reset, it is another."""
    data = path.read_bytes()
    place = f"bundle/{path.parent.name}/{path.name}"
    return Kept(unquote(path.parent.name), int(path.stem), place, len(data), hashlib.sha256(data).hexdigest())


def content(round_: Round, name: str) -> bytes | None:
    """A file of the log by its path, which the caller has checked."""
    log = Log.objects.filter(round=round_).first()
    return read(folder_of(log.origin) / name) if log else None
