"""Keeping and reading files."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from terang.base.files.models import StoredFile
from terang.base.files.rebuilding import Rebuilt, rebuild
from terang.base.refusals import NotValid

KILOBYTE = 1024


@dataclass
class Batch:
    """What a long transaction has kept so far: its files, and what each distinct upload was rebuilt into."""

    paths: list[Path] = field(default_factory=list)
    rebuilt: dict[tuple[bytes, tuple[str, ...]], Rebuilt] = field(default_factory=dict)


_batch: ContextVar[Batch | None] = ContextVar("terang_files", default=None)


@contextmanager
def all_or_none() -> Iterator[None]:
    """Files kept inside are made durable together at the end, or removed if it fails. For inside a transaction."""
    batch = Batch()
    token = _batch.set(batch)
    try:
        yield
        os.sync()
    except BaseException:
        for path in batch.paths:
            path.unlink(missing_ok=True)
        raise
    finally:
        _batch.reset(token)


def keep(
    content: bytes,
    *,
    title: str,
    at: datetime,
    accept: Iterable[str],
    largest_kb: int,
    agency_id: int | None = None,
    person_id: int | None = None,
) -> StoredFile:
    """Check, rebuild and keep an uploaded file.

    largest_kb: of the upload. Refused: NotValid if empty, too large, of another type, locked or unreadable.
    """
    if not content:
        raise NotValid(_("The file is empty. Open it yourself once, then choose it again."))
    if len(content) > largest_kb * KILOBYTE:
        raise NotValid(
            _(
                "The file has %(size)d KB, but at most %(largest)d KB are permitted. Scan it in grey at 150 dpi, "
                "take the photo at a lower resolution, or save the PDF in its smallest size."
            )
            % {"size": len(content) // KILOBYTE + 1, "largest": largest_kb}
        )
    rebuilt = _rebuilt(content, tuple(accept))
    name = secrets.token_hex(20)
    _write(_path(name), rebuilt.content)
    return StoredFile.objects.create(
        agency_id=agency_id,
        person_id=person_id,
        place=name,
        title=title[:120],
        media_type=rebuilt.media_type,
        size=len(rebuilt.content),
        digest=hashlib.sha256(rebuilt.content).hexdigest(),
        pages=rebuilt.pages,
        kept_at=at,
    )


def read(stored: StoredFile) -> bytes:
    """The bytes as kept."""
    return _path(stored.place).read_bytes()


def _path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / name[:2] / name


def _rebuilt(content: bytes, accept: tuple[str, ...]) -> Rebuilt:
    """In a batch, the same upload again is not rebuilt again."""
    batch = _batch.get()
    if batch is None:
        return rebuild(content, accept=accept)
    key = (hashlib.sha256(content).digest(), accept)
    if key not in batch.rebuilt:
        batch.rebuilt[key] = rebuild(content, accept=accept)
    return batch.rebuilt[key]


def _write(path: Path, content: bytes) -> None:
    """Durable before the row that names it is committed; a rolled-back row leaves an orphan, never a hole."""
    batch = _batch.get()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        if batch is not None:
            batch.paths.append(path)
        file.write(content)
        if batch is None:
            file.flush()
            os.fsync(file.fileno())
