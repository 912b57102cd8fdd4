"""Where a round is: its stages with their dates, which have passed, which run now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terang.base.ui.values import Step
from terang.stages.vacancies.facts import Window

STAGES: dict[str, tuple[Promise, str]] = {
    "announcement": (_("Announcement"), "lowongan"),
    "registration": (_("Registration"), "pendaftaran"),
    "screening": (_("Screening of documents"), "seleksi-administrasi"),
    "screening_objection": (_("Objections to the screening"), "sanggah"),
    "exam": (_("First exam"), "ujian"),
    "second_tests": (_("Second tests"), "tes-lanjutan"),
    "result": (_("Result"), "hasil"),
    "result_objection": (_("Objections to the result"), "sanggah"),
}
"""Stage -> (its words, the list that shows it)."""


@dataclass(frozen=True)
class Position:
    """The stages that run now, and the one that comes next, with its day."""

    now: tuple[str, ...]
    next: str = ""
    next_at: datetime | None = None
    over: bool = False

    @property
    def words(self) -> tuple[Promise, ...]:
        return tuple(STAGES[stage][0] for stage in self.now)

    @property
    def next_words(self) -> Promise | str:
        return STAGES[self.next][0] if self.next else ""


def position(calendar: Mapping[str, Window], at: datetime) -> Position:
    """Which stages run at this instant."""
    now = tuple(stage for stage in STAGES if _state(calendar.get(stage), at) == "now")
    later = [(window.opens_at, stage) for stage, window in calendar.items() if window.opens_at > at]
    next_at, following = min(later, default=(None, ""))
    return Position(now, following, next_at, over=bool(calendar) and not now and not later)


def steps(calendar: Mapping[str, Window], at: datetime, *, base: str) -> list[Step]:
    """Every stage of the calendar, in order; those that have begun lead to their list under `base`."""
    found = []
    for stage, (words, slug) in STAGES.items():
        window = calendar.get(stage)
        if window is None:
            continue
        state = _state(window, at)
        href = f"{base}{slug}/" if state != "next" else ""
        found.append(Step(words, state, window.opens_at, window.closes_at, href=href))
    return found


def _state(window: Window | None, at: datetime) -> Literal["done", "now", "next"]:
    if window is None or at < window.opens_at:
        return "next"
    return "now" if at < window.closes_at else "done"
