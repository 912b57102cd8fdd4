"""How long the citizen's checker takes for a log: `make bench-verify`.

Logs of growing size, of invented applicants who registered, were admitted, sat and were scored; seconds of processor
per million leaves, and the most memory. Prints a table and writes bench/results/verify.json. ARGS='--sizes 1000000'.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from terang.verify import terang_verify
from tests.verify import story
from tests.verify.ink import b64, chance, jcs, leaf_hash, note, sha, tile_name
from tests.verify.story import DAY, ORIGIN, POLICY, ROUND, T0, TWO, Story

SIZES = (10_000, 30_000, 100_000)
RESULT = Path(__file__).parent / "results" / "verify.json"
PER_PERSON, WIDTH = ("reg", "elig", "sess_end", "score"), 256


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    figures = [measure(size) for size in parser.parse_args().sizes]
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n")
    for one in figures:
        print("  ".join(f"{name} {value}" for name, value in one.items()))


def measure(size: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        leaves, megabytes = write(Path(folder), size)
        (Path(folder) / "policy").write_bytes(POLICY)
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        program = [sys.executable, terang_verify.__file__, "log", folder, "--policy", f"{folder}/policy"]
        done = subprocess.run(program, capture_output=True, text=True, check=False)
        wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            raise SystemExit(done.stdout + done.stderr)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        hashed = _raw(Path(folder))
    return {
        "leaves": leaves, "megabytes of leaves": megabytes, "seconds": round(wall, 1), "processor seconds": round(cpu, 1),
        "processor seconds per million leaves": round(cpu * 1e6 / leaves), "aim": "<= 180",
        "times raw SHA-256 of the same bytes": round(cpu / hashed), "largest memory (MB)": after.ru_maxrss // 1024,
    }  # fmt: skip


def _raw(folder: Path) -> float:
    """Seconds of processor that hashing the files of entries takes."""
    started = time.process_time()
    for path in sorted((folder / "tile/entries").rglob("*")):
        if path.is_file():
            hashlib.sha256(path.read_bytes()).digest()
    return time.process_time() - started


def write(folder: Path, size: int) -> tuple[int, int]:
    """A log of about that many leaves; how many, and how many megabytes they are."""
    s, people = Story(), size // len(PER_PERSON)
    story.ceremony(s)
    story.rules(s)
    registrations = [jcs(leaf) for leaf in _registrations(people)]
    head, s.at = s.entries() + registrations, T0 + 7 * DAY
    outcomes = [{"pid": _pid(n), "decision": "ok"} for n in range(people)]
    blob = s.blob(jcs({"v": 1, "outcomes": outcomes}))
    s.add("list", "announce", {"stage": "screening", "edition": 1, "blob": blob}, by=TWO)
    entries = [*head, s.entries()[-1], *map(jcs, _results(people))]
    for digest, data in s.blobs.items():
        path = folder / "blob" / digest[:2] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    text = f"{ORIGIN}\n{len(entries)}\n{b64(_tiles(folder, entries))}\n"
    (folder / "checkpoint").write_bytes(note(text, story.LOG, story.WITNESSES, T0 + 30 * DAY))
    return len(entries), sum(map(len, entries)) // 10**6


def _pid(n: int) -> str:
    return "p" + f"{n:015d}".translate(str.maketrans("0123456789", "abcdefghjk"))


def _leaf(kind: str, n: int, t: int, body: dict[str, object]) -> dict[str, object]:
    return {"v": 1, "k": kind, "r": ROUND, "u": chance(kind, n, size=16).hex(), "t": t, "b": body}


def _digest(*parts: object) -> str:
    return chance(*parts).hex()


def _registrations(people: int) -> Iterator[dict[str, object]]:
    for n in range(people):
        t = T0 + 2 * DAY + 3600 * (n * 48 // people)
        body = {"pid": _pid(n), "formation": "F001", "utag": _digest("utag", n), "com": _digest("com", n)}
        yield _leaf("reg", n, t, body)


def _results(people: int) -> Iterator[dict[str, object]]:
    for n in range(people):
        body = {"pid": _pid(n), "decision": "ok", "codes": [], "com": _digest("why", n), "by": "verifier-1"}
        yield _leaf("elig", n, T0 + 7 * DAY, body)
    for n in range(people):
        body = {"pid": _pid(n), "s": _digest("s", n)[:32], "n": 110, "why": "time", "cpub": "AAAA"}
        yield _leaf(
            "sess_end", n, T0 + 12 * DAY, {**body, "head": _digest("head", n), "ans": _digest("ans", n)}
        )
    for n in range(people):
        body = {"pid": _pid(n), "rule": "R1", "com": _digest("score", n), "release": "terang-1.0.0"}
        yield _leaf("score", n, T0 + 17 * DAY, body)


def _tiles(folder: Path, entries: list[bytes]) -> bytes:
    """Write the files of the tree; its root."""
    for start in range(0, len(entries), WIDTH):
        some = entries[start : start + WIDTH]
        _put(
            folder / "tile/entries",
            start,
            len(some),
            b"".join(len(one).to_bytes(2, "big") + one for one in some),
        )
    level, hashes = 0, [leaf_hash(one) for one in entries]
    root = _root(hashes)
    while hashes:
        for start in range(0, len(hashes), WIDTH):
            some = hashes[start : start + WIDTH]
            _put(folder / f"tile/{level}", start, len(some), b"".join(some))
        full, level = len(hashes) // WIDTH * WIDTH, level + 1
        hashes = [_root(hashes[start : start + WIDTH]) for start in range(0, full, WIDTH)]
    return root


def _root(hashes: list[bytes]) -> bytes:
    while len(hashes) > 1:
        last = hashes[-1:] if len(hashes) % 2 else []
        hashes = [sha(b"\1" + hashes[n] + hashes[n + 1]) for n in range(0, len(hashes) - 1, 2)] + last
    return hashes[0]


def _put(folder: Path, start: int, width: int, data: bytes) -> None:
    path = folder / (tile_name(start // WIDTH) + (f".p/{width}" if width < WIDTH else ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
