"""The sections of a norm file, one small reader each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any, get_args

from terang.core.norms.shape import (
    Accreditation,
    Affirmation,
    Cited,
    Code,
    Eligibility,
    Group,
    Integration,
    Kind,
    Part,
    PriorityGroup,
    Relation,
    Scoring,
    SecondTestBounds,
    Shortlisting,
    Side,
    StageCodes,
    StageWindow,
    Threshold,
    Total,
    Transfer,
    Unanswered,
)
from terang.core.norms.table import Table

STAGES = (
    "announcement",
    "registration",
    "screening",
    "screening_objection",
    "exam",
    "second_tests",
    "result",
    "result_objection",
)
AGE_DAYS = ("registration_completed", "registration_opens")
ACCREDITATION_DAYS = ("graduation", "registration_completed")
FEWEST_TOGETHER = 2
WHOLE = 100


def part(code: str, table: Table) -> Part:
    """A part of the first exam; its maximum must be what its questions can give."""
    scoring = table.take("scoring", str)
    if scoring not in get_args(Scoring):
        raise table.refuse("scoring", "must be right_wrong or weighted")
    found = Part(
        code=code,
        label=table.plain("label", str),
        questions=table.take("questions", int),
        maximum=table.take("maximum", int),
        scoring=scoring,
        points_right=table.take("points_right", int),
        points_least=table.take("points_least", int) if scoring == "weighted" else 0,
    )
    if found.maximum != found.questions * found.points_right:
        raise table.refuse("maximum", "is not its questions times its points")
    table.done()
    return found


def total(table: Table, parts: Sequence[Part]) -> Total:
    """The whole first exam; it must be the sum of its parts."""
    found = Total(
        code=table.plain("code", str),
        label=table.plain("label", str),
        maximum=table.take("maximum", int),
        questions=table.take("questions", int),
    )
    if found.maximum != sum(one.maximum for one in parts):
        raise table.refuse("maximum", "is not the sum of the parts")
    if found.questions != sum(one.questions for one in parts):
        raise table.refuse("questions", "is not the sum of the parts")
    return found


def group(code: str, table: Table, parts: Sequence[Part]) -> Group:
    """Parts that are counted together; at least two, each known."""
    known = [one.code for one in parts]
    found = Group(code, table.plain("label", str), table.take("parts", tuple))
    for name in found.parts:
        if name not in known or found.parts.count(name) > 1:
            raise table.refuse("parts", f"names {name} wrongly")
    if len(found.parts) < FEWEST_TOGETHER or code in known:
        raise table.refuse("parts", "is no group of parts with a code of its own")
    table.done()
    return found


def kind(code: str, table: Table, maxima: Mapping[str, int], total_code: str) -> Kind:
    """A kind of formasi. One whose threshold nobody has found is kept, without a threshold."""
    label = table.plain("label", str)
    if "threshold" not in table.raw:
        article, source = table.plain("article", str), table.plain("source", str)
        table.taken.append(Cited(f"{table.path}.threshold", None, article, source, confirmed=False))
        table.done()
        return Kind(code, label, None, confirmed=False, article=article, source=source)
    cited = table.cited("threshold", dict)
    points: dict[str, int] = dict(table.raw["threshold"]["value"])
    for name, minimum in points.items():
        if type(minimum) is not int or not 0 <= minimum <= maxima.get(name, -1):
            raise table.refuse("threshold", f"asks for {minimum!r} in {name}")
    fallback = table.maybe("fallback", int)
    if fallback is not None and not 0 <= fallback <= maxima[total_code]:
        raise table.refuse("fallback", f"asks for {fallback!r} in {total_code}")
    table.done()
    whole = points.pop(total_code, None)
    threshold = Threshold(MappingProxyType(points), whole)
    return Kind(code, label, threshold, cited.confirmed, cited.article, cited.source, fallback)


def priority(code: str, table: Table) -> PriorityGroup:
    """A group of people that is placed before the groups that follow it in the file."""
    found = PriorityGroup(code, table.take("label", str))
    table.done()
    return found


def affirmation(code: str, table: Table, maxima: Mapping[str, int]) -> Affirmation:
    """Points for a proven claim; they must be whole points of the exam that they are added to."""
    found = Affirmation(
        code, table.plain("label", str), table.take("target", str), table.take("percent", Decimal)
    )
    if found.target not in maxima:
        raise table.refuse("target", f"names {found.target}, which is no part and no second exam")
    if not 0 < found.percent <= WHOLE or maxima[found.target] * found.percent % WHOLE:
        raise table.refuse("percent", f"gives no whole points of {maxima[found.target]}")
    table.done()
    return found


def transfer(code: str, table: Table, kinds: Sequence[str], outcomes: Mapping[str, Code]) -> Transfer:
    """One step in filling slots that nobody won."""
    found = Transfer(
        code=code,
        label=table.plain("label", str),
        target_kinds=table.take("target_kinds", tuple),
        source_kinds=table.take("source_kinds", tuple),
        kinds=_one_of(table, "kinds", Relation),
        location=_one_of(table, "location", Relation),
        threshold_of=_one_of(table, "threshold_of", Side),
        outcome=table.take("outcome", str),
    )
    for name in ("target_kinds", "source_kinds"):
        for one in getattr(found, name):
            if one not in kinds:
                raise table.refuse(name, f"names {one}, which is no kind of formasi of this norm")
    if found.outcome not in outcomes or not outcomes[found.outcome].passes:
        raise table.refuse("outcome", f"names {found.outcome}, which is no final code of those who pass")
    table.done()
    return found


def _one_of(table: Table, key: str, words: Any) -> Any:
    value = table.take(key, str)
    if value not in get_args(words):
        raise table.refuse(key, f"must be one of {', '.join(get_args(words))}")
    return value


def chain(table: Table, keys: Sequence[str]) -> tuple[str, ...]:
    found: tuple[str, ...] = table.take("chain", tuple)
    for key in found:
        if key not in keys or found.count(key) > 1:
            raise table.refuse("chain", f"names {key} wrongly")
    return found


def shortlisting(table: Table, keys: Sequence[str]) -> Shortlisting:
    found = Shortlisting(table.take("times", int), chain(table, keys))
    table.done()
    return found


def integration(table: Table) -> Integration:
    """The weights of both exams; they must make one whole."""
    found = Integration(
        first=table.take("first", Decimal),
        second=table.take("second", Decimal),
        decimals=table.take("decimals", int),
        label=table.plain("label", str),
        code=table.plain("code", str),
    )
    if found.first + found.second != 1:
        raise table.refuse("second", "and the first weight do not sum to 1")
    table.done()
    return found


def bounds(agency_kind: str, table: Table, test_kinds: Sequence[str]) -> SecondTestBounds:
    """What one kind of agency may test in the second exam."""
    allowed = table.cited("allowed", tuple)
    found = SecondTestBounds(
        agency_kind=agency_kind,
        allowed=tuple(table.raw["allowed"]["value"]),
        cat_at_least=table.maybe("cat_at_least", Decimal),
        extra_kinds_at_most=table.maybe("extra_kinds_at_most", int),
        extra_at_most=table.maybe("extra_at_most", Decimal),
        interview_at_most=table.maybe("interview_at_most", Decimal),
        article=allowed.article,
    )
    unknown = [one for one in found.allowed if one not in test_kinds]
    if unknown:
        raise table.refuse("allowed", f"names {unknown[0]}, which is no test kind of this norm")
    table.done()
    return found


def window(stage: str, table: Table) -> StageWindow:
    """The days of one stage of the calendar, and what becomes of an objection without an answer."""
    if stage not in STAGES:
        raise table.refuse("", "is no stage of a round")
    before = len(table.taken)
    found = StageWindow(
        stage=stage,
        days_at_least=table.maybe("days_at_least", int),
        objection_days=table.maybe("objection_days", int),
        answer_days=table.maybe("answer_days", int),
        unanswered=_one_of(table, "unanswered", Unanswered) if "unanswered" in table.raw else None,
        article=next((one.article for one in table.taken[before:]), ""),
    )
    if not found.article:
        raise table.refuse("", "sets no days")
    table.done()
    return found


def codes(table: Table) -> StageCodes:
    """The codes of one published list, and which one says what."""
    roles = {name: table.plain(name, str) for name in ("chosen", "outside", "below", "absent", "knocked_out")}
    found: dict[str, Code] = {}
    for code, one in table.tables():
        meaning = one.cited("meaning", str)
        found[code] = Code(code, str(meaning.value), one.plain("passes", bool), meaning.confirmed)
        one.done()
    for name, code in roles.items():
        if code and code not in found:
            raise table.refuse(name, f"names the unknown code {code}")
    table.done()
    return StageCodes(codes=MappingProxyType(found), **roles)


def eligibility(table: Table) -> Eligibility:
    """Who may apply by the norm alone."""
    found = Eligibility(
        age_min=table.take("age_min", int),
        age_max=table.take("age_max", int),
        age_max_special=table.maybe("age_max_special", int),
        special_positions=table.maybe("special_positions", tuple) or (),
        age_on=table.take("age_on", str),
        accreditation=accreditation(table.table("accreditation")) if "accreditation" in table.raw else None,
    )
    if found.age_min > found.age_max:
        raise table.refuse("age_max", "is below age_min")
    if found.age_on not in AGE_DAYS:
        raise table.refuse("age_on", f"must be one of {', '.join(AGE_DAYS)}")
    table.done()
    return found


def accreditation(table: Table) -> Accreditation:
    """The levels of accreditation, best first; every other name stands for one of them."""
    levels, names = table.take("levels", tuple), table.take("names", dict)
    found = Accreditation(levels, names, table.take("on", str))
    for name, level in found.names.items():
        if level not in found.levels or name in found.levels:
            raise table.refuse("names", f"lets {name} stand for {level}")
    if found.on not in ACCREDITATION_DAYS:
        raise table.refuse("on", f"must be one of {', '.join(ACCREDITATION_DAYS)}")
    table.done()
    return found
