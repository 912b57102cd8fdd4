"""Keeping a profile, starting a draft, filling it in, discarding it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.identity.keys import subject_key
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy.models import Round
from terang.stages.applications import access
from terang.stages.applications.acts import Act
from terang.stages.applications.answers import Answers
from terang.stages.applications.commands.shared import locked, must_be_editable, must_be_open
from terang.stages.applications.consents import openings
from terang.stages.applications.models import SAID, Application, Profile
from terang.stages.applications.states import APPLICATION, ApplicationState
from terang.stages.vacancies import facts as vacancies


@transaction.atomic
def keep_profile(*, answers: Answers, by: Actor, at: datetime) -> Profile:
    """An applicant keeps what is the same in every application; each new draft begins with it.

    Refused: NotAllowed to officials; NotValid if something can't be so. Journal: applications.profile.kept.
    """
    must_be(access.may_apply(by), access.ONLY_APPLICANTS)
    answers = _checked(answers, at)
    person = Person.objects.select_for_update().get(pk=by.person_id or 0)
    profile = Profile.objects.filter(pk=person.pk).first() or Profile(person=person)
    answers.put_into(profile)
    profile.kept_at = at
    profile.save()
    journal.record(Act.PROFILE_KEPT, subject=profile, by=by, at=at)
    return profile


@transaction.atomic
def start(*, vacancy_id: int, by: Actor, at: datetime) -> Application:
    """An applicant begins to apply for one vacancy; asked twice, it is the same draft.

    Refused: NotAllowed to officials; NotFound unless the vacancy is published; NotNow outside registration, or
    while the person applies for another vacancy of this round. Journal: applications.application.started.
    """
    must_be(access.may_apply(by), access.ONLY_APPLICANTS)
    vacancy = vacancies.vacancy(vacancy_id)
    # One person's starts wait for each other, in whatever round: the second sees what the first did.
    person = Person.objects.select_for_update().get(pk=by.person_id or 0)
    found = Application.objects.select_for_update().filter(vacancy_id=vacancy_id, person=person).first()
    if found and found.state != ApplicationState.WITHDRAWN:
        return found
    must_be_open(vacancy.round_id, at)
    _must_be_the_only_one(vacancy.round_id, person.pk)
    application = found or _new(vacancy, person)
    application.state = APPLICATION.after(found.state, "start") if found else ApplicationState.DRAFT
    application.started_at, application.withdrawn_at = at, None
    application.alternatives = []  # to go elsewhere is agreed to each time anew
    _save_once(application)
    journal.record(
        Act.STARTED,
        subject=application,
        by=by,
        at=at,
        round_=application.round,
        facts={"vacancy": vacancy.code},
    )
    return application


@transaction.atomic
def fill(*, application_id: int, answers: Answers, by: Actor, at: datetime) -> Application:
    """An applicant writes into the draft, or into what was opened for change.

    Refused: NotAllowed if another's; NotNow unless it may be edited and registration is open; NotValid if
    something can't be so. Journal: applications.application.filled, with the names of the fields only.
    """
    application = locked(application_id, by)
    must_be_editable(application)
    must_be_open(application.round_id, at)
    answers = _checked(answers, at)
    changed = answers.put_into(application)
    application.save(update_fields=list(SAID))
    journal.record(
        Act.FILLED,
        subject=application,
        by=by,
        at=at,
        round_=application.round,
        facts={"fields": list(changed)},
    )
    return application


@transaction.atomic
def agree(*, application_id: int, alternatives: Sequence[str], by: Actor, at: datetime) -> Application:
    """An applicant names the vacancies to which they would be moved if a slot stays empty, best liked first; or none.

    Refused: NotAllowed if another's; NotNow unless it may be edited and registration is open; NotValid for a vacancy
    named twice, or one that no step of the norm could open. Journal: applications.consent.written.
    """
    application = locked(application_id, by)
    must_be_editable(application)
    must_be_open(application.round_id, at)
    chosen = list(alternatives)
    could = {one.code for one in openings(vacancies.vacancy(application.vacancy_id))}
    if len(set(chosen)) < len(chosen) or not could.issuperset(chosen):
        raise NotValid(_("Name each vacancy once, and only those to which you could be moved."))
    application.alternatives = chosen
    application.save(update_fields=["alternatives"])
    journal.record(
        Act.CONSENT_WRITTEN, subject=application, by=by, at=at, round_=application.round,
        facts={"alternatives": chosen},
    )  # fmt: skip
    return application


@transaction.atomic
def discard(*, application_id: int, by: Actor, at: datetime) -> Application:
    """An applicant gives up a draft that was not submitted.

    Refused: NotAllowed if another's; NotNow unless a draft. Journal: applications.application.discarded.
    """
    application = locked(application_id, by)
    application.state = APPLICATION.after(application.state, "discard")
    application.withdrawn_at = at
    application.save(update_fields=["state", "withdrawn_at"])
    journal.record(Act.DISCARDED, subject=application, by=by, at=at, round_=application.round)
    return application


def _checked(answers: Answers, at: datetime) -> Answers:
    answers = answers.clean()
    if problems := answers.problems(_today(at)):
        raise NotValid(_("Please correct what can't be so."), problems=problems)
    return answers


def _today(at: datetime) -> date:
    return timezone.localtime(at).date()


def _must_be_the_only_one(round_id: int, person_id: int) -> None:
    live = Application.objects.filter(round_id=round_id, person_id=person_id)
    if live.exclude(state=ApplicationState.WITHDRAWN).exists():
        raise NotNow(
            _(
                "In each round you can apply for one vacancy. Withdraw the other application first, or discard its draft."
            )
        )


def _new(vacancy: vacancies.VacancyFacts, person: Person) -> Application:
    round_ = Round.objects.get(pk=vacancy.round_id)
    kept = Profile.objects.filter(pk=person.pk).first()
    application = Application(
        round=round_,
        agency_id=vacancy.agency_id,
        vacancy_id=vacancy.id,
        person=person,
        pid=subject_key(person.pk).pid(round_.code, vacancy.code),
        born_on=person.born_on,
    )
    if kept:
        Answers.of(kept).put_into(application)
    return application


def _save_once(application: Application) -> None:
    """The constraint decides a race that the lock could not see (two doors, two databases' snapshots)."""
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        raise NotNow(_("You have begun this application already. Load the page again.")) from error
