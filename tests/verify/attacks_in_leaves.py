"""Insiders who write leaves: the log is whole and signed, and what it says is a lie."""

from dataclasses import replace

from terang.verify.terang_verify import Report
from tests.verify import ink, story
from tests.verify.ink import Passkey, chance, jcs
from tests.verify.scene import Scene, attack
from tests.verify.story import (
    APPROVER,
    CUSTODIANS,
    DAY,
    HOUR,
    OBJECTIONS,
    PLANNER,
    STRANGER,
    T0,
    TWO,
    VERIFIER,
    pid,
)


@attack("backdated leaf", "L9")
def _(x: Scene) -> Report:
    x.story["voice"].t = T0 + 3 * DAY
    return x.log()


@attack("approval backdated by months", "L9", alone=False)
def _(x: Scene) -> Report:
    x.story["fix 2"].t = T0 - 20 * DAY
    return x.log()


@attack("extension backdated before the close", "G4")
def _(x: Scene) -> Report:
    x.story.move("extension", before="elig F001 0")
    x.story["extension"].signers = list(TWO)
    return x.log()


@attack("leaf dated after the witnesses saw it", "L8")
def _(x: Scene) -> Report:
    return x.log(x.story.written(seen_at=x.story.at - HOUR))


# --- keys, roles, approvals ---


@attack("forged approval", "K1")
def _(x: Scene) -> Report:
    def forge(leaf: dict) -> dict:
        forged = {**leaf["a"][0], "sig": ink.b64(chance("forged", size=64))}
        return {**leaf, "a": [forged, *leaf["a"][1:]]}

    x.story["freeze F001"].raw = forge
    return x.log()


@attack("approval moved from another decision", "K1")
def _(x: Scene) -> Report:
    x.story["freeze F001"].raw = lambda leaf: {**leaf, "a": [PLANNER.approve(chance("other decision"))]}
    return x.log()


@attack("decision changed after it was approved", "K1", alone=False)
def _(x: Scene) -> Report:
    x.story["formation F001"].raw = lambda leaf: {**leaf, "b": {**leaf["b"], "slots": 3}}
    return x.log()


@attack("approval by a key nobody announced", "K1")
def _(x: Scene) -> Report:
    x.story["freeze F001"].signers = [STRANGER]
    return x.log()


@attack("passkey that did not verify its user", "K1")
def _(x: Scene) -> Report:
    x.story["rule F001"].signers = [PLANNER, replace(APPROVER, flags=0b001)]
    return x.log()


@attack("passkey used at a phishing address", "K1")
def _(x: Scene) -> Report:
    x.story["rule F001"].signers = [PLANNER, replace(APPROVER, origin="https://terang.example.evil.example")]
    return x.log()


@attack("key used before it was valid", "K1", alone=False)
def _(x: Scene) -> Report:
    x.story["key verifier-1"].body["from"] = T0 + 30 * DAY
    return x.log()


@attack("rule approved by one person", "K2")
def _(x: Scene) -> Report:
    x.story["rule F001"].signers = [PLANNER]
    return x.log()


@attack("rule that its formasi does not name", "K2")
def _(x: Scene) -> Report:
    x.story.approve_with_formation("F001", named=chance("another rule").hex())
    return x.log()


@attack("one person approves with two keys", "K2")
def _(x: Scene) -> Report:
    second = Passkey("planner-1")
    body = {**x.story["key planner-1"].body, "pub": ink.b64(second.public)}
    x.story.insert("software", "second key", "key", body)
    x.story["rule F001"].signers = [PLANNER, second]
    return x.log()


@attack("administrator grants himself a second role", "K2")
def _(x: Scene) -> Report:
    body = {"op": "grant", "key": PLANNER.id, "role": "approver", "unit": "BKPSDM"}
    x.story.insert("void", "grab", "role", body, by=[OBJECTIONS, APPROVER])
    return x.log()


@attack("role granted by one person", "K2")
def _(x: Scene) -> Report:
    body = {"op": "grant", "key": VERIFIER.id, "role": "trainer", "unit": "BKPSDM"}
    x.story.insert("void", "grab", "role", body, by=[APPROVER])
    return x.log()


@attack("key added without a custodian", "K2")
def _(x: Scene) -> Report:
    body = {"op": "add", "use": "officer", "name": "friend-1", "pub": ink.b64(STRANGER.public), "from": T0}
    x.story.insert("void", "friend", "key", body, by=TWO)
    return x.log()


@attack("key rotated without the old key", "K2")
def _(x: Scene) -> Report:
    body = {
        "op": "rotate",
        "use": "officer",
        "name": "objections-1",
        "pub": ink.b64(STRANGER.public),
        "from": T0,
    }
    x.story.insert("voice", "rotate", "key", body, by=[CUSTODIANS[0], APPROVER])
    return x.log()


@attack("outcome that nobody approved", "K2")
def _(x: Scene) -> Report:
    x.story["elig F001 0"].signers = []
    return x.log()


@attack("outcome approved by somebody without a role", "K2")
def _(x: Scene) -> Report:
    body = {"op": "add", "use": "officer", "name": STRANGER.name, "pub": ink.b64(STRANGER.public), "from": T0}
    x.story.insert("role planner-1", "stranger", "key", body)
    x.story["elig F001 0"].signers = [STRANGER]
    return x.log()


@attack("outcome that contradicts the approved list", "K2")
def _(x: Scene) -> Report:
    s = x.story
    outcomes = [{"formation": "F002", "pid": pid("F002", n), "decision": "not"} for n in range(3)]
    s["list F002"].body["blob"] = s.blob(jcs({"v": 1, "outcomes": outcomes}))
    return x.log()


@attack("eligibility reversed by one person", "K2")
def _(x: Scene) -> Report:
    x.story["elig F001 5 again"].signers = [VERIFIER]
    return x.log()


@attack("mark that no assessor signed", "K2")
def _(x: Scene) -> Report:
    x.story["mark 0 1"].signers = []
    return x.log()


@attack("mark signed by an officer", "K2")
def _(x: Scene) -> Report:
    x.story["mark 0 1"].signers = [VERIFIER]
    return x.log()


@attack("score corrected by one person", "K2", alone=False)
def _(x: Scene) -> Report:
    x.story["fix 2"].signers = [OBJECTIONS]
    return x.log()


@attack("stolen and revoked key still used", "K3", alone=False)
def _(x: Scene) -> Report:
    body = {"op": "revoke", "use": "officer", "name": "verifier-1", "from": T0}
    x.story.insert("elig F001 0", "revoke", "key", body, by=[CUSTODIANS[0], APPROVER])
    return x.log()


@attack("revoked key under a freeze", "K3")
def _(x: Scene) -> Report:
    body = {"op": "revoke", "use": "officer", "name": "verifier-1", "from": T0}
    x.story.insert("freeze F001", "revoke", "key", body, by=[CUSTODIANS[0], APPROVER])
    x.story["freeze F001"].signers = [VERIFIER]
    for leaf in x.story.leaves:
        leaf.signers = [
            OBJECTIONS if leaf.kind == "elig" and one == VERIFIER else one for one in leaf.signers
        ]
    x.story["freeze F001"].signers = [VERIFIER]
    x.story["elig F001 5 again"].signers = [APPROVER, OBJECTIONS]
    return x.log()


# --- genesis, rules, calendar ---


@attack("second genesis", "G1")
def _(x: Scene) -> Report:
    x.story.insert("void", "again", "genesis", x.story["genesis"].body)
    return x.log()


@attack("replayed mark", "G1")
def _(x: Scene) -> Report:
    s = x.story
    s.leaves.insert(s.place("mark 0 2"), replace(s["mark 0 1"], name="replay"))
    return x.log()


@attack("kind without a schema", "G1")
def _(x: Scene) -> Report:
    x.story.insert("void", "secret", "secret_list", {"n": 1})
    return x.log()


@attack("leaf that depends on a later one", "G1")
def _(x: Scene) -> Report:
    x.story["voice"].parents = ["nowhere"]
    return x.log()


@attack("leaf of another round", "G1")
def _(x: Scene) -> Report:
    x.story["voice"].raw = lambda leaf: {**leaf, "r": "2026-b"}
    return x.log()


@attack("registration that shows its minute", "G1")
def _(x: Scene) -> Report:
    x.story["reg F001 0"].t += 60
    return x.log()


@attack("rule kept back", "G2")
def _(x: Scene) -> Report:
    files = x.story.written()
    digest = x.story["rule F001"].body["blob"]
    del files[f"blob/{digest[:2]}/{digest}"]
    return x.log(files)


@attack("registration without a calendar", "G2")
def _(x: Scene) -> Report:
    x.story.drop("calendar", "extension")
    return x.log()


@attack("weights changed after the freeze", "G3")
def _(x: Scene) -> Report:
    s = x.story
    rule = {**story.RULES["F001"], "order": ["final", "skd", "skb", "lot"]}
    s.insert("rank F001", "new rule", "rule", {**s["rule F001"].body, "blob": s.blob(jcs(rule))}, by=TWO)
    return x.log()


@attack("places added after the freeze", "G3", alone=False)
def _(x: Scene) -> Report:
    x.story.insert("rank F001", "more", "formation", {**x.story["formation F001"].body, "slots": 3}, by=TWO)
    return x.log()


@attack("registration before the freeze", "G3")
def _(x: Scene) -> Report:
    x.story.drop("freeze F002")
    return x.log()


@attack("ranked by another rule", "G3")
def _(x: Scene) -> Report:
    x.story["rank F001"].body["rule"] = "R2"
    return x.log()


@attack("deadline extended after it had passed", "G4")
def _(x: Scene) -> Report:
    x.story.move("extension", before="close registration F001")
    x.story["extension"].t = T0 + 5 * DAY + 60
    return x.log()


@attack("calendar replaced without saying so", "G4")
def _(x: Scene) -> Report:
    del x.story["extension"].body["replaces"]
    return x.log()


@attack("late registration", "G5")
def _(x: Scene) -> Report:
    x.story.move("reg F001 6", before="close registration F001")
    x.story["reg F001 6"].t = T0 + 6 * DAY
    return x.log()


@attack("registration of a friend before the opening", "G5")
def _(x: Scene) -> Report:
    x.story.move("reg F001 6", before="extension")
    x.story["reg F001 6"].t = T0 + 2 * HOUR
    return x.log()


@attack("late change of an application", "G5")
def _(x: Scene) -> Report:
    x.story.move("amend", before="close registration F001")
    x.story["amend"].t = T0 + 6 * DAY
    return x.log()


@attack("scores by an undeclared program", "G6")
def _(x: Scene) -> Report:
    x.story["score F001 0"].body["release"] = "terang-evil"
    return x.log()


# --- people ---


@attack("one person under two numbers", "R1")
def _(x: Scene) -> Report:
    x.story["reg F002 2"].body["utag"] = x.story["reg F001 0"].body["utag"]
    return x.log()


@attack("ghost applicant", "R2")
def _(x: Scene) -> Report:
    body = {**x.story["elig F001 0"].body, "pid": pid("F001", 99)}
    x.story.insert("elig F001 1", "ghost", "elig", body, by=[VERIFIER])
    return x.log()


@attack("one pid for two people", "R2")
def _(x: Scene) -> Report:
    body = {**x.story["reg F001 0"].body, "utag": chance("second").hex()}
    x.story.insert("reg F001 1", "second", "reg", body)
    return x.log()


@attack("withdrawn application brought back", "R2")
def _(x: Scene) -> Report:
    x.story.insert(
        "close registration F001", "back", "amend", {"pid": pid("F001", 7), "com": chance("back").hex()}
    )
    x.story["back"].t = T0 + 5 * DAY
    return x.log()


@attack("applicant deleted before the closing", "R3")
def _(x: Scene) -> Report:
    x.story.drop("reg F001 6", "elig F001 6")
    return x.log()


@attack("closing that counts one more", "R3")
def _(x: Scene) -> Report:
    x.story["close screening F001"].body["n"] = 7
    return x.log()


@attack("closing over another list", "R3")
def _(x: Scene) -> Report:
    x.story["close screening F001"].body["root"] = chance("another").hex()
    return x.log()


@attack("registration after the count", "R3")
def _(x: Scene) -> Report:
    x.story.move("reg F001 6", before="elig F001 0")
    x.story["close registration F001"].body |= _closing("F001", range(6))
    x.story["reg F001 6"].t = T0 + 6 * DAY - HOUR
    return x.log()


def _closing(formation: str, numbers: range) -> dict:
    pids = sorted(pid(formation, n) for n in numbers)
    return {"n": len(pids), "root": ink.root([ink.leaf_hash(one.encode()) for one in pids]).hex()}


@attack("applicant who never got an answer", "R4")
def _(x: Scene) -> Report:
    x.story.drop("elig F001 6")
    return x.log()
