"""Officials come in by a passkey; an administrator invites them and gives them roles that may not watch themselves."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from terang.base.mail.models import Message
from terang.base.tenancy import scope
from tests.journeys.walking import Walker
from tests.journeys.worlds import World, house

SignedIn = Callable[[int], Walker]
Somebody = Callable[..., Walker]
Worlds = Callable[..., World]

NAME, EMAIL = "Wahyu Rekaan", "wahyu@makassar.example"


def test_m2_an_invited_official_enrols_a_passkey_signs_in_with_it_and_gets_roles_that_fit(
    world: Worlds, signed_in: SignedIn, somebody: Somebody, passkey: Callable[..., None]
) -> None:
    makassar = world(house)
    administrator, wahyu = signed_in(makassar.team["admin"]), somebody()
    passkey(wahyu.page)

    invites(administrator)
    enrols_a_passkey(wahyu, the_link())
    signs_in_again(wahyu)

    gives_a_role(administrator, "planner")
    administrator.sees("The role is given.")
    gives_a_role(administrator, "approver")
    administrator.misses("The role is given.")
    wahyu.opens("/home/")
    wahyu.sees("My desk")


def invites(administrator: Walker) -> None:
    administrator.opens("/people/")
    administrator.writes("Full name", NAME)
    administrator.writes("Office e-mail address", EMAIL)
    administrator.presses("Send the invitation")


def the_link() -> str:
    """The address in the invitation, as it lies in the outbox."""
    with scope.as_system():
        body = Message.objects.filter(person__email=EMAIL).latest("pk").body
    found = re.search(r"https?://\S+/people/enrol/\S+", body)
    assert found, body
    return urlsplit(found.group()).path


def enrols_a_passkey(wahyu: Walker, link: str) -> None:
    wahyu.opens(link)
    wahyu.presses("Add a passkey")
    wahyu.writes("Name of this passkey", "Telepon Wahyu")
    wahyu.presses("Add the passkey")


def signs_in_again(wahyu: Walker) -> None:
    wahyu.page.context.clear_cookies()
    wahyu.opens("/account/login/")
    wahyu.presses("Sign in with a passkey")
    wahyu.sees("My desk")


def gives_a_role(administrator: Walker, role: str) -> None:
    administrator.opens("/roles/")
    administrator.page.locator("select[name=person]").select_option(label=NAME)
    administrator.page.locator("select[name=role]").select_option(role)
    administrator.presses("Give the role")
