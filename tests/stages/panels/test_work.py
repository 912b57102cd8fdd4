"""What candidates hand in."""

import pytest

from terang.base.access import Actor
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.stages.panels import commands
from tests.factories import applications, panels, people, vacancies

GOOD = panels.rubric(["five", "hundred"], ["60", "40"])
pytestmark = pytest.mark.django_db
AT = panels.AT


@pytest.fixture(autouse=True)
def house():
    """Commands run as the house, the flow and the simulation run them; marks open only to their own assessor."""
    with scope.as_system():
        yield


@pytest.mark.parametrize("kind", ["interview", "practical", "fitness", "psychological"])
def test_only_portfolios_and_presentations_are_handed_in(kind):
    made = panels.invited(kind)
    with pytest.raises(NotNow):
        hand_in(made)


def hand_in(made, *, by=None, at=AT, content=None):
    return commands.hand_in(
        invitation_id=made.invitations[0].pk, content=content or applications.pdf(),
        by=by or applications.actor_of(made.applications[0]), at=at,
    )  # fmt: skip


def test_a_portfolio_is_replaced_until_the_assessors_are_drawn():
    made = panels.invited("portfolio", title="Portofolio")
    first = hand_in(made).work_id
    assert hand_in(made).work_id != first
    commands.write_rubric(**made.ids, draft=GOOD, by=made.officer, at=AT)
    commands.fix_pool(
        **made.ids, assessor_ids=[one.person_id for one in made.assessors], by=made.officer, at=AT
    )
    commands.draw(**made.ids, by=made.officer, at=AT)

    with pytest.raises(NotNow):
        hand_in(made)


def test_a_portfolio_that_was_not_handed_in_is_not_judged():
    made = panels.drawn("portfolio", title="Portofolio")
    seat = made.seats(made.invitations[0])[0]
    with pytest.raises(NotNow):
        panels.write(made, seat, 70)


def test_after_the_second_tests_nothing_is_handed_in():
    made = panels.invited("presentation", title="Presentasi")
    with pytest.raises(NotNow):
        hand_in(made, at=vacancies.CALENDAR["second_tests"][1])


@pytest.mark.parametrize("content", [b"%PDF-1.7 rusak", b"GIF89a", b"<html>"])
def test_what_is_no_readable_pdf_is_refused(content):
    made = panels.invited("presentation", title="Presentasi")
    with pytest.raises(NotValid):
        hand_in(made, content=content)


def test_nobody_hands_in_for_another():
    made = panels.invited("portfolio", title="Portofolio")
    for other in (made.officer, made.assessors[0], people.applicant(), Actor.nobody(), panels.HOUSE):
        with pytest.raises(NotAllowed):
            hand_in(made, by=other)
