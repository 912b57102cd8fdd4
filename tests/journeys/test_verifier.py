"""Verifiers decide file by file; the outcome is announced by two; an applicant objects; another hand looks again."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from terang import flow
from tests.journeys.walking import Walker, words
from tests.journeys.worlds import World, waiting_for_verifiers

SignedIn = Callable[[int], Walker]
Worlds = Callable[..., World]
Shot = Callable[[Page, str], None]

SENTENCE = "Surat keterangan kerja menyebut tujuh bulan; diminta paling sedikit satu tahun."


def test_d2_a_no_names_its_clause_and_an_upheld_objection_makes_a_new_edition(
    world: Worlds, signed_in: SignedIn, screenshot: Shot
) -> None:
    sawahlunto = world(waiting_for_verifiers)
    verifier, second, committee, approver, objections = (
        signed_in(sawahlunto.team[key])
        for key in ("verifikator", "verifikator2", "panitia", "pengesah", "sanggah")
    )
    applicant = signed_in(sawahlunto.notes["applicant_1"])

    decides_the_first_with_a_no(verifier, screenshot)
    decides_everything(second)
    announces(committee, approver, sawahlunto)

    reads_the_reason(applicant, screenshot)
    objects(applicant)
    upholds(objections)
    flow.advance()

    decides_everything(second)
    announces(committee, approver, sawahlunto)
    applicant.opens("/me/")
    applicant.follows("Perawat IGD")
    applicant.misses(SENTENCE)


def test_of_two_verifiers_at_the_same_file_one_wins_and_the_other_is_told(
    world: Worlds, signed_in: SignedIn
) -> None:
    sawahlunto = world(waiting_for_verifiers)
    first, second = signed_in(sawahlunto.team["verifikator"]), signed_in(sawahlunto.team["verifikator2"])
    elsewhere = signed_in(sawahlunto.team["verifikator"])

    takes_the_next(first)
    address = first.page.url
    elsewhere.opens(address)
    elsewhere.presses("Put it back into the queue")
    takes_the_next(second)
    assert second.page.url == address
    finds_everything_met(second)
    second.presses("Decide this file")
    finds_everything_met(first)
    first.presses("Decide this file")

    second.sees("The file is decided.")
    first.misses("The file is decided.")
    expect(first.page.get_by_text("Kode 4")).to_be_visible()


def test_a_picture_that_arrives_late_pushes_no_answer_from_under_a_finger(
    world: Worlds, signed_in: SignedIn
) -> None:
    verifier = signed_in(world(waiting_for_verifiers).team["verifikator"])
    takes_the_next(verifier)
    pictures = verifier.page.locator("main img")
    pictures.evaluate_all(
        "images => Promise.all(images.map(one => { one.loading = 'eager'; return one.decode() }))"
    )
    height = "document.documentElement.scrollHeight"
    with_pictures = verifier.page.evaluate(height)

    verifier.page.route(lambda address: "/file" in address, lambda route: None)  # they are on their way
    verifier.page.reload(wait_until="domcontentloaded")

    assert pictures.count() > 0
    assert pictures.evaluate_all("images => images.every(one => one.naturalWidth === 0)")
    assert verifier.page.evaluate(height) == with_pictures


def takes_the_next(verifier: Walker) -> None:
    verifier.opens("/screening/")
    verifier.page.get_by_role("button", name=words("Take the next file")).first.click()
    verifier.arrives()


def finds_everything_met(verifier: Walker) -> None:
    for radio in verifier.page.locator("input[type=radio][value=met]").all():
        radio.check()


def decides_the_first_with_a_no(verifier: Walker, screenshot: Shot) -> None:
    """A no without a sentence comes back; with it, it counts."""
    takes_the_next(verifier)
    finds_everything_met(verifier)
    card = verifier.page.locator("form").filter(has=verifier.page.locator("input[value=not_met]"))
    card.locator("input[value=not_met]").nth(3).check()
    verifier.presses("Decide this file")
    verifier.sees("Say in a sentence why it is not met, so that the applicant understands it.")
    card.locator("textarea").nth(3).fill(SENTENCE)
    screenshot(verifier.page, "verifier-file", "#id_version, form .govuk-error-summary, main form .card")
    verifier.presses("Decide this file")
    verifier.sees("The file is decided.")


def decides_everything(verifier: Walker) -> None:
    verifier.opens("/screening/")
    while verifier.page.get_by_role("button", name=words("Take the next file")).count():
        takes_the_next(verifier)
        finds_everything_met(verifier)
        verifier.presses("Decide this file")


def announces(committee: Walker, approver: Walker, world: World) -> None:
    committee.opens(f"/screening/round/{world.round_id}/")
    committee.presses("Propose the outcomes for announcement")
    expect(committee.page.get_by_role("button", name=words("Announce to everybody"))).to_have_count(0)
    approver.opens(committee.page.url)
    approver.presses("Announce to everybody")
    flow.advance()


def reads_the_reason(applicant: Walker, screenshot: Shot) -> None:
    applicant.opens("/me/")
    applicant.follows("Perawat IGD")
    applicant.sees("Clause %(clause)s", clause="4.4")
    applicant.sees(SENTENCE)
    screenshot(applicant.page, "applicant-reason", "main .notice, main aside, main h2")


def objects(applicant: Walker) -> None:
    applicant.opens("/objections/own/")
    applicant.page.locator("main a[href*='/objections/file/']").first.click()
    applicant.arrives()
    applicant.writes(
        "What was misapplied, and how?", "Surat keterangan kerja saya menyebut satu tahun tujuh bulan."
    )
    applicant.presses("File the objection")


def upholds(officer: Walker) -> None:
    officer.opens("/objections/")
    officer.presses("Examine the next one")
    officer.presses("Uphold")
    officer.page.get_by_role("radio").first.check()
    officer.writes("Reason", "Surat keterangan kerja dibaca keliru: tertulis satu tahun tujuh bulan.")
    officer.presses("Uphold")
