"""The public bundle of one formasi: which leaves belong in it, what it counts, and its only archive.

Source: terang-log/1 section 10.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from terang.core.ledger import canonical

Leaf = Mapping[str, canonical.Json]
LEFT_OUT = frozenset({"ans_batch", "sess_batch", "perf", "wb_day", "fb_day", "forensics"})
BLOCK, RECORD = 512, 10_240


@dataclass
class Selection:
    """Which leaves of a log a bundle holds: all but those that are plainly of another formasi. Ask in the log's order."""

    formation: str
    others: set[str] = field(default_factory=set)

    def takes(self, leaf: Leaf, leaf_hash: bytes) -> bool:
        kind, body = str(leaf["k"]), leaf["b"]
        if not isinstance(body, dict) or kind in LEFT_OUT:
            return False
        is_ours = self._is_ours(kind, body)
        if not is_ours:
            self.others |= {str(leaf["u"]), leaf_hash.hex()}
            self.others |= {str(body["pid"])} if kind == "reg" else set()
        return is_ours

    def _is_ours(self, kind: str, body: Mapping[str, canonical.Json]) -> bool:
        if kind == "rule":
            named = body["formations"]
            return isinstance(named, list) and self.formation in named
        if kind == "formation" or (kind == "freeze" and body["what"] == "formation"):
            return body["id"] == self.formation
        if "formation" in body:
            return body["formation"] == self.formation
        return body.get("pid") not in self.others and body.get("ref") not in self.others


def summary(
    leaves: Iterable[Leaf], formation: str, rows: Sequence[Sequence[str]], k_min: int
) -> list[list[object]]:
    """[stage, code, count] of the formasi: cells below `k_min` are merged, and left out where even that is too few."""
    applied: dict[str, str] = {}
    decided: dict[str, str] = {}
    for leaf in leaves:
        body = leaf["b"]
        if not isinstance(body, dict):
            continue
        pid = str(body.get("pid", ""))
        if leaf["k"] == "reg" and body["formation"] == formation:
            applied[pid] = "applied"
        elif leaf["k"] == "withdraw" and pid in applied:
            applied[pid] = "withdrawn"
        elif leaf["k"] == "elig" and pid in applied:
            decided[pid] = str(body["decision"])
    stages = (
        ("registration", applied.values()),
        ("screening", decided.values()),
        ("result", [row[2] for row in rows]),
    )
    return [[stage, code, count] for stage, codes in stages for code, count in _cells(Counter(codes), k_min)]


def _cells(counts: Counter[str], k_min: int) -> list[tuple[str, int]]:
    """The counts that may be told: the smallest are put together until they can't be told apart."""
    left, merged = sorted((count, code) for code, count in counts.items()), 0
    while left and (left[0][0] < k_min or 0 < merged < k_min):
        merged += left.pop(0)[0]
    if merged >= k_min:
        left.append((merged, "merged"))
    return sorted((code, count) for count, code in left)


def lines(values: Iterable[object]) -> bytes:
    """Canonical values, one a line."""
    return b"".join(canonical.encode(one) + b"\n" for one in values)


def archive(said: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    """The bundle of these files with its manifest: the same bytes wherever and whenever it is made.

    said: what the manifest says beside the digests of the files.
    """
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    manifest = {"v": 1, "type": "bundle", **said, "files": digests}
    # Not canonical encoding: names of files hold dots and dashes.
    written = json.dumps(manifest, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    return ustar({**files, "manifest.json": written})


def ustar(files: Mapping[str, bytes]) -> bytes:
    """A tar archive without anything of the machine that made it: names sorted, mode 0644, owner 0, time 0."""
    out = b"".join(_header(name, len(files[name])) + _padded(files[name], BLOCK) for name in sorted(files))
    return _padded(out + bytes(2 * BLOCK), RECORD)


def _header(name: str, size: int) -> bytes:
    numbers = b"0000644\0" + b"0000000\0" * 2 + b"%011o\0" % size + b"00000000000\0"
    before, after = name.encode().ljust(100, b"\0") + numbers, b"0" + bytes(100) + b"ustar\x0000"
    total = sum(before) + sum(after) + 8 * ord(" ")
    return _padded(before + b"%06o\0 " % total + after, BLOCK)


def _padded(data: bytes, unit: int) -> bytes:
    return data + bytes(-len(data) % unit)
