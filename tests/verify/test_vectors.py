"""Every known answer of terang-log/1's vectors, by the citizen's checker."""

import json
from pathlib import Path

from terang.verify import terang_verify as v

HERE = Path(__file__).parent.parent / "core/ledger/vectors"
VECTORS = json.loads((HERE / "vectors.json").read_text())
LOG, SUBJECT, ANSWERS, SEED, RANK = (VECTORS[one] for one in ("log", "subject", "answers", "seed", "rank"))
POLICY = v.Policy.of((HERE / "policy").read_bytes())


def test_the_canonical_form() -> None:
    for one in VECTORS["canonical"]:
        assert v.canonical(one["obj"]).hex() == one["hex"]
        assert v.strict(bytes.fromhex(one["hex"])) == one["obj"]


def test_the_log_is_read_to_its_root() -> None:
    report = v.verify_log(str(HERE / "log"), POLICY)

    assert [report.status(one) for one in v.LOG_CHECKS[:9]] == ["ok"] * 6 + ["n/a", "ok", "ok"]


def test_a_kept_checkpoint_is_the_beginning_of_the_log() -> None:
    proof = [v.unb64(one) for one in LOG["cons_100_300"]]

    assert v.consistent(100, v.unb64(LOG["root_at_100"]), 300, v.unb64(LOG["root"]), proof)
    assert not v.consistent(100, v.unb64(LOG["root"]), 300, v.unb64(LOG["root"]), proof)


def test_the_way_from_a_leaf_to_the_root() -> None:
    leaf = bytes.fromhex(LOG["leaf3_hex"])
    path = [v.unb64(one) for one in LOG["incl_3_300"]]

    assert v.leaf_hash(leaf).hex() == LOG["leaf3_hash"]
    assert v.root_from_path(v.leaf_hash(leaf), 3, 300, path) == v.unb64(LOG["root"])


def test_the_receipt_of_a_registration() -> None:
    report = v.verify_receipt(str(HERE / "reg-0.tlog-proof"), POLICY)

    assert {one: report.status(one) for one in ("L1", "L2", "B2", "S1")} == dict.fromkeys(
        ("L1", "L2", "B2", "S1"), "ok"
    )


def test_the_key_of_the_log() -> None:
    key = v.VerifierKey.of((HERE / "log.vkey").read_text().strip())

    assert (key, key.kind) == (POLICY.logs[0], v.ED25519)


def test_pseudonyms_are_written_in_crockfords_alphabet() -> None:
    inner = v.hmac.digest(bytes.fromhex(SUBJECT["k_open"]), b"terang/v1/pid\n2026-a\nF001", "sha256")

    assert v.crockford32(inner[:10]) == SUBJECT["pid"]


def test_the_lot() -> None:
    shares, beacon = [bytes.fromhex(one) for one in SEED["shares"]], bytes.fromhex(SEED["beacon"])
    seed = v.seed(SEED["purpose"], shares, beacon)

    assert seed.hex() == SEED["seed"]
    assert sorted("abcde", key=lambda one: v.lot(seed, "demo", one)) == SEED["order"]


def test_the_chain_of_answers(tmp_path: Path) -> None:
    (tmp_path / "answers.json").write_text(json.dumps({"v": 1, "type": "answers", **ANSWERS}))

    report = v.verify_receipt(str(tmp_path / "answers.json"), POLICY)

    assert [report.status(one) for one in ("C1", "C2", "C3")] == ["ok"] * 3


def test_the_ranking() -> None:
    rule = v.Rule.of(v.canonical(RANK["rule"]))
    rows = {one["pid"]: {"c": one["c"]} for one in RANK["rows"]}
    seed = bytes.fromhex(SEED["seed"])

    assert rule.rank(rows, RANK["rule"]["slots"], seed) == RANK["expected"]
