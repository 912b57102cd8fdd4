"""What time is it for this candidate? Pure, by half-open periods: the closing instant itself is too late."""

from datetime import datetime, timedelta
from enum import StrEnum


class Phase(StrEnum):
    """Where a candidate stands at an instant."""

    EARLY = "early"
    OPEN = "open"
    OVER = "over"
    ENDED = "ended"


def phase_at(
    at: datetime, *, opens_at: datetime, closes_at: datetime, ended_at: datetime | None = None
) -> Phase:
    """The phase of a sitting; who has ended stays so, whatever the clock says."""
    if ended_at is not None and at >= ended_at:
        return Phase.ENDED
    if at < opens_at:
        return Phase.EARLY
    return Phase.OPEN if at < closes_at else Phase.OVER


def closing_of(opens_at: datetime, *, minutes: int, extra_minutes: int = 0) -> datetime:
    """When the time of a candidate ends, accommodation included."""
    return opens_at + timedelta(minutes=minutes + extra_minutes)


def milliseconds_left(at: datetime, *, opens_at: datetime, closes_at: datetime) -> int:
    """How long answers are still taken: the whole time before the opening, never less than nothing."""
    left = closes_at - max(at, opens_at)
    return max(0, left // timedelta(milliseconds=1))
