"""Every act for every role."""

from datetime import time

import pytest

from terang.base.access import Actor, Role
from terang.base.refusals import NotAllowed
from terang.base.tenancy import scope
from terang.stages.panels import commands
from terang.stages.panels.commands.appointments import Slots
from terang.stages.panels.models import (
    Invitation,
)
from tests.factories import applications, panels, people, vacancies

GOOD = panels.rubric(["five", "hundred"], ["60", "40"])
pytestmark = pytest.mark.django_db
AT, JUDGING, AFTER = panels.AT, panels.JUDGING, panels.AFTER


@pytest.fixture(autouse=True)
def house():
    """Commands run as the house, the flow and the simulation run them; marks open only to their own assessor."""
    with scope.as_system():
        yield


def acts(made):
    row = made.invitations[0]
    slots = Slots(vacancies.moment(4, 23), 30, 5, time(16), "Asia/Jakarta")
    chosen = [one.person_id for one in made.assessors]
    return {
        "choose": lambda by: commands.choose_rubric(**made.ids, code="wawancara-daring", by=by, at=AT),
        "write": lambda by: commands.write_rubric(**made.ids, draft=GOOD, by=by, at=AT),
        "fix": lambda by: commands.fix_pool(**made.ids, assessor_ids=chosen, by=by, at=AT),
        "enlarge": lambda by: commands.enlarge_pool(**made.ids, assessor_ids=chosen, by=by, at=AT),
        "draw": lambda by: commands.draw(**made.ids, by=by, at=AT),
        "schedule": lambda by: commands.schedule(**made.ids, slots=slots, place="Aula", by=by, at=AT),
        "appoint": lambda by: commands.appoint(
            invitation_id=row.pk, starts_at=vacancies.moment(4, 23), minutes=30, place="Aula", by=by, at=AT
        ),
        "absent": lambda by: commands.mark_absent(
            invitation_id=row.pk, reason="Tidak datang", by=by, at=JUDGING
        ),
        "propose": lambda by: commands.propose_results(**made.ids, by=by, at=AFTER),
        "approve": lambda by: commands.approve_results(**made.ids, shown="", by=by, at=AFTER),
        "refuse": lambda by: commands.refuse_results(**made.ids, reason="Salah", by=by, at=AFTER),
        "invite": lambda by: commands.invite(round_id=made.round.pk, application_ids=[], by=by, at=AT),
        "release": lambda by: commands.release(application_id=row.application_id, by=by, at=AT),
        "reassess": lambda by: commands.reassess(invitation_id=row.pk, reason="Sanggah", by=by, at=AFTER),
    }


@pytest.mark.parametrize("role", list(Role))
def test_every_act_is_refused_to_every_role_that_it_is_not_for(role):
    made = panels.drawn()
    somebody = people.official(role, made.round)
    approving = {"approve", "refuse"}

    for name, act in acts(made).items():
        mine = role == (Role.APPROVER if name in approving else Role.COMMITTEE_OFFICER)
        if mine:
            continue
        with pytest.raises(NotAllowed):
            act(somebody)
    assert Invitation.objects.get().state == "invited"


@pytest.mark.parametrize("who", ["candidate", "nobody", "foreigner", "other_round"])
def test_every_act_is_refused_to_strangers(who):
    made = panels.drawn()
    somebody = {
        "candidate": applications.actor_of(made.applications[0]),
        "nobody": Actor.nobody(),
        "foreigner": people.official(Role.COMMITTEE_OFFICER, people.round_(people.foreign_agency())),
        "other_round": people.official(Role.COMMITTEE_OFFICER, people.round_(code="sawahlunto-2027-1")),
    }[who]

    for act in acts(made).values():
        with pytest.raises(NotAllowed):
            act(somebody)
