"""Published results of a test, and objections to them."""

from datetime import datetime, timedelta

from terang.base.access import Actor, Role
from terang.base.tenancy import scope
from terang.stages.objections import commands
from terang.stages.objections.models import Objection
from tests.factories import applications, panels, people

TEXT = "Kriteria komunikasi dinilai dari jawaban yang bukan jawaban saya."
REASON = "Bobot kriteria dipakai seperti yang diumumkan; nilainya benar."
FILING = panels.AFTER + timedelta(hours=5)
ANSWERING = panels.AFTER + timedelta(days=4)
OVERDUE = panels.AFTER + timedelta(days=30)


def stage(*points: tuple[int, ...]) -> panels.Stage:
    """A test with published results: one candidate per row of points."""
    return panels.published(*(points or ((70, 76),)))


def filed(
    made: panels.Stage | None = None, *, candidate: int = 0, text: str = TEXT, at: datetime = FILING
) -> Objection:
    """An objection of one candidate to the second tests."""
    made = made or stage()
    application = made.applications[candidate]
    with scope.as_system():
        return commands.file(
            application_id=application.pk,
            stage="second_tests",
            text=text,
            by=applications.actor_of(application),
            at=at,
        )


def officer(made: Objection | panels.Stage) -> Actor:
    """An objection officer of the round."""
    with scope.as_system():
        return people.official(Role.OBJECTION_OFFICER, made.round)


def taken(objection: Objection | None = None, by: Actor | None = None) -> tuple[Objection, Actor]:
    """An objection that an officer took."""
    objection = objection or filed()
    by = by or officer(objection)
    with scope.as_system():
        return commands.take(objection_id=objection.pk, by=by, at=ANSWERING), by
