"""Changing what was submitted, and withdrawing it, until registration closes."""

from datetime import datetime

from django.db import transaction

from terang.base.access import Actor
from terang.base.journal import recording as journal
from terang.stages.applications import letters
from terang.stages.applications.acts import Act
from terang.stages.applications.answers import Answers
from terang.stages.applications.commands.sending import must_be_complete, send
from terang.stages.applications.commands.shared import locked, must_be_open
from terang.stages.applications.models import SAID, Application, Document, Version
from terang.stages.applications.states import APPLICATION
from terang.stages.vacancies import facts as vacancies


@transaction.atomic
def reopen_for_change(*, application_id: int, by: Actor, at: datetime) -> Application:
    """An applicant opens a submitted application for change; meanwhile, what was sent counts.

    Refused: NotAllowed if another's; NotNow unless submitted and registration is open.
    Journal: applications.application.reopened.
    """
    application = locked(application_id, by)
    state = APPLICATION.after(application.state, "reopen")
    must_be_open(application.round_id, at)
    if application.changing_since:
        return application
    application.state, application.changing_since = state, at
    application.save(update_fields=["state", "changing_since"])
    journal.record(Act.REOPENED, subject=application, by=by, at=at, round_=application.round)
    return application


@transaction.atomic
def amend(*, application_id: int, declared: bool, by: Actor, at: datetime) -> Application:
    """An applicant submits the changed application: a new edition; the earlier ones are kept. Sent twice: once.

    Refused: as in `submit`. Journal: applications.application.amended, public as `amend`. A mail goes out.
    """
    application = locked(application_id, by)
    state = APPLICATION.after(application.state, "amend")
    if application.changing_since is None:
        return application
    must_be_open(application.round_id, at)
    vacancy = vacancies.vacancy(application.vacancy_id)
    documents = must_be_complete(application, vacancy, declared=declared)
    application.state, application.changing_since = state, None
    application.save(update_fields=["state", "changing_since"])
    send(application, vacancy, documents, act=Act.AMENDED, public={"pid": application.pid}, by=by, at=at)
    letters.amended(application, vacancy, at=at)
    return application


@transaction.atomic
def drop_change(*, application_id: int, by: Actor, at: datetime) -> Application:
    """An applicant drops the change: the working copy is again what was sent last.

    Refused: NotAllowed if another's; NotNow unless submitted.
    Journal: applications.application.change_dropped.
    """
    application = locked(application_id, by)
    state = APPLICATION.after(application.state, "drop_change")
    if application.changing_since is None:
        return application
    sent = application.versions.order_by("-edition")[0]
    Answers.of(sent).put_into(application)
    application.state, application.changing_since = state, None
    application.alternatives = sent.alternatives
    application.save(update_fields=[*SAID, "alternatives", "state", "changing_since"])
    _put_documents_back(application, sent, at)
    journal.record(Act.CHANGE_DROPPED, subject=application, by=by, at=at, round_=application.round)
    return application


@transaction.atomic
def withdraw(*, application_id: int, by: Actor, at: datetime) -> Application:
    """An applicant withdraws a submitted application; until closing they may apply again.

    Refused: NotAllowed if another's; NotNow unless submitted and registration is open.
    Journal: applications.application.withdrawn, public as `withdraw`. A mail goes out.
    """
    application = locked(application_id, by)
    application.state = APPLICATION.after(application.state, "withdraw")
    must_be_open(application.round_id, at)
    application.withdrawn_at, application.changing_since = at, None
    application.save(update_fields=["state", "withdrawn_at", "changing_since"])
    journal.record(
        Act.WITHDRAWN,
        subject=application,
        by=by,
        at=at,
        round_=application.round,
        public={"pid": application.pid},
    )
    letters.withdrawn(application, vacancies.vacancy(application.vacancy_id), at=at)
    return application


def _put_documents_back(application: Application, sent: Version, at: datetime) -> None:
    rows = Document.objects.filter(application=application)
    rows.filter(removed_at=None).exclude(pk__in=sent.documents).update(removed_at=at)
    rows.filter(pk__in=sent.documents).update(removed_at=None)
