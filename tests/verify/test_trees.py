"""Trees of 0 to 300 leaves: roots and proofs as RFC 6962 defines them, and none but those."""

import random
from functools import cache

from terang.verify import terang_verify as v
from tests import counts
from tests.verify import ink

LEAVES = [ink.leaf_hash(bytes((n % 251, n // 251))) for n in range(300)]
SIZES = counts.of(few=24, asked=301)
PAIRS = counts.of(few=6, asked=300)


@cache
def root(begin: int, end: int) -> bytes:
    """MTH(D[begin:end]) of section 2.1."""
    if end - begin < 2:
        return LEAVES[begin] if end > begin else ink.sha(b"")
    k = split(begin, end)
    return ink.sha(b"\1" + root(begin, k) + root(k, end))


def split(begin: int, end: int) -> int:
    return begin + (1 << (end - begin - 1).bit_length() - 1)


def way(index: int, begin: int, end: int) -> list[bytes]:
    """PATH(m, D) of section 2.1.1."""
    if end - begin == 1:
        return []
    k = split(begin, end)
    return [*way(index, begin, k), root(k, end)] if index < k else [*way(index, k, end), root(begin, k)]


def growth(old: int, begin: int, end: int, *, is_whole: bool = True) -> list[bytes]:
    """SUBPROOF(m, D, b) of section 2.1.2."""
    if old == end:
        return [] if is_whole else [root(begin, end)]
    k = split(begin, end)
    if old <= k:
        return [*growth(old, begin, k, is_whole=is_whole), root(k, end)]
    return [*growth(old, k, end, is_whole=False), root(begin, k)]


def sizes() -> list[int]:
    return sorted({0, 1, 2, 3, 255, 256, 257, 300} | set(random.Random(1).sample(range(301), SIZES)))


def some(size: int) -> list[int]:
    return sorted(random.Random(size).sample(range(size), min(size, PAIRS)))


def test_a_growing_tree_has_the_root_of_its_definition() -> None:
    frontier = v.Frontier()

    for size in range(301):
        assert frontier.root() == root(0, size)
        if size < 300:
            frontier.push(LEAVES[size])


def test_every_leaf_finds_its_way_to_the_root_and_nowhere_else() -> None:
    for size in sizes():
        top = root(0, size)
        for index in some(size):
            leaf, path = LEAVES[index], way(index, 0, size)
            assert v.root_from_path(leaf, index, size, path) == top
            assert not leads(leaf, index ^ 1, size, path, top)
            assert not leads(leaf, index, size, path[:-1], top) or not path
            assert not leads(leaf, index, size, [*path, top], top)


def leads(leaf: bytes, index: int, size: int, path: list[bytes], top: bytes) -> bool:
    try:
        return v.root_from_path(leaf, index, size, path) == top
    except v.Bad:
        return False


def test_a_tree_proves_which_trees_it_grew_from() -> None:
    for size in sizes():
        top = root(0, size)
        for old in (one + 1 for one in some(size)):
            path, before = growth(old, 0, size), root(0, old)
            assert v.consistent(old, before, size, top, path)
            assert not v.consistent(old, LEAVES[299] if old < 300 else top[::-1], size, top, path)
            assert not v.consistent(old, before, size, top, [*path, top])
            assert old == size or not v.consistent(old, before, size, top, path[:-1])


def test_the_builder_of_the_tests_makes_the_same_proofs() -> None:
    for index in (0, 1, 150, 299):
        assert ink.path(index, LEAVES) == way(index, 0, 300)
