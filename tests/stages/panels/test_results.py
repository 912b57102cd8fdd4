"""Results: proposed, approved, corrected, read."""

from datetime import timedelta
from decimal import Decimal

import pytest

from terang.base.access import Actor, Role
from terang.base.journal.models import Blob, Entry
from terang.base.mail.models import Message
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.core.ledger import canonical
from terang.core.rules.openness import scores_are_public
from terang.stages.panels import commands, facts
from terang.stages.panels.models import (
    Announcement,
    Result,
)
from tests.factories import panels, people

pytestmark = pytest.mark.django_db
AFTER = panels.AFTER


@pytest.fixture(autouse=True)
def house():
    """Commands run as the house, the flow and the simulation run them; marks open only to their own assessor."""
    with scope.as_system():
        yield


def entries(act):
    return list(Entry.objects.filter(act=act).select_related("pending").order_by("pk"))


def leaf(entry):
    return canonical.decode(bytes(entry.pending.leaf))


def test_results_wait_until_everybody_is_assessed_or_absent():
    made = panels.judged((70, 76), (80,))
    with pytest.raises(NotNow):
        commands.propose_results(**made.ids, by=made.officer, at=AFTER)


def test_who_proposed_does_not_approve():
    made = panels.judged((70, 76))
    both = people.official(Role.APPROVER, made.round)
    decision = commands.propose_results(**made.ids, by=made.officer, at=AFTER)
    same = Actor(made.officer.person_id, made.officer.name, made.officer.agency_id, both.grants)

    with pytest.raises(NotAllowed):
        commands.approve_results(**made.ids, shown=decision.fingerprint, by=same, at=AFTER)


def test_published_results_are_one_record_and_everybody_is_told():
    made = panels.published((70, 76))
    [entry] = entries("panels.results.published")

    assert leaf(entry)["k"] == "announce"
    assert len(leaf(entry)["a"]) == 2
    assert facts.results(made.round.pk)[0].published
    assert "Hasil" in Message.objects.filter(person_id=made.applications[0].person_id).latest("pk").subject


@pytest.mark.parametrize(
    ("kind", "count", "shown"), [("DISABILITAS", 4, False), ("DISABILITAS", 5, True), ("UMUM", 1, True)]
)
def test_scores_of_a_small_group_of_a_special_kind_are_not_in_the_public_document(kind, count, shown):
    """As in the ranking: one rule decides for both."""
    panels.published(*[(70, 76)] * count, of=kind)
    document = canonical.decode(bytes(Blob.objects.get(pk=Announcement.objects.get().blob).content))

    assert document["scores_shown"] is shown is scores_are_public(kind, count)
    assert all(("score" in one) is shown for one in document["candidates"])


def test_a_proposal_sent_back_can_be_proposed_again():
    made = panels.judged((70, 76))
    commands.propose_results(**made.ids, by=made.officer, at=AFTER)
    with pytest.raises(NotNow):
        commands.propose_results(**made.ids, by=made.officer, at=AFTER)
    commands.refuse_results(**made.ids, reason="Periksa lagi", by=made.approver, at=AFTER)
    panels.publish(made)

    assert Announcement.objects.get().state == "published"


def test_an_upheld_objection_is_judged_anew_by_others_and_becomes_a_further_edition():
    made = panels.published((70, 76), assessors=6)
    row = made.invitations[0]
    before = {seat.assessor_id for seat in made.seats(row)}
    with pytest.raises(NotValid):
        commands.reassess(invitation_id=row.pk, reason=" ", by=panels.HOUSE, at=AFTER)
    commands.reassess(invitation_id=row.pk, reason="Sanggahan diterima", by=panels.HOUSE, at=AFTER)
    assert facts.results(made.round.pk)[0].score is None

    commands.draw(**made.ids, by=made.officer, at=AFTER)
    fresh = [seat for seat in made.seats(row) if seat.edition == 2]
    assert before.isdisjoint(seat.assessor_id for seat in fresh)
    for seat in fresh:
        panels.judge(made, seat, 90)
    decision = commands.propose_results(**made.ids, by=made.officer, at=AFTER + timedelta(days=2))
    commands.approve_results(
        **made.ids, shown=decision.fingerprint, by=made.approver, at=AFTER + timedelta(days=2)
    )

    found = facts.results(made.round.pk)[0]
    assert (found.score, found.edition) == (Decimal("90.00"), 2)
    assert [row.score for row in Result.objects.order_by("edition")] == [Decimal("73.00"), Decimal("90.00")]
    announced = Announcement.objects.get()
    assert (announced.edition, announced.reason) == (2, "Sanggahan diterima")


def test_a_candidate_reads_their_own_score_only_once_published():
    made = panels.judged((70, 76))
    row, person_id = made.invitations[0], made.applications[0].person_id
    assert facts.own_score(row.pk, person_id=person_id) is None

    panels.publish(made)

    found = facts.own_score(row.pk, person_id=person_id)
    assert [sheet.total for sheet in found.sheets] == [Decimal(70), Decimal(76)]
    assert facts.own_score(row.pk, person_id=person_id + 1) is None
    with scope.seeing(person_id=person_id):
        assert facts.results_of(row.application_id, made.round.pk)[0].score == Decimal("73.00")


def test_before_publication_even_the_database_shows_a_candidate_no_score():
    made = panels.judged((70, 76))
    with scope.seeing(person_id=made.applications[0].person_id):
        assert not Result.objects.exists()
        assert facts.results_of(made.applications[0].pk, made.round.pk)[0].score is None
