"""A citizen checks a receipt in the browser: a right one, a falsified one, something else; nothing leaves the page."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.ground import ROOT
from tests.journeys.conftest import fits
from tests.journeys.walking import Walker, words

Somebody = Callable[..., Walker]
Accessible = Callable[[Page], None]

VECTORS = ROOT / "tests" / "core" / "ledger" / "vectors"
PROOF = (VECTORS / "reg-0.tlog-proof").read_bytes()
POLICY = (VECTORS / "policy").read_bytes()
NO_POLICY = "The policy of this log is not on this server. Choose its file in the second field: from the agency, a witness or a newspaper."
SLOW = 60_000  # milliseconds: four signatures by big integers, on a machine that does other things, too
HOUSE = 100_000  # bytes that the page loads for a receipt, beside the house's own style and script


def test_a_receipt_is_right_wrong_or_none_and_the_page_says_what_that_means(
    somebody: Somebody, accessible: Accessible
) -> None:
    citizen = somebody()
    sent, loaded = [], []
    citizen.page.on("request", lambda request: sent.append(request.method))
    citizen.page.on("response", lambda answer: loaded.append((answer.url, answer)))
    citizen.opens("/periksa/")
    loaded.clear()
    citizen.follows("Check your receipt")

    checks(citizen)
    expect(said(citizen)).to_have_text(words("Choose a file first."))

    citizen.brings("Your file", "bukti.tlog-proof", PROOF)
    checks(citizen)
    expect(said(citizen)).to_contain_text(words(NO_POLICY))
    assert loaded[-1][0].endswith("/terang/2026-a/log/policy")  # where the page of that log would have it

    citizen.brings("Policy of the log (optional)", "policy", POLICY)
    checks(citizen)
    expect(verdict(citizen)).to_have_text(words("Everything that could be checked is right"))
    expect(verdict(citizen)).to_be_focused()
    citizen.sees(
        "The record is in the public log, at the place that your file names.",
        "What was opened for you is what was sealed before.",
    )
    expect(citizen.page.get_by_role("row")).to_have_count(1 + 5)
    accessible(citizen.page)

    citizen.brings("Your file", "bukti.tlog-proof", PROOF.replace(b"index 3\n", b"index 4\n"))
    checks(citizen)
    expect(verdict(citizen)).to_have_text(words("Something is wrong"))
    wrong = citizen.page.get_by_role("row").filter(has_text=words("wrong"))
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("B2")
    citizen.sees(
        "Keep the file. It is evidence: show it to the objections desk, a witness of the log or a journalist, who can check it in the same way."
    )
    accessible(citizen.page)

    citizen.brings("Your file", "foto.jpg", bytes(range(256)))
    checks(citizen)
    expect(said(citizen)).to_contain_text(words("This file can't be checked"))
    expect(verdict(citizen)).to_be_hidden()

    assert set(sent) == {"GET"}
    scripts = [answer for url, answer in loaded if url.endswith((".mjs", "/bukti/"))]
    assert sum(len(answer.body()) for answer in scripts) < HOUSE


def test_a_browser_without_ed25519_and_without_webcrypto_finds_the_same(somebody: Somebody) -> None:
    citizen = somebody()
    citizen.page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    citizen.opens("/periksa/bukti/")
    citizen.brings("Your file", "bukti.tlog-proof", PROOF)
    citizen.brings("Policy of the log (optional)", "policy", POLICY)

    checks(citizen)

    expect(verdict(citizen)).to_have_text(words("Everything that could be checked is right"), timeout=SLOW)


def test_without_javascript_the_page_names_the_command(somebody: Somebody) -> None:
    citizen = somebody(javascript=False)

    citizen.opens("/periksa/bukti/")

    citizen.sees("This page needs JavaScript", "Check without this page")
    expect(citizen.page.locator("#receipt")).to_be_hidden()
    citizen.page.get_by_text(words("Check without this page")).click()
    expect(citizen.page.get_by_text("node terang-verify-cli.mjs receipt")).to_be_visible()
    fits(citizen.page)


def checks(citizen: Walker) -> None:
    citizen.page.get_by_role("button", name=words("Check"), exact=True).click()


def said(citizen: Walker) -> Locator:
    return citizen.page.get_by_role("status")


def verdict(citizen: Walker) -> Locator:
    return citizen.page.locator("[data-verdict]")
