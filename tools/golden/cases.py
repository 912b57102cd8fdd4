"""One small selection per topic, from a norm and dice; made hard on purpose."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

from terang.core.norms import Integration, Norm
from terang.core.rules.rounding import total_100
from tools.golden.dice import Dice
from tools.golden.people import NAMES, People, names, refusable

Case = dict[str, Any]
REFUSED_ONE_IN = 25
PLACES = ["Alak", "Andir", "Makassar", "Sawahlunto"]


def shortlist(norm: Norm, dice: Dice) -> Case:
    kind, slots = _kind(norm, dice), dice.pick([0, 1, 1, 1, 2, 2, 3, 5])
    above = 0
    if kind in norm.kinds and norm.kinds[kind].fallback is not None and not dice.once_in(3):
        slots, above = dice.pick([2, 3, 5, 8]), dice.pick([0, -1])
    crowd = People(norm, dice, kind, above=above)
    people = [crowd.basic(name) for name in names(dice, 25)]
    if dice.once_in(REFUSED_ONE_IN):
        refusable(norm, dice, people, ranked=False)
    return {"kind": kind, "slots": slots, "people": people}


def final(norm: Norm, dice: Dice) -> Case:
    kind, slots = _kind(norm, dice), dice.pick([0, 1, 1, 2, 3, 5, 8])
    crowd = People(norm, dice, kind)
    if dice.once_in(8):
        crowd.become_equals()
    people = [crowd.final(name) for name in names(dice, 25)]
    if dice.once_in(REFUSED_ONE_IN):
        refusable(norm, dice, people, ranked=True)
    return {"kind": kind, "slots": slots, "people": people}


def transfers(norm: Norm, dice: Dice) -> Case:
    """One to three crowded vacancies and up to six that are nearly empty, mostly such as a step of the norm joins."""
    step = dice.pick(norm.transfers)
    home, targets = dice.pick(step.source_kinds), [dice.pick(step.target_kinds) for _ in range(2)]
    kinds = (
        [home, *targets]
        if dice.once_in(20)
        else [kind for kind in (home, *targets) if kind in _judging(norm)]
    )
    places = dice.shuffled(PLACES)[: dice.pick([1, 2, 3]) if step.location == "same" else dice.between(2, 4)]
    codes = _codes(dice, dice.between(3, 8))
    crowded = codes[: dice.pick([1, 1, 2, 3])]
    vacancies = {
        code: {
            "kind": kinds[0] if code in crowded else dice.pick(kinds),
            "slots": 1 if code in crowded else dice.pick([1, 1, 2, 3]),
            "position": "Guru" if dice.once_in(15) else "Perawat",
            "education": "D-III" if dice.once_in(15) else "S-1",
            "location": dice.pick(places),
            "agency": "B" if dice.once_in(15) else "A",
        }
        for code in codes
    }
    crowd = People(norm, dice, dice.pick(kinds), above=dice.pick([0, 2, 2, 3]))
    people = []
    if dice.once_in(4):
        crowd.become_equals()
        people = [crowd.best(f"w{number}") | {"vacancy": code} for number, code in enumerate(crowded)]
    for name in names(dice, 20, least=8):
        near = {} if dice.once_in(3) else {"within_km": dice.pick([0, 40, 40, 90, 1000])}
        liked = dice.some([*codes, *codes[1:], *codes[1:], "V99"], 6)
        at = dice.pick(codes) if dice.once_in(15) else dice.pick(crowded)
        people.append(crowd.final(name) | {"vacancy": at} | ({"alternatives": liked} if liked else {}) | near)
    distances = [
        [*dice.shuffled(pair), dice.pick([0, 30, 40, 41, 90, 200])]
        for pair in combinations(PLACES, 2)
        if not dice.once_in(4)
    ]
    if dice.once_in(2 * REFUSED_ONE_IN):
        refusable(norm, dice, people, ranked=True)
    return {"vacancies": vacancies, "people": people, "distances": distances}


def integrate(norm: Norm, dice: Dice) -> Case:
    """A total and a second score, mostly on an exact half of the last decimal or a millionth beside it."""
    weights = norm.weights
    total = dice.pick([0, norm.total.maximum, *(dice.below(norm.total.maximum + 1) for _ in range(6))])
    exact = _on_a_half(weights, total_100(norm, total), dice)
    if exact is None or dice.once_in(6):
        places = dice.below(7)
        return {"total": total, "second": _text(Decimal(dice.below(100 * 10**places + 1)).scaleb(-places))}
    beside = exact + Decimal(dice.pick([0, 0, -1, 1])).scaleb(-6)
    return {"total": total, "second": _text(min(max(beside, Decimal(0)), Decimal(100)))}


def score(norm: Norm, dice: Dice) -> Case:
    """The points of the options that one candidate chose; now and then such as no paper can give."""
    answers: dict[str, list[int | None]] = {}
    for part in norm.parts:
        if dice.once_in(8):
            continue
        least = part.points_least if part.scoring == "weighted" else 0
        options = (
            [0, part.points_right]
            if part.scoring == "right_wrong"
            else list(range(least, part.points_right + 1))
        )
        answers[part.code] = [
            dice.pick([*options, None]) for _ in range(dice.between(part.questions // 2, part.questions))
        ]
    if dice.once_in(5):
        _spoil(norm, dice, answers)
    return {"answers": answers}


def combine(norm: Norm, dice: Dice) -> Case:
    tests = _tests(norm, dice)
    keys = sorted({one.get("code", one["kind"]) for one in tests})
    points = {
        key: dice.pick(["0", "59.99", "60", "60.000001", "72.5", "88.3333", "100", None]) for key in keys
    }
    if keys and dice.once_in(10):
        points[dice.pick(keys)] = dice.pick(["100.01", "-0.5"])
    if keys and dice.once_in(8):
        del points[dice.pick(keys)]
    return {"tests": tests, "points": points}


def plan(norm: Norm, dice: Dice) -> Case:
    return {
        "agency_kind": dice.pick([*norm.second_tests, *norm.second_tests, "lain"]),
        "tests": _tests(norm, dice),
    }


def _codes(dice: Dice, count: int) -> list[str]:
    return dice.shuffled(NAMES)[:count] if dice.once_in(6) else [f"V{number}" for number in range(count)]


def _kind(norm: Norm, dice: Dice) -> str:
    """A kind that can be judged; seldom one whose threshold nobody has found, or one that doesn't exist."""
    return (
        dice.pick([*list(norm.kinds), "TIDAK_ADA"])
        if dice.once_in(REFUSED_ONE_IN)
        else dice.pick(_judging(norm))
    )


def _judging(norm: Norm) -> list[str]:
    return [code for code, kind in norm.kinds.items() if kind.threshold is not None]


def _on_a_half(weights: Integration, first: Decimal, dice: Dice) -> Decimal | None:
    """A second score with at most six decimals that puts the sum exactly between two steps of rounding."""
    steps = 10**weights.decimals
    for _ in range(60):
        half = Fraction(2 * dice.below(100 * steps) + 1, 2 * steps)
        millionths = (half - Fraction(first) * Fraction(weights.first)) / Fraction(weights.second) * 10**6
        if millionths.denominator == 1 and 0 <= millionths <= 10**8:
            return Decimal(int(millionths)).scaleb(-6)
    return None


def _spoil(norm: Norm, dice: Dice, answers: dict[str, list[int | None]]) -> None:
    part = dice.pick(norm.parts)
    spoilt: dict[str, list[int | None]] = dice.pick(
        [
            {part.code: [part.points_right] * (part.questions + 1)},
            {part.code: [part.points_right + 1]},
            {part.code: [-1]},
            {"tidak_ada": [0]},
        ]
    )
    answers.update(spoilt)


def _tests(norm: Norm, dice: Dice) -> list[Case]:
    """A plan of one to four second tests; its weights make 100 more often than not."""
    shares = dice.pick([["100"], ["60", "40"], ["50", "50"], ["33.5", "66.5"], ["50", "40", "10"], ["50", "25", "25", "0"],
                        ["90", "10"], ["60", "30", "10"], ["60", "39"], ["70", "30", "0"]])  # fmt: skip
    known = list(norm.test_kinds)
    first = "cat" if "cat" in known else known[0]
    found: list[Case] = []
    for number, share in enumerate(shares):
        kind = first if number == 0 and not dice.once_in(6) else dice.pick([*known[1:], *known, *known[:1]])
        kind = "tidak_ada" if dice.once_in(25) else kind
        one: Case = {"kind": kind, "weight": share}
        if dice.once_in(3) or share == "0":
            one |= {"knockout": True}
        if dice.once_in(3) or ("knockout" in one and not dice.once_in(6)):
            one |= {"minimum": dice.pick(["0", "60", "60.5"])}
        if any(other["kind"] == kind for other in found):
            one["code"] = f"{kind}-{number}"
        found.append(one)
    return found


def _text(value: Decimal) -> str:
    return format(value.normalize(), "f")


MAKERS: dict[str, Callable[[Norm, Dice], Case]] = {
    "shortlist": shortlist,
    "final": final,
    "transfers": transfers,
    "integrate": integrate,
    "score": score,
    "combine": combine,
    "plan": plan,
}
