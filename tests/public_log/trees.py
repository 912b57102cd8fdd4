"""A log in memory: entries, roots, and the proofs between any two of its sizes."""

from terang.core.ledger import tree
from terang.core.ledger.checkpoints import Checkpoint

ORIGIN = "log.tanjungbalai.example/2026-a"


class Tree:
    """What an honest log holds; `twist` makes one that splits from it."""

    def __init__(self, size: int = 40, twist: int | None = None, origin: str = ORIGIN) -> None:
        self.origin = origin
        entries = [b"twisted" if number == twist else b"%d" % number for number in range(size)]
        self.hashes = [tree.leaf_hash(one) for one in entries]

    def at(self, size: int) -> Checkpoint:
        return Checkpoint(self.origin, size, tree.root(self.hashes[:size]))

    def grown(self, old: int, size: int) -> list[bytes]:
        return tree.consistency_proof(old, size, tree.over(self.hashes))
