"""The calendar of a played round, in days from its announcement."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

DAYS: dict[str, tuple[int, int]] = {
    "announcement": (0, 23),
    "registration": (1, 24),
    "screening": (24, 32),
    "screening_objection": (33, 37),
    "exam": (43, 48),
    "second_tests": (52, 62),
    "result": (64, 67),
    "result_objection": (67, 71),
}


@dataclass(frozen=True)
class Timeline:
    """Where in real time the days of a round lie."""

    begins_at: datetime

    @classmethod
    def with_today(cls, now: datetime, day: Decimal, *, zone: str = "Asia/Jakarta") -> "Timeline":
        """The round in which `now` is the given day, or up to a day later: it begins at midnight of its place."""
        begins_at = (now - timedelta(minutes=int(day * 24 * 60))).astimezone(ZoneInfo(zone))
        return cls(begins_at.replace(hour=0, minute=0, second=0, microsecond=0))

    def at(self, day: Decimal | int | str, minutes: int = 0) -> datetime:
        """The instant of a day of the round; days may have parts."""
        return self.begins_at + timedelta(minutes=int(Decimal(day) * 24 * 60) + minutes)

    def opens(self, stage: str) -> datetime:
        return self.at(DAYS[stage][0])

    def closes(self, stage: str) -> datetime:
        return self.at(DAYS[stage][1])
