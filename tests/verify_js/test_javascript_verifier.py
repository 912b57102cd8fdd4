"""The verifier in JavaScript agrees with the vectors, sees every change and every insider, and stands on nothing of ours."""

import functools
import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from terang.core.ledger import tree
from tests import counts
from tests.ground import ROOT

HERE = Path(__file__).parent
VERIFIER = ROOT / "src" / "terang" / "verify" / "js"
COMMAND = VERIFIER / "terang-verify-cli.mjs"
VECTORS = ROOT / "tests" / "core" / "ledger" / "vectors"
NODE = shutil.which("node", path=f"{os.environ['PATH']}:{ROOT / '.tools/node'}")

SIZES = [*range(10), 64, 100, 129]
MUTATIONS = counts.of(few=60, asked=10_000)


def node(script: Path, *words: object, timeout: int = 120) -> subprocess.CompletedProcess[str]:
    assert NODE, "There is no Node; `make .tools/.node` puts one into .tools."
    return subprocess.run(
        [NODE, script, *map(str, words)], capture_output=True, text=True, timeout=timeout, check=False
    )


def test_every_vector_of_the_specification_is_met() -> None:
    found = node(HERE / "vectors.mjs", VERIFIER, VECTORS)

    assert (found.stdout, found.stderr, found.returncode) == ("70 alike\n", "", 0)


@pytest.mark.timeout(900)
def test_trees_and_proofs_are_those_of_the_core() -> None:
    sizes = range(301) if counts.LONG else SIZES

    found = node(HERE / "trees.mjs", VERIFIER, *sizes, timeout=600)

    assert (found.stderr, found.stdout.splitlines()) == ("", [proofs(size) for size in sizes])


LEAVES = [tree.leaf_hash(f"leaf {n}".encode()) for n in range(301)]


@functools.cache
def under(start: int, stop: int) -> bytes:
    """The root over these leaves."""
    return tree.root(LEAVES[start:stop])


def proofs(size: int) -> str:
    """Root, and digests of all inclusion and consistency proofs, as trees.mjs prints them."""
    included = b"".join(b"".join(tree.inclusion_proof(n, size, under)) for n in range(size))
    grown = b"".join(b"".join(tree.consistency_proof(old, size, under)) for old in range(size + 1))
    return f"{size} {tree.root(LEAVES[:size]).hex()} {hashlib.sha256(included).hexdigest()} {hashlib.sha256(grown).hexdigest()}"


def test_insiders_are_seen_by_the_check_that_is_meant_for_them() -> None:
    found = attacks()

    assert len(found) == 78
    assert [one for one in found if not is_right(one)] == []


def attacks(verifier: Path = VERIFIER, *only: str) -> list[dict[str, object]]:
    ran = node(HERE / "attacks.mjs", verifier, *only)
    assert (ran.stderr, ran.returncode) == ("", 0)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def is_right(one: dict[str, object]) -> bool:
    return one["want"] in one["failed"] if "want" in one else one["failed"] == []  # type: ignore[operator]


@pytest.mark.timeout(1800)
def test_no_small_change_anywhere_goes_unseen() -> None:
    with counts.tally("changes of logs, bundles and proofs seen by JavaScript", asked=MUTATIONS) as tally:
        found = node(HERE / "mutations.mjs", VERIFIER, MUTATIONS, "terang", timeout=1800)
        assert found.stderr == ""
        told = json.loads(found.stdout)
        tally.done(told["seen"])
        tally.lost(len(told["missed"]))

    assert told == {"seen": MUTATIONS, "missed": []}


# What a verifier must not forget; without it the insider named last is not seen by this check.
WRONG = {
    "trusts any checkpoint": ("policy.mjs", "const isRight = found && (await verifySignature(note, key, found.bytes));\n    if (isRight === false) report.fail(\"L1\"", "const isRight = true;\n    if (isRight === false) report.fail(\"L1\"", "the log's signature is somebody else's"),
    "counts no witnesses": ("policy.mjs", ">= need", ">= 0", "one witness is not enough"),
    "believes approvals": ("keys.mjs", "fault && report.fail(", "false && report.fail(", "a signature over something else"),
    "believes any site": ("keys.mjs", "!origins.includes(said.origin) ||", "", "a passkey at another address"),
    "needs no touch": ("keys.mjs", "(ad[32] & 5) !== 5", "false", "a passkey without its person"),
    "forgets revocations": ("keys.mjs", "for (const key of same) key.revoked = true;\n      if (b.use", "if (b.use", "a revoked key"),
    "is content with one approval": ("keys.mjs", "if (isTwo) {", "if (false) {", "a rule by one person"),
    "forgets the freeze": ("governance.mjs", "ids.some((id) => frozen.has(`formation:${id}`))", "false", "a rule after the freeze"),
    "opens late": ("governance.mjs", "|| leaf.t >= window.closes)", ")", "a registration after the close"),
    "counts nobody": ("people.mjs", "root !== b.root", "false", "others are counted"),
    "opens anything": ("exams.mjs", "sealed !== mark.com", "false", "another mark is opened"),
    "lets marks come late": ("exams.mjs", "if (one.isOpen) report", "if (false) report", "a mark after seeing the other"),
    "does not open scores": ("bundle.mjs", "if (sealed !== found.com)", "if (false)", "another score is opened"),
    "compares no places": ("bundle.mjs", "if (fault) report", "if (false) report", "two places are exchanged"),
    "counts no slots": ("bundle.mjs", "selected > slots ||", "", "three for two slots"),
    "looks for nobody's records": ("bundle.mjs", "relevant(leaf, name) &&", "false &&", "a record is left out"),
    "looks for no numbers": ("leaves.mjs", "/[0-9]{12}/, \"a run", "/[0-9]{99}/, \"a run", "a NIK in a record"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("error", list(WRONG)[:: counts.of(few=4, asked=1)])
def test_a_verifier_that_forgets_a_check_is_found_out(tmp_path: Path, error: str) -> None:
    name, right, wrong, insider = WRONG[error]
    verifier = shutil.copytree(VERIFIER, tmp_path / "verifier")
    text = (verifier / name).read_text()
    assert text.count(right) == 1
    (verifier / name).write_text(text.replace(right, wrong))

    (found,) = attacks(verifier, insider)

    assert not is_right(found)


def test_the_verifier_stands_on_nothing_but_its_own_files_and_node() -> None:
    imported = {
        line.rpartition(" from ")[2].strip('";')
        for path in VERIFIER.glob("*.mjs")
        for line in path.read_text().splitlines()
        if line.startswith(("import ", "export {"))
    }

    assert {name for name in imported if not name.startswith("./")} == {
        "node:fs/promises",
        "node:url",
        "node:util",
    }
    assert {path.name for path in VERIFIER.glob("*.mjs") if "node:" in path.read_text()} == {COMMAND.name}


# The command: what it prints and how it ends.


def run(*words: object) -> tuple[int, str, str]:
    found = node(COMMAND, *words)
    return found.returncode, found.stdout, found.stderr


def test_a_receipt_of_the_vectors_is_told_line_by_line() -> None:
    code, out, _ = run("receipt", VECTORS / "reg-0.tlog-proof", "--policy", VECTORS / "policy")

    assert code == 0
    assert [line.split(" –")[0] for line in out.splitlines() if "n/a" not in line] == [
        "L1 ok",
        "L2 ok",
        "L3 ok",
        "S1 ok",
        "B2 ok",
    ]
    assert "B2 ok – the record is in the log, at place 3 of 300 (leaf 3)" in out


def test_a_failed_check_ends_with_one_and_json_tells_the_same(tmp_path: Path) -> None:
    proof = (VECTORS / "reg-0.tlog-proof").read_text()
    (tmp_path / "forged").write_text(proof.replace("index 3\n", "index 4\n"))

    code, out, _ = run("receipt", tmp_path / "forged", "--policy", VECTORS / "policy", "--json")

    told = json.loads(out)
    assert (code, told["good"]) == (1, False)
    assert [one["id"] for one in told["checks"] if one["status"] == "FAIL"] == ["B2"]


def test_what_cannot_be_used_ends_with_two_and_says_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")

    assert run("log", tmp_path, "--policy", VECTORS / "policy")[0] == 2
    assert "not the folder of a log" in run("log", tmp_path, "--policy", VECTORS / "policy")[2]
    assert "--policy FILE is missing" in run("log", VECTORS / "log")[2]
    assert "the policy names no quorum" in run("log", VECTORS / "log", "--policy", tmp_path / "empty")[2]
    assert "this file is no receipt" in run("receipt", tmp_path / "empty", "--policy", VECTORS / "policy")[2]
    assert "there is no such file" in run("receipt", tmp_path / "none", "--policy", VECTORS / "policy")[2]
    assert "compare A B" in run()[2]


# Golden logs, bundles and receipts, where every verifier must say the same.

GOLDEN = ROOT / "tests" / "verify" / "golden"
COMMANDS = {
    "log": "log log",
    "log-from": "log log --from old-checkpoint",
    "bundle-F001": "bundle F001-1.tar",
    "bundle-F001-log": "bundle F001-1.tar --log log",
    "bundle-F002-log": "bundle F002-1.tar --log log",
    "receipt-reg": "receipt reg.tlog-proof",
    "receipt-promise": "receipt promise.json --log log",
    "receipt-answers": "receipt answers.json",
    "compare": "compare old-checkpoint log",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_golden_files_are_told_as_every_verifier_tells_them(name: str) -> None:
    assert {path.stem for path in (GOLDEN / "expected").glob("*.txt")} == COMMANDS.keys()
    *wanted, ended = (GOLDEN / "expected" / f"{name}.txt").read_text().splitlines()
    words = [
        GOLDEN / word if (GOLDEN / word).exists() and n else word
        for n, word in enumerate(COMMANDS[name].split())
    ]

    code, out, err = run(*words, "--policy", GOLDEN / "policy")

    told = {line.split(" –")[0] for line in out.splitlines()}
    assert (f"exit {code}", err) == (ended, "")
    assert set(wanted) <= told
