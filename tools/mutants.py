"""Change the rules one line at a time and expect a test to fail: `make mutants`, or ARGS='shortlist places' for some.

A mutant that no test notices stands in `tests/core/mutants.toml` with the reason why it can't matter.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
WORK = ROOT / "mutants"
RULES = "terang.core.rules"
REASONS = ROOT / "tests" / "core" / "mutants.toml"
MUTMUT = str(Path(sys.executable).with_name("mutmut"))
NOTICED = {"killed", "timeout"}


class Mutant(NamedTuple):
    """A change that stays the same when mutmut counts anew: the lines of a function before and after it."""

    module: str
    function: str
    before: str
    after: str


def main() -> int:
    """0 when a test noticed every mutant, or there is a reason why it can't matter."""
    parser = ArgumentParser(prog="make mutants")
    parser.add_argument("modules", nargs="*", help=f"modules of {RULES}; all when none is named")
    parser.add_argument("--workers", type=int, default=1)
    wanted = parser.parse_args()
    reasons = _reasons()
    if not _run(wanted.modules, wanted.workers):
        return 1

    told: Counter[tuple[str, str]] = Counter()
    unnoticed: set[Mutant] = set()
    for name, status in _results(wanted.modules):
        told[_module(name), "all"] += 1
        if status in NOTICED:
            told[_module(name), "killed"] += 1
            continue
        mutant = _mutant(name)
        told[_module(name), "with a reason" if mutant in reasons else "without"] += 1
        unnoticed.add(mutant)
        if mutant not in reasons:
            print(f"\n{name}: {status}; if it can't matter, say why in {REASONS.relative_to(ROOT)}:")
            print(_as_toml(mutant))
    _print_table(told)
    _print_needless(reasons.keys() - unnoticed, {module for module, _ in told})
    return 1 if any(what == "without" for _, what in told) or not told else 0


def _reasons() -> dict[Mutant, str]:
    rows = tomllib.loads(REASONS.read_text()).get("mutant", [])
    silent = [row for row in rows if not row.get("reason")]
    if silent:
        raise SystemExit(f"{REASONS.relative_to(ROOT)}: no reason for {silent[0]}")
    return {Mutant(*(row[field] for field in Mutant._fields)): row["reason"] for row in rows}


def _run(modules: list[str], workers: int) -> bool:
    """Make all mutants anew and test them; what mutmut says is shown on a terminal and else kept."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    command = [MUTMUT, "run", "--max-children", str(workers), *(f"{RULES}.{name}.*" for name in modules)]
    steady = os.environ | {"PYTHONHASHSEED": "0"}  # sets keep their order from run to run
    if sys.stdout.isatty():
        return subprocess.run(command, cwd=ROOT, env=steady, check=False).returncode == 0
    with (WORK / "run.log").open("w") as log:
        ran = subprocess.run(command, cwd=ROOT, env=steady, check=False, stdout=log, stderr=subprocess.STDOUT)
    if ran.returncode:
        print((WORK / "run.log").read_text()[-3000:])
    return ran.returncode == 0


def _ask(*arguments: str) -> list[str]:
    return subprocess.run(
        [MUTMUT, *arguments], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()


def _results(modules: list[str]) -> list[tuple[str, str]]:
    """Each mutant's name with what became of it."""
    found = [line.strip().split(": ") for line in _ask("results", "--all", "true")]
    return [(name, status) for name, status in found if not modules or _module(name) in modules]


def _module(name: str) -> str:
    """`shortlist` of `terang.core.rules.shortlist.x__placed__mutmut_12`."""
    return name.removeprefix(f"{RULES}.").partition(".")[0]


def _mutant(name: str) -> Mutant:
    function = name.rpartition(".")[2].partition("__mutmut_")[0]
    function = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    diff = [line for line in _ask("show", name) if not line.startswith(("---", "+++", "# "))]
    before, after = ("\n".join(line[1:].strip() for line in diff if line.startswith(sign)) for sign in "-+")
    return Mutant(_module(name), function, before, after)


def _as_toml(mutant: Mutant) -> str:
    fields = [f"{field} = {_quoted(value)}" for field, value in mutant._asdict().items()]
    return "\n".join(["[[mutant]]", *fields, 'reason = ""'])


def _quoted(value: str) -> str:
    quote = "'''" if "\n" in value or "'" in value else "'"
    return f"{quote}{value}{quote}"


def _print_table(told: Counter[tuple[str, str]]) -> None:
    columns = ("all", "killed", "with a reason", "without")
    print(f"\n{'module':20}" + "".join(f"{column:>15}" for column in columns))
    modules = sorted({module for module, _ in told})
    for module in modules:
        print(f"{module:20}" + "".join(f"{told[module, column]:>15}" for column in columns))
    sums = [sum(told[module, column] for module in modules) for column in columns]
    print(f"{'':20}" + "".join(f"{one:>15}" for one in sums))


def _print_needless(mutants: set[Mutant], checked: set[str]) -> None:
    for mutant in sorted(mutants):
        if mutant.module in checked:
            print(f"\nThis reason has no mutant any more; remove it:\n{_as_toml(mutant)}")


if __name__ == "__main__":
    sys.exit(main())
