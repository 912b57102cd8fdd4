"""From when until when one may object, and by when the answer is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from terang.core.norms import Norm
from terang.stages.objections.states import ObjectionStage
from terang.stages.vacancies import facts as vacancies

USUAL_OBJECTION_DAYS = 3
USUAL_ANSWER_DAYS = 7
IN_CALENDAR = {
    ObjectionStage.SCREENING: "screening_objection",
    ObjectionStage.RESULT: "result_objection",
}


@dataclass(frozen=True)
class ObjectionWindow:
    """Half-open; `due_at`: the answer to every objection filed in it."""

    opens_at: datetime
    closes_at: datetime
    due_at: datetime

    def holds(self, at: datetime) -> bool:
        return self.opens_at <= at < self.closes_at


def window(round_id: int, stage: str, *, first_at: datetime, last_at: datetime) -> ObjectionWindow:
    """For screening and result as the calendar says; for the others some days from the last publication.

    first_at, last_at: when the first and the last part of the outcome were announced.
    """
    norm = vacancies.norm_of(round_id)
    key = IN_CALENDAR.get(ObjectionStage(stage), stage)
    planned = vacancies.calendar(round_id).get(key) if ObjectionStage(stage) in IN_CALENDAR else None
    if planned:
        opens, closes = planned.opens_at, planned.closes_at
    else:
        opens, closes = (
            first_at,
            last_at + timedelta(days=_days(norm, key, "objection_days", USUAL_OBJECTION_DAYS)),
        )
    return ObjectionWindow(
        opens, closes, closes + timedelta(days=_days(norm, key, "answer_days", USUAL_ANSWER_DAYS))
    )


def _days(norm: Norm, key: str, name: str, usual: int) -> int:
    said = norm.windows.get(key)
    days = getattr(said, name) if said else None
    return usual if days is None else int(days)
