"""What this room hands to later rooms: who is admitted, where they sit, what they reached."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count

from terang.core.rules.openness import scores_are_public
from terang.stages.exams.models import Score, ScoreList, Seat
from terang.stages.exams.states import SeatState


@dataclass(frozen=True)
class ExamScore:
    """What one application reached in one test by computer. score_100: on the scale of 0 to 100."""

    application_id: int
    vacancy_id: int
    pid: str
    test_id: int
    parts: dict[str, int]
    total: int
    score_100: Decimal
    absent: bool
    published: bool


@dataclass(frozen=True)
class SeatFacts:
    """One candidate's test: when, where, and how far. Without a session, site and time are empty."""

    application_id: int
    test_id: int
    stage: str
    pid: str
    state: str
    session_id: int | None
    title: str
    site: str
    starts_at: datetime | None
    number: int | None
    minutes: int | None


def scores(round_id: int, stage: str) -> tuple[ExamScore, ...]:
    """The scores of a stage ("first" | "second"), the newest edition of each, by pid. Those absent have no points."""
    published = published_at(round_id, stage) is not None
    return tuple(_score(row, published=published) for row in _newest(round_id, stage))


def scores_of(application_id: int) -> tuple[ExamScore, ...]:
    """The scores of one application, in whatever stage."""
    rows = (
        Score.objects.filter(application_id=application_id)
        .select_related("seat")
        .order_by("seat_id", "-edition")
        .distinct("seat_id")
    )
    return tuple(_score(row, published=published_at(row.round_id, row.stage) is not None) for row in rows)


def published_at(round_id: int, stage: str) -> datetime | None:
    """When the scores of a stage were published last; None before."""
    found = ScoreList.objects.filter(round_id=round_id, stage=stage).order_by("-edition").first()
    return found.published_at if found else None


def admitted(round_id: int, stage: str) -> tuple[int, ...]:
    """The applications that are admitted to a stage's test by computer, those who left not counted."""
    rows = Seat.objects.filter(round_id=round_id, stage=stage).exclude(state=SeatState.RELEASED)
    return tuple(rows.order_by("application_id").values_list("application_id", flat=True).distinct())


def small_groups(round_id: int, stage: str) -> frozenset[int]:
    """The vacancies of special kinds with so few candidates that only they and the auditors see their scores.

    Source: docs/decisions, 9.
    """
    seats = Seat.objects.filter(round_id=round_id, stage=stage).exclude(state=SeatState.RELEASED)
    counted = seats.values_list("vacancy_id", "vacancy__kind").annotate(
        count=Count("application", distinct=True)
    )
    return frozenset(key for key, kind, count in counted if not scores_are_public(kind, count))


def seats_of(application_id: int) -> tuple[SeatFacts, ...]:
    """The tests by computer of one application, by stage."""
    rows = Seat.objects.filter(application_id=application_id).select_related("session")
    return tuple(map(_seat, rows.order_by("stage", "pk")))


def _newest(round_id: int, stage: str) -> list[Score]:
    rows = (
        Score.objects.filter(round_id=round_id, stage=stage)
        .select_related("seat")
        .order_by("seat_id", "-edition")
        .distinct("seat_id")
    )
    return sorted(rows, key=lambda row: (row.pid, row.test_id))


def _score(row: Score, *, published: bool) -> ExamScore:
    return ExamScore(
        row.application_id,
        row.seat.vacancy_id,
        row.pid,
        row.test_id,
        dict(row.parts),
        row.total,
        row.score_100,
        row.absent,
        published,
    )


def _seat(row: Seat) -> SeatFacts:
    session = row.session
    return SeatFacts(
        application_id=row.application_id, test_id=row.test_id, stage=row.stage, pid=row.pid, state=row.state,
        session_id=row.session_id, title=session.title if session else "", site=session.site if session else "",
        starts_at=session.starts_at if session else None, number=row.number,
        minutes=session.minutes + row.extra_minutes if session else None,
    )  # fmt: skip
