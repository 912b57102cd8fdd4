"""The Merkle tree of the log: its root, and proofs that a leaf is in it and that it only grew.

Hashes are 32 bytes. Positions count from 0. Source: RFC 6962 section 2.1; RFC 9162 section 2.1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

EMPTY_ROOT = hashlib.sha256(b"").digest()
Subtree = Callable[[int, int], bytes]
"""The root over the leaves from one position up to, not including, another."""


class BadProof(ValueError):
    """The proof does not show what it should."""


def leaf_hash(entry: bytes) -> bytes:
    """What stands for an entry in the tree."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """What stands for two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass
class Range:
    """A tree that only grows: the roots of its full subtrees, largest first. 64 hashes hold any log.

    >>> tree = Range()
    >>> for entry in (b"a", b"b", b"c"):
    ...     tree.push(leaf_hash(entry))
    >>> tree.size, tree.root() == root([leaf_hash(entry) for entry in (b"a", b"b", b"c")])
    (3, True)
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def push(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        node, rest = leaf, self.size
        while rest & 1:
            node, rest = node_hash(self.peaks.pop(), node), rest >> 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = node_hash(peak, node)
        return node


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes; of none, the hash of nothing."""
    grown = Range()
    for leaf in leaves:
        grown.push(leaf)
    return grown.root()


def over(leaves: Sequence[bytes]) -> Subtree:
    """Subtrees of a list of leaf hashes, each worked out anew."""
    return lambda start, stop: root(leaves[start:stop])


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The hashes beside the way from a leaf up to the root, lowest first. Refused: ValueError outside the tree."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    path, start, stop = [], 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append(subtree(middle, stop))
            stop = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def consistency_proof(old: int, size: int, subtree: Subtree) -> list[bytes]:
    """The hashes that lead from the root of the first `old` leaves to the root of all; none from 0 and to itself."""
    if not 0 <= old <= size:
        raise ValueError(f"a tree of {size} never had {old} leaves")
    if old in (0, size):
        return []
    path, start, stop, whole = [], 0, size, True
    while old != stop:
        middle = start + _split(stop - start)
        if old <= middle:
            path.append(subtree(middle, stop))
            stop = middle
        else:
            path.append(subtree(start, middle))
            start, whole = middle, False
    if not whole:
        path.append(subtree(start, stop))
    return path[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], wanted: bytes) -> None:
    """That a leaf hash is at this place of the tree with this root. Refused: BadProof."""
    if not 0 <= index < size:
        raise BadProof(f"there is no leaf {index} in a tree of {size}")
    node = leaf
    for sibling, is_left in _way_up(index, size - 1, path):
        node = node_hash(sibling, node) if is_left else node_hash(node, sibling)
    if node != wanted:
        raise BadProof("the proof leads to another root")


def check_consistency(old: int, size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    """That the tree of `size` leaves begins with the tree of `old`. Refused: BadProof."""
    if not 0 <= old <= size:
        raise BadProof(f"a tree of {size} never had {old} leaves")
    if old in (0, size):
        _check_trivial(old, size, old_root, new_root, path)
        return
    first, *hashes = [old_root, *path] if old & (old - 1) == 0 else path or [b""]
    full = (old & -old).bit_length() - 1
    before = after = first
    for sibling, is_left in _way_up((old - 1) >> full, (size - 1) >> full, hashes):
        if is_left:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
        else:
            after = node_hash(after, sibling)
    if (before, after) != (old_root, new_root):
        raise BadProof("the proof leads to another root")


def _way_up(place: int, last: int, path: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each hash beside the way to the root, and whether it stands to the left. Refused: BadProof for another length."""
    for sibling in path:
        if last == 0:
            raise BadProof("the proof is too long")
        is_left = bool(place & 1) or place == last
        yield sibling, is_left
        while is_left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    if last != 0:
        raise BadProof("the proof is too short")


def _check_trivial(old: int, size: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    if path:
        raise BadProof("nothing is to be proved here, so the proof must be empty")
    if old == 0 and old_root != EMPTY_ROOT:
        raise BadProof("an empty tree has another root")
    if old == size and old_root != new_root:
        raise BadProof("two roots for one size: the log was split")


def _split(size: int) -> int:
    """The largest power of two below a size of at least two: where RFC 6962 divides a tree."""
    return 1 << (size - 1).bit_length() - 1
