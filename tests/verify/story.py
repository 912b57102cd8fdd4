"""One invented selection as a log: every kind of leaf, two formasi, everybody honest. Tests let somebody cheat."""

import hmac
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.verify import ink
from tests.verify.ink import Ed, Passkey, chance, jcs, sha

T0 = 1_767_254_400
HOUR, DAY = 3600, 86_400
ROUND, ORIGIN = "2026-a", "log.terang.example/2026-a"
LOG, RECEIPT = Ed(ORIGIN), Ed("receipt.terang.example")
WITNESSES = [Ed("w1.example"), Ed("w2.example"), Ed("w3.example")]
POLICY = (
    f"log {LOG.vkey(1)}\n"
    + "".join(f"witness W{n} {one.vkey(4)}\n" for n, one in enumerate(WITNESSES, start=1))
    + "group Q all W1 W2 W3\nquorum Q\n"
).encode()
CHAIN = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"

CUSTODIANS = [Ed("custodian-1"), Ed("custodian-2"), Ed("custodian-3")]
PLANNER, APPROVER, VERIFIER = Ed("planner-1"), Passkey("approver-1"), Ed("verifier-1")
OBJECTIONS, AUDITOR, STRANGER = Ed("objections-1"), Ed("auditor-1"), Ed("stranger-1")
ASSESSORS = [Ed("assessor-1"), Ed("assessor-2"), Ed("assessor-3")]
ROLES = {
    PLANNER: "planner", APPROVER: "approver", VERIFIER: "verifier", OBJECTIONS: "objection_officer",
    AUDITOR: "auditor", **dict.fromkeys(ASSESSORS, "assessor"),
}  # fmt: skip
USES = {**dict.fromkeys(CUSTODIANS, "custodian"), **dict.fromkeys(ASSESSORS, "assessor"), AUDITOR: "auditor"}
KEYS = [*CUSTODIANS, *ROLES]

RULES = {
    "F001": {
        "v": 1, "id": "R1", "decimals": 3, "slots": 2, "order": ["final", "skb", "skd", "lot"], "delta": "10.00",
        "appeal_days": 3, "components": [
            {"c": "skd", "scale": 0, "max": "550", "pass": "311", "weight": 40},
            {"c": "skb", "scale": 2, "max": "100.00", "weight": 60},
        ],
    },
    "F002": {
        "v": 1, "id": "R2", "decimals": 2, "slots": 1, "order": ["final"], "appeal_days": 3,
        "components": [{"c": "skd", "scale": 0, "max": "550", "weight": 1}],
    },
}  # fmt: skip
POINTS = {
    "F001": [
        ("400", "80.00"),
        ("400", "80.00"),
        ("455", "73.33"),
        ("310", "99.99"),
        ("311", "90.50"),
        ("550", "99.00"),
    ],
    "F002": [("400",), ("500",), ("300",)],
}
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def pid(formation: str, number: int) -> str:
    """An invented pseudonym; the first is a letter, so that none is all digits."""
    return "p" + "".join(DIGITS[byte % 32] for byte in chance("pid", formation, number, size=15))


def commit(label: str, salt: bytes, value: object) -> str:
    return sha(b"terang/v1/commit\n" + label.encode() + b"\n" + salt + jcs(value)).hex()


@dataclass
class Leaf:
    """A leaf before it is written. `{name}` of another leaf in a body stands for its hash."""

    name: str
    kind: str
    t: int
    body: dict
    signers: list = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    uid: str = ""
    raw: Callable[[dict], object] | None = None  # changes the finished leaf, approvals and all


class Story:
    """The leaves of a log in their order; change them, then `written`."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self.blobs: dict[str, bytes] = {}
        self.salts: dict[str, tuple[bytes, object]] = {}
        self.at = T0
        self.batches = 0

    def blob(self, content: bytes) -> str:
        digest = sha(content).hex()
        self.blobs[digest] = content
        return digest

    def add(
        self, name: str, kind: str, body: dict, *, by: Iterable = (), parents: Iterable[str] = ()
    ) -> Leaf:
        hourly = kind in {"reg", "amend", "withdraw"}
        t = self.at - self.at % (HOUR if hourly else 60)
        uid = chance("uid", name, size=16).hex()
        self.leaves.append(Leaf(name, kind, t, body, list(by), list(parents), uid))
        return self.leaves[-1]

    def committed(self, label: str, name: str, value: object) -> str:
        salt = chance("salt", name)
        self.salts[name] = salt, value
        return commit(label, salt, value)

    def __getitem__(self, name: str) -> Leaf:
        return next(one for one in self.leaves if one.name == name)

    def place(self, name: str) -> int:
        return next(n for n, one in enumerate(self.leaves) if one.name == name)

    def insert(self, before: str, name: str, kind: str, body: dict, **more: Iterable) -> Leaf:
        """Add a leaf before another, at the time of that one."""
        now, self.at = self.at, self[before].t
        leaf = self.add(name, kind, body, **more)
        self.at = now
        self.move(name, before=before)
        return leaf

    def drop(self, *names: str) -> None:
        self.leaves = [one for one in self.leaves if one.name not in names]

    def move(self, name: str, *, before: str) -> None:
        leaf = self.leaves.pop(self.place(name))
        self.leaves.insert(self.place(before), leaf)

    def approve_with_formation(self, formation: str, *, named: str = "") -> None:
        """Let the rule of a formation stand without approvals, after the formation, which names it or another."""
        rule = self[f"rule {formation}"]
        rule.signers = []
        self[f"formation {formation}"].body["rule"] = named or rule.body["blob"]
        self.move(rule.name, before=f"freeze {formation}")

    def copy(self) -> "Story":
        return pickle.loads(pickle.dumps(self))

    def entries(self) -> list[bytes]:
        """The exact bytes of every leaf."""
        known: dict[str, str] = {}
        out = []
        for one in self.leaves:
            body = _resolved(one.body, known)
            leaf = {"v": 1, "k": one.kind, "r": ROUND, "u": one.uid, "t": one.t, "b": body}
            if one.parents:
                leaf["p"] = [known.get(name, "ab" * 32) for name in one.parents]
            if one.signers:
                message = sha(b"terang/v1/approve\n" + jcs(leaf))
                leaf["a"] = [key.approve(message) for key in one.signers]
            entry = one.raw(leaf) if one.raw else leaf
            out.append(entry if isinstance(entry, bytes) else jcs(entry))
            known[one.name] = ink.leaf_hash(out[-1]).hex()
        return out

    def written(self, *, seen_at: int | None = None) -> dict[str, bytes]:
        """The files of the log, by path."""
        entries = self.entries()
        files = ink.tiles(entries)
        files |= {f"blob/{digest[:2]}/{digest}": data for digest, data in self.blobs.items()}
        files["checkpoint"] = checkpoint(entries, seen_at or self.at + 60)
        return files


def checkpoint(entries: list[bytes], at: int, *, log: Ed = LOG, witnesses: list[Ed] | None = None) -> bytes:
    root = ink.root([ink.leaf_hash(one) for one in entries])
    text = f"{ORIGIN}\n{len(entries)}\n{ink.b64(root)}\n"
    return ink.note(text, log, WITNESSES if witnesses is None else witnesses, at)


def _resolved(value: object, known: dict[str, str]) -> object:
    match value:
        case str() if value.startswith("{") and value.endswith("}"):
            return known.get(value[1:-1], "ab" * 32)
        case dict():
            return {key: _resolved(one, known) for key, one in value.items()}
        case list():
            return [_resolved(one, known) for one in value]
    return value


# --- the selection, in the order in which it happens ---


def honest(batches: int = 3) -> Story:
    """The whole selection, with nothing wrong; 165 batches of answers give its tree a second level of tiles."""
    s = Story()
    s.batches = batches
    for chapter in (ceremony, rules, _registration, _screening, _exam, _panel, _scores, _results):
        chapter(s)
    return s


TWO = (PLANNER, APPROVER)


def ceremony(s: Story) -> None:
    s.add("genesis", "genesis", {
        "spec": "terang-log/1", "origin": ORIGIN, "log_keys": [LOG.vkey(1)], "receipt_key": RECEIPT.vkey(1),
        "policy": s.blob(POLICY), "schemas": s.blob(schemas()), "mmd": 60, "k_min": 5,
        "buckets": {"reg": HOUR, "amend": HOUR, "withdraw": HOUR}, "origins": ["https://terang.example"],
    })  # fmt: skip
    for key in KEYS:
        body = {
            "op": "add",
            "use": USES.get(key, "officer"),
            "name": key.name,
            "pub": ink.b64(key.public),
            "from": T0,
        }
        s.add(f"key {key.name}", "key", body)
    for key, role in ROLES.items():
        s.add(f"role {key.name}", "role", {"op": "grant", "key": key.id, "role": role, "unit": "BKPSDM"})
    s.add("software", "software", {
        "release": "terang-1.0.0", "commit": chance("commit", size=20).hex(), "image": chance("image").hex(),
        "sbom": chance("sbom").hex(), "verifier": chance("verifier").hex(), "spec": "terang-log/1",
    })  # fmt: skip


def rules(s: Story) -> None:
    for formation, rule in RULES.items():
        body = {"id": rule["id"], "blob": s.blob(jcs(rule)), "formations": [formation]}
        s.add(f"rule {formation}", "rule", body, by=TWO)
        blob = s.blob(
            jcs(
                {"v": 1, "id": formation, "title": "Analis Kebijakan", "kind": "UMUM", "slots": rule["slots"]}
            )
        )
        s.add(
            f"formation {formation}",
            "formation",
            {"id": formation, "blob": blob, "slots": rule["slots"]},
            by=TWO,
        )
    registration = {"stage": "registration", "opens": T0 + DAY, "closes": T0 + 5 * DAY}
    s.add("calendar", "calendar", registration)
    s.add("calendar exam", "calendar", {"stage": "exam", "opens": T0 + 12 * DAY, "closes": T0 + 13 * DAY})
    for formation in RULES:
        s.add(f"freeze {formation}", "freeze", {"what": "formation", "id": formation, "at": s.at}, by=TWO)
    s.at = T0 + 2 * DAY
    longer = {**registration, "closes": T0 + 6 * DAY, "replaces": T0 + 5 * DAY}
    s.add("extension", "calendar", longer)


def _registration(s: Story) -> None:
    for formation, count in (("F001", 8), ("F002", 3)):
        for n in range(count):
            s.at += 600
            com = s.committed(
                "reg", f"reg {formation} {n}", {"dossier": chance("dossier", formation, n).hex()}
            )
            body = {"pid": pid(formation, n), "formation": formation, "com": com,
                    "utag": chance("utag", formation, n).hex()}  # fmt: skip
            s.add(f"reg {formation} {n}", "reg", body)
    s.at += HOUR
    s.add("amend", "amend", {"pid": pid("F001", 2), "com": chance("amend").hex()})
    s.add("withdraw", "withdraw", {"pid": pid("F001", 7)})
    s.at = T0 + 6 * DAY
    _close(s, "registration", {"F001": range(7), "F002": range(3)})


def _close(s: Story, stage: str, left: dict[str, Iterable[int]]) -> None:
    for formation, numbers in left.items():
        pids = sorted(pid(formation, n) for n in numbers)
        body = {"stage": stage, "formation": formation, "n": len(pids),
                "root": ink.root([ink.leaf_hash(one.encode()) for one in pids]).hex()}  # fmt: skip
        s.add(f"close {stage} {formation}", "stage_close", body)


def _elig(s: Story, name: str, formation: str, n: int, decision: str, by: Iterable = ()) -> None:
    codes = [] if decision == "ok" else ["F001-3"]
    body = {"pid": pid(formation, n), "decision": decision, "codes": codes, "com": chance("elig", name).hex(),
            "by": "verifier-1"}  # fmt: skip
    s.add(name, "elig", body, by=by)


def _screening(s: Story) -> None:
    s.at = T0 + 7 * DAY
    for n in range(7):
        _elig(s, f"elig F001 {n}", "F001", n, "not" if n in {5, 6} else "ok", by=[VERIFIER])
    s.add("appeal 5", "appeal", {"pid": pid("F001", 5), "code": "screening", "com": chance("appeal 5").hex()})
    s.at += DAY
    s.add("upheld 5", "appeal_decision", {"ref": "{appeal 5}", "outcome": "upheld", "com": chance("upheld").hex()},
          by=[OBJECTIONS, APPROVER])  # fmt: skip
    _elig(s, "elig F001 5 again", "F001", 5, "ok", by=[VERIFIER, OBJECTIONS])
    outcomes = [{"formation": "F002", "pid": pid("F002", n), "decision": "ok"} for n in range(3)]
    blob = s.blob(jcs({"v": 1, "round": ROUND, "stage": "screening", "edition": 1, "outcomes": outcomes}))
    s.add("list F002", "announce", {"stage": "screening", "edition": 1, "blob": blob}, by=TWO)
    for n in range(3):
        _elig(s, f"elig F002 {n}", "F002", n, "ok")
    _close(s, "screening", {"F001": range(6), "F002": range(3)})


def _seed(s: Story, name: str, purpose: str, *, parents: Iterable[str] = ()) -> list[bytes]:
    shares = [chance("share", purpose, n) for n in range(3)]
    body = {"purpose": purpose, "shares": [sha(b"terang/v1/share\n" + purpose.encode() + b"\n" + one).hex() for one in shares],
            "algo": "terang/v1/seed"}  # fmt: skip
    s.add(f"commit {name}", "seed_commit", body, parents=parents)
    return shares


def _open(s: Story, name: str, purpose: str, shares: list[bytes]) -> None:
    body = {"purpose": purpose, "shares": [one.hex() for one in shares]}
    s.add(f"open {name}", "seed_open", body, parents=[f"commit {name}"])


def _exam(s: Story) -> None:
    s.at = T0 + 10 * DAY
    package = chance("package").hex()
    s.add("bank", "bank", {"exam": "skd", "root": chance("items").hex(), "package": package, "k": 2, "n": 3,
                           "recipients": [one.id for one in CUSTODIANS]})  # fmt: skip
    s.add("blueprint", "blueprint", {"exam": "skd", "blob": s.blob(jcs({"v": 1, "cells": [["twk", 30]]}))})
    s.add("key_commit", "key_commit", {"exam": "skd", "root": chance("answers").hex()})
    shares = _seed(s, "form", "form/skd")
    s.at = T0 + 12 * DAY - 300
    s.add("unseal", "unseal", {"exam": "skd", "package": package, "custodians": [one.id for one in CUSTODIANS[:2]]},
          by=CUSTODIANS[:2])  # fmt: skip
    _open(s, "form", "form/skd", shares)
    for n in range(s.batches):
        s.at += 60
        s.add(f"batch {n}", "ans_batch", {"site": "A1", "n": 9, "root": chance("batch", n).hex()})
    for formation, count in (("F001", 6), ("F002", 3)):
        for n in range(count):
            name = f"sess {formation} {n}"
            body = {"pid": pid(formation, n), "s": chance(name, size=16).hex(), "n": 110, "why": "time",
                    "head": chance(name, "head").hex(), "ans": chance(name, "ans").hex(),
                    "cpub": ink.b64(Ed(name).public)}  # fmt: skip
            s.add(name, "sess_end", body)
    s.add("void", "item_void", {"exam": "skd", "item": chance("item").hex(), "reason": "two keys"}, by=TWO)


def _panel(s: Story) -> None:
    s.at = T0 + 15 * DAY
    s.add("pool", "pool", {"stage": "interview", "n": 3, "root": chance("pool").hex()})
    s.add("coi", "coi", {"stage": "interview", "n": 0, "root": chance("coi").hex()})
    shares = _seed(s, "assign", "assign/interview", parents=["pool", "coi"])
    s.at += HOUR
    _open(s, "assign", "assign/interview", shares)
    s.add(
        "assign",
        "assign",
        {"stage": "interview", "seed": "{open assign}", "n": 12, "root": chance("assign").hex()},
    )
    for n, values in enumerate((("80.00", "84.00"), ("60.00", "80.00", "78.00"))):
        for slot, value in enumerate(values, start=1):
            name = f"mark {n} {slot}"
            com = s.committed("mark", name, value)
            s.at += 60
            s.add(name, "mark", {"pid": pid("F001", n), "slot": slot, "com": com}, by=[ASSESSORS[slot - 1]])
    for leaf in [one for one in s.leaves if one.kind == "mark"]:
        salt, value = s.salts[leaf.name]
        s.add(
            f"open {leaf.name}", "mark_open", {"ref": f"{{{leaf.name}}}", "value": value, "salt": salt.hex()}
        )
    refs = [f"{{mark 1 {slot}}}" for slot in (1, 2, 3)]
    s.add("adjudicate", "adjudicate", {"pid": pid("F001", 1), "refs": refs, "branch": "closest",
                                       "com": chance("adjudicate").hex()})  # fmt: skip


def value_of(formation: str, n: int) -> dict:
    names = ("skd", "skb")
    return {"c": dict(zip(names, POINTS[formation][n], strict=False))}


def _scores(s: Story) -> None:
    s.at = T0 + 17 * DAY
    _seed_lot(s)
    for formation in RULES:
        for n in range(len(POINTS[formation])):
            name = f"score {formation} {n}"
            value = (
                value_of(formation, n)
                if (formation, n) != ("F001", 2)
                else {"c": {"skd": "445", "skb": "73.33"}}
            )
            body = {"pid": pid(formation, n), "rule": RULES[formation]["id"], "com": s.committed("score", name, value),
                    "release": "terang-1.0.0"}  # fmt: skip
            s.add(name, "score", body, parents=[f"sess {formation} {n}"])
    s.add("appeal 2", "appeal", {"pid": pid("F001", 2), "code": "exam", "com": chance("appeal 2").hex()})
    s.at += HOUR
    s.add("upheld 2", "appeal_decision", {"ref": "{appeal 2}", "outcome": "upheld", "com": chance("upheld 2").hex()},
          by=[OBJECTIONS, APPROVER])  # fmt: skip
    com = s.committed("score", "fix 2", value_of("F001", 2))
    s.add("fix 2", "score_fix", {"ref": "{score F001 2}", "com": com, "reason": "{upheld 2}"},
          by=[OBJECTIONS, APPROVER], parents=["upheld 2"])  # fmt: skip
    s.add("audit", "audit", {"sample": chance("sample").hex(), "n": 5, "discrepancies": 0, "auditor": "auditor-1"},
          by=[AUDITOR])  # fmt: skip
    s.add(
        "incident",
        "incident",
        {"code": "power", "scope": "A1", "com": chance("incident").hex(), "action": "resumed"},
    )
    s.at += DAY
    _open_lot(s)


SIGNATURE = chance("beacon", size=48)


def _lot_round(at: int) -> int:
    return (at + HOUR - 1_692_803_367) // 3


def _seed_lot(s: Story) -> None:
    s.add("commit lot", "seed_commit", {"purpose": "lot/R1", "shares": [], "chain": CHAIN, "round": _lot_round(s.at),
                                        "algo": "terang/v1/seed"})  # fmt: skip


def beacon(s: Story) -> dict:
    return {
        "round": s["commit lot"].body["round"],
        "signature": SIGNATURE.hex(),
        "randomness": sha(SIGNATURE).hex(),
    }


def _open_lot(s: Story) -> None:
    s.add(
        "open lot",
        "seed_open",
        {"purpose": "lot/R1", "shares": [], "beacon": beacon(s)},
        parents=["commit lot"],
    )


def ranking(s: Story, formation: str) -> list[list[str]]:
    """What the rule gives, by the whole-number formula of section 9."""
    rule, rows = RULES[formation], []
    seed = sha(b"terang/v1/seed\nlot/R1\n" + sha(SIGNATURE))
    den = weight = 1
    for one in rule["components"]:
        den *= int(one["max"].replace(".", ""))
    weight = sum(one["weight"] for one in rule["components"])
    for n in range(len(POINTS[formation])):
        points = value_of(formation, n)["c"]
        whole = {name: int(text.replace(".", "")) for name, text in points.items()}
        num = sum(
            one["weight"] * whole[one["c"]] * (den // int(one["max"].replace(".", "")))
            for one in rule["components"]
        )
        ok = all(whole[one["c"]] >= int(one.get("pass", "0")) for one in rule["components"])
        who = pid(formation, n)
        lot = hmac.digest(seed, b"terang/v1/order\nlot/R1\n" + who.encode(), "sha256")
        key = (not ok, -num if ok else 0, -whole.get("skb", 0) if ok else 0, -whole["skd"] if ok else 0, lot)
        units = (2 * num * 100 * 10 ** rule["decimals"] + den * weight) // (2 * den * weight)
        d = rule["decimals"]
        rows.append((key, who, f"{units // 10**d}.{units % 10**d:0{d}d}" if ok else "", ok))
    rows.sort()
    slots, small = rule["slots"], len(rows) < 5
    return [
        [who, "" if small else final, ("selected" if place < slots else "reserve") if ok else "below_mark"]
        for place, (_key, who, final, ok) in enumerate(rows)
    ]


def rank_body(s: Story, formation: str) -> dict:
    lines = [jcs(row) for row in ranking(s, formation)]
    return {"formation": formation, "rule": RULES[formation]["id"], "n": len(lines), "release": "terang-1.0.0",
            "root": ink.root([ink.leaf_hash(one) for one in lines]).hex()}  # fmt: skip


def chosen(s: Story, formation: str) -> list[str]:
    return [row[0] for row in ranking(s, formation) if row[2] == "selected"]


def _results(s: Story) -> None:
    s.at = T0 + 20 * DAY
    for formation in RULES:
        parents = [
            one.name for one in s.leaves if one.kind == "score" and one.name.startswith(f"score {formation}")
        ]
        s.add(f"rank {formation}", "rank", rank_body(s, formation), parents=parents)
        blob = s.blob(jcs({"v": 1, "formation": formation, "selected": sorted(chosen(s, formation))}))
        s.add(f"announce {formation}", "announce", {"formation": formation, "blob": blob})
    s.at += DAY
    s.add("appeal 3", "appeal", {"pid": pid("F001", 3), "code": "result", "com": chance("appeal 3").hex()})
    s.at += DAY
    s.add("rejected 3", "appeal_decision", {"ref": "{appeal 3}", "outcome": "rejected", "com": chance("rej").hex()},
          by=[OBJECTIONS, APPROVER])  # fmt: skip
    s.at = T0 + 24 * DAY
    for formation in RULES:
        for who in chosen(s, formation):
            s.add(f"appoint {who}", "appoint", {"pid": who, "formation": formation})
    s.add(
        "voice",
        "fb_day",
        {"new": 1, "published": 1, "refused": {"insult": 0}, "n": 1, "root": chance("fb").hex()},
    )


# --- the closed schemas of section 5 ---

_FORMS = {
    "h": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "u": {"type": "string", "pattern": "^(?:[0-9a-f]{32}|[0-9a-f]{64})$"},
    "p": {"type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{16}$"},
    "c": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}$"},
    "t": {"type": "string", "maxLength": 400},
    "i": {"type": "integer", "minimum": 0},
    "o": {"type": "object"},
}
BODIES = {
    "genesis": "spec:c origin:c log_keys:t* receipt_key:t policy:h schemas:h mmd:i k_min:i buckets:o origins:t*",
    "key": "op:c use:c name:c pub:t? from:i", "role": "op:c key:c role:c unit:c",
    "software": "release:c commit:c image:h sbom:h verifier:h spec:c", "rule": "id:c blob:h formations:c*",
    "formation": "id:c blob:h slots:i rule:h?", "calendar": "stage:c opens:i closes:i replaces:i?",
    "freeze": "what:c id:c at:i", "incident": "code:c scope:c com:h action:c", "erase": "n:i root:h basis:c",
    "reg": "pid:p formation:c utag:h com:h", "amend": "pid:p com:h", "withdraw": "pid:p",
    "elig": "pid:p decision:c codes:c* com:h by:c", "stage_close": "stage:c formation:c n:i root:h",
    "bank": "exam:c root:h package:h recipients:c* k:i n:i", "blueprint": "exam:c blob:h", "key_commit": "exam:c root:h",
    "seed_commit": "purpose:c shares:h* chain:h? round:i? algo:c", "seed_open": "purpose:c shares:h* beacon:o?",
    "unseal": "exam:c package:h custodians:c*", "sess_batch": "site:c no:i n:i root:h", "ans_batch": "site:c n:i root:h",
    "sess_end": "pid:p s:c n:i head:h ans:h why:c cpub:t", "item_void": "exam:c item:h reason:t",
    "pool": "stage:c n:i root:h", "coi": "stage:c n:i root:h", "assign": "stage:c seed:h n:i root:h",
    "mark": "pid:p slot:i com:h", "mark_open": "ref:u value:t salt:h", "adjudicate": "pid:p refs:u* branch:c com:h",
    "score": "pid:p rule:c com:h release:c", "audit": "sample:h n:i discrepancies:i auditor:c",
    "rank": "formation:c rule:c n:i root:h release:c",
    "appeal": "pid:p code:c com:h", "appeal_decision": "ref:u outcome:c com:h", "score_fix": "ref:u com:h reason:u",
    "appoint": "pid:p formation:c", "fb_day": "new:i published:i refused:o n:i root:h",
}  # fmt: skip


def _schema(fields: str) -> dict:
    said = [one.partition(":") for one in fields.split()]
    properties = {
        name: {"type": "array", "items": _FORMS[form[0]]} if form.endswith("*") else _FORMS[form[0]]
        for name, _, form in said
    }
    required = [name for name, _, form in said if not form.endswith("?")]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def schemas() -> bytes:
    kinds = {kind: _schema(fields) for kind, fields in BODIES.items()}
    kinds["announce"] = {"anyOf": [_schema("formation:c blob:h"), _schema("stage:c edition:i blob:h")]}
    return jcs({"v": 1, "kinds": kinds})
