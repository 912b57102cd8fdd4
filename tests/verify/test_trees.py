"""Trees of 0 to 300 leaves: roots and proofs as RFC 6962 defines them, and none but those."""

import random

from terang.verify import terang_verify as v
from tests import counts
from tests.verify import ink

LEAVES = [ink.leaf_hash(bytes((n % 251, n // 251))) for n in range(300)]
SIZES = counts.of(few=24, asked=301)
PAIRS = counts.of(few=6, asked=300)


def sizes() -> list[int]:
    return sorted({0, 1, 2, 3, 255, 256, 257, 300} | set(random.Random(1).sample(range(301), SIZES)))


def some(size: int) -> list[int]:
    return sorted(random.Random(size).sample(range(size), min(size, PAIRS)))


def test_a_growing_tree_has_the_root_of_its_definition() -> None:
    frontier, wanted = v.Frontier(), set(sizes())

    for size in range(301):
        if size in wanted:
            assert frontier.root() == ink.root(LEAVES[:size])
        if size < 300:
            frontier.push(LEAVES[size])


def test_every_leaf_finds_its_way_to_the_root_and_nowhere_else() -> None:
    for size in sizes():
        leaves = LEAVES[:size]
        root = ink.root(leaves)
        for index in some(size):
            path = ink.path(index, leaves)
            assert v.root_from_path(leaves[index], index, size, path) == root
            assert not leads(leaves[index], index ^ 1, size, path, root)
            assert not leads(leaves[index], index, size, path[:-1], root) or not path
            assert not leads(leaves[index], index, size, [*path, root], root)


def leads(leaf: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    try:
        return v.root_from_path(leaf, index, size, path) == root
    except v.Bad:
        return False


def test_a_tree_proves_which_trees_it_grew_from() -> None:
    for size in sizes():
        leaves = LEAVES[:size]
        root = ink.root(leaves)
        for old in (one + 1 for one in some(size)):
            path, before = ink.consistency(old, leaves), ink.root(LEAVES[:old])
            assert v.consistent(old, before, size, root, path)
            assert not v.consistent(old, ink.root(LEAVES[1 : old + 1]), size, root, path)
            assert not v.consistent(old, before, size, root, [*path, root])
            assert old == size or not v.consistent(old, before, size, root, path[:-1])
