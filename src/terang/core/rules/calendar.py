"""Days that are worked, and the calendar of a whole round: proposed from its first day, or checked as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from types import MappingProxyType
from typing import NamedTuple

from terang.core.norms import Norm, holidays
from terang.core.norms.timetable import StagePlan, Timetable, Unit
from terang.core.rules import schedule
from terang.core.sentences import Sentence

DAY = timedelta(days=1)


class Days(NamedTuple):
    """The days of a stage as they are announced: both the first and the last belong to it."""

    first: date
    last: date

    def window(self, zone: tzinfo) -> schedule.Window:
        """From midnight to midnight in a time zone."""
        return schedule.Window(_midnight(self.first, zone), _midnight(self.last + DAY, zone))


def is_worked(day: date) -> bool:
    """Whether a day is neither weekly rest, nor holiday, nor joint leave.

    Refused: NormError for a year whose holidays are not known.
    Source: the joint decree of each year (movable days are not confirmed).

    >>> is_worked(date(2024, 9, 16))  # Maulid Nabi
    False
    """
    return not holidays.load(day.year).why_free(day)


def worked_between(first: date, last: date) -> int:
    """How many days are worked from the first to the last, both included; none when the last lies before the first.

    Refused: NormError as in `is_worked`.
    Source: the joint decree of each year.

    >>> worked_between(date(2024, 9, 16), date(2024, 9, 22))
    4
    """
    return sum(is_worked(first + number * DAY) for number in range((last - first).days + 1))


def counted_from(start: date, number: int, unit: Unit) -> date:
    """The day that lies a number of days after a day; 0 is that day itself.

    In working days a start that isn't worked is moved to the next day that is, and only worked days count. A norm
    counts in calendar days unless it says otherwise: a period of objection is not moved.
    Refused: ValueError for a number below zero; NormError as in `is_worked`.
    Source: KepmenPANRB 16/2025 (a request within 7 working days).

    >>> [str(counted_from(date(2026, 3, 17), 1, unit)) for unit in ("calendar", "working")]
    ['2026-03-18', '2026-03-25']
    """
    if number < 0:
        raise ValueError(Sentence("%(number)s days can't be counted forward.", number=number))
    if unit == "calendar":
        return start + number * DAY
    day = start
    while not is_worked(day) or number:
        number -= is_worked(day)
        day += DAY
    return day


def propose(
    norm: Norm, timetable: Timetable, first: date, *, second_tests: bool = True
) -> Mapping[str, Days]:
    """A calendar for a whole round from its first day: the timetable, stretched where the norm asks for more days.

    A stage after an objection leaves the days for its answers. Without second tests what follows them follows the exam.
    Refused: NormError as in `is_worked`, if the timetable counts in working days.
    Source: PermenPANRB 28/2021 Ps. 31 (objection); the calendar of CPNS 2024.

    >>> from terang.core import norms
    >>> from terang.core.norms import timetable
    >>> days = propose(norms.load("cpns-2024"), timetable.load(), date(2024, 8, 19))
    >>> print(days["result_objection"].last)
    2025-01-15
    """
    found: dict[str, Days] = {}
    for plan in timetable.stages.values():
        if plan.stage == "second_tests" and not second_tests:
            continue
        after_its_wait = counted_from(_anchor(plan, found, first), plan.wait, plan.unit)
        opens = counted_from(max(after_its_wait, _answered(norm, found, first)), 0, plan.unit)
        found[plan.stage] = Days(opens, _closes(norm, plan, opens))
    return MappingProxyType(found)


def check(norm: Norm, timetable: Timetable, days: Mapping[str, Days]) -> tuple[Sentence, ...]:
    """Every reason against a calendar: those of the norm (see `schedule.check`), then those of working days.

    A stage that the timetable counts in working days opens and ends on one, and has as many as the timetable says.
    Refused: NormError as in `is_worked`.
    Source: PermenPANRB 28/2021 Ps. 31; the joint decree of each year.

    >>> from terang.core import norms
    >>> from terang.core.norms import timetable
    >>> local, plan = norms.load("lokal-contoh"), timetable.load("lokal-contoh")
    >>> days = dict(propose(local, plan, date(2026, 7, 1)))
    >>> days["exam"] = Days(date(2026, 7, 26), date(2026, 7, 27))
    >>> for one in check(local, plan, days):
    ...     print(one)
    The stage exam opens on 2026-07-26, which is not worked (weekly rest).
    In the stage exam 1 of the days are worked; at least 2 must be (Pilihan instansi).
    """
    windows = {stage: one.window(UTC) for stage, one in days.items()}
    worked = [
        reason
        for stage, one in days.items()
        if stage in timetable.stages and timetable.stages[stage].unit == "working"
        for reason in _unworked(timetable, stage, one)
    ]
    return (*schedule.check(norm, windows), *worked)


def _anchor(plan: StagePlan, found: Mapping[str, Days], first: date) -> date:
    """The day from which a stage is counted; a stage that the round doesn't have is passed over."""
    if plan.follows is None:
        return first
    earlier = found.get(plan.follows) or found[_latest(found)]
    return earlier.first if plan.anchor == "alongside" else earlier.last + DAY


def _answered(norm: Norm, found: Mapping[str, Days], first: date) -> date:
    """The first day on which the objections to the stage before, if there were any, are answered."""
    before = norm.windows.get(_latest(found)) if found else None
    if before is None or before.answer_days is None:
        return first
    return found[before.stage].first + before.answer_days * DAY


def _latest(found: Mapping[str, Days]) -> str:
    return list(found)[-1]


def _closes(norm: Norm, plan: StagePlan, opens: date) -> date:
    """The last day of a stage: by the timetable, or later where the norm gives it more calendar days."""
    planned = counted_from(opens, plan.days - 1, plan.unit)
    least = schedule.least_days(norm, plan.stage)
    return planned if least is None else max(planned, opens + (least.days - 1) * DAY)


def _unworked(timetable: Timetable, stage: str, days: Days) -> Iterator[Sentence]:
    label, needed = schedule.LABELS[stage], timetable.stages[stage].days
    if why := holidays.load(days.first.year).why_free(days.first):
        yield Sentence(
            "The stage %(stage)s opens on %(day)s, which is not worked (%(why)s).",
            stage=label, day=days.first, why=why,
        )  # fmt: skip
    if why := holidays.load(days.last.year).why_free(days.last):
        yield Sentence(
            "The stage %(stage)s ends on %(day)s, which is not worked (%(why)s).",
            stage=label, day=days.last, why=why,
        )  # fmt: skip
    count = worked_between(*days)
    if count < needed:
        yield Sentence(
            "In the stage %(stage)s %(count)s of the days are worked; at least %(needed)s must be (%(article)s).",
            stage=label,
            count=count,
            needed=needed,
            article=timetable.cite(f"stages.{stage}.days").reference,
        )


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)
