"""Assessors judge alone, each with evidence; nobody reads a mark before all have locked."""

from collections.abc import Callable

from playwright.sync_api import Page

from terang.demonstration.papers import paper
from tests.journeys.walking import Walker
from tests.journeys.worlds import World, interview_day, portfolio_due, practice_day, presentation_day

SignedIn = Callable[[int], Walker]
Worlds = Callable[..., World]
Shot = Callable[[Page, str], None]

SECRET = "Menemukan tanda syok pada menit pertama, lalu memanggil bantuan."
OTHER = "Memeriksa jalan napas dengan benar; perban kurang rapi."


def test_s3_two_assessors_judge_a_practical_test_and_neither_sees_the_other_before_both_have_locked(
    world: Worlds, signed_in: SignedIn, screenshot: Shot
) -> None:
    sawahlunto = world(practice_day)
    notes = sawahlunto.notes
    first, second = signed_in(notes["assessor_1"]), signed_in(notes["assessor_2"])
    committee, approver = signed_in(sawahlunto.team["panitia"]), signed_in(sawahlunto.team["pengesah"])
    candidate = signed_in(notes["candidate"])

    judges(first, notes["seat_1"], SECRET, screenshot)
    second.opens(f"/panels/marks/{notes['seat_2']}/")
    second.misses(SECRET)
    committee.opens(f"/panels/candidates/{notes['invitation']}/")
    committee.misses(SECRET)

    judges(second, notes["seat_2"], OTHER)
    first.opens(f"/panels/marks/{notes['seat_1']}/")
    first.sees(OTHER)

    publishes(committee, approver, sawahlunto.round_id, notes["test"])
    candidate.opens(f"/panels/own/{notes['invitation']}/")
    candidate.sees("How you were judged", SECRET, OTHER)


def test_d4_a_portfolio_is_handed_in_before_its_day(world: Worlds, signed_in: SignedIn) -> None:
    andir = world(portfolio_due)
    candidate = signed_in(andir.notes["portfolio_candidate"])

    hands_in(candidate, andir.notes["portfolio_invitation"])
    candidate.sees("Replace the document", "What is judged")


def test_d4_portfolio_presentation_and_interview_are_judged_with_evidence(
    world: Worlds, signed_in: SignedIn
) -> None:
    andir = world(presentation_day)
    notes = andir.notes

    for kind in ("portfolio", "presentation", "interview"):
        assessor = signed_in(notes[f"{kind}_assessor_1"])
        judges(assessor, notes[f"{kind}_seat_1"], "Cara mengajarnya membuat murid bertanya.")


def test_m4_an_interview_is_held_online_by_a_link_that_only_its_people_see(
    world: Worlds, signed_in: SignedIn, somebody: Callable[..., Walker]
) -> None:
    makassar = world(interview_day)
    notes = makassar.notes
    candidate, assessor = signed_in(notes["interview_candidate"]), signed_in(notes["interview_assessor_1"])
    stranger = somebody()

    candidate.opens(f"/panels/own/{notes['interview_invitation']}/")
    candidate.sees("Online meeting", "https://rapat.contoh.example/")
    assessor.opens(f"/panels/marks/{notes['interview_seat_1']}/")
    assessor.sees("https://rapat.contoh.example/")
    stranger.page.goto(f"/panels/own/{notes['interview_invitation']}/")
    stranger.misses("https://rapat.contoh.example/")

    judges(assessor, notes["interview_seat_1"], "Menjelaskan cara melayani warga yang marah dengan tenang.")


def judges(assessor: Walker, seat: int, evidence: str, screenshot: Shot | None = None) -> None:
    """Fill the sheet, read it once more, lock it."""
    assessor.opens("/panels/mine/")
    assessor.opens(f"/panels/marks/{seat}/")
    for group in assessor.page.locator("fieldset").all():
        if group.locator("input[type=radio]").count():
            group.locator("input[type=radio]").nth(1).check()
    for box in assessor.page.locator(
        "input[name^=points][type=text], input[name^=points][type=number]"
    ).all():
        box.fill("80")
    for box in assessor.page.locator("textarea").all():
        box.fill(evidence)
    if screenshot:
        screenshot(assessor.page, "assessor")
    assessor.presses("Go on to lock")
    assessor.presses("Lock: this cannot be changed later")
    assessor.sees("Locked. From now on nobody can change your marks.")


def publishes(committee: Walker, approver: Walker, round_id: int, test_id: int) -> None:
    address = f"/panels/{round_id}/{test_id}/results/"
    committee.opens(address)
    committee.presses("Propose these results")
    committee.has_no_button("Approve exactly this")
    approver.opens(address)
    approver.presses("Approve exactly this")


def hands_in(candidate: Walker, invitation: int) -> None:
    candidate.opens("/panels/own/")
    candidate.opens(f"/panels/own/{invitation}/")
    candidate.presses("Hand in your document")
    candidate.page.locator("input[type=file]").set_input_files(
        {
            "name": "portofolio.pdf",
            "mimeType": "application/pdf",
            "buffer": paper("Portofolio", "application/pdf"),
        }
    )
    candidate.presses("Hand in")
