"""Where the log lies in files: bundles of 256 entries and tiles of 256 hashes, at the paths of C2SP tlog-tiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from terang.core.ledger.tree import Range, root

WIDTH = 256
HASH_BYTES = 32
LONGEST_ENTRY = 65_535


class BadTile(ValueError):
    """The bytes are no tile or bundle of this place."""


def path(level: int | str, number: int, width: int = WIDTH) -> str:
    """The path of a tile (level 0, 1, …) or of a bundle (level `entries`); a width below 256 is a partial one.

    >>> path(0, 1_234_067), path("entries", 1, 44)
    ('tile/0/x001/x234/067', 'tile/entries/001.p/44')
    """
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    name = f"tile/{level}/" + "/".join(reversed(groups))
    return name if width == WIDTH else f"{name}.p/{width}"


def widths(count: int) -> Iterator[tuple[int, int]]:
    """Number and width of every tile that holds `count` hashes of one level, the last one perhaps partial.

    >>> list(widths(300))
    [(0, 256), (1, 44)]
    """
    full, left = divmod(count, WIDTH)
    yield from ((number, WIDTH) for number in range(full))
    if left:
        yield full, left


def levels(size: int) -> Iterator[tuple[int, int]]:
    """Each level of a log of this size with how many hashes it has; a level counts full tiles of the one below.

    >>> list(levels(300))
    [(0, 300), (1, 1)]
    """
    level, count = 0, size
    while count:
        yield level, count
        level, count = level + 1, count // WIDTH


def write_bundle(entries: Sequence[bytes]) -> bytes:
    """Entries with their lengths before them. Refused: BadTile for more than 256, or one that is too long."""
    if not 0 < len(entries) <= WIDTH or any(len(one) > LONGEST_ENTRY for one in entries):
        raise BadTile("a bundle holds 1 to 256 entries of at most 65,535 bytes")
    return b"".join(len(one).to_bytes(2, "big") + one for one in entries)


def read_bundle(data: bytes, width: int) -> list[bytes]:
    """The entries of a bundle. Refused: BadTile unless there are exactly `width` of them and nothing else.

    >>> read_bundle(write_bundle([b"a", b""]), 2)
    [b'a', b'']
    """
    entries, at = [], 0
    while at < len(data):
        start = at + 2
        stop = start + int.from_bytes(data[at:start], "big")
        if start > len(data) or stop > len(data):
            raise BadTile("the bundle ends in the middle of an entry")
        entries.append(data[start:stop])
        at = stop
    if len(entries) != width:
        raise BadTile(f"the bundle holds {len(entries)} entries, not {width}")
    return entries


def read_tile(data: bytes, width: int) -> list[bytes]:
    """The hashes of a tile. Refused: BadTile unless there are exactly `width` of them."""
    if len(data) != width * HASH_BYTES or not 0 < width <= WIDTH:
        raise BadTile(f"the tile has {len(data)} bytes, not {width} hashes")
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def hash_above(hashes: Sequence[bytes]) -> bytes:
    """What a full tile is one level higher: the root of its 256 hashes."""
    if len(hashes) != WIDTH:
        raise BadTile("only a full tile has a hash above")
    return root(hashes)


def range_of(size: int, right_edge: Sequence[Sequence[bytes]]) -> Range:
    """The grown tree from the rightmost, perhaps partial tile of each level, level 0 first.

    `right_edge[level]` holds the hashes of that level that no full tile covers; the levels are those of `levels`.
    """
    peaks: list[bytes] = []
    for hashes in reversed(right_edge):
        part = Range()
        for one in hashes:
            part.push(one)
        peaks += part.peaks
    return Range(size, peaks)
