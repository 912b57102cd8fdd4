"""What a little more in one component would have changed: the ranking is run again with it, and nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from terang.core.norms import Norm, Part
from terang.core.rules.ranking import FinalScore, final
from terang.core.rules.shortlist import BasicScore, shortlist
from terang.stages.applications.facts import ApplicationFacts
from terang.stages.ranking.models import Placement
from terang.stages.ranking.states import Stage

ONE, ALL = Decimal(1), Decimal(100)


@dataclass(frozen=True)
class WhatIf:
    """With `more` points in a component: this place and this outcome. `is_answer`: the points of one right answer."""

    label: str
    more: int
    is_answer: bool
    place: int | None
    outcome: str


@dataclass(frozen=True)
class Line:
    """What one person brought: their parts, and the points of their second tests with weight and minimum."""

    pid: str
    parts: Mapping[str, int] | None
    tests: tuple[Mapping[str, Any], ...]
    gpa: Decimal | None = None
    born_on: Any = None
    claims: frozenset[str] = frozenset()
    priority: str = ""

    @property
    def second(self) -> Decimal | None:
        if not self.tests or any(test["points"] is None for test in self.tests):
            return None
        return sum((test["weight"] * test["points"] for test in self.tests), Decimal(0)) / 100

    @property
    def knocked_out(self) -> bool:
        return any(
            test["minimum"] is not None and test["points"] is not None and test["points"] < test["minimum"]
            for test in self.tests
        )


def what_if(
    norm: Norm,
    stage: str,
    kind: str,
    placed: Sequence[Placement],
    people: Mapping[int, ApplicationFacts],
    pid: str,
) -> Iterator[WhatIf]:
    """One answer to each component of the person with this number, in the order of the norm and of the tests.

    placed: all lines of their vacancy; people: the applications behind them, for the last keys of a tie.
    """
    lines = [_line(one, people.get(one.application_id)) for one in placed]
    slots = int(placed[0].figures["slots"])
    mine = next(one for one in lines if one.pid == pid)
    for label, more, is_answer, changed in _changed(norm, mine):
        field = [changed if one.pid == pid else one for one in lines]
        place, outcome = _run(norm, stage, kind, slots, field, pid)
        yield WhatIf(label, more, is_answer, place, outcome)


def _line(one: Placement, person: ApplicationFacts | None) -> Line:
    told = one.figures
    parts = {code: int(points) for code, points in told["parts"].items()} or None
    tests = tuple(_test(test) for test in told.get("tests", ()))
    claims = frozenset(claim["code"] for claim in told.get("claims", ()))
    gpa, born_on = (person.gpa, person.born_on) if person else (None, None)
    return Line(one.pid, parts, tests, gpa, born_on, claims, told.get("priority", ""))


def _test(told: Mapping[str, Any]) -> Mapping[str, Any]:
    minimum, points = told.get("knockout_minimum"), told["points"]
    return {
        "title": told["title"],
        "weight": Decimal(told["weight"]),
        "points": None if points is None else Decimal(points),
        "minimum": None if minimum is None else Decimal(minimum),
    }


def _changed(norm: Norm, mine: Line) -> Iterator[tuple[str, int, bool, Line]]:
    if mine.parts is None:
        return
    for part in norm.parts:
        more = _unit(part)
        if mine.parts[part.code] + more <= part.maximum:
            parts = {**mine.parts, part.code: mine.parts[part.code] + more}
            yield part.label, more, part.scoring == "right_wrong", replace(mine, parts=parts)
    for at, test in enumerate(mine.tests):
        if test["points"] is not None and test["points"] + ONE <= ALL:
            tests = (*mine.tests[:at], {**test, "points": test["points"] + ONE}, *mine.tests[at + 1 :])
            yield test["title"], 1, False, replace(mine, tests=tests)


def _unit(part: Part) -> int:
    return part.points_right if part.scoring == "right_wrong" else 1


def _run(
    norm: Norm, stage: str, kind: str, slots: int, field: Sequence[Line], pid: str
) -> tuple[int | None, str]:
    if stage == Stage.SHORTLIST:
        basic = shortlist(norm, kind, slots, [BasicScore(one.pid, one.parts, one.claims) for one in field])
        return next((one.place, one.outcome) for one in basic if one.id == pid)
    scores = [
        FinalScore(
            one.pid, one.parts, one.second, one.knocked_out, one.gpa, one.born_on, one.claims, one.priority
        )
        for one in field
    ]  # fmt: skip
    return next((one.place, one.outcome) for one in final(norm, slots, scores, kind=kind) if one.id == pid)
