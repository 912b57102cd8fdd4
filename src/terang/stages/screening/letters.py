"""The mails of this room. They name clauses, never a sentence about the person: mailboxes are shared."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from terang.base.mail import outbox as mail
from terang.base.mail.models import Message
from terang.base.ui.components.numbers import in_words
from terang.stages.screening.models import Case, Finding
from terang.stages.screening.states import Outcome
from terang.stages.vacancies.facts import Window


def announced(case: Case, reasons: Sequence[Finding], window: Window | None, *, at: datetime) -> Message:
    """To write: the outcome, the clauses of what is not met, and in which window one may object.

    Of a refused claim only that there is one: what somebody claims is told to nobody who reads along.
    """
    claim_refused = any(one.is_claim and not one.met for one in reasons)
    reasons = [one for one in reasons if not one.is_claim]
    is_met = case.outcome == Outcome.MS
    agency = case.round.agency
    subject = _("The check of your documents: %s") % case.number
    opening = (_met() if is_met else _not_met()) + (_claim_refused() if claim_refused else "")
    words = {
        "name": case.person.name,
        "number": case.number,
        "agency": agency.name,
        "clauses": "\n".join(f"- {one.clause}: {one.requirement.text}" for one in reasons),
        "objection": _objection(window, agency.timezone),
    }
    return mail.letter(to=case.person, subject=subject, body=opening % words, at=at, agency_id=agency.pk)


def _met() -> str:
    return _(
        "Dear %(name)s,\n\nthe documents of your application %(number)s at %(agency)s were checked: all requirements "
        "are met. You take part in the next stage. On your page you see what comes next and when."
    )


def _not_met() -> str:
    return _(
        "Dear %(name)s,\n\nthe documents of your application %(number)s at %(agency)s were checked. These requirements "
        "are not met:\n\n%(clauses)s\n\nOn your page you find a sentence on each of them. %(objection)s"
    )


def _claim_refused() -> str:
    return _("\n\nA claim of yours was not confirmed. On your page you find a sentence on it.")


def _objection(window: Window | None, zone: str) -> str:
    if window is None:
        return ""
    return _("If you think this is a mistake, you may object from %(opens)s until %(closes)s.") % {
        "opens": in_words(window.opens_at, zone),
        "closes": in_words(window.closes_at, zone),
    }
