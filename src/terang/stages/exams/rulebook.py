"""By which rule a test by computer is scored: the norm's own parts first, one part of its own in the second tests."""

from dataclasses import replace

from terang.core import norms
from terang.core.norms import Norm, Part, Total
from terang.stages.exams.states import Stage

POINTS_RIGHT = 5


def second_part(norm: Norm, questions: int) -> Part:
    """The one part of a second test by computer: one right option each, named like the second exam of the norm."""
    return Part(
        code=norm.weights.code, label=norm.test_kinds.get("cat", norm.weights.label), questions=questions,
        maximum=questions * POINTS_RIGHT, scoring="right_wrong", points_right=POINTS_RIGHT, points_least=0,
    )  # fmt: skip


def parts_of(norm: Norm) -> dict[str, Part]:
    """Every part for which a question may be written under this norm, by code."""
    second = () if norm.integration is None else (second_part(norm, 1),)
    return {part.code: part for part in (*norm.parts, *second)}


def ruling(norm: Norm, stage: str, questions: int) -> Norm:
    """The norm as it scores a test of this stage with so many questions."""
    if stage == Stage.FIRST:
        return norm
    part = second_part(norm, questions)
    total = Total(code=part.code, label=part.label, maximum=part.maximum, questions=questions)
    return replace(norm, parts=(part,), total=total)


def named(part: str, norm: Norm) -> Part | None:
    """A part by its code or its label, however it is capitalised."""
    wanted = part.strip().casefold()
    return next(
        (p for p in parts_of(norm).values() if wanted in (p.code.casefold(), p.label.casefold())), None
    )


def norm_choices() -> list[tuple[str, str]]:
    """The norms for which questions may be kept."""
    return [(norm_id, norms.load(norm_id).title) for norm_id in norms.available()]
