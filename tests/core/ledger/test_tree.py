"""Trees of every small size: each proof holds, and no proof holds for what it was not made for."""

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core.ledger import tiles, tree
from tests import counts

LEAVES = [tree.leaf_hash(number.to_bytes(4, "big")) for number in range(300)]
SIZES = counts.of(few=70, asked=300)


@cache
def subtree(start: int, stop: int) -> bytes:
    return tree.root(LEAVES[start:stop])


def test_a_tree_without_leaves_is_the_hash_of_nothing() -> None:
    assert tree.root([]) == tree.EMPTY_ROOT
    assert tree.EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_every_inclusion_proof_of_every_small_tree_holds() -> None:
    with counts.tally("inclusion proofs", asked=SIZES * (SIZES + 1) // 2) as tally:
        for size in range(SIZES + 1):
            for index in range(size):
                path = tree.inclusion_proof(index, size, subtree)
                tree.check_inclusion(LEAVES[index], index, size, path, subtree(0, size))
                tally.done()


def test_every_consistency_proof_of_every_small_tree_holds() -> None:
    with counts.tally("consistency proofs", asked=(SIZES + 1) * (SIZES + 2) // 2) as tally:
        for size in range(SIZES + 1):
            for old in range(size + 1):
                path = tree.consistency_proof(old, size, subtree)
                tree.check_consistency(old, size, subtree(0, old), subtree(0, size), path)
                tally.done()


def test_a_tree_that_grows_has_the_root_of_the_whole() -> None:
    grown = tree.Range()
    for size, leaf in enumerate(LEAVES):
        assert grown.root() == subtree(0, size)
        grown.push(leaf)


SIZE = st.integers(1, 40)


def refused(check: Callable[[], None]) -> bool:
    try:
        check()
    except tree.BadProof:
        return True
    return False


@given(SIZE, st.data())
def test_an_inclusion_proof_holds_for_its_own_leaf_place_and_size_only(
    size: int, data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, size - 1))
    path, root = tree.inclusion_proof(index, size, subtree), subtree(0, size)

    for other in range(size):
        if other != index:
            assert refused(lambda other=other: tree.check_inclusion(LEAVES[index], other, size, path, root))
            assert refused(lambda other=other: tree.check_inclusion(LEAVES[other], index, size, path, root))
    for broken in (path[:-1], [*path, LEAVES[0]], [tree.node_hash(one, one) for one in path]):
        if broken != path:
            assert refused(
                lambda broken=broken: tree.check_inclusion(LEAVES[index], index, size, broken, root)
            )
    assert refused(lambda: tree.check_inclusion(LEAVES[index], index, size, path, LEAVES[0])) or size == 1


@given(SIZE, st.data())
def test_a_consistency_proof_holds_for_its_own_sizes_and_roots_only(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    path, root = tree.consistency_proof(old, size, subtree), subtree(0, size)

    for other in range(1, size):
        if other != old:
            assert refused(
                lambda other=other: tree.check_consistency(old, size, subtree(0, other), root, path)
            )
    for broken in (path[:-1], [*path, LEAVES[0]]):
        if broken != path:
            assert refused(
                lambda broken=broken: tree.check_consistency(old, size, subtree(0, old), root, broken)
            )
    if 0 < old < size:
        assert refused(lambda: tree.check_consistency(old, size, subtree(0, old), LEAVES[1], path))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_for_a_leaf_outside_the_tree(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="there is no leaf"):
        tree.inclusion_proof(index, size, subtree)
    assert refused(lambda: tree.check_inclusion(LEAVES[0], index, size, [], LEAVES[0]))


def test_a_log_never_had_more_leaves_than_it_has() -> None:
    with pytest.raises(ValueError, match="never had 5 leaves"):
        tree.consistency_proof(5, 4, subtree)
    assert refused(lambda: tree.check_consistency(5, 4, LEAVES[0], LEAVES[1], []))


@pytest.mark.parametrize(
    ("level", "number", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 0, 1, "tile/0/000.p/1"),
        (2, 999, 256, "tile/2/999"),
        ("entries", 1000, 255, "tile/entries/x001/000.p/255"),
        (63, 1_234_567_890, 256, "tile/63/x001/x234/x567/890"),
    ],
)
def test_tiles_lie_where_everybody_looks_for_them(
    level: int | str, number: int, width: int, path: str
) -> None:
    assert tiles.path(level, number, width) == path


@given(st.lists(st.binary(max_size=400), min_size=1, max_size=256))
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    data = tiles.write_bundle(entries)

    assert tiles.read_bundle(data, len(entries)) == entries
    for broken, width in ((data[:-1], len(entries)), (data + b"\0", len(entries)), (data, len(entries) + 1)):
        with pytest.raises(tiles.BadTile):
            tiles.read_bundle(broken, width)


def test_what_is_no_tile_is_refused() -> None:
    with pytest.raises(tiles.BadTile):
        tiles.read_tile(bytes(33), 1)
    with pytest.raises(tiles.BadTile):
        tiles.write_bundle([])
    with pytest.raises(tiles.BadTile):
        tiles.write_bundle([bytes(65_536)])
    with pytest.raises(tiles.BadTile):
        tiles.hash_above([bytes(32)])
