"""Garbage at every door, sent by those whom it lets in: nothing breaks, and what is refused leaves nothing behind."""

import pytest
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests import counts
from tests.doors import addresses, walk
from tests.doors.addresses import Address
from tests.doors.house import Answer, House
from tests.fuzz import garbage, targets

EXAMPLES = counts.of(few=4, asked=400)
few = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=not counts.LONG, database=None,
    suppress_health_check=list(HealthCheck), phases=[Phase.generate],
)  # fmt: skip
REFUSED = {400, 403, 404, 405, 409, 410, 411, 413, 415, 422, 429}
READING = targets.answering("GET")


def _must_stand(address: Address, answer: Answer, what: str) -> None:
    assert answer.status < 500, f"{what} broke with {answer.status}"
    if answer.status in REFUSED and address.name not in walk.MATRIX["watched"]["reading"]:
        assert answer.left == 0, f"{what} was refused with {answer.status} and left {answer.left} rows behind"


@pytest.mark.some(every=3)
@pytest.mark.parametrize("address", targets.answering("POST"), ids=lambda address: address.name)
def test_no_form_breaks(house: House, address: Address) -> None:
    asked = targets.target(house, address, "POST")
    assert asked is not None
    fields = targets.fields_of(house, asked)

    @few
    @given(st.data())
    def send(data: st.DataObject) -> None:
        body, kind = data.draw(garbage.bodies(fields))
        answer = house.ask(asked.person_id, asked.url, "POST", data=b"", raw=body, content_type=kind)
        _must_stand(address, answer, f"POST {asked.url} with {kind} {body[:300]!r}")

    send()


@pytest.mark.some(every=3)
@pytest.mark.parametrize("address", READING, ids=lambda address: address.name)
def test_no_page_breaks_over_what_is_asked(house: House, address: Address) -> None:
    asked = targets.target(house, address, "GET")
    assert asked is not None

    @settings(few, max_examples=max(2, EXAMPLES // 2))
    @given(garbage.queries)
    def read(query: str) -> None:
        answer = house.ask(asked.person_id, f"{asked.url}?{query}")
        _must_stand(address, answer, f"GET {asked.url}?{query[:300]}")

    read()


@pytest.mark.some(every=3)
@pytest.mark.parametrize(
    "address", [one for one in addresses.every() if one.wants], ids=lambda address: address.name
)
def test_what_is_not_there_is_not_found(house: House, address: Address) -> None:
    """Each part of an address in turn names something that does not exist, or nothing that could."""
    thing = walk.thing_of(address)
    method = "GET" if not address.methods or "GET" in address.methods else "POST"
    asked = targets.target(house, address, method)
    assert asked is not None
    for part in address.wants:
        kind = "int" if isinstance(thing.parts[part], int) else "text"
        for absent in garbage.ABSENT[kind]:
            try:
                url = reverse(
                    address.name, kwargs={one: thing.parts[one] for one in address.wants} | {part: absent}
                )
            except NoReverseMatch:
                continue
            for way in (
                ("GET", "POST") if not address.methods else [m for m in address.methods if m != "HEAD"]
            ):
                _must_stand(
                    address,
                    house.ask(asked.person_id, url, way, {} if way == "POST" else None),
                    f"{way} {url[:200]}",
                )


@pytest.mark.some(every=3)
@pytest.mark.parametrize("address", addresses.every(), ids=lambda address: address.name)
def test_no_door_breaks_over_the_wrong_method(house: House, address: Address) -> None:
    asked = targets.target(house, address, "POST" if "POST" in address.methods else "GET")
    assert asked is not None
    for method in garbage.METHODS:
        answer = house.ask(asked.person_id, asked.url, method, b"x")
        _must_stand(address, answer, f"{method} {asked.url}")
