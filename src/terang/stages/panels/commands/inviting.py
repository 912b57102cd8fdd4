"""Who is judged: invited after the shortlist, released when they withdraw."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.identity.models import Person
from terang.base.journal import recording as journal
from terang.base.mail import outbox as mail
from terang.base.refusals import NotValid
from terang.base.tenancy.models import Round
from terang.stages.applications import facts as applications
from terang.stages.applications.facts import ApplicationFacts
from terang.stages.panels import access
from terang.stages.panels.acts import Act
from terang.stages.panels.commands.seating import void_open
from terang.stages.panels.models import Invitation
from terang.stages.panels.queries.tests import Panel, panels_of
from terang.stages.panels.states import INVITATION, InvitationState


@transaction.atomic
def invite(*, round_id: int, application_ids: Iterable[int], by: Actor, at: datetime) -> list[Invitation]:
    """Candidates who go on are invited to every test of their vacancy that people judge. Twice changes nothing.

    Refused: NotAllowed unless the house or the committee officer; NotValid for an application of another round.
    Journal: panels.candidates.invited.
    """
    round_ = Round.objects.select_for_update(no_key=True).get(pk=round_id)
    must_be(
        access.may_invite(by, access.Place(round_.agency_id, round_id)),
        _("Only the committee officer of this round invites candidates."),
    )
    people = applications.of_people(application_ids)
    if any(one.round_id != round_id for one in people):
        raise NotValid(_("One of these applications belongs to another round."))
    invited = _keep(people, panels_of(round_id), at)
    journal.record(
        Act.CANDIDATES_INVITED,
        subject=round_,
        by=by,
        at=at,
        round_=round_,
        facts={"invitations": len(invited)},
    )
    _tell(invited, round_, at)
    return invited


@transaction.atomic
def release(*, application_id: int, by: Actor, at: datetime) -> list[Invitation]:
    """A candidate who withdrew is released from all tests; whoever was to judge them need not.

    Refused: NotAllowed unless the house or the committee officer.
    Journal: panels.candidate.released, once per test.
    """
    rows = Invitation.objects.select_for_update().filter(application_id=application_id)
    found = list(rows.exclude(state=InvitationState.RELEASED).order_by("pk"))
    for row in found:
        must_be(
            access.may_invite(by, row), _("Only the committee officer of this round releases candidates.")
        )
        row.state = INVITATION.after(row.state, "release")
        row.save(update_fields=["state"])
        void_open(row)
        journal.record(Act.CANDIDATE_RELEASED, subject=row, by=by, at=at, round_=row.round)
    return found


def _keep(people: Iterable[ApplicationFacts], panels: Iterable[Panel], at: datetime) -> list[Invitation]:
    rows = [
        Invitation(
            agency_id=one.agency_id, round_id=one.round_id, test_id=panel.test.id, application_id=one.id,
            person_id=one.person_id, pid=one.pid, invited_at=at,
        )
        for one in people
        for panel in panels
        if panel.vacancy.id == one.vacancy_id
    ]  # fmt: skip
    known = set(
        Invitation.objects.filter(application_id__in=[row.application_id for row in rows]).values_list(
            "test_id", "application_id"
        )
    )
    return Invitation.objects.bulk_create(
        row for row in rows if (row.test_id, row.application_id) not in known
    )


def _tell(invited: list[Invitation], round_: Round, at: datetime) -> None:
    people = Person.objects.in_bulk({row.person_id for row in invited})
    subject = _("You are invited to the next tests: %s") % round_.title
    body = _(
        "You go on to the tests in which people judge.\n\nYour tests, what is judged in each, and your appointments"
        " are on your own page. For a portfolio or a presentation, hand in your document there in time."
    )
    mail.send_all(
        mail.letter(to=person, subject=subject, body=body, at=at, agency_id=round_.agency_id)
        for person in people.values()
    )
