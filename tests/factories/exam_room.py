"""A small paper and sittings before it, without any stage."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from terang.base.access import Actor
from terang.base.entropy import random_bytes
from terang.core.ledger.commitments import crockford32
from terang.exam_room import commands
from tests.factories import people

OPENS_AT = datetime.fromisoformat("2026-03-02T08:00:00+07:00")
CLOSES_AT = OPENS_AT + timedelta(minutes=45)
DURING = OPENS_AT + timedelta(minutes=10)
NOT_SIGNED_IN = 0
ROOM = Actor.as_system("exam room")

_groups = count(900_001)


def paper(questions: int = 5, options: int = 4, title: str = "") -> str:
    """A paper of that size; its digest."""
    items = [
        {
            "part": "umum",
            "stem": f"{title} Soal {number}?",
            "options": [f"Pilihan {o}" for o in range(options)],
        }
        for number in range(questions)
    ]
    return commands.receive_paper({"v": 1, "items": items})


def sittings(
    number: int = 1,
    *,
    opens_at: datetime = OPENS_AT,
    closes_at: datetime = CLOSES_AT,
    digest: str = "",
    agency_id: int | None = None,
) -> list[str]:
    """Sittings of one session; their tokens."""  # fmt: skip
    places = [
        commands.Place(
            random_bytes(16).hex(),
            crockford32(random_bytes(10)),
            NOT_SIGNED_IN,
            opens_at,
            closes_at,
            digest or paper(),
        )
        for _ in range(number)
    ]
    commands.hand_over(
        group=next(_groups), agency_id=agency_id or people.agency().pk, title="Ujian tertulis", home="/exams/own/",
        places=places,
    )  # fmt: skip
    return [one.token for one in places]


def entered(*, at: datetime = OPENS_AT, **fields: object) -> str:
    """One sitting whose candidate is in."""
    (token,) = sittings(**fields)
    commands.enter(token=token, by=ROOM, at=at)
    return token


def answer(token: str, choices: Sequence[tuple[int, int]], *, at: datetime = DURING, first: int = 1) -> int:
    """Choose options in this order; the number of the last event."""
    given = [(first + place, item, choice) for place, (item, choice) in enumerate(choices)]
    return commands.save_many(token=token, given=given, at=at).last
