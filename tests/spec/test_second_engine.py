"""An engine in another language agrees with every golden case, and one that errs is found out."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.golden.files import FOLDER, ROOT

ENGINE = ROOT / "docs" / "spec" / "second-engine"
NODE = shutil.which("node", path=f"{os.environ['PATH']}:{ROOT / '.tools/node'}")


def check(engine: Path) -> subprocess.CompletedProcess[str]:
    assert NODE, "There is no Node; `make .tools/.node` puts one into .tools."
    return subprocess.run(
        [NODE, engine / "check.mjs", FOLDER], capture_output=True, text=True, timeout=60, check=False
    )


def test_the_second_engine_agrees_with_every_case() -> None:
    found = check(ENGINE)

    assert (found.stdout, found.stderr, found.returncode) == ("1000 alike, 0 different\n", "", 0)


def test_the_second_engine_stands_on_nothing_but_node() -> None:
    imported = {
        line.rpartition(" from ")[2].strip('";')
        for path in ENGINE.glob("*.mjs")
        for line in path.read_text().splitlines()
        if line.startswith("import ")
    }

    assert {name for name in imported if not name.startswith("./")} == {"node:fs", "node:url", "node:util"}


WRONG = {
    "rounds down": ("exact.mjs", "(2n * a * steps + b)", "(2n * a * steps)"),
    "rounds half down": ("exact.mjs", "(2n * a * steps + b)", "(2n * a * steps + b - 1n)"),
    "rounds once only": ("exam.mjs", "halfUp(over(whole(total * 100), norm.exam.maximum), norm.decimals)",
                         "over(whole(total * 100), norm.exam.maximum)"),
    "reads the chain backwards": ("places.mjs", "chain.map(keyOf)", "[...chain].reverse().map(keyOf)"),
    "forgets the last key": ("places.mjs", "chain.map(keyOf)", "chain.slice(0, -1).map(keyOf)"),
    "breaks ties by id": ("places.mjs", "chain.map(keyOf)",
                          "[...chain.map(keyOf), {name: 'id', missing: () => false, order: (a, b) => byText(a.id, b.id)}]"),
    "puts a missing GPA last": ("places.mjs", "missing: (one) => one.gpa === null, order: (one, other) => compare(other.gpa, one.gpa)",
                                "missing: never, order: (one, other) => compare(other.gpa ?? [0n, 1n], one.gpa ?? [0n, 1n])"),
    "prefers the young": ("places.mjs", "byText(one.born, other.born)", "byText(other.born, one.born)"),
    "compares UTF-16": ("places.mjs", "const [left, right]", "return one < other ? -1 : one > other ? 1 : 0; const [left, right]"),
    "chooses across the last slot": ("ranking.mjs", 'last <= slots ? codes.chosen : ""', "codes.chosen"),
    "ignores who was knocked out": ("ranking.mjs", 'if (knockedOut) return "knocked_out";', ""),
    "ignores the fallback": ("shortlist.mjs", "enough === undefined ||", "true ||"),
    "lets the threshold be missed by one": ("exam.mjs", "sums.get(code) < points", "sums.get(code) < points - 1"),
    "lets claims pass the maximum": ("exam.mjs", "Math.min(parts[code] + Number(more[0] / more[1]), maximum)",
                                     "parts[code] + Number(more[0] / more[1])"),
    "cuts the quota sharply": ("shortlist.mjs", "one.place <= norm.shortlist.times * slots ?",
                               "one.place + one.sharing - 1 <= norm.shortlist.times * slots ?"),
    "moves people against their consent": ("transfers.mjs", "if (most === undefined) return listed;", "most ??= 100000;"),
    "moves people from afar": ("transfers.mjs", "km !== undefined && km <= most", "km !== undefined"),
    "moves people below the threshold": ("transfers.mjs", "meets(norm, step.threshold_of", "true || meets(norm, step.threshold_of"),
    "moves people out of turn": ("transfers.mjs", "standing.get(one) - standing.get(other)", "standing.get(other) - standing.get(one)"),
    "moves people to another agency": ("transfers.mjs", '["agency", ', "["),
    "places people anew whenever somebody asks": (
        "transfers.mjs", "inside.push(id);",
        "inside.push(id); for (const one of place(inside.map((who) => seeking.get(who)), norm.chain)) standing.set(one.person.id, one.place);",
    ),
    "forgets who has moved": ("transfers.mjs", "seeking.delete(id);", ""),
    "lets a missing weight pass": ("second.mjs", "compare(weigh(tests), whole(100)) === 0", "compare(weigh(tests), whole(100)) <= 0"),
    "knocks out at the minimum": ("second.mjs", "exact(test.minimum)) < 0", "exact(test.minimum)) <= 0"),
    "takes points that nothing gives": ("exam.mjs", "if (!given.every(gives))", "if (false)"),
}  # fmt: skip


@pytest.mark.some(every=5)
@pytest.mark.slow
@pytest.mark.parametrize("error", WRONG)
def test_an_engine_that_errs_disagrees_with_a_case(tmp_path: Path, error: str) -> None:
    name, right, wrong = WRONG[error]
    engine = shutil.copytree(ENGINE, tmp_path / "engine")
    text = (engine / name).read_text()
    assert text.count(right) == 1
    (engine / name).write_text(text.replace(right, wrong))

    found = check(engine)

    assert found.returncode == 1
    assert found.stderr == ""
    assert int(found.stdout.splitlines()[-1].split(", ")[1].split()[0]) > 0
