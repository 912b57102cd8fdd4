"""From a norm file to a norm: every number taken with its citation, and checked against the others."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from terang.core.norms import sections
from terang.core.norms.opening import parsed
from terang.core.norms.shape import (
    Group,
    Integration,
    Kind,
    Norm,
    Part,
    SecondTestBounds,
    Shortlisting,
    StageCodes,
    Total,
    Transfer,
)
from terang.core.norms.table import Table
from terang.core.sentences import Sentence

T = TypeVar("T")
NOTHING: Mapping[str, Any] = MappingProxyType({})
SECOND_EXAM = ("shortlist", "integration", "test_kinds", "second_tests")


def read(content: bytes) -> Norm:
    """The norm that a file holds. Refused: Malformed, with everything that is wrong, each on its line."""
    top = parsed(content)
    parts = tuple(_each(top.table("parts"), sections.part).values())
    exam = top.table("exam")
    total = sections.total(exam, parts)
    groups = _each_if_any(top, "groups", lambda code, one: sections.group(code, one, parts))
    maxima = _maxima(total, parts, groups)
    second = _second_exam(top, tuple(maxima))
    exams = [total.code] if second.integration is None else [total.code, second.integration.code]
    sections.own_names(top, [*(one.code for one in parts), *groups, *exams])
    kinds = _each(top.table("kinds"), lambda code, one: sections.kind(code, one, maxima, total.code))
    codes = _codes(top.table("codes"), second)
    priority = tuple(_each_if_any(top, "priority", sections.priority).values())
    keys = ("priority",) * bool(priority) + ("final", *maxima, "gpa", "born_on")
    affirmed = _affirmable(parts, second.integration)
    norm = Norm(
        id=top.plain("id", str),
        title=top.plain("title", str),
        selection=top.plain("selection", str),
        in_force_on=top.plain("from", date),
        checked_on=top.plain("checked_on", date),
        content_hash=hashlib.sha256(content).hexdigest(),
        own_choice=top.plain("own_choice", bool),
        parts=parts,
        total=total,
        minutes=exam.take("minutes", int),
        accommodation_minutes=exam.maybe("accommodation_minutes", int),
        groups=groups,
        kinds=kinds,
        shortlisting=second.shortlisting,
        integration=second.integration,
        final_chain=sections.chain(top.table("final"), keys),
        priority=priority,
        affirmations=_each_if_any(
            top, "affirmations", lambda code, one: sections.affirmation(code, one, affirmed)
        ),
        transfers=_transfers(top, kinds, codes),
        test_kinds=second.test_kinds,
        second_tests=second.bounds,
        windows=_each(top.table("windows"), sections.window),
        codes=codes,
        published=top.take("published", tuple),
        eligibility=sections.eligibility(top.table("eligibility")),
        plain=MappingProxyType(top.findings.plain),
        _cited=tuple(top.taken),
    )
    top.done()
    return norm


class _Second(NamedTuple):
    """The second exam and the way to it; all empty in a norm where one exam decides."""

    shortlisting: Shortlisting | None
    integration: Integration | None
    test_kinds: Mapping[str, str]
    bounds: Mapping[str, SecondTestBounds]


def _second_exam(top: Table, keys: Sequence[str]) -> _Second:
    if not {name for name in SECOND_EXAM if name in top}:
        return _Second(None, None, NOTHING, NOTHING)
    test_kinds = _each(top.table("test_kinds"), _label)
    return _Second(
        sections.shortlisting(top.table("shortlist"), keys) if "shortlist" in top else None,
        sections.integration(top.table("integration")),
        test_kinds,
        _each(top.table("second_tests"), lambda code, one: sections.bounds(code, one, tuple(test_kinds))),
    )


def _maxima(total: Total, parts: Sequence[Part], groups: Mapping[str, Group]) -> dict[str, int]:
    """The most points of the whole exam, of each part and of each group of parts."""
    each = {part.code: part.maximum for part in parts}
    together = {one.code: sum(each.get(code, 0) for code in one.parts) for one in groups.values()}
    return {total.code: total.maximum, **each, **together}


def _affirmable(parts: Sequence[Part], second: Integration | None) -> dict[str, int]:
    """To what points may be added for a proven claim, with its maximum."""
    each = {part.code: part.maximum for part in parts}
    return each if second is None else each | {second.code: sections.WHOLE}


def _codes(table: Table, second: _Second) -> Mapping[str, StageCodes]:
    """The codes of every list that this norm publishes, and of no other."""
    found = _each(table, sections.codes)
    wanted = {"final"} if second.shortlisting is None else {"shortlist", "final"}
    for stage in sorted(wanted ^ found.keys()):
        if stage in wanted:
            table.refuse(
                stage, Sentence("is missing"), Sentence("Add the section [codes.%(list)s].", list=stage)
            )
        else:
            table.refuse(stage, Sentence("is no list of this norm"), Sentence("Delete the section."))
    return found


def _transfers(
    top: Table, kinds: Mapping[str, Kind], codes: Mapping[str, StageCodes]
) -> tuple[Transfer, ...]:
    outcomes = codes["final"].codes if "final" in codes else NOTHING
    steps = _each_if_any(
        top, "transfers", lambda code, one: sections.transfer(code, one, tuple(kinds), outcomes)
    )
    return tuple(steps.values())


def _each(table: Table, read_one: Callable[[str, Table], T]) -> Mapping[str, T]:
    """Every table inside a section, in the order of the file; an empty section is refused."""
    found = {code: read_one(code, one) for code, one in table.tables()}
    if not found:
        table.refuse("", Sentence("is empty"), Sentence("Delete the section, or write what belongs there."))
    return MappingProxyType(found)


def _each_if_any(top: Table, key: str, read_one: Callable[[str, Table], T]) -> Mapping[str, T]:
    return _each(top.table(key), read_one) if key in top else NOTHING


def _label(_: str, table: Table) -> str:
    label: str = table.plain("label", str)
    return label
