"""The golden cases are what the rules say today, there are 1,000 of them, and they are hard."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from terang.core import norms
from tools.golden.files import EXAMPLE, FOLDER, files

Case = dict[str, Any]


def cases(topic: str) -> list[Case]:
    return [json.loads(line) for line in (FOLDER / f"{topic}.jsonl").read_text().splitlines()]


TOPICS = ("shortlist", "final", "transfers", "integrate", "score", "combine", "plan")
ALL = [case for topic in TOPICS for case in cases(topic)]


def test_golden_cases_are_current() -> None:
    """When this fails the rules answer otherwise than before: is that meant? Then `make golden`, and say so."""
    found = {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    wanted = files()

    assert found.keys() == wanted.keys()
    assert [name for name in wanted if found[name] != wanted[name]] == []


def test_there_are_a_thousand_over_every_norm_that_can_judge() -> None:
    judging = {
        one for one in norms.available() if any(kind.threshold for kind in norms.load(one).kinds.values())
    }
    example = norms.read(EXAMPLE.read_bytes()).id

    assert len(ALL) == len({case["id"] for case in ALL}) == 1000
    assert {case["norm"] for case in cases("final")} == judging | {example}
    assert {case["norm"] for case in ALL} == {*norms.available(), example}


def test_the_index_counts_what_is_there() -> None:
    index = json.loads((FOLDER / "index.json").read_text())

    assert index["cases"] == len(ALL)
    assert {topic: one["cases"] for topic, one in index["topics"].items()} == Counter(
        case["id"].split("/")[0] for case in ALL
    )
    assert [case["id"] for case in ALL if index["norms"][case["norm"]]["sha256"] != case["norm_sha256"]] == []


def test_they_are_small_and_hold_no_float() -> None:
    def floats(value: object) -> bool:
        if isinstance(value, dict | list):
            return any(map(floats, value.values() if isinstance(value, dict) else value))
        return isinstance(value, float)

    assert [case["id"] for case in ALL if floats(case)] == []
    assert max(len(case["input"].get("people", ())) for case in ALL) == 25
    assert sum(path.stat().st_size for path in FOLDER.rglob("*") if path.is_file()) < 3_000_000


def rows(case: Case) -> list[Case]:
    return case["expected"].get("rows", [])


def people(case: Case) -> list[Case]:
    return case["input"].get("people", [])


HARD: dict[str, tuple[str, int, Callable[[Case], bool]]] = {
    "a shared place across the last slot": ("final", 20, lambda case: any(row["outcome"] == "" for row in rows(case))),
    "a shared place within the slots": (
        "final", 25, lambda case: any(row["sharing"] > 1 and row["outcome"] in ("L", "P/L") for row in rows(case)),
    ),
    "equals beyond the quota": (
        "shortlist", 10,
        lambda case: len([row for row in rows(case) if row["outcome"] in ("P/L", "M")]) > 3 * case["input"]["slots"],
    ),
    "nobody": ("shortlist", 3, lambda case: people(case) == []),
    "no slot": ("final", 20, lambda case: case["input"]["slots"] == 0),
    "somebody absent": ("final", 100, lambda case: any(one["parts"] is None for one in people(case))),
    "somebody knocked out": ("final", 30, lambda case: any("knocked_out" in one for one in people(case))),
    "a missing GPA": (
        "final", 50, lambda case: 0 < len([one for one in people(case) if "gpa" not in one]) < len(people(case)),
    ),
    "a claim": ("final", 15, lambda case: any("claims" in one for one in people(case))),
    "decided by GPA": ("final", 15, lambda case: any(row["decided_by"] == "gpa" for row in rows(case))),
    "decided by date of birth": ("final", 15, lambda case: any(row["decided_by"] == "born_on" for row in rows(case))),
    "decided by priority": ("final", 20, lambda case: any(row["decided_by"] == "priority" for row in rows(case))),
    "let in by the fallback": (
        "shortlist", 15, lambda case: any(row["place"] and row["below"] for row in rows(case)),
    ),
    "behind the threshold": ("shortlist", 3, lambda case: any(row["decided_by"] == "threshold" for row in rows(case))),
    "moved to another vacancy": ("transfers", 60, lambda case: bool(case["expected"].get("moves"))),
    "moved, but a person decides": (
        "transfers", 15, lambda case: any(move["outcome"] == "" for move in case["expected"].get("moves", ())),
    ),
    "moved by several steps": (
        "transfers", 5, lambda case: len({move["step"] for move in case["expected"].get("moves", ())}) > 1,
    ),
    "refused": ("", 30, lambda case: "refused" in case["expected"]),
}  # fmt: skip


@pytest.mark.parametrize("what", HARD)
def test_what_is_hard_occurs(what: str) -> None:
    topic, times, holds = HARD[what]

    found = sum(map(holds, cases(topic) if topic else ALL))

    assert found >= times
