"""Insiders who change files: of the log, of a bundle, of receipts. And thieves of keys."""

import json
from pathlib import Path

from terang.verify.terang_verify import Report
from tests.verify import bundles, ink, story
from tests.verify.ink import Ed, jcs
from tests.verify.scene import Scene, attack, verifier
from tests.verify.story import WITNESSES, checkpoint


def flipped(data: bytes, place: int, bit: int = 0) -> bytes:
    return data[:place] + bytes((data[place] ^ 1 << bit,)) + data[place + 1 :]


# --- the log ---


@attack("checkpoint signed by another key of the same name", "L1")
def _(x: Scene) -> Report:
    files = x.story.written()
    other = files["checkpoint"].split(b"\n")
    other[4] = ink.note("x\n", Ed("log.terang.example"), [], 0).split(b"\n")[2]
    return x.log({**files, "checkpoint": b"\n".join(other)})


@attack("checkpoint with an extra line", "L1")
def _(x: Scene) -> Report:
    files = x.story.written()
    head, _, rest = files["checkpoint"].partition(b"\n\n")
    return x.log({**files, "checkpoint": head + b"\nextra\n\n" + rest})


@attack("stolen log key signs a rewritten history", "L2")
def _(x: Scene) -> Report:
    x.story.drop("incident")
    files = x.story.written()
    return x.log({**files, "checkpoint": checkpoint(x.story.entries(), x.story.at, witnesses=[])})


@attack("one corrupt witness signs it too", "L2")
def _(x: Scene) -> Report:
    x.story.drop("incident")
    files = x.story.written()
    return x.log({**files, "checkpoint": checkpoint(x.story.entries(), x.story.at, witnesses=WITNESSES[:1])})


@attack("cosignatures taken from an older checkpoint", "L2")
def _(x: Scene) -> Report:
    files, entries = x.story.written(), x.story.entries()
    old, new = (checkpoint(some, x.story.at).split(b"\n") for some in (entries[:-1], entries))
    return x.log({**files, "checkpoint": b"\n".join(new[:5] + old[5:])})


def _spelled(x: Scene, change) -> Report:
    x.story["voice"].raw = lambda leaf: change(jcs(leaf))
    return x.log()


@attack("leaf in another spelling", "L3")
def _(x: Scene) -> Report:
    return _spelled(x, lambda data: data.replace(b'":', b'": ', 1))


@attack("leaf with a key twice", "L3")
def _(x: Scene) -> Report:
    return _spelled(x, lambda data: data.replace(b'{"b":', b'{"b":{},"b":', 1))


@attack("leaf with a fraction", "L3")
def _(x: Scene) -> Report:
    return _spelled(x, lambda data: data.replace(b'"n":1', b'"n":1.5', 1))


@attack("leaf too long for anybody's memory", "L3")
def _(x: Scene) -> Report:
    return _spelled(x, lambda data: data.replace(b'"insult"', b'"' + b"a" * 20_000 + b'"', 1))


@attack("hash of a leaf changed in its tile", "L4")
def _(x: Scene) -> Report:
    files = x.story.written()
    name = next(one for one in files if one.startswith("tile/0/"))
    return x.log({**files, name: flipped(files[name], 77)})


@attack("tile of hashes deleted", "L4")
def _(x: Scene) -> Report:
    files = x.story.written()
    return x.log({name: data for name, data in files.items() if not name.startswith("tile/0/")})


@attack("upper hash changed", "L5")
def _(x: Scene) -> Report:
    files = story.honest(165).written()
    name = next(one for one in files if one.startswith("tile/1/"))
    return x.log({**files, name: flipped(files[name], 3)})


@attack("removed leaf", "L6")
def _(x: Scene) -> Report:
    signed = x.story.written()["checkpoint"]
    x.story.drop("incident")
    x.story.add("filling", "fb_day", x.story["voice"].body)
    return x.log({**x.story.written(), "checkpoint": signed})


@attack("leaf rewritten after it was signed", "L6")
def _(x: Scene) -> Report:
    signed = x.story.written()["checkpoint"]
    x.story["voice"].body["new"] = 2
    return x.log({**x.story.written(), "checkpoint": signed})


@attack("history rewritten with all witnesses", "L7")
def _(x: Scene) -> Report:
    old = checkpoint(x.story.entries()[:100], x.story.at)
    x.story["batch 0"].body["n"] = 8
    return x.log(old=old)


@attack("old backup restored: the log is shorter", "L7")
def _(x: Scene) -> Report:
    old = checkpoint(x.story.entries(), x.story.at)
    x.story.drop("voice")
    return x.log(old=old)


@attack("two views of one log", "L7")
def _(x: Scene) -> Report:
    one = x.write(x.story.written(), "one")
    x.story["voice"].body["new"] = 2
    return x.compare(one, x.write(x.story.written(), "two"))


@attack("longer view of another history", "L7")
def _(x: Scene) -> Report:
    one = x.write(x.story.written(), "one")
    x.story["batch 0"].body["n"] = 8
    x.story.add("more", "fb_day", x.story["voice"].body)
    return x.compare(one, x.write(x.story.written(), "two"))


@attack("time stamp older than what it stamps", "L8")
def _(x: Scene) -> Report:
    files = x.story.written()
    text = files["checkpoint"].partition(b"\n\n")[0] + b"\n"
    size = len(x.story.leaves)
    return x.log({**files, f"anchor/{size}.tsa.tsr": stamp(text, b"20260105000000Z")})


def stamp(text: bytes, time: bytes) -> bytes:
    """The part of an RFC 3161 reply that tells what was stamped when."""

    def tlv(tag: int, *parts: bytes) -> bytes:
        data = b"".join(parts)
        length = bytes((len(data),)) if len(data) < 128 else bytes((0x82,)) + len(data).to_bytes(2, "big")
        return bytes((tag,)) + length + data

    algorithm = tlv(0x30, bytes.fromhex("0609608648016503040201"), tlv(0x05))
    imprint = tlv(0x30, algorithm, tlv(0x04, ink.sha(text)))
    info = tlv(0x30, tlv(2, b"\1"), bytes.fromhex("06022a03"), imprint, tlv(2, b"\7"), tlv(0x18, time))
    return tlv(0x30, bytes.fromhex("060b2a864886f70d0109100104"), tlv(0xA0, tlv(0x04, info)))


# --- the bundle ---


def _lines(data: bytes) -> list:
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


def _of(openings: list, number: int) -> dict:
    return next(one["score"] for one in openings if one["pid"] == story.pid("F001", number))


@attack("one score changed in the database", "S1", alone=False)
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F001")
    openings = _lines(files["openings.jsonl"])
    _of(openings, 4)["value"]["c"]["skb"] = "95.50"
    return x.bundle(files={**files, "openings.jsonl": bundles.lines(openings)})


@attack("salt in another spelling", "S1", alone=False)
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F001")
    openings = _lines(files["openings.jsonl"])
    openings[0]["score"]["salt"] = openings[0]["score"]["salt"].upper()
    return x.bundle(files={**files, "openings.jsonl": bundles.lines(openings)})


@attack("superseded score opened", "S2", alone=False)
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F001")
    openings = _lines(files["openings.jsonl"])
    salt, value = x.story.salts["score F001 2"]
    _of(openings, 2).update({"u": x.story["score F001 2"].uid, "salt": salt.hex(), "value": value})
    return x.bundle(files={**files, "openings.jsonl": bundles.lines(openings)})


def _ranked(x: Scene, rows: list, **body: object) -> Report:
    """The organiser publishes another ranking, and fixes it in the log as well."""
    lines = [jcs(row) for row in rows]
    x.story["rank F001"].body |= {"root": ink.root([ink.leaf_hash(one) for one in lines]).hex(), **body}
    files = bundles.files_of(x.story, "F001")
    return x.bundle(files={**files, "ranking.jsonl": b"".join(one + b"\n" for one in lines)})


@attack("two places exchanged", "P1")
def _(x: Scene) -> Report:
    rows = story.ranking(x.story, "F001")
    rows[2], rows[3] = rows[3], rows[2]
    return _ranked(x, rows)


@attack("final rounded in a friend's favour", "P1")
def _(x: Scene) -> Report:
    rows = story.ranking(x.story, "F001")
    rows[3][1] = "77.091"
    return _ranked(x, rows)


@attack("failed candidate lifted over the mark", "P1")
def _(x: Scene) -> Report:
    rows = story.ranking(x.story, "F001")
    rows[5] = [rows[5][0], "82.540", "reserve"]
    return _ranked(x, rows)


@attack("ranking published that the log did not fix", "P2")
def _(x: Scene) -> Report:
    x.story["rank F001"].body["root"] = ink.chance("other").hex()
    return x.bundle()


@attack("friend selected in a small group", "P3", alone=False)
def _(x: Scene) -> Report:
    rows = [[who, "", "selected"] for who, _final, _status in story.ranking(x.story, "F002")]
    lines = [jcs(row) for row in rows]
    x.story["rank F002"].body["root"] = ink.root([ink.leaf_hash(one) for one in lines]).hex()
    files = bundles.files_of(x.story, "F002")
    return x.bundle("F002", files={**files, "ranking.jsonl": b"".join(one + b"\n" for one in lines)})


@attack("announcement names another", "P4")
def _(x: Scene) -> Report:
    s = x.story
    other = [story.ranking(s, "F001")[0][0], story.ranking(s, "F001")[2][0]]
    s["announce F001"].body["blob"] = s.blob(bundles.announced(s, "F001", other))
    return x.bundle()


@attack("manifest of another release", "B1")
def _(x: Scene) -> Report:
    return x.bundle(release="terang-2.0.0")


@attack("file exchanged in the archive", "B1")
def _(x: Scene) -> Report:
    files = bundles.with_manifest(bundles.files_of(x.story, "F001"), "F001")
    blueprint = jcs({"v": 1, "cells": []})
    return x.archive(bundles.packed({**files, "blueprint.json": blueprint}))


@attack("rule exchanged in the bundle", "B1", alone=False)
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F001")
    return x.bundle(files={**files, "rule.json": jcs({**story.RULES["F001"], "decimals": 2})})


@attack("hash of a proof changed", "B2")
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F001")
    proofs = _lines(files["proofs.jsonl"])
    proofs[9]["path"][2] = ink.b64(ink.chance("wrong"))
    return x.bundle(files={**files, "proofs.jsonl": bundles.lines(proofs)})


def _without(files: dict[str, bytes], place: int) -> dict[str, bytes]:
    kept = {
        name: [one for one in _lines(files[name]) if one["i"] != place]
        for name in ("leaves.jsonl", "proofs.jsonl")
    }
    return {**files, **{name: bundles.lines(rows) for name, rows in kept.items()}}


@attack("incident left out of the bundle", "B3")
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F001")
    return x.bundle(files=_without(files, x.story.place("incident")), log=True)


@attack("score left out because it is unwelcome", "X3")
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F001")
    openings = _lines(files["openings.jsonl"])
    return x.bundle(files={**files, "openings.jsonl": bundles.lines(openings[1:])})


@attack("scores of a small group shown", "X2")
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F002")
    shown = []
    for n in range(3):
        salt, value = x.story.salts[f"score F002 {n}"]
        uid = x.story[f"score F002 {n}"].uid
        shown.append({"pid": story.pid("F002", n), "score": {"u": uid, "salt": salt.hex(), "value": value}})
    shown.sort(key=lambda one: one["pid"])
    return x.bundle("F002", files={**files, "openings.jsonl": bundles.lines(shown)})


@attack("small cells shown in the summary", "X2")
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F001")
    summary = [*json.loads(files["summary.json"]), ["screening", "not", 1]]
    return x.bundle(files={**files, "summary.json": jcs(summary)})


@attack("seed exchanged in the bundle", "E2")
def _(x: Scene) -> Report:
    files = bundles.files_of(x.story, "F001")
    seeds = json.loads(files["seeds.json"])
    seeds[0]["beacon"]["signature"] = ink.chance("other").hex()
    return x.bundle(files={**files, "seeds.json": jcs(seeds)})


# --- receipts ---


@attack("promise that the log never signed", "T1")
def _(x: Scene) -> Report:
    said = json.loads(bundles.promise(x.story, "reg F001 0"))
    said["promise"]["t"] += 60
    return x.receipt(jcs(said), log=True)


@attack("promise broken: the application is not in the log", "T2")
def _(x: Scene) -> Report:
    promise = bundles.promise(x.story, "reg F001 6")
    x.story.drop("reg F001 6", "elig F001 6")
    return x.receipt(promise, log=True)


@attack("receipt opened to another dossier", "S1")
def _(x: Scene) -> Report:
    head, _, rest = bundles.proof(x.story, "reg F001 0").partition(b"\nindex ")
    extra = json.loads(verifier.unb64(head.split(b"extra ")[1].decode()))
    extra["value"]["dossier"] = "00" * 32
    return x.receipt(b"c2sp.org/tlog-proof@v1\nextra " + ink.b64(jcs(extra)).encode() + b"\nindex " + rest)


@attack("receipt of another leaf", "B2")
def _(x: Scene) -> Report:
    data = bundles.proof(x.story, "reg F001 0")
    return x.receipt(data.replace(b"\nindex 3", b"\nindex 4", 1))


# --- answers of an exam, as in the vectors ---

VECTORS = Path(__file__).parent.parent / "core/ledger/vectors"


def answers() -> dict:
    said = json.loads((VECTORS / "vectors.json").read_text())["answers"]
    return {"v": 1, "type": "answers", **said}


@attack("answer removed from the chain", "C1")
def _(x: Scene) -> Report:
    said = answers()
    del said["events"][1]
    return x.receipt(jcs(said))


@attack("answer signed by somebody else's device", "C2")
def _(x: Scene) -> Report:
    said = answers()
    said["events"][2]["client_sig"] = ink.chance("other device", size=64).hex()
    return x.receipt(jcs(said))


@attack("acknowledgement with another time", "C3")
def _(x: Scene) -> Report:
    said = answers()
    said["events"][2]["st"] -= 60_000
    return x.receipt(jcs(said))
