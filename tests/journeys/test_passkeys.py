"""What goes wrong with a passkey is said in words, where it happened, and read out."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_staff import enrols_a_passkey, invites, the_link
from tests.journeys.walking import Walker, words
from tests.journeys.worlds import World, house

Somebody = Callable[..., Walker]
SignedIn = Callable[[int], Walker]
Passkey = Callable[..., None]
Worlds = Callable[..., World]


def test_a_cancelled_sign_in_says_so_and_how_to_go_on(
    world: Worlds, somebody: Somebody, passkey: Passkey, accessible: Callable[[Page], None]
) -> None:
    world(house)
    wahyu = somebody()
    passkey(wahyu.page, is_willing=False)
    wahyu.opens("/account/login/")
    expect(told(wahyu)).to_have_text("", use_inner_text=True)

    for _again in range(2):
        tries(wahyu, "Sign in with a passkey")

        expect(told(wahyu)).to_contain_text(words("The passkey was not used"), use_inner_text=True)
        expect(told(wahyu)).to_contain_text(
            words("Applicants can sign in with their password, too."), use_inner_text=True
        )
    accessible(wahyu.page)


def test_a_browser_without_passkeys_says_what_to_use_instead(world: Worlds, somebody: Somebody) -> None:
    world(house)
    wahyu = somebody()
    wahyu.page.add_init_script("delete window.PublicKeyCredential; delete Navigator.prototype.credentials")
    wahyu.opens("/account/login/")

    tries(wahyu, "Sign in with a passkey")

    expect(told(wahyu)).to_contain_text(words("This browser knows no passkeys"), use_inner_text=True)


def test_a_cut_line_is_no_fault_of_the_passkey(world: Worlds, somebody: Somebody, passkey: Passkey) -> None:
    world(house)
    wahyu = somebody()
    passkey(wahyu.page)
    wahyu.opens("/account/login/")
    wahyu.page.context.set_offline(True)

    tries(wahyu, "Sign in with a passkey")

    expect(told(wahyu)).to_contain_text(words("The passkey could not be asked for"), use_inner_text=True)


def test_a_second_passkey_on_the_same_device_is_told_apart_from_a_cancelled_one(
    world: Worlds, signed_in: SignedIn, somebody: Somebody, passkey: Passkey
) -> None:
    administrator, wahyu = signed_in(world(house).team["admin"]), somebody()
    passkey(wahyu.page)
    invites(administrator)
    enrols_a_passkey(wahyu, the_link())

    wahyu.opens("/account/2fa/webauthn/reauthenticate/?next=/account/2fa/webauthn/add/")
    wahyu.presses("Use a security key")
    tries(wahyu, "Add the passkey")

    expect(told(wahyu)).to_contain_text(
        words("This device holds a passkey of yours already"), use_inner_text=True
    )


def tries(wahyu: Walker, button: str) -> None:
    """Press the button without leaving the page."""
    wahyu.page.get_by_role("button", name=words(button), exact=True).click()


def told(wahyu: Walker) -> Locator:
    return wahyu.page.get_by_role("alert")
