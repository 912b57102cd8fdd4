"""Invented people, written as a case holds them: few values, so that nearly everybody is somebody's equal."""

from __future__ import annotations

from typing import Any

from terang.core.norms import Norm
from tools.golden.dice import Dice

NAMES = ["10", "9", "A", "a", "Z", "z", "é", "É", "ﬀ", "𝐀", "~", "p", "P", "0", "00", "-1", "ß", "ss", "ا", "あ", "𝒵", "!", "x y",
         "x-y", "x_y"]  # fmt: skip
"""Names whose order differs between code points, UTF-16 and dictionaries."""
SECONDS = ["0", "50", "70", "70.00", "70.5", "77.5", "79.999999", "80", "85", "99.5", "100"]
GPAS = ["3", "3.0", "3.25", "3.5", "3.50", "4"]
DAYS = ["1990-12-31", "1998-02-01", "1998-02-02", "2000-02-29"]


class People:
    """What the people of one case have in common: a norm, a kind of formasi, and the few values that occur."""

    def __init__(self, norm: Norm, dice: Dice, kind: str, *, above: int = 0) -> None:
        """`above`: how many questions better than the threshold they are."""
        self.norm, self.dice = norm, dice
        self.parts = [_near_threshold(norm, dice, kind, above)]
        for _ in range(dice.pick([1, 3, 8, 16, 24])):
            self.parts.append(_moved(norm, dice, dice.pick(self.parts)))
        self.seconds = [dice.pick(SECONDS) for _ in range(dice.pick([1, 2, 4, 8]))]
        self.gpas = [None, *dice.some(GPAS, 2)] if dice.once_in(2) else [dice.pick(GPAS), dice.pick(GPAS)]
        self.days = [None, dice.pick(DAYS)] if dice.once_in(3) else [dice.pick(DAYS), dice.pick(DAYS)]
        self.claims = list(norm.affirmations) if dice.once_in(2) else []
        self.groups = ["", *(one.code for one in norm.priority)]

    def become_equals(self) -> None:
        """Most of them equal but for GPA and date of birth, which some lack."""
        self.parts = [self.parts[0]] * 4 + self.parts[1:2]
        self.seconds = self.seconds[:1]
        self.gpas, self.days = [None, *GPAS], [None, *DAYS]

    def best(self, name: str) -> dict[str, Any]:
        """Somebody whom nobody equals."""
        parts = {part.code: part.maximum for part in self.norm.parts}
        return {"id": name, "parts": parts, **({} if self.norm.integration is None else {"second": "100"})}

    def basic(self, name: str) -> dict[str, Any]:
        """Somebody after the first exam."""
        dice = self.dice
        parts = None if dice.once_in(10) else dict(dice.pick(self.parts))
        claims = sorted(set(dice.some(self.claims, 2)))
        return {"id": name, "parts": parts, **_given(claims=claims)}

    def final(self, name: str) -> dict[str, Any]:
        """Somebody before the final ranking."""
        dice, second = self.dice, None
        if self.norm.integration is not None and not dice.once_in(10):
            second = dice.pick(self.seconds)
        return self.basic(name) | _given(
            second=second,
            gpa=dice.pick(self.gpas),
            born_on=dice.pick(self.days),
            priority=dice.pick(self.groups),
            knocked_out=dice.once_in(12),
        )


def names(dice: Dice, most: int, least: int = 1) -> list[str]:
    """Names of `least` to `most` people, seldom of fewer, in no order; now and then such as programs sort in different ways."""
    count = dice.below(3) if dice.once_in(12) else dice.between(least, most)
    known = NAMES if dice.once_in(5) else [f"p{number:02}" for number in range(count)]
    return dice.shuffled(known)[:count]


def refusable(norm: Norm, dice: Dice, people: list[dict[str, Any]], *, ranked: bool) -> None:
    """Give somebody who was there a claim or a group that the norm doesn't know."""
    there = [one for one in people if one["parts"] is not None]
    if there and ranked and dice.once_in(2):
        dice.pick(there)["priority"] = "TIDAK_ADA"
    elif there:
        dice.pick(there)["claims"] = [*list(norm.affirmations)[:1], "TIDAK_ADA"]


def _near_threshold(norm: Norm, dice: Dice, kind: str, above: int) -> dict[str, int]:
    """Points of every part at the threshold of a kind, or a little above or below."""
    threshold = norm.kinds[kind].threshold if kind in norm.kinds else None
    wanted = {} if threshold is None else dict(threshold.parts)
    whole = 0 if threshold is None or threshold.total is None else threshold.total
    found = {}
    for part in norm.parts:
        least = wanted.get(part.code, part.maximum * 3 // 5 if whole or part.code not in wanted else 0)
        found[part.code] = _within(
            part.maximum, least + part.points_right * (above + dice.pick([-1, 0, 0, 0, 0, 1, 1, 2]))
        )
    if whole and not dice.once_in(3):
        last = norm.parts[-1]
        missing = whole - sum(found.values()) + dice.pick([-1, 0, 0, 5])
        found[last.code] = _within(last.maximum, found[last.code] + missing)
    return found


def _moved(norm: Norm, dice: Dice, points: dict[str, int]) -> dict[str, int]:
    """The same total from other parts, or one part a little better or worse."""
    found, by = dict(points), dice.pick([1, 5, 5, 10])
    up, down = dice.pick(norm.parts), dice.pick(norm.parts)
    if dice.once_in(3):
        found[up.code] = _within(up.maximum, found[up.code] + by * dice.pick([-1, 1]))
    elif up != down and found[up.code] + by <= up.maximum and found[down.code] >= by:
        found[up.code] += by
        found[down.code] -= by
    return found


def _within(most: int, points: int) -> int:
    return min(max(points, 0), most)


def _given(**values: Any) -> dict[str, Any]:
    """What is there; what is not is left out of a case."""
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}
