"""How often a test does its work: a few times on every change, as often as an issue asks in `make test-long`.

    COUNT = counts.of(few=50, asked=10_000)
    @pytest.mark.some(every=4)  # of the cases of a test
    with counts.tally("answers", asked=COUNT) as tally: ... tally.done(1); tally.lost(0)

The tallies of a long run become the table done / asked / lost in `bench/results/faults-*.json`.
"""

import json
import os
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

LONG = os.environ.get("TERANG_TEST_LONG") == "1"
TALLIES = Path(__file__).parent.parent / ".data" / "tallies"


def of(*, few: int, asked: int) -> int:
    """`asked` in a long run, else `few`."""
    return asked if LONG else few


def left_to_the_long_run(items: Iterable[pytest.Item]) -> set[str]:
    """The ids of the tests that `make test` leaves out: those marked `long`, and of `some(every=n)` all but each n-th case."""
    cases = defaultdict[str, list[pytest.Item]](list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    left = set()
    for found in cases.values():
        every = max((mark.kwargs["every"] for mark in found[0].iter_markers("some")), default=1)
        ids = sorted(item.nodeid for item in found)
        left |= set(ids) - set(ids[::every])
        left |= {item.nodeid for item in found if item.get_closest_marker("long")}
    return left


class Tally:
    """What was done and what was lost of one thing."""

    def __init__(self, name: str, asked: int) -> None:
        self.name, self.asked, self.done_count, self.lost_count = name, asked, 0, 0

    def done(self, count: int = 1) -> None:
        self.done_count += count

    def lost(self, count: int = 1) -> None:
        self.lost_count += count


@contextmanager
def tally(name: str, *, asked: int) -> Iterator[Tally]:
    """Count, and in a long run keep the count, also of a test that fails."""
    counted = Tally(name, asked)
    try:
        yield counted
    finally:
        if LONG:
            row = {"what": name, "done": counted.done_count, "asked": asked, "lost": counted.lost_count}
            TALLIES.mkdir(parents=True, exist_ok=True)
            (TALLIES / f"{secrets.token_hex(8)}.json").write_text(json.dumps(row))
