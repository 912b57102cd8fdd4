"""A log as a folder of static files: bundles, tiles, documents and the checkpoint. Whatever is written never changes.

Source: terang-log/1 sections 3 and 12; C2SP tlog-tiles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from terang.core.ledger import checkpoints, tiles
from terang.core.ledger.tree import Subtree, leaf_hash, node_hash, root
from terang.public_log.disk import Conflict, Disk, read

WIDTH, BITS = tiles.WIDTH, 8
ENTRIES = "entries"


class BadLog(Exception):
    """The files do not hold what they must; the message names the place. Nothing may be signed over them."""


class LogFolder:
    """One log on disk. Only its sequencer writes; everybody may read or copy."""

    def __init__(self, folder: Path, disk: Disk | None = None) -> None:
        self.folder, self.disk = folder, disk or Disk()

    @property
    def checkpoint(self) -> str | None:
        """The published checkpoint, if there is one yet."""
        found = read(self.folder / "checkpoint")
        return None if found is None else found.decode()

    @property
    def published_size(self) -> int:
        """How many entries the published checkpoint covers."""
        return checkpoints.parse(self.checkpoint)[0].size if self.checkpoint else 0

    def keep_document(self, content: bytes) -> str:
        """A public document under its SHA-256, which is returned in hex."""
        digest = hashlib.sha256(content).hexdigest()
        self.keep_page(f"blob/{digest[:2]}/{digest}", content)
        return digest

    def keep_page(self, name: str, content: bytes) -> None:
        """A file that never changes. Refused: Conflict if it is there with other bytes."""
        self.disk.keep_once(self.folder / name, content)

    def grow(self, size: int, entries: Iterable[bytes]) -> int:
        """Write bundles and tiles of the entries that follow the first `size`; the new size.

        Does the same again when it is asked again. Refused: BadLog if the files of the first `size` are not whole;
        Conflict if a file is there with other bytes.
        """
        bundle = self._edge_bundle(size)
        edge = {level: hashes for level, hashes in enumerate(self._edge(size)) if hashes}
        for entry in entries:
            bundle.append(entry)
            self._push(edge, 0, size, leaf_hash(entry))
            size += 1
            if len(bundle) == WIDTH:
                self._keep_tile(ENTRIES, size // WIDTH - 1, tiles.write_bundle(bundle), WIDTH)
                bundle = []
        if bundle:
            self._keep_tile(ENTRIES, size // WIDTH, tiles.write_bundle(bundle), len(bundle))
        for level, hashes in edge.items():
            if hashes:
                self._keep_tile(level, (size >> BITS * level) // WIDTH, b"".join(hashes), len(hashes))
        return size

    def recompute(self, size: int, *, since: int = 0) -> bytes:
        """The root, from the files alone: every one that changed since another size is read back and compared.

        Refused: BadLog where an entry, a hash and the hash above it do not fit together.
        """
        above: dict[int, bytes] = {}
        edge = []
        for level, count in tiles.levels(size):
            below, above, hashes = above, {}, []
            for number, width in _from(since >> BITS * level, count):
                hashes = self.tile(level, number, width)
                start = number * WIDTH
                wanted = self._hashed(number, width) if level == 0 else below
                if any(wanted.get(start + at, one) != one for at, one in enumerate(hashes)):
                    raise BadLog(f"{tiles.path(level, number, width)} does not fit what lies below it")
                if width == WIDTH:
                    above[number] = tiles.hash_above(hashes)
            edge.append(hashes if count % WIDTH else [])
        return tiles.range_of(size, edge).root()

    def publish(self, content: str) -> None:
        """Make this checkpoint the one that everybody sees. Refused: Conflict with one that says more, or otherwise."""
        new = checkpoints.parse(content)[0]
        old = checkpoints.parse(self.checkpoint)[0] if self.checkpoint else None
        if old and (old.size > new.size or (old.size == new.size and old.root != new.root)):
            raise Conflict(
                f"{self.folder} shows a checkpoint of {old.size} entries; {new.size} can't replace it"
            )
        self.disk.keep(self.folder / "checkpoint", content.encode())

    def drop_partial(self, size: int, *, since: int) -> None:
        """Remove the partial tiles whose full ones the published checkpoint covers (tlog-tiles permits it)."""
        for level, count in tiles.levels(size):
            for number in range((since >> BITS * level) // WIDTH, count // WIDTH):
                for kind in (level, ENTRIES) if level == 0 else (level,):
                    self.disk.drop_folder(self.folder / f"{tiles.path(kind, number)}.p")

    def tile(self, level: int, number: int, width: int) -> list[bytes]:
        """The hashes of one tile. Refused: BadLog."""
        try:
            return tiles.read_tile(self._read(level, number, width), width)
        except tiles.BadTile as error:
            raise BadLog(f"{tiles.path(level, number, width)}: {error}") from error

    def bundle(self, number: int, width: int) -> list[bytes]:
        """The entries of one bundle. Refused: BadLog."""
        try:
            return tiles.read_bundle(self._read(ENTRIES, number, width), width)
        except tiles.BadTile as error:
            raise BadLog(f"{tiles.path(ENTRIES, number, width)}: {error}") from error

    def entries(self, size: int, *, since: int = 0) -> Iterator[bytes]:
        """The entries of a log of this size, those before `since` left out."""
        for number, width in _from(since, size):
            yield from self.bundle(number, width)[max(0, since - number * WIDTH) :]

    def holds(self, size: int) -> bool:
        """Whether the right edge of a log of this size is there, so that it can grow from it."""
        try:
            self._edge(size)
            self._edge_bundle(size)
        except BadLog:
            return False
        return True

    def subtrees(self, size: int) -> Subtree:
        """The subtrees of which proofs about the first `size` entries are made, from the tiles."""

        def over(start: int, stop: int) -> bytes:
            peaks = []
            while start < stop:
                height = min(
                    (start & -start).bit_length() - 1 if start else 63, (stop - start).bit_length() - 1
                )
                peaks.append(self._node(height, start >> height, size))
                start += 1 << height
            node = peaks.pop()
            while peaks:
                node = node_hash(peaks.pop(), node)
            return node

        return over

    def _node(self, height: int, index: int, size: int) -> bytes:
        """The root of a full subtree of 2^height entries, the index-th of its height."""
        level, rest = divmod(height, BITS)
        first, count = index << rest, size >> BITS * level
        number, start = divmod(first, WIDTH)
        hashes = self.tile(level, number, min(WIDTH, count - number * WIDTH))
        return root(hashes[start : start + (1 << rest)])

    def _push(self, edge: dict[int, list[bytes]], level: int, place: int, one: bytes) -> None:
        hashes = edge.setdefault(level, [])
        hashes.append(one)
        if len(hashes) == WIDTH:
            self._keep_tile(level, place // WIDTH, b"".join(hashes), WIDTH)
            edge[level] = []
            self._push(edge, level + 1, place // WIDTH, tiles.hash_above(hashes))

    def _edge(self, size: int) -> list[list[bytes]]:
        return [
            self.tile(level, count // WIDTH, count % WIDTH) if count % WIDTH else []
            for level, count in tiles.levels(size)
        ]

    def _edge_bundle(self, size: int) -> list[bytes]:
        number, width = divmod(size, WIDTH)
        return self.bundle(number, width) if width else []

    def _hashed(self, number: int, width: int) -> dict[int, bytes]:
        return {at: leaf_hash(one) for at, one in enumerate(self.bundle(number, width), start=number * WIDTH)}

    def _keep_tile(self, level: int | str, number: int, data: bytes, width: int) -> None:
        self.disk.keep_once(self.folder / tiles.path(level, number, width), data)

    def _read(self, level: int | str, number: int, width: int) -> bytes:
        path = tiles.path(level, number, width)
        data = read(self.folder / path)
        if data is None:
            raise BadLog(f"{path} is missing")
        return data


def _from(start: int, count: int) -> Iterator[tuple[int, int]]:
    """Number and width of each tile, of those that `count` hashes fill, in which something is at or after `start`."""
    for number in range(start // WIDTH, -(-count // WIDTH)):
        yield number, min(WIDTH, count - number * WIDTH)
