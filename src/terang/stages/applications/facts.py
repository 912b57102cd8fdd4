"""What later rooms may know of applications: frozen values, always of what was sent last."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from terang.core.rules.eligibility import Profile
from terang.stages.applications.eligibility import Judged, day_in, judged
from terang.stages.applications.models import Application, Document, Said, Version
from terang.stages.applications.states import ApplicationState

__all__ = [
    "ApplicationFacts", "DocumentFacts", "Judged", "application", "day_in", "documents", "judged", "latest_versions", "of_people",
    "of_person", "submitted", "submitted_to",
]  # fmt: skip


@dataclass(frozen=True)
class ApplicationFacts:
    """One application as it counts. A draft that was never sent counts as an empty profile."""

    id: int
    round_id: int
    agency_id: int
    vacancy_id: int
    person_id: int
    pid: str
    number: str
    state: str
    profile: Profile
    education_label: str
    institution: str
    gpa: Decimal | None
    graduated_on: date | None
    born_on: date | None
    statement: str
    edition: int
    submitted_at: datetime | None
    alternatives: tuple[str, ...] = ()
    """Vacancies of the round that this person agreed to be moved to, best liked first."""


@dataclass(frozen=True)
class DocumentFacts:
    """One document that was sent; the file itself is read through `base.files` by its id."""

    id: int
    application_id: int
    slot: str
    stored_file_id: int
    title: str
    media_type: str
    size: int
    digest: str
    pages: int


def application(application_id: int) -> ApplicationFacts:
    """One application, whatever its state. Refused: DoesNotExist outside the present scope."""
    row = Application.objects.get(pk=application_id)
    return _facts([row])[0]


def submitted(round_id: int) -> tuple[ApplicationFacts, ...]:
    """The applications of a round that count now, in the order of their numbers."""
    return _live(round_id=round_id)


def applicants(round_id: int) -> frozenset[int]:
    """The people whose applications count in a round now."""
    rows = Application.objects.filter(state=ApplicationState.SUBMITTED, round_id=round_id)
    return frozenset(rows.values_list("person_id", flat=True))


def submitted_to(vacancy_id: int) -> tuple[ApplicationFacts, ...]:
    """The applications for one vacancy that count now, in the order of their numbers."""
    return _live(vacancy_id=vacancy_id)


def of_people(application_ids: Iterable[int]) -> tuple[ApplicationFacts, ...]:
    """These applications, in the order of their numbers."""
    return _facts(Application.objects.filter(pk__in=list(application_ids)).order_by("number", "pk"))


def of_person(person_id: int) -> tuple[ApplicationFacts, ...]:
    """Everything that one person has begun or sent, newest first."""
    return _facts(Application.objects.filter(person_id=person_id).order_by("-started_at", "-pk"))


def documents(application_id: int) -> tuple[DocumentFacts, ...]:
    """The documents that were sent last, by slot."""
    version = Version.objects.filter(application_id=application_id).order_by("-edition").first()
    rows = Document.objects.filter(pk__in=version.documents if version else ()).select_related("stored_file")
    return tuple(document_facts(row) for row in rows.order_by("slot"))


def document_facts(row: Document) -> DocumentFacts:
    """A document row as a value."""
    file = row.stored_file
    return DocumentFacts(
        row.pk,
        row.application_id,
        row.slot,
        file.pk,
        file.title,
        file.media_type,
        file.size,
        file.digest,
        file.pages,
    )


def _live(**where: int) -> tuple[ApplicationFacts, ...]:
    rows = Application.objects.filter(state=ApplicationState.SUBMITTED, **where)
    return _facts(rows.order_by("number"))


def _facts(rows: Iterable[Application]) -> tuple[ApplicationFacts, ...]:
    rows = list(rows)
    versions = latest_versions([row.pk for row in rows])
    slots = _slots(versions)
    return tuple(_one(row, versions.get(row.pk), slots) for row in rows)


def latest_versions(application_ids: Iterable[int]) -> Mapping[int, Version]:
    """By application: what was sent last."""
    rows = Version.objects.filter(application_id__in=list(application_ids))
    return {
        row.application_id: row
        for row in rows.order_by("application_id", "-edition").distinct("application_id")
    }


def _slots(versions: Mapping[int, Version]) -> Mapping[int, str]:
    sent = [pk for version in versions.values() for pk in version.documents]
    return dict(Document.objects.filter(pk__in=sent).values_list("pk", "slot"))


def _one(row: Application, version: Version | None, slots: Mapping[int, str]) -> ApplicationFacts:
    said = version or Version()
    return ApplicationFacts(
        id=row.pk, round_id=row.round_id, agency_id=row.agency_id, vacancy_id=row.vacancy_id,
        person_id=row.person_id, pid=row.pid, number=row.number, state=row.state,
        profile=profile_of(said, frozenset(slots[pk] for pk in said.documents if pk in slots)),
        education_label=said.education_label, institution=said.institution, gpa=said.gpa,
        graduated_on=said.graduated_on, born_on=said.born_on, statement=said.statement,
        edition=version.edition if version else 0, submitted_at=row.submitted_at,
        alternatives=tuple(said.alternatives),
    )  # fmt: skip


def profile_of(said: Said, slots: frozenset[str]) -> Profile:
    """What somebody says of themselves, as the rules read it."""
    return Profile(
        education_code=said.education_code or None,
        gpa=said.gpa,
        born_on=said.born_on,
        experience_years=said.experience_years,
        documents=slots,
    )
