"""The committee writes a vacancy under a norm that knows what it forbids; another person publishes it."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.walking import Walker, words
from tests.journeys.worlds import World, open_for_registration, planned

SignedIn = Callable[[int], Walker]
Worlds = Callable[..., World]
Shot = Callable[[Page, str], None]

NURSE = "Perawat Terampil"
MECHANISM = "Pendaftaran, seleksi, dan pengumuman berlangsung di portal ini tanpa biaya."


def test_m2_a_forbidden_interview_is_refused_by_its_article_and_two_people_publish(
    world: Worlds, signed_in: SignedIn, somebody: Callable[..., Walker], screenshot: Shot
) -> None:
    alak = world(planned)
    committee, approver, citizen = (
        signed_in(alak.team["panitia"]), signed_in(alak.team["pengesah"]), somebody()
    )  # fmt: skip

    writes_a_vacancy(committee, alak)
    plans_tests(committee, ("cat", 60), ("interview", 40))
    committee.sees("This vacancy can't be published yet", "PermenPANRB 6/2024")
    committee.has_no_button("Propose for publication")
    screenshot(committee.page, "committee-refused")

    plans_tests(committee, ("cat", 60), ("practical", 40))
    committee.presses("Propose for publication")
    committee.has_no_button("Approve and publish exactly this")
    approver.opens(committee.page.url)
    approver.presses("Approve and publish exactly this")

    citizen.opens(f"/alak/{alak.round}/lowongan/")
    citizen.sees(NURSE)


def test_d3_an_amendment_shows_its_difference_and_tells_the_applicants(
    world: Worlds, signed_in: SignedIn, somebody: Callable[..., Walker]
) -> None:
    alak = world(open_for_registration)
    committee, approver, citizen = (
        signed_in(alak.team["panitia"]), signed_in(alak.team["pengesah"]), somebody()
    )  # fmt: skip

    proposes_another_gpa(committee, alak)
    approver.opens(committee.page.url)
    approver.sees("The difference")
    approver.presses("Approve exactly this difference")

    citizen.opens(f"/alak/{alak.round}/perubahan/")
    citizen.sees("IPK diperlunak", "2.5")


def writes_a_vacancy(committee: Walker, world: World) -> None:
    committee.opens(f"/vacancies/rounds/{world.round_id}/")
    committee.follows(NURSE)
    committee.writes("Slots", 2)
    committee.page.locator("input[name=education_codes][value='4100201']").check()
    committee.writes("Lowest GPA", "2,75")
    committee.writes("Lowest age", 18)
    committee.writes("Highest age", 35)
    committee.writes("Years of experience", 1)
    committee.writes("Mechanism", MECHANISM)
    committee.presses("Save the draft")
    if committee.page.get_by_role("button", name=words("Save the draft"), exact=True).count():
        committee.presses("Save the draft")


def plans_tests(committee: Walker, *tests: tuple[str, int]) -> None:
    committee.follows("Change the tests")
    for number, (kind, weight) in enumerate(tests):
        committee.page.locator(f"[name=kind_{number}]").select_option(kind)
        committee.page.locator(f"[name=weight_{number}]").fill(str(weight))
    committee.presses("Save the draft")


def proposes_another_gpa(committee: Walker, world: World) -> None:
    committee.opens(f"/vacancies/rounds/{world.round_id}/")
    committee.follows(NURSE)
    committee.presses("Propose an amendment")
    committee.writes("Reason", "IPK diperlunak karena sedikit pelamar di pulau.")
    committee.page.locator("[name=gpa_min]").fill("2.50")
    committee.presses("Propose the difference")
