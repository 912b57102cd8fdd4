"""Putting documents into their slots, and taking them out."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terang.base.access import Actor
from terang.base.files import keeping as files
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotValid
from terang.stages.applications import slots
from terang.stages.applications.acts import Act
from terang.stages.applications.commands.shared import locked, must_be_editable, must_be_open
from terang.stages.applications.models import Application, Document
from terang.stages.applications.slots import Slot
from terang.stages.vacancies import facts as vacancies


@transaction.atomic
def add_document(
    *, application_id: int, slot: str, content: bytes, title: str, by: Actor, at: datetime
) -> Document:
    """An applicant puts a file into a slot of the vacancy; the one that lay there before is replaced.

    Refused: NotAllowed if another's; NotNow unless it may be edited and registration is open; NotValid if the
    vacancy has no such slot, or the file is not as the slot permits. Journal: applications.document.added.
    """
    application = locked(application_id, by)
    must_be_editable(application)
    must_be_open(application.round_id, at)
    place = _slot(application, slot)
    stored = files.keep(
        content, title=title, at=at, accept=place.accept, largest_kb=place.largest_kb,
        agency_id=application.agency_id, person_id=application.person_id,
    )  # fmt: skip
    _lying_in(application, slot).update(removed_at=at)
    document = Document.objects.create(
        application=application, agency_id=application.agency_id, person_id=application.person_id,
        slot=slot, stored_file=stored, added_at=at,
    )  # fmt: skip
    facts = {"slot": slot, "digest": stored.digest, "size": stored.size}
    journal.record(Act.DOCUMENT_ADDED, subject=document, by=by, at=at, round_=application.round, facts=facts)
    return document


@transaction.atomic
def remove_document(*, application_id: int, slot: str, by: Actor, at: datetime) -> Document:
    """An applicant takes the file out of a slot.

    Refused: NotAllowed if another's; NotNow unless it may be edited and registration is open; NotFound if the slot
    is empty. Journal: applications.document.removed.
    """
    application = locked(application_id, by)
    must_be_editable(application)
    must_be_open(application.round_id, at)
    document = _lying_in(application, slot).first()
    if document is None:
        raise NotFound(_("There is no file in this place."))
    document.removed_at = at
    document.save(update_fields=["removed_at"])
    journal.record(
        Act.DOCUMENT_REMOVED, subject=document, by=by, at=at, round_=application.round, facts={"slot": slot}
    )
    return document


def _lying_in(application: Application, slot: str) -> QuerySet[Document]:
    return Document.objects.filter(application=application, slot=slot, removed_at=None)


def _slot(application: Application, code: str) -> Slot:
    places = slots.of(vacancies.vacancy(application.vacancy_id))
    if code not in places:
        raise NotValid(_("This vacancy doesn't ask for such a document."))
    return places[code]
