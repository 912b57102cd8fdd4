"""The final ranking is drafted by one person, approved by another, and read by everybody."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.walking import Walker, words
from tests.journeys.worlds import World, everything_judged

SignedIn = Callable[[int], Walker]
Shot = Callable[[Page, str], None]


def test_d5_a_ranking_is_drafted_by_one_person_and_published_by_another(
    world: Callable[..., World],
    signed_in: SignedIn,
    somebody: Callable[..., Walker],
    screenshot: Shot,
) -> None:
    sawahlunto = world(everything_judged)
    committee, approver = signed_in(sawahlunto.team["panitia"]), signed_in(sawahlunto.team["pengesah"])
    citizen, applicant = somebody(), signed_in(sawahlunto.notes["applicant_1"])

    drafts_and_proposes(committee, sawahlunto)
    committee.has_no_button("Approve exactly this")
    approves_and_publishes(approver, committee.page.url)

    citizen.opens(f"/sawahlunto/{sawahlunto.round}/hasil/")
    expect(citizen.page.get_by_role("table")).to_be_visible()
    screenshot(citizen.page, "ranking")
    applicant.opens("/me/")
    applicant.page.locator("main h2 a").first.click()
    applicant.arrives()
    reads_why(applicant)
    screenshot(applicant.page, "applicant-why", "main p.lead")
    keeps_the_card_on_paper(applicant)
    supposes_another_weight(committee, sawahlunto)


def drafts_and_proposes(committee: Walker, world: World) -> None:
    committee.opens(f"/ranking/round/{world.round_id}/")
    committee.page.locator("form[action$='/final/draft/'] button").click()
    committee.arrives()
    committee.presses("Propose for approval")


def approves_and_publishes(approver: Walker, address: str) -> None:
    approver.opens(address)
    approver.presses("Read and approve")
    approver.presses("Approve exactly this")
    approver.presses("Publish")


def reads_why(applicant: Walker) -> None:
    applicant.sees("Final ranking", "The figures", "Step by step to the score", "The rules behind it")
    order = applicant.page.locator("details").filter(has_text=words("Article")).first
    order.locator("summary").click()
    expect(order.get_by_text(words("Article"))).to_be_visible()


def keeps_the_card_on_paper(applicant: Walker) -> None:
    with applicant.page.expect_download() as found:
        applicant.page.get_by_role("link", name=words("The card as PDF")).first.click()
    assert Path(found.value.path()).read_bytes().startswith(b"%PDF-1.7")
    assert found.value.suggested_filename.endswith("-final.pdf")


def supposes_another_weight(planner: Walker, world: World) -> None:
    planner.opens(f"/ranking/round/{world.round_id}/what-if/")
    planner.page.locator("[name=first]").fill("90")
    planner.presses("Rank again")
    planner.sees("What would be different")
    expect(planner.page.locator("[name=first]")).to_have_value("90")
