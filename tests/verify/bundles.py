"""The reference builder of bundles and receipts, from the text of terang-log/1 sections 10 and 11."""

import io
import json
import tarfile
from collections import Counter

from tests.verify import ink, story
from tests.verify.ink import b64, jcs, leaf_hash, sha
from tests.verify.story import POINTS, POLICY, ROUND, RULES, Story, checkpoint, chosen, pid, ranking

BULK = {"ans_batch", "sess_batch", "perf", "wb_day", "fb_day", "forensics"}
K_MIN = 5


def relevant(entries: list[bytes], formation: str) -> list[int]:
    """The places of the leaves of one formation and of those that concern everybody."""
    foreign: set[str] = set()
    mine = []
    for place, entry in enumerate(entries):
        leaf = json.loads(entry)
        body, kind = leaf["b"], leaf["k"]
        elsewhere = (
            kind in BULK
            or body.get("formation", formation) != formation
            or (kind == "rule" and formation not in body["formations"])
            or (kind in {"formation", "freeze"} and body["id"] != formation)
            or body.get("pid") in foreign
            or body.get("ref") in foreign
        )
        if elsewhere:
            foreign |= {leaf["u"], leaf_hash(entry).hex()} | ({body["pid"]} if kind == "reg" else set())
        else:
            mine.append(place)
    return mine


def openings(s: Story, formation: str) -> list[dict]:
    """The values of all live scores, with their salts; none of a small group."""
    found = []
    for n in range(len(POINTS[formation])):
        name = f"fix {n}" if any(one.name == f"fix {n}" for one in s.leaves) else f"score {formation} {n}"
        if formation != "F001" and name.startswith("fix"):
            name = f"score {formation} {n}"
        salt, value = s.salts[name]
        found.append(
            {"pid": pid(formation, n), "score": {"u": s[name].uid, "salt": salt.hex(), "value": value}}
        )
    found.sort(key=lambda one: (one["pid"], one["score"]["u"]))
    return found if len(found) >= K_MIN else []


def summary(s: Story, formation: str) -> list[list]:
    """Counts per stage; the smallest cells are put together until none is below k_min."""
    decisions = {one.body["pid"]: one.body["decision"] for one in s.leaves if one.kind == "elig"}
    gone = {one.body["pid"] for one in s.leaves if one.kind == "withdraw"}
    pids = [one.body["pid"] for one in s.leaves if one.kind == "reg" and one.body["formation"] == formation]
    rows = []
    for stage, codes in (
        ("registration", ["withdrawn" if who in gone else "applied" for who in pids]),
        ("screening", [decisions[who] for who in pids if who in decisions]),
        ("result", [row[2] for row in ranking(s, formation)]),
    ):
        cells, merged = sorted((count, code) for code, count in Counter(codes).items()), 0
        while cells and (cells[0][0] < K_MIN or 0 < merged < K_MIN):
            merged += cells.pop(0)[0]
        if merged >= K_MIN:
            cells.append((merged, "merged"))
        rows += sorted([stage, code, count] for count, code in cells)
    return rows


def files_of(s: Story, formation: str) -> dict[str, bytes]:
    """The files of a bundle, without the manifest."""
    entries = s.entries()
    hashes = [leaf_hash(one) for one in entries]
    places = relevant(entries, formation)
    files = {
        "checkpoint": checkpoint(entries, s.at + 60),
        "policy": POLICY,
        "rule.json": s.blobs[s[f"rule {formation}"].body["blob"]],
        "formation.json": s.blobs[s[f"formation {formation}"].body["blob"]],
        "blueprint.json": s.blobs[s["blueprint"].body["blob"]],
        "announce.json": s.blobs[s[f"announce {formation}"].body["blob"]],
        "outcomes-1.json": s.blobs[s["list F002"].body["blob"]],
        "schemas.json": s.blobs[s["genesis"].body["schemas"]],
        "leaves.jsonl": lines({"i": n, "leaf": entries[n].decode()} for n in places),
        "proofs.jsonl": lines({"i": n, "path": [b64(one) for one in ink.path(n, hashes)]} for n in places),
        "openings.jsonl": lines(openings(s, formation)),
        "ranking.jsonl": lines(ranking(s, formation)),
        "summary.json": jcs(summary(s, formation)),
    }
    if formation == "F001":
        files["seeds.json"] = jcs([{"purpose": "lot/R1", "shares": [], "beacon": story.beacon(s)}])
    return files


def lines(values) -> bytes:
    return b"".join(jcs(one) + b"\n" for one in values)


def with_manifest(files: dict[str, bytes], formation: str, **changes: object) -> dict[str, bytes]:
    manifest = {
        "v": 1, "type": "bundle", "formation": formation, "rule": RULES[formation]["id"], "round": ROUND, "n": 1,
        "release": "terang-1.0.0", "k_min": K_MIN, "files": {name: sha(data).hex() for name, data in files.items()},
        **changes,
    }  # fmt: skip
    return {**files, "manifest.json": jcs(manifest)}


def packed(files: dict[str, bytes]) -> bytes:
    """The archive: ustar, names sorted, owner 0, time 0."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name in sorted(files):
            head = tarfile.TarInfo(name)
            head.size, head.mode = len(files[name]), 0o644
            tar.addfile(head, io.BytesIO(files[name]))
    return out.getvalue()


def bundle(s: Story, formation: str) -> bytes:
    return packed(with_manifest(files_of(s, formation), formation))


def proof(s: Story, name: str) -> bytes:
    """The `.tlog-proof` of a registration."""
    entries, place = s.entries(), s.place(name)
    salt, value = s.salts[name]
    extra = jcs({"leaf": entries[place].decode(), "salt": salt.hex(), "value": value})
    path = "".join(f"{b64(one)}\n" for one in ink.path(place, [leaf_hash(one) for one in entries]))
    head = f"c2sp.org/tlog-proof@v1\nextra {b64(extra)}\nindex {place}\n{path}\n"
    return head.encode() + checkpoint(entries, s.at + 60)


def promise(s: Story, name: str, **changes: object) -> bytes:
    """The promise receipt of a leaf."""
    leaf = leaf_hash(s.entries()[s.place(name)]).hex()
    said = {
        "v": 1,
        "type": "promise",
        "origin": story.ORIGIN,
        "leaf": leaf,
        "t": s[name].t + 7,
        "mmd": 60,
        **changes,
    }
    signature = story.RECEIPT.secret.sign(b"terang/v1/promise\n" + jcs(said))
    return jcs({"promise": said, "sig": b64(signature)})


def announced(s: Story, formation: str, selected: list[str] | None = None) -> bytes:
    return jcs({"v": 1, "formation": formation, "selected": sorted(selected or chosen(s, formation))})
