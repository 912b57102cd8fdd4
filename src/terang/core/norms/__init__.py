"""The numbers that the law fixes, one dated file per selection and year, each with its article.

A file never changes once a round has pinned it: a changed value is a new file. A round keeps the id and the
`content_hash`, so that a ranking can be computed again in ten years.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from terang.core.norms.problems import Malformed, Problem
from terang.core.norms.reading import read
from terang.core.norms.shape import (
    Accreditation,
    Affirmation,
    Cited,
    Code,
    Eligibility,
    Group,
    Integration,
    Kind,
    Norm,
    NormError,
    Part,
    PriorityGroup,
    SecondTestBounds,
    Shortlisting,
    StageCodes,
    StageWindow,
    Threshold,
    Total,
    Transfer,
)
from terang.core.sentences import Sentence

HERE = Path(__file__).parent

__all__ = [
    "Accreditation",
    "Affirmation",
    "Cited",
    "Code",
    "Eligibility",
    "Group",
    "Integration",
    "Kind",
    "Malformed",
    "Norm",
    "NormError",
    "Part",
    "PriorityGroup",
    "Problem",
    "SecondTestBounds",
    "Shortlisting",
    "StageCodes",
    "StageWindow",
    "Threshold",
    "Total",
    "Transfer",
    "available",
    "load",
    "read",
    "source",
]


def available() -> tuple[str, ...]:
    """The ids of all norms, sorted.

    >>> available()[:4]
    ('cpns-2018', 'cpns-2019', 'cpns-2021', 'cpns-2024')
    """
    return tuple(sorted(path.stem for path in HERE.glob("*.toml")))


def source(norm_id: str) -> bytes:
    """The file of a norm, as a round pins it. Refused: NormError when there is none of this id."""
    if norm_id not in available():
        raise NormError(
            Sentence(
                "There is no norm %(norm)s; there are %(known)s.", norm=norm_id, known=", ".join(available())
            )
        )
    return (HERE / f"{norm_id}.toml").read_bytes()


@cache
def load(norm_id: str) -> Norm:
    """The norm with this id. Refused: NormError when there is none, or its file is malformed.

    >>> load("cpns-2024").kinds["UMUM"].threshold.parts["tiu"]
    80
    """
    norm = read(source(norm_id))
    if norm.id != norm_id:
        raise NormError(
            Sentence("The file of the norm %(norm)s calls itself %(id)s.", norm=norm_id, id=norm.id)
        )
    return norm
