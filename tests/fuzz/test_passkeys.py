"""What no browser sends as a passkey is refused, to those who are not yet known as well."""

import pytest

from tests.doors.house import House
from tests.doors.objects import submitted

PAGES = (
    "/account/2fa/webauthn/login/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/webauthn/reauthenticate/",
)
NO_KEYS = (
    "1" * 5000, "[" * 5000, "", "null", "5", "[]", "{}", '"x"', '{"id": 5}', '{"id": "x", "rawId": "x", "type": "public-key", "response": null}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "", "authenticatorData": "", "signature": ""}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA"}}',
)  # fmt: skip


@pytest.mark.some(every=4)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("key", NO_KEYS)
def test_what_is_no_passkey_breaks_nothing(house: House, page: str, key: str) -> None:
    from terang.base.tenancy import scope

    with scope.as_system():
        someone = submitted().owner
    for visitor in (None, someone):
        answer = house.ask(visitor, page, "POST", {"credential": key, "name": "x", "passwordless": "on"})

        assert answer.status < 500
