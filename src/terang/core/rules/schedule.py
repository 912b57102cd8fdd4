"""Whether the calendar of a round gives every stage its days, in the right order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from terang.core.norms import Norm
from terang.core.norms.sections import STAGES
from terang.core.sentences import Sentence

AFTER = {
    "screening_objection": "screening",
    "exam": "screening_objection",
    "second_tests": "exam",
    "result": "second_tests",
    "result_objection": "result",
}
"""A stage begins when the other has ended; registration and screening may run side by side."""


@dataclass(frozen=True, slots=True)
class Window:
    """From `opens_at` up to, not including, `closes_at`."""

    opens_at: datetime
    closes_at: datetime


def check(norm: Norm, windows: Mapping[str, Window]) -> tuple[Sentence, ...]:
    """Every reason why this calendar may not be announced under the norm; none when it may.

    Each stage for which the norm sets days must be there and last long enough; the stages follow each other; and
    what comes after an objection leaves time for its answer.
    Source: PermenPANRB 28/2021 Ps. 31; the stages of 2024 (facts 2.1).
    """
    return (
        *_missing(norm, windows),
        *_durations(norm, windows),
        *_order(norm, windows),
        *_answers(norm, windows),
    )


def _missing(norm: Norm, windows: Mapping[str, Window]) -> Iterator[Sentence]:
    for stage, wanted in norm.windows.items():
        if stage not in windows:
            yield Sentence(
                "The schedule has no dates for the stage %(stage)s (%(article)s).",
                stage=stage,
                article=wanted.article,
            )
    for stage in windows:
        if stage not in STAGES:
            yield Sentence("%(stage)s is no stage of a round.", stage=stage)


def _durations(norm: Norm, windows: Mapping[str, Window]) -> Iterator[Sentence]:
    for stage, window in windows.items():
        if window.closes_at <= window.opens_at:
            yield Sentence("The stage %(stage)s closes before it opens.", stage=stage)
            continue
        wanted = norm.windows.get(stage)
        days = None if wanted is None else wanted.days_at_least or wanted.objection_days
        if (
            wanted is not None
            and days is not None
            and window.closes_at - window.opens_at < timedelta(days=days)
        ):
            yield Sentence(
                "The stage %(stage)s must last at least %(days)s days (%(article)s).",
                stage=stage,
                days=days,
                article=wanted.article,
            )


def _order(norm: Norm, windows: Mapping[str, Window]) -> Iterator[Sentence]:
    there = [stage for stage in STAGES if stage in windows]
    for earlier, later in pairwise(there):
        if windows[later].opens_at < windows[earlier].opens_at:
            yield Sentence("The stage %(later)s opens before %(earlier)s.", later=later, earlier=earlier)
    for later, earlier in AFTER.items():
        if later in windows and earlier in windows and windows[later].opens_at < windows[earlier].closes_at:
            yield Sentence(
                "The stage %(later)s opens before %(earlier)s has ended.", later=later, earlier=earlier
            )


def _answers(norm: Norm, windows: Mapping[str, Window]) -> Iterator[Sentence]:
    for stage, wanted in norm.windows.items():
        after = next((later for later, earlier in AFTER.items() if earlier == stage), None)
        if wanted.answer_days is None or after is None or not {after, stage} <= windows.keys():
            continue
        if windows[after].opens_at < windows[stage].opens_at + timedelta(days=wanted.answer_days):
            yield Sentence(
                "The stage %(later)s leaves less than the %(days)s days for the answers to %(earlier)s (%(article)s).",
                later=after,
                days=wanted.answer_days,
                earlier=stage,
                article=wanted.article,
            )
