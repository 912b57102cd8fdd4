"""Whether the calendar of a round gives every stage its days, in the right order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from terang.core.norms import Norm
from terang.core.norms.sections import STAGES
from terang.core.sentences import Sentence

LABELS = {
    "announcement": Sentence("announcement"),
    "registration": Sentence("registration"),
    "screening": Sentence("screening"),
    "screening_objection": Sentence("objection to the screening"),
    "exam": Sentence("exam"),
    "second_tests": Sentence("second tests"),
    "result": Sentence("result"),
    "result_objection": Sentence("objection to the result"),
}
ONE_BY_ONE = STAGES[STAGES.index("screening") :]
"""From here on a stage begins when the one before has ended; registration and screening may run side by side."""


@dataclass(frozen=True, slots=True)
class Window:
    """From `opens_at` up to, not including, `closes_at`."""

    opens_at: datetime
    closes_at: datetime


def check(norm: Norm, windows: Mapping[str, Window]) -> tuple[Sentence, ...]:
    """Every reason why this calendar may not be announced under the norm; none when it may.

    Each stage for which the norm sets days must be there and last long enough; the stages follow each other; and
    what comes after an objection leaves time for its answer.
    Source: PermenPANRB 28/2021 Ps. 31; the stages of 2024 (catatan 2.1).
    """
    return (
        *_missing(norm, windows),
        *_durations(norm, windows),
        *_order(windows),
        *_answers(norm, windows),
    )


def _missing(norm: Norm, windows: Mapping[str, Window]) -> Iterator[Sentence]:
    for stage, wanted in norm.windows.items():
        if stage not in windows:
            yield Sentence(
                "The schedule has no dates for the stage %(stage)s (%(article)s).",
                stage=LABELS[stage],
                article=wanted.article,
            )
    for stage in windows:
        if stage not in STAGES:
            yield Sentence("%(stage)s is no stage of a round.", stage=stage)


def _durations(norm: Norm, windows: Mapping[str, Window]) -> Iterator[Sentence]:
    for stage, window in windows.items():
        least = least_days(norm, stage)
        if window.closes_at <= window.opens_at:
            yield Sentence("The stage %(stage)s closes before it opens.", stage=LABELS.get(stage, stage))
        elif least is not None and window.closes_at - window.opens_at < timedelta(days=least.days):
            yield Sentence(
                "The stage %(stage)s must last at least %(days)s days (%(article)s).",
                stage=LABELS[stage],
                days=least.days,
                article=least.reference,
            )


def _order(windows: Mapping[str, Window]) -> Iterator[Sentence]:
    for earlier, later in pairwise(stage for stage in STAGES if stage in windows):
        if windows[later].opens_at < windows[earlier].opens_at:
            yield Sentence(
                "The stage %(later)s opens before %(earlier)s.", later=LABELS[later], earlier=LABELS[earlier]
            )
    for earlier, later in pairwise(stage for stage in ONE_BY_ONE if stage in windows):
        if windows[earlier].opens_at <= windows[later].opens_at < windows[earlier].closes_at:
            yield Sentence(
                "The stage %(later)s opens before %(earlier)s has ended.",
                later=LABELS[later],
                earlier=LABELS[earlier],
            )


def _answers(norm: Norm, windows: Mapping[str, Window]) -> Iterator[Sentence]:
    for earlier, later in pairwise(stage for stage in ONE_BY_ONE if stage in windows):
        wanted = norm.windows.get(earlier)
        if wanted is None or wanted.answer_days is None:
            continue
        if windows[later].opens_at < windows[earlier].opens_at + timedelta(days=wanted.answer_days):
            yield Sentence(
                "The stage %(later)s leaves less than the %(days)s days for the answers to %(earlier)s (%(article)s).",
                later=LABELS[later],
                days=wanted.answer_days,
                earlier=LABELS[earlier],
                article=norm.cite(f"windows.{earlier}.answer_days").reference,
            )


class Least(NamedTuple):
    """The fewest days of a stage, and the article that asks for them."""

    days: int
    reference: str


def least_days(norm: Norm, stage: str) -> Least | None:
    """The fewest days of a stage: its own, or those in which everybody may object."""
    wanted = norm.windows.get(stage)
    for name in ("days_at_least", "objection_days"):
        days = None if wanted is None else getattr(wanted, name)
        if days is not None:
            return Least(days, norm.cite(f"windows.{stage}.{name}").reference)
    return None
