"""Every address against every role and against a foreign agency.

`matrix.toml` says who is let in. Everybody else is sent to sign in or refused, is told nothing of the thing, and
leaves nothing behind.
"""

import pytest

from tests.doors import addresses, walk
from tests.doors.addresses import Address
from tests.doors.house import House
from tests.doors.objects import FINDERS

ADDRESSES = addresses.every()
NAMES = {address.name for address in ADDRESSES}


def test_every_address_has_a_name() -> None:
    assert addresses.nameless() == []


def test_every_address_stands_in_the_matrix() -> None:
    assert sorted(NAMES - {name for table in walk.TABLES for name in walk.MATRIX[table]}) == []


def test_the_matrix_names_no_address_that_is_gone() -> None:
    assert sorted({name for table in walk.TABLES for name in walk.MATRIX[table]} - NAMES) == []


def test_every_address_about_a_thing_says_which_thing_to_ask_for() -> None:
    assert (
        sorted(address.name for address in ADDRESSES if address.wants and address.name not in FINDERS) == []
    )


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_a_door_opens_to_those_it_is_meant_for_and_to_nobody_else(house: House, address: Address) -> None:
    if found := walk.problems(house, address):
        pytest.fail("\n".join(found), pytrace=False)
