"""The sections of a norm file, one small reader each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
from terang.core.sentences import Sentence

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
MOST_DECIMALS = 6
TAKEN = frozenset(
    [
        "id",
        "vacancy",
        "place",
        "outcome",
        "decided_by",
        "final",
        "gpa",
        "born_on",
        "priority",
        "claims",
        "knocked_out",
        "alternatives",
        "within_km",
        "target",
        "step",
    ]
)
"""Columns of the tables, and keys of the chains: no part, group or exam may be called so."""
WHOLE = 100


def own_names(table: Table, codes: Sequence[str]) -> None:
    """That parts, groups and exams have names of their own, for they are columns of one table."""
    for code in codes:
        if code in TAKEN or codes.count(code) > 1:
            told = Sentence("uses the name %(code)s for two things", code=code)
            table.refuse("", told, Sentence("Give each part, group and exam a code of its own."))
            return


def part(code: str, table: Table) -> Part:
    """A part of the first exam; its maximum must be what its questions can give."""
    scoring = table.take("scoring", str)
    if scoring not in get_args(Scoring):
        table.refuse("scoring", *_choose(get_args(Scoring)))
    found = Part(
        code=code,
        label=table.plain("label", str),
        questions=table.take("questions", int),
        maximum=table.take("maximum", int),
        scoring=scoring,
        points_right=table.take("points_right", int),
        points_least=_points_least(table, scoring),
    )
    if found.maximum != found.questions * found.points_right:
        table.refuse(
            "maximum",
            Sentence("is not its questions times its points"),
            Sentence("They give %(points)s.", points=found.questions * found.points_right),
        )
    return found


def _points_least(table: Table, scoring: str) -> int:
    if scoring == "right_wrong":
        return 0
    points: int | None = (table.take if scoring == "weighted" else table.maybe)("points_least", int)
    return points or 0


def total(table: Table, parts: Sequence[Part]) -> Total:
    """The whole first exam; it must be the sum of its parts."""
    found = Total(
        code=table.plain("code", str),
        label=table.plain("label", str),
        maximum=table.take("maximum", int),
        questions=table.take("questions", int),
    )
    for key in ("maximum", "questions"):
        together = sum(getattr(one, key) for one in parts)
        if getattr(found, key) != together:
            mend = Sentence("Together they have %(sum)s.", sum=together)
            table.refuse(key, Sentence("is not the sum of the parts"), mend)
    return found


def group(code: str, table: Table, parts: Sequence[Part]) -> Group:
    """Parts that are counted together; at least two, each known."""
    known = [one.code for one in parts]
    found = Group(code, table.plain("label", str), table.take("parts", tuple))
    for name in found.parts:
        if name not in known or found.parts.count(name) > 1:
            table.refuse("parts", *_wrongly(name, known))
    if len(found.parts) < FEWEST_TOGETHER or code in known:
        table.refuse(
            "parts",
            Sentence("is no group of parts with a code of its own"),
            Sentence("Name at least two parts, and give the group a code that no part has."),
        )
    return found


def kind(code: str, table: Table, maxima: Mapping[str, int], total_code: str) -> Kind:
    """A kind of formasi. One whose threshold nobody has found is kept, without a threshold."""
    label = table.plain("label", str)
    if "threshold" not in table:
        article, source = table.words("article"), table.words("source")
        table.taken.append(Cited(f"{table.path}.threshold", None, article, source, confirmed=False))
        return Kind(code, label, None, confirmed=False, article=article, source=source)
    points: dict[str, int] = dict(table.take("threshold", dict))
    cited = table.taken[-1]
    for name, minimum in points.items():
        if type(minimum) is not int or not 0 <= minimum <= maxima.get(name, -1):
            table.refuse("threshold", *_too_much(minimum, name, maxima))
    fallback = table.maybe("fallback", int)
    if fallback is not None and not 0 <= fallback <= maxima[total_code]:
        table.refuse("fallback", *_too_much(fallback, total_code, maxima))
    whole = points.pop(total_code, None)
    threshold = Threshold(MappingProxyType(points), whole)
    return Kind(code, label, threshold, cited.confirmed, cited.article, cited.source, fallback)


def priority(code: str, table: Table) -> PriorityGroup:
    """A group of people that is placed before the groups that follow it in the file."""
    return PriorityGroup(code, table.take("label", str))


def affirmation(code: str, table: Table, maxima: Mapping[str, int]) -> Affirmation:
    """Points for a proven claim; they must be whole points of the exam that they are added to."""
    found = Affirmation(
        code, table.plain("label", str), table.take("target", str), table.take("percent", Decimal)
    )
    most = maxima.get(found.target, 0)
    if not most:
        why = Sentence("names %(target)s, which is no part and no second exam", target=found.target)
        table.refuse("target", why, _known(maxima))
    elif not 0 < found.percent <= WHOLE or most * found.percent % WHOLE:
        table.refuse("percent", Sentence("gives no whole points of %(most)s", most=most))
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
                why = Sentence("names %(kind)s, which is no kind of formasi of this norm", kind=one)
                table.refuse(name, why, _known(kinds))
    if found.outcome not in outcomes or not outcomes[found.outcome].passes:
        why = Sentence("names %(code)s, which is no final code of those who pass", code=found.outcome)
        table.refuse("outcome", why, _known(code for code, one in outcomes.items() if one.passes))
    return found


def _one_of(table: Table, key: str, words: Any) -> Any:
    value = table.take(key, str)
    if value not in get_args(words):
        table.refuse(key, *_choose(get_args(words)))
    return value


def chain(table: Table, keys: Sequence[str]) -> tuple[str, ...]:
    found: tuple[str, ...] = table.take("chain", tuple)
    for key in found:
        if key not in keys or found.count(key) > 1:
            table.refuse("chain", *_wrongly(key, keys))
    return found


def shortlisting(table: Table, keys: Sequence[str]) -> Shortlisting:
    return Shortlisting(table.take("times", int), chain(table, keys))


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
        mend = Sentence("Beside %(first)s it must be %(rest)s.", first=found.first, rest=1 - found.first)
        table.refuse("second", Sentence("and the first weight do not sum to 1"), mend)
    if found.decimals > MOST_DECIMALS:
        mend = Sentence("Use at most %(most)s.", most=MOST_DECIMALS)
        table.refuse("decimals", Sentence("asks for %(asked)s decimals", asked=found.decimals), mend)
    return found


def bounds(agency_kind: str, table: Table, test_kinds: Sequence[str]) -> SecondTestBounds:
    """What one kind of agency may test in the second exam."""
    allowed: tuple[str, ...] = table.take("allowed", tuple)
    article = table.taken[-1].article
    found = SecondTestBounds(
        agency_kind=agency_kind,
        allowed=allowed,
        cat_at_least=table.maybe("cat_at_least", Decimal),
        extra_kinds_at_most=table.maybe("extra_kinds_at_most", int),
        extra_at_most=table.maybe("extra_at_most", Decimal),
        interview_at_most=table.maybe("interview_at_most", Decimal),
        article=article,
    )
    for one in found.allowed:
        if one not in test_kinds:
            why = Sentence("names %(test)s, which is no test kind of this norm", test=one)
            table.refuse("allowed", why, Sentence("Add it to [test_kinds], or leave it out."))
    return found


def window(stage: str, table: Table) -> StageWindow:
    """The days of one stage of the calendar, and what becomes of an objection without an answer."""
    if stage not in STAGES:
        table.refuse("", Sentence("is no stage of a round"), _known(STAGES))
    before = len(table.taken)
    found = StageWindow(
        stage=stage,
        days_at_least=table.maybe("days_at_least", int),
        objection_days=table.maybe("objection_days", int),
        answer_days=table.maybe("answer_days", int),
        unanswered=_one_of(table, "unanswered", Unanswered) if "unanswered" in table else None,
        article=next((one.article for one in table.taken[before:]), ""),
    )
    if not found.article:
        table.refuse("", Sentence("sets no days"), Sentence("Delete the section, or set some."))
    return found


def codes(stage: str, table: Table) -> StageCodes:
    """The codes of one published list, and which one says what; nobody is knocked out before the second tests."""
    roles = {name: table.plain(name, str) for name in ("chosen", "outside", "below", "absent", "knocked_out")}
    found: dict[str, Code] = {}
    for code, one in table.tables():
        meaning = one.cited("meaning", str)
        found[code] = Code(code, str(meaning.value), one.plain("passes", bool), meaning.confirmed)
    for name, code in roles.items():
        if code not in found and (code or stage == "final" or name != "knocked_out"):
            table.refuse(name, Sentence("names the unknown code %(code)s", code=code), _known(found))
    return StageCodes(codes=MappingProxyType(found), **roles)


def eligibility(table: Table) -> Eligibility:
    """Who may apply by the norm alone."""
    found = Eligibility(
        age_min=table.take("age_min", int),
        age_max=table.take("age_max", int),
        age_max_special=table.maybe("age_max_special", int),
        special_positions=table.maybe("special_positions", tuple) or (),
        age_on=table.take("age_on", str),
        accreditation=accreditation(table.table("accreditation")) if "accreditation" in table else None,
    )
    if found.age_min > found.age_max:
        table.refuse("age_max", Sentence("is below age_min"))
    if found.age_on not in AGE_DAYS:
        table.refuse("age_on", *_choose(AGE_DAYS))
    return found


def accreditation(table: Table) -> Accreditation:
    """The levels of accreditation, best first; every other name stands for one of them."""
    levels, names = table.take("levels", tuple), table.take("names", dict)
    found = Accreditation(levels, names, table.take("on", str))
    for name, level in found.names.items():
        if level not in found.levels or name in found.levels:
            why = Sentence("lets %(name)s stand for %(level)s", name=name, level=level)
            table.refuse("names", why, _known(found.levels))
    if found.on not in ACCREDITATION_DAYS:
        table.refuse("on", *_choose(ACCREDITATION_DAYS))
    return found


Refusal = tuple[Sentence, Sentence]


def _known(names: Iterable[str]) -> Sentence:
    return Sentence("There are %(known)s.", known=", ".join(names))


def _choose(names: Sequence[str]) -> Refusal:
    return (
        Sentence("must be one of %(known)s", known=", ".join(names)),
        Sentence("Write: %(line)s", line=f'{{ value = "{names[0]}", … }}'),
    )


def _wrongly(name: str, known: Iterable[str]) -> Refusal:
    mend = Sentence("Name each at most once, of %(known)s.", known=", ".join(known))
    return Sentence("names %(name)s wrongly", name=name), mend


def _too_much(points: object, part: str, maxima: Mapping[str, int]) -> Refusal:
    known = ", ".join(f"{name} {most}" for name, most in maxima.items())
    why = Sentence("asks for %(points)s in %(part)s", points=points, part=part)
    return why, Sentence("Whole points can be asked for up to %(known)s.", known=known)
