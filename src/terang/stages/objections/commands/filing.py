"""What applicants do: object, and think better of it."""

import unicodedata
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.journal.models import Entry
from terang.base.mail import outbox as mail
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy.models import Round
from terang.base.ui.components.numbers import in_words
from terang.stages.applications.facts import ApplicationFacts
from terang.stages.objections import access
from terang.stages.objections.acts import Act
from terang.stages.objections.models import Objection
from terang.stages.objections.queries.outcomes import Announced, announced, application_of
from terang.stages.objections.states import OBJECTION, ObjectionStage

SHORTEST, LONGEST = 20, 5000


@transaction.atomic
def file(*, application_id: int, stage: str, text: str, by: Actor, at: datetime) -> Objection:
    """An applicant objects to an announced outcome of theirs; documents can't be repaired by it.

    Refused: NotAllowed to anybody else; NotNow before it is announced, outside the window, or a second time for a
    stage; NotValid unless the text says what was misapplied.
    Journal: objections.objection.filed (the words committed).
    """
    application = application_of(application_id)
    must_be(
        access.may_file(by, person_id=application.person_id),
        _("Only the applicant objects to their outcome."),
    )
    if stage not in ObjectionStage.values:
        raise NotValid(_("There is no such stage."))
    outcome = _in_time(announced(application, stage), at)
    row = _keep(application, outcome, _words(text), at)
    round_ = Round.objects.get(pk=application.round_id)
    entry = journal.record(
        Act.FILED, subject=row, by=by, at=at, round_=round_, facts={"stage": stage, "application": application.id},
        public={"pid": application.pid, "code": stage},
        committed={"com": ("appeal", {"stage": stage, "text": row.text})}, of=application.person_id,
    )  # fmt: skip
    row.ref = uid_of(entry)
    row.save(update_fields=["ref"])
    _confirm(row, round_, at)
    return row


@transaction.atomic
def withdraw(*, objection_id: int, by: Actor, at: datetime) -> Objection:
    """An applicant takes an objection back before anybody examines it; within the window they may file another.

    Refused: NotAllowed to anybody else; NotNow once it is taken.
    Journal: objections.objection.withdrawn.
    """
    row = Objection.objects.select_for_update(of=("self",)).select_related("round").get(pk=objection_id)
    must_be(access.may_file(by, person_id=row.person_id), _("Only who filed an objection withdraws it."))
    row.state = OBJECTION.after(row.state, "withdraw")
    row.save(update_fields=["state"])
    journal.record(Act.WITHDRAWN, subject=row, by=by, at=at, round_=row.round)
    return row


def uid_of(entry: Entry) -> str:
    """The number of the public record that an entry became."""
    return entry.pending.uid if entry.pending else ""


def _in_time(outcome: Announced | None, at: datetime) -> Announced:
    if outcome is None:
        raise NotNow(_("Nothing is announced to you in this stage yet."))
    if at < outcome.window.opens_at:
        raise NotNow(_("You can object from %s on.") % in_words(outcome.window.opens_at))
    if at >= outcome.window.closes_at:
        raise NotNow(_("The time to object ended on %s.") % in_words(outcome.window.closes_at))
    return outcome


def _words(text: str) -> str:
    words = unicodedata.normalize("NFC", text.strip())
    if len(words) < SHORTEST:
        raise NotValid(_("Say in a few sentences which rule was misapplied, and how."))
    if len(words) > LONGEST:
        raise NotValid(_("At most %d characters, please.") % LONGEST)
    return words


def _keep(application: ApplicationFacts, outcome: Announced, text: str, at: datetime) -> Objection:
    try:
        with transaction.atomic():
            return Objection.objects.create(
                agency_id=application.agency_id, round_id=application.round_id, application_id=application.id,
                person_id=application.person_id, pid=application.pid, stage=outcome.stage, edition=outcome.edition,
                decision=outcome.as_json(), text=text, filed_at=at, due_at=outcome.window.due_at,
                decider_ids=sorted(outcome.decider_ids),
            )  # fmt: skip
    except IntegrityError as error:
        if "one_objection_per_stage" in str(error):
            raise NotNow(_("You have objected in this stage already: once per stage is possible.")) from error
        raise


def _confirm(row: Objection, round_: Round, at: datetime) -> None:
    mail.send(
        to=Person.objects.get(pk=row.person_id),
        subject=_("Your objection has arrived: %s") % round_.title,
        body=_(
            "Your objection has arrived. Somebody who decided nothing in your file will examine it.\n\n"
            "The answer is due by %s. You will find it on your own page. Until somebody examines it, you can"
            " withdraw it there."
        )
        % in_words(row.due_at),
        at=at,
        agency_id=row.agency_id,
    )
