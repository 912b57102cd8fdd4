"""The mails of this room: what happened, what to do, until when. No score, no identity number."""

from datetime import datetime

from django.utils.translation import gettext as _

from terang.base.mail import outbox as mail
from terang.base.ui.components.numbers import in_words
from terang.stages.applications.models import Application
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import VacancyFacts


def submitted(application: Application, vacancy: VacancyFacts, *, at: datetime) -> None:
    body = _(
        "Dear %(name)s,\n\nwe have received your application.\n\nNumber: %(number)s\nVacancy: %(vacancy)s\n"
        "Agency: %(agency)s\nReceived: %(at)s\n\nThe receipt with the list of what you sent is on your page. "
        "You may change or withdraw the application until %(closes)s. Nothing else is needed now: when the check of "
        "the documents is announced, we write to you."
    )
    _send(application, vacancy, _("Received: your application %(number)s"), body, at)


def amended(application: Application, vacancy: VacancyFacts, *, at: datetime) -> None:
    body = _(
        "Dear %(name)s,\n\nwe have received the change of your application. From now on this edition counts; the "
        "earlier one is kept.\n\nNumber: %(number)s\nVacancy: %(vacancy)s\nAgency: %(agency)s\nReceived: %(at)s\n\n"
        "You may change it again or withdraw it until %(closes)s."
    )
    _send(application, vacancy, _("Changed: your application %(number)s"), body, at)


def withdrawn(application: Application, vacancy: VacancyFacts, *, at: datetime) -> None:
    body = _(
        "Dear %(name)s,\n\nyour application is withdrawn and no longer counts.\n\nNumber: %(number)s\n"
        "Vacancy: %(vacancy)s\nAgency: %(agency)s\nWithdrawn: %(at)s\n\nIf you change your mind, you can apply again "
        "until %(closes)s. If it wasn't you who withdrew it, change your password and tell the agency at once."
    )
    _send(application, vacancy, _("Withdrawn: your application %(number)s"), body, at)


def vacancy_amended(application: Application, *, reason: str, at: datetime) -> None:
    vacancy = vacancies.vacancy(application.vacancy_id)
    body = _(
        "Dear %(name)s,\n\nthe announcement of the vacancy that you apply for has been amended.\n\n"
        "Vacancy: %(vacancy)s\nAgency: %(agency)s\n%(reason)s\nThe page of the vacancy shows what was changed, word "
        "by word. Please check whether your application still fits; you may change it until %(closes)s."
    )
    _send(application, vacancy, _("Amended: the vacancy %(vacancy)s"), body, at, reason)


def _send(
    application: Application, vacancy: VacancyFacts, subject: str, body: str, at: datetime, reason: str = ""
) -> None:
    agency = application.round.agency
    window = vacancies.calendar(application.round_id).get("registration")
    words = {
        "name": application.person.name,
        "number": application.number,
        "vacancy": f"{vacancy.position}, {vacancy.location}",
        "agency": agency.name,
        "at": in_words(at, agency.timezone),
        "closes": in_words(window.closes_at, agency.timezone) if window else "–",
        "reason": _("Reason: %s\n") % reason if reason else "",
    }
    mail.send(to=application.person, subject=subject % words, body=body % words, at=at, agency_id=agency.pk)
