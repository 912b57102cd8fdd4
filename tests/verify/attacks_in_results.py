"""Insiders of the exams, the panels and the ranking; and identities that have no place in a public log."""

from terang.verify.terang_verify import Report
from tests.verify import ink, story
from tests.verify.ink import chance, jcs
from tests.verify.scene import Scene, attack
from tests.verify.story import APPROVER, CUSTODIANS, DAY, OBJECTIONS, T0, pid

# --- exams, lots, assessors ---


@attack("exam opened by one custodian", "E1")
def _(x: Scene) -> Report:
    x.story["unseal"].signers = CUSTODIANS[:1]
    return x.log()


@attack("answer key fixed after the exam was opened", "E1")
def _(x: Scene) -> Report:
    x.story.move("key_commit", before="open form")
    x.story["key_commit"].t = x.story["open form"].t
    return x.log()


@attack("lot drawn again", "E2")
def _(x: Scene) -> Report:
    s = x.story
    shares = [chance("again", n) for n in range(3)]
    promised = [ink.sha(b"terang/v1/share\nform/skd\n" + one).hex() for one in shares]
    s.insert("sess F001 0", "commit again", "seed_commit", {**s["commit form"].body, "shares": promised})
    s.insert(
        "sess F001 0", "open again", "seed_open", {"purpose": "form/skd", "shares": [o.hex() for o in shares]}
    )
    return x.log()


@attack("another share opened than promised", "E2")
def _(x: Scene) -> Report:
    x.story["open form"].body["shares"][0] = chance("other share").hex()
    return x.log()


@attack("beacon round that was known already", "E2")
def _(x: Scene) -> Report:
    x.story["commit lot"].body["round"] -= 10_000
    x.story["open lot"].body["beacon"]["round"] -= 10_000
    return x.log()


@attack("lot by the organiser alone", "E2")
def _(x: Scene) -> Report:
    for name in ("commit form", "open form"):
        x.story[name].body["shares"] = x.story[name].body["shares"][:1]
    return x.log()


@attack("exam opened a day early", "E3")
def _(x: Scene) -> Report:
    x.story["unseal"].t -= DAY
    return x.log()


@attack("exam sat twice", "E5")
def _(x: Scene) -> Report:
    x.story.insert("void", "twice", "sess_end", {**x.story["sess F001 0"].body, "n": 111})
    return x.log()


@attack("voided question still counted", "E6")
def _(x: Scene) -> Report:
    x.story.move("void", before="rank F001")
    x.story["void"].t = x.story["rank F001"].t
    return x.log()


@attack("assessors chosen after the seed", "A1")
def _(x: Scene) -> Report:
    x.story["commit assign"].parents = []
    x.story.move("pool", before="open assign")
    return x.log()


@attack("conflicts declared after the seed", "A1")
def _(x: Scene) -> Report:
    x.story["commit assign"].parents = []
    x.story.move("coi", before="open assign")
    return x.log()


@attack("mark fixed after seeing the other's", "A2")
def _(x: Scene) -> Report:
    x.story.move("mark 1 3", before="open mark 1 3")
    return x.log()


@attack("far marks averaged without a third", "A3")
def _(x: Scene) -> Report:
    x.story.drop("adjudicate", "mark 1 3", "open mark 1 3")
    return x.log()


@attack("third mark settled by the wrong branch", "A3")
def _(x: Scene) -> Report:
    x.story["adjudicate"].body["branch"] = "median"
    return x.log()


# --- scores and results ---


@attack("opened mark is another", "S1")
def _(x: Scene) -> Report:
    x.story["open mark 0 1"].body["value"] = "79.00"
    return x.log()


@attack("second score beside the first", "S2")
def _(x: Scene) -> Report:
    x.story.insert(
        "audit", "better", "score", {**x.story["score F001 0"].body, "com": chance("better").hex()}
    )
    return x.log()


@attack("score for somebody who was refused", "S2")
def _(x: Scene) -> Report:
    x.story.insert("audit", "gift", "score", {**x.story["score F001 0"].body, "pid": pid("F001", 6)})
    return x.log()


@attack("score corrected without a reason", "S3")
def _(x: Scene) -> Report:
    x.story["fix 2"].body["reason"] = "{appeal 2}"
    return x.log()


@attack("score corrected along two chains", "S3")
def _(x: Scene) -> Report:
    body = {**x.story["fix 2"].body, "com": chance("fork").hex()}
    x.story.insert("audit", "fork", "score_fix", body, by=[OBJECTIONS, APPROVER])
    return x.log()


@attack("candidate left out of the ranking", "P2")
def _(x: Scene) -> Report:
    x.story["rank F001"].body["n"] = 5
    return x.log()


@attack("more appointed than announced", "P3", alone=False)
def _(x: Scene) -> Report:
    third = story.ranking(x.story, "F001")[2][0]
    x.story.insert("voice", "third", "appoint", {"pid": third, "formation": "F001"})
    return x.log()


@attack("appointed who was not chosen", "P4")
def _(x: Scene) -> Report:
    rows = story.ranking(x.story, "F001")
    x.story[f"appoint {rows[1][0]}"].body["pid"] = rows[2][0]
    return x.log()


@attack("more appointed than places", "P3")
def _(x: Scene) -> Report:
    s = x.story
    three = [row[0] for row in story.ranking(s, "F001")[:3]]
    s["announce F001"].body["blob"] = s.blob(jcs({"v": 1, "formation": "F001", "selected": None}))
    s.insert("voice", "third", "appoint", {"pid": three[2], "formation": "F001"})
    return x.log()


@attack("more announced than places", "P4")
def _(x: Scene) -> Report:
    s = x.story
    three = [row[0] for row in story.ranking(s, "F001")[:3]]
    s["announce F001"].body["blob"] = s.blob(jcs({"v": 1, "formation": "F001", "selected": three}))
    return x.log()


@attack("appointed before the objections' days were over", "P5")
def _(x: Scene) -> Report:
    for leaf in x.story.leaves:
        leaf.t = T0 + 22 * DAY if leaf.kind == "appoint" else leaf.t
    return x.log()


@attack("objection left lying", "P5")
def _(x: Scene) -> Report:
    x.story.drop("rejected 3")
    return x.log()


@attack("objection decided twice", "P5")
def _(x: Scene) -> Report:
    body = {**x.story["upheld 2"].body, "outcome": "rejected"}
    x.story.insert("audit", "again", "appeal_decision", body, by=[OBJECTIONS, APPROVER])
    return x.log()


# --- identities ---


@attack("identity number in a leaf", "X1")
def _(x: Scene) -> Report:
    x.story["incident"].body["scope"] = "3174010101900001"
    return x.log()


@attack("identity number as a number", "X1")
def _(x: Scene) -> Report:
    x.story["voice"].body["new"] = 3174010101900001
    return x.log()


@attack("e-mail address in a reason", "X1")
def _(x: Scene) -> Report:
    x.story["void"].body["reason"] = "asked by budi@terang.example"
    return x.log()


@attack("telephone number in a reason", "X1")
def _(x: Scene) -> Report:
    x.story["void"].body["reason"] = "call 0812-3456-7890"
    return x.log()


@attack("hidden field", "X1")
def _(x: Scene) -> Report:
    x.story["withdraw"].body["note"] = "asked to"
    return x.log()


@attack("field hidden in the envelope", "X1")
def _(x: Scene) -> Report:
    x.story["voice"].raw = lambda leaf: {**leaf, "note": "x"}
    return x.log()
