"""One file beside its documents."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.files.models import StoredFile
from terang.base.identity.models import Person
from terang.base.refusals import NotFound
from terang.stages.applications import facts as applications
from terang.stages.applications.facts import ApplicationFacts, DocumentFacts, Judged
from terang.stages.screening import access
from terang.stages.screening.models import Case, Finding
from terang.stages.screening.states import CaseState
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts


@dataclass(frozen=True)
class Line:
    """One requirement on the verifier's page: the rule's suggestion, the document, what was found so far."""

    judged: Judged
    document: DocumentFacts | None
    finding: Finding | None

    @property
    def title(self) -> str:
        """The clause and what it asks for, in short."""
        return _("Clause %(clause)s") % {"clause": self.judged.requirement.clause}


@dataclass(frozen=True)
class Sheet:
    """One file as the verifier reads it."""

    case: Case
    application: ApplicationFacts
    person: Person
    vacancy: VacancyFacts
    lines: tuple[Line, ...]
    is_in_hand: bool
    may_return: bool
    may_put_back: bool


def sheet(case_id: int, by: Actor) -> Sheet:
    """One file. Refused: NotFound outside the agency; NotAllowed unless it is in hand or one's to read."""
    case = _case(case_id)
    must_be(
        access.may_read(by, case),
        _("You may read a file while you have it in hand, and after you decided it."),
    )
    return _sheet(case, by)


def sheet_to_judge(case_id: int, by: Actor) -> Sheet:
    """The file for a verifier who sends findings.

    Refused: NotFound outside the agency; NotAllowed to others than verifiers of the round; NotNow unless in hand.
    """
    case = _case(case_id)
    must_be(access.is_verifier(by, case.round), access.ONLY_VERIFIERS)
    access.must_be_in_hand(by, case)
    return _sheet(case, by)


def file(case_id: int, document_id: int, by: Actor) -> StoredFile:
    """A document that was sent with this file. Refused: as in `sheet`; NotFound if it belongs to another."""
    case = _case(case_id)
    must_be(
        access.may_read(by, case),
        _("You may read a file while you have it in hand, and after you decided it."),
    )
    found = next((one for one in applications.documents(case.application_id) if one.id == document_id), None)
    if found is None:
        raise NotFound(_("There is no such document in this file."))
    return StoredFile.objects.get(pk=found.stored_file_id)


def _sheet(case: Case, by: Actor) -> Sheet:
    application = applications.application(case.application_id)
    vacancy = vacancies.vacancy(case.vacancy_id)
    on = applications.day_in(case.round.agency.timezone, application.submitted_at or case.round.created_at)
    documents = {one.slot: one for one in applications.documents(application.id)}
    found = {one.requirement_id: one for one in Finding.objects.filter(case=case, edition=case.edition)}
    lines = tuple(
        Line(one, documents.get(one.requirement.document), found.get(one.requirement.id))
        for one in applications.judged(vacancy, application.profile, on)
    )
    return Sheet(
        case, application, case.person, vacancy, lines, is_in_hand=access.has_in_hand(by, case),
        may_return=case.state == CaseState.DECIDED and access.may_return(by, case),
        may_put_back=case.state == CaseState.TAKEN and access.may_put_back(by, case),
    )  # fmt: skip


def _case(case_id: int) -> Case:
    rows = Case.objects.select_related("round", "round__agency", "person", "taken_by")
    found = rows.filter(pk=case_id).first()
    if found is None:
        raise NotFound(_("There is no such file in your agency."))
    return found
