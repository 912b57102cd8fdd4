"""How fast a public log is written: encoded, hashed, laid in tiles, read back and signed: `make bench-log`.

Logs of growing size, of invented registrations, by the very parts that the sequencer uses, in one process; the seconds
are of processor, beside the plain SHA-256 of the same bytes on one core. The checkers have tables of their own
(`make bench-verify`). Prints a table and writes bench/results/log.json. ARGS='--most 10000000' for a nation.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from terang.core.ledger import leaves, tree
from terang.core.ledger.checkpoints import Checkpoint
from terang.core.ledger.notes import ED25519
from terang.core.ledger.tree import Subtree, leaf_hash, node_hash
from terang.public_log.folders import LogFolder
from terang.public_log.keys import PrivateKey

RESULT = Path(__file__).parent / "results" / "log.json"
LEAST, MOST = 10_000, 1_000_000
BATCH, PROOFS = 20_000, 100_000
ORIGIN = "log.terang.example/bench"
Figures = list[dict[str, object]]
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=MOST, help="leaves of the largest log")
    most, figures, size = parser.parse_args().most, list[dict[str, object]](), LEAST
    while size <= most:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size, figures)
        size *= 10
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n")


def measure(place: Path, size: int, figures: Figures) -> None:
    folder, key = LogFolder(place), PrivateKey.new(ORIGIN, ED25519)
    spent = dict.fromkeys(("encoding", "tiles", "reading back", "signing"), 0.0)
    raw, done, rest = 0.0, 0, registrations(size)
    hashes: list[bytes] = []
    while bodies := list(islice(rest, BATCH)):
        entries = timed(spent, "encoding", partial(encoded, bodies))
        timed(spent, "tiles", partial(folder.grow, done, entries))
        before, done = done, done + len(entries)
        root = timed(spent, "reading back", partial(folder.recompute, done, since=before))
        head = Checkpoint(ORIGIN, done, root)
        timed(spent, "signing", partial(key.sign, head.text.encode()))
        raw += of_processor(partial(hashed, entries))[0]
        hashes += map(leaf_hash, entries)
    whole = sum(spent.values())
    tell(
        figures,
        f"{size:,} leaves written",
        size / whole,
        "leaves a second of processor",
        "",
        parts(spent, size),
    )
    tell(
        figures, f"{size:,} leaves against their raw SHA-256", whole / raw, "times", "", f"{raw * 1e6 / size:.2f} us a leaf"
    )  # fmt: skip
    prove(hashes, figures)


def prove(hashes: list[bytes], figures: Figures) -> None:
    """Inclusion proofs of many leaves of one tree: its nodes are made once, each proof is looked up."""
    count = min(len(hashes), PROOFS)
    step = len(hashes) // count
    making, nodes = of_processor(lambda: subtrees(hashes))
    proving, paths = of_processor(
        lambda: [tree.inclusion_proof(at * step, len(hashes), nodes) for at in range(count)]
    )
    tree.check_inclusion(
        hashes[(count - 1) * step], (count - 1) * step, len(hashes), paths[-1], nodes(0, len(hashes))
    )
    tell(
        figures, f"{count:,} inclusion proofs of {len(hashes):,} leaves", count / (making + proving),
        "proofs a second of processor", "", f"{making:.2f} s for the tree, {proving:.2f} s for the proofs",
    )  # fmt: skip


def subtrees(hashes: list[bytes]) -> Subtree:
    """The root over any range that a proof asks for."""
    levels = [hashes]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])

    def over(start: int, stop: int) -> bytes:
        height = (stop - start - 1).bit_length()
        if stop - start == 1 << height:
            return levels[height][start >> height]
        middle = start + (1 << (height - 1))
        return node_hash(over(start, middle), over(middle, stop))

    return over


def registrations(size: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Invented ones: a record's number and its body."""
    for number in range(size):
        chance = hashlib.sha512(b"%d" % number).hexdigest()
        body: dict[str, object] = {
            "pid": chance[:16], "formation": f"F{number % 400:03}", "utag": chance[64:], "com": chance[32:96],
        }  # fmt: skip
        yield chance[16:48], body


def encoded(bodies: Iterable[tuple[str, dict[str, object]]]) -> list[bytes]:
    return [
        leaves.write(kind="reg", round_code="bench", uid=uid, unix=1_780_000_000, body=body)
        for uid, body in bodies
    ]


def hashed(entries: Iterable[bytes]) -> list[bytes]:
    return [hashlib.sha256(one).digest() for one in entries]


def timed(spent: dict[str, float], part: str, work: Callable[[], T]) -> T:
    seconds, found = of_processor(work)
    spent[part] += seconds
    return found


def of_processor(work: Callable[[], T]) -> tuple[float, T]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found


def parts(spent: dict[str, float], size: int) -> str:
    return ", ".join(f"{name} {seconds * 1e6 / size:.2f}" for name, seconds in spent.items()) + " us a leaf"


def tell(figures: Figures, figure: str, value: float, unit: str, aim: str, against: str) -> None:
    figures.append({"figure": figure, "value": round(value, 2), "unit": unit, "aim": aim, "against": against})
    print(f"{figure:55} {value:14,.2f} {unit:30} {against}")


if __name__ == "__main__":
    main()
