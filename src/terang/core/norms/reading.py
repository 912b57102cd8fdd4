"""From a norm file to a norm: every number taken with its citation, and checked against the others."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar

from terang.core.norms import sections
from terang.core.norms.shape import Cited, Norm, NormError
from terang.core.norms.table import Table
from terang.core.sentences import Sentence

T = TypeVar("T")


def read(content: bytes) -> Norm:
    """The norm that a file holds. Refused with a sentence: NormError."""
    taken: list[Cited] = []
    top = Table(_toml(content), "", taken)
    parts = tuple(_each(top.table("parts"), sections.part).values())
    exam = top.table("exam")
    total = sections.total(exam, parts)
    maxima = {total.code: total.maximum, **{part.code: part.maximum for part in parts}}
    test_kinds = _each(top.table("test_kinds"), _label)
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
        kinds=_each(top.table("kinds"), lambda code, one: sections.kind(code, one, maxima, total.code)),
        shortlisting=sections.shortlisting(top.table("shortlist"), tuple(maxima)),
        integration=sections.integration(top.table("integration")),
        final_chain=sections.chain(top.table("final"), ("final", *maxima, "gpa", "born_on")),
        test_kinds=test_kinds,
        second_tests=_each(
            top.table("second_tests"), lambda code, one: sections.bounds(code, one, tuple(test_kinds))
        ),
        windows=_each(top.table("windows"), sections.window),
        codes=_each(top.table("codes"), lambda _, one: sections.codes(one)),
        published=top.take("published", tuple),
        eligibility=sections.eligibility(top.table("eligibility")),
        _cited=tuple(taken),
    )
    exam.done()
    top.done()
    return norm


def _toml(content: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NormError(Sentence("The norm is not readable TOML: %(error)s", error=error)) from error


def _each(table: Table, read_one: Callable[[str, Table], T]) -> Mapping[str, T]:
    """Every table inside a section, in the order of the file; an empty section is refused."""
    found = {code: read_one(code, one) for code, one in table.tables()}
    table.done()
    if not found:
        raise table.refuse("", "is empty")
    return MappingProxyType(found)


def _label(_: str, table: Table) -> str:
    label: str = table.plain("label", str)
    table.done()
    return label
