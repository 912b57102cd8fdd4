"""Applications made through the commands: drafts, submitted ones, and the files that go with them."""

import io
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import pikepdf
from PIL import Image

from terang.base.access import Actor
from terang.base.tenancy import scope
from terang.stages.applications import commands, slots
from terang.stages.applications.answers import Answers
from terang.stages.applications.models import Application
from terang.stages.vacancies import facts
from terang.stages.vacancies.models import Vacancy
from tests.factories import people, vacancies

AT = vacancies.IN_REGISTRATION
FITTING = {
    "education_code": "5101087",
    "education_label": "S-1 Administrasi Publik",
    "institution": "Universitas Contoh Nusantara",
    "gpa": Decimal("3.41"),
    "graduated_on": date(2020, 8, 27),
    "born_on": people.BORN_ON,
    "experience_years": 3,
    "statement": "Saya ingin melayani warga di kota tempat saya dibesarkan.",
}


@cache
def pdf(pages: int = 1, *, password: str = "") -> bytes:
    """A small PDF that can be read; with a password, one that can't."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _page in range(pages):
            made.add_blank_page(page_size=(200, 280))
        made.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


@cache
def picture(kind: str = "JPEG", side: int = 40) -> bytes:
    """A small picture that can be read."""
    out = io.BytesIO()
    Image.new("RGB", (side, side), (176, 32, 32)).save(out, kind)
    return out.getvalue()


def answers(**fields: object) -> Answers:
    """Answers that meet every requirement of the invented vacancy, unless told otherwise."""
    return Answers(**{**FITTING, **fields})  # type: ignore[arg-type]


def draft(
    vacancy: Vacancy | None = None,
    by: Actor | None = None,
    *,
    at: datetime = AT,
    documents: bool = True,
    claims: Collection[str] = (),
    **said: object,
) -> Application:
    """A draft, filled in, with a file in every slot (unless `documents` is off), and with these claims of the norm."""
    vacancy, by = vacancy or vacancies.vacancy(), by or people.applicant()
    with scope.as_system():
        application = commands.start(vacancy_id=vacancy.pk, by=by, at=at)
        commands.fill(application_id=application.pk, answers=answers(**said), by=by, at=at)
        claimed = {f"bukti_{code.lower()}" for code in claims}
        for slot in slots.of(facts.vacancy(vacancy.pk)).values() if documents else ():
            if slot.is_claim and slot.code not in claimed:
                continue
            put_into(application, slot.code, by=by, at=at)
        application.refresh_from_db()
        return application


def submitted(
    vacancy: Vacancy | None = None, by: Actor | None = None, *, at: datetime = AT, **said: object
) -> Application:
    """A submitted application with its number."""
    by = by or people.applicant()
    application = draft(vacancy, by, at=at, **said)
    with scope.as_system():
        return commands.submit(application_id=application.pk, declared=True, by=by, at=at)


def put_into(
    application: Application, slot: str, *, by: Actor, at: datetime = AT, content: bytes = b""
) -> None:
    """A fitting file in one slot."""
    with scope.as_system():
        place = slots.of(facts.vacancy(application.vacancy_id))[slot]
        content = content or (pdf() if "application/pdf" in place.accept else picture())
        commands.add_document(
            application_id=application.pk, slot=slot, content=content, title=f"{slot}.pdf", by=by, at=at
        )


def actor_of(application: Application) -> Actor:
    """The applicant behind an application."""
    with scope.as_system():
        return Actor(person_id=application.person_id, name=application.person.name)
