"""The library of rubrics: data in `library/*.toml`, in Indonesian, that a committee takes and edits."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

SHELF = Path(__file__).parent / "library"
Anchors = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CriterionDraft:
    """A criterion before it is part of a rubric; `anchors` are (level, sentence), best first."""

    title: str
    weight: Decimal
    scale: str
    anchors: Anchors


@dataclass(frozen=True)
class RubricDraft:
    """A rubric before it belongs to a test."""

    title: str
    guidance: str
    criteria: tuple[CriterionDraft, ...]
    code: str = ""
    kind: str = ""


@cache
def all_rubrics() -> tuple[RubricDraft, ...]:
    """Every rubric of the library, by title."""
    return tuple(sorted((_read(path) for path in SHELF.glob("*.toml")), key=lambda one: one.title))


def rubric(code: str) -> RubricDraft | None:
    """The rubric with this code, if the library has it."""
    return next((one for one in all_rubrics() if one.code == code), None)


def fitting(kind: str) -> tuple[RubricDraft, ...]:
    """The rubrics made for this kind of test."""
    return tuple(one for one in all_rubrics() if one.kind == kind)


def _read(path: Path) -> RubricDraft:
    raw = tomllib.loads(path.read_text(), parse_float=Decimal)
    return RubricDraft(
        raw["title"], raw["guidance"], tuple(_criteria(raw["criterion"])), path.stem, raw["kind"]
    )


def _criteria(raw: Iterable[dict[str, Any]]) -> Iterable[CriterionDraft]:
    for one in raw:
        levels = tuple((level, sentence) for level, sentence in one["anchors"])
        yield CriterionDraft(one["title"], Decimal(one["weight"]), one["scale"], levels)
