"""The answer to an objection."""

import unicodedata
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.journal.kinds import Act as Kind
from terang.base.mail import outbox as mail
from terang.base.refusals import NotValid
from terang.stages.objections import access
from terang.stages.objections.acts import Act
from terang.stages.objections.commands.filing import uid_of
from terang.stages.objections.models import Objection
from terang.stages.objections.states import OBJECTION

SHORTEST = 20
LONGEST_CLAUSE = 120


@transaction.atomic
def uphold(*, objection_id: int, misapplied: str, reason: str, by: Actor, at: datetime) -> Objection:
    """The officer agrees: a clause was misapplied. The room concerned takes it up again; nothing is overwritten here.

    Refused: NotAllowed unless the officer who took it; NotNow unless taken; NotValid without the clause and a reason.
    Journal: objections.objection.upheld, from which `flow.py` starts what follows.
    """
    row = _taken(objection_id, by, "uphold")
    clause = unicodedata.normalize("NFC", misapplied.strip())
    if not clause or len(clause) > LONGEST_CLAUSE:
        raise NotValid(_("Name the clause that was misapplied."))
    row.misapplied = clause
    return _decide(row, Act.UPHELD, "uphold", reason, by, at)


@transaction.atomic
def reject(*, objection_id: int, reason: str, by: Actor, at: datetime) -> Objection:
    """The officer finds the decision right, and says why.

    Refused: NotAllowed unless the officer who took it; NotNow unless taken; NotValid without a reason.
    Journal: objections.objection.rejected.
    """
    return _decide(_taken(objection_id, by, "reject"), Act.REJECTED, "reject", reason, by, at)


def _taken(objection_id: int, by: Actor, act: str) -> Objection:
    row = Objection.objects.select_for_update(of=("self",)).select_related("round").get(pk=objection_id)
    must_be(
        access.may_examine(by, agency_id=row.agency_id, round_id=row.round_id),
        _("Only an objection officer of this round decides objections."),
    )
    OBJECTION.after(row.state, act)
    must_be(access.may_decide(by, row), _("Another officer examines this objection."))
    return row


def _decide(row: Objection, kind: Kind, act: str, reason: str, by: Actor, at: datetime) -> Objection:
    words = unicodedata.normalize("NFC", reason.strip())
    if len(words) < SHORTEST:
        raise NotValid(_("Give the reason in a few sentences; the applicant reads it."))
    row.state, row.reason = OBJECTION.after(row.state, act), words
    row.decided_by_id, row.decided_at = by.person_id, at
    value = {"outcome": str(row.state), "clause": row.misapplied, "reason": words}
    entry = journal.record(
        kind, subject=row, by=by, at=at, round_=row.round,
        facts={"stage": row.stage, "application": row.application_id, "objection": row.pk},
        public={"ref": row.ref, "outcome": str(row.state)},
        committed={"com": ("appeal_decision", value)}, of=row.person_id,
    )  # fmt: skip
    row.outcome_ref = uid_of(entry)
    row.save()
    _tell(row, at)
    return row


def _tell(row: Objection, at: datetime) -> None:
    mail.send(
        to=Person.objects.get(pk=row.person_id),
        subject=_("Your objection is decided: %s") % row.round.title,
        body=_(
            "Your objection is decided: %(outcome)s.\n\nThe reason, and what follows from it, are on your own page."
        )
        % {"outcome": row.get_state_display()},
        at=at,
        agency_id=row.agency_id,
    )
