"""The cast of the exams, each with a browser."""

import pytest

from terang.base.access import Actor, Role
from tests.factories import exams, people


@pytest.fixture
def author() -> Actor:
    return people.official(Role.ITEM_AUTHOR, people.round_())


@pytest.fixture
def other_author() -> Actor:
    return people.official(Role.ITEM_AUTHOR, people.round_(), name="Wahyu Hidayat")


@pytest.fixture
def rina() -> Actor:
    """An official of another agency who holds every role that one person may."""
    foreign = people.round_(people.foreign_agency())
    actor = people.official(Role.ITEM_AUTHOR, foreign, name="Rina Foreign")
    return people.also(actor, Role.COMMITTEE_OFFICER, foreign)


@pytest.fixture
def opened() -> exams.Scene:
    return exams.opened(2)
