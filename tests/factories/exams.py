"""Questions, forms, sessions and candidates: as far along as a test needs them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from terang.base.access import Actor, Role
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core import norms
from terang.core.ledger.commitments import crockford32
from terang.stages.applications.models import Application
from terang.stages.exams import commands
from terang.stages.exams.commands.writing import row_of
from terang.stages.exams.drawing import Cell
from terang.stages.exams.models import Form, Item, Seat, Session
from terang.stages.exams.reading.drafts import Draft
from terang.stages.exams.rulebook import parts_of
from tests.factories import people, vacancies
from tests.factories.people import LONG_AGO

NORM = "lokal-contoh"
SEED = bytes(range(32))
STARTS_AT = datetime.fromisoformat("2026-04-02T08:00:00+07:00")
BEFORE = STARTS_AT - timedelta(days=10)
DURING = STARTS_AT + timedelta(minutes=20)
AFTER = STARTS_AT + timedelta(minutes=46)
FLOW = Actor.as_system("flow")
CELLS = (Cell("umum", 10), Cell("pelayanan", 10), Cell("bidang", 10))

_numbers = count(1)


def points_for(norm_id: str, part: str, right: int = 0) -> list[int]:
    """The points of five options that fit a part."""
    if parts_of(norms.load(norm_id))[part].scoring == "weighted":
        return [(right + place) % 5 + 1 for place in range(5)]
    return [5 if place == right else 0 for place in range(5)]


def item(
    by: Actor | None = None, *, round_: Round | None = None, part: str = "umum", topic: str = "", stem: str = "",
    norm_id: str = NORM, options: Sequence[tuple[str, int]] = (), at: datetime = LONG_AGO,
) -> Item:  # fmt: skip
    """A question written through the command."""
    round_ = round_ or people.round_()
    by = by or people.official(Role.ITEM_AUTHOR, round_)
    number = next(_numbers)
    options = options or [
        (f"Jawaban {place} ({number})", p) for place, p in enumerate(points_for(norm_id, part))
    ]
    with scope.as_system():
        return commands.write_item(
            agency_id=round_.agency_id, norm_id=norm_id, part=part, topic=topic, by=by, at=at, options=options,
            stem=stem or f"Soal nomor {number}?",
        )  # fmt: skip


def bank(
    round_: Round | None = None, *, norm_id: str = NORM, each: int = 12, topics: Sequence[str] = ("",)
) -> None:
    """So many reviewed questions of every part, written quickly."""
    round_ = round_ or people.round_()
    with scope.as_system():
        author = people.official(Role.ITEM_AUTHOR, round_).person_id or 0
        reviewer = people.official(Role.ITEM_AUTHOR, round_, name="Wahyu Hidayat").person_id or 0
        rows = []
        for part in parts_of(norms.load(norm_id)):
            for number in range(each):
                points = points_for(norm_id, part, right=number % 5)
                options = tuple((f"Pilihan {place}", p) for place, p in enumerate(points))
                draft = Draft(1, part, topics[number % len(topics)], f"Soal {part} {number}?", options)
                row = row_of(
                    draft, agency_id=round_.agency_id, norm_id=norm_id, author_id=author, at=LONG_AGO
                )
                row.state, row.reviewed_by_id, row.reviewed_at = "reviewed", reviewer, LONG_AGO
                rows.append(row)
        Item.objects.bulk_create(rows)


def application(vacancy: object = None, by: Actor | None = None) -> Application:
    """A submitted application, written quickly."""
    vacancy = vacancy or vacancies.vacancy()
    by = by or people.applicant()
    number = next(_numbers)
    with scope.as_system():
        return Application.objects.create(
            agency=vacancy.agency, round=vacancy.round, vacancy=vacancy, person_id=by.person_id,
            pid=crockford32(hashlib.sha256(f"pid {number}".encode()).digest()[:10]), number=f"UJI26-{number:06d}", state="submitted",
            started_at=vacancies.IN_REGISTRATION, submitted_at=vacancies.IN_REGISTRATION,
        )  # fmt: skip


@dataclass
class Scene:
    """A round on the day of its exam: who does what, and who sits it."""

    round_: Round
    vacancy: object
    committee: Actor
    proctor: Actor
    candidates: list[Actor]
    applications: list[Application]
    session: Session | None = None
    forms: list[Form] = field(default_factory=list)

    def seats(self) -> list[Seat]:
        with scope.as_system():
            return list(
                Seat.objects.filter(round=self.round_)
                .select_related("session", "form")
                .order_by("number", "pk")
            )

    def seat_of(self, place: int) -> Seat:
        with scope.as_system():
            return Seat.objects.select_related("session").get(application=self.applications[place])


def scene(
    people_count: int = 2, *, round_: Round | None = None, norm_id: str = NORM, kind: str = "UMUM"
) -> Scene:
    """A published vacancy, its candidates, and the officials of the exam; nobody admitted yet."""
    round_ = round_ or people.round_()
    vacancy = vacancies.vacancy(round_, norm_id=norm_id, kind=kind)
    candidates = [people.applicant() for _ in range(people_count)]
    return Scene(
        round_, vacancy, people.official(Role.COMMITTEE_OFFICER, round_), people.official(Role.PROCTOR, round_),
        candidates, [application(vacancy, one) for one in candidates],
    )  # fmt: skip


def admitted(people_count: int = 2, **fields: object) -> Scene:
    """... and all are admitted to the first exam."""
    made = scene(people_count, **fields)
    with scope.as_system():
        commands.admit_first(application_ids=[one.pk for one in made.applications], by=FLOW, at=LONG_AGO)
    return made


def session(
    made: Scene, *, title: str = "Sesi 1", capacity: int = 20, minutes: int = 45, **fields: object
) -> Session:
    """A planned session of the scene's round."""
    fields = {"stage": "first", "starts_at": STARTS_AT, "site": "Aula kecamatan", **fields}
    with scope.as_system():
        return commands.plan_session(
            round_=made.round_,
            title=title,
            minutes=minutes,
            capacity=capacity,
            by=made.committee,
            at=BEFORE,
            **fields,
        )


def seated(people_count: int = 2, *, forms: int = 1, capacity: int = 20, **fields: object) -> Scene:
    """... and forms are fixed, a session planned, and its seats assigned."""
    made = admitted(people_count, **fields)
    bank(made.round_)
    with scope.as_system():
        drawn = commands.compose_forms(
            round_=made.round_,
            stage="first",
            cells=CELLS,
            forms=forms,
            by=made.committee,
            at=BEFORE,
            seed=SEED,
        )
        made.forms = [commands.fix_form(form_id=one.pk, by=made.committee, at=BEFORE) for one in drawn]
        made.session = session(made, capacity=capacity)
        commands.assign_seats(session_id=made.session.pk, by=made.committee, at=BEFORE)
    return made


def opened(people_count: int = 2, *, entered: bool = True, **fields: object) -> Scene:
    """... and the session is open, everybody in unless told otherwise."""
    made = seated(people_count, **fields)
    assert made.session
    with scope.as_system():
        made.session = commands.open_session(session_id=made.session.pk, by=made.proctor, at=STARTS_AT)
        for place, one in enumerate(made.candidates if entered else ()):
            commands.enter_exam(seat_id=made.seat_of(place).pk, by=one, at=STARTS_AT)
    return made
