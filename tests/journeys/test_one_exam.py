"""A round whose one exam decides: a claim and a consent on the way in, a priority group and a transfer at its end."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from terang.core import norms
from terang.demonstration.papers import paper
from tests.factories import applications, people, planning, vacancies
from tests.factories import ranking as factory
from tests.factories.ranking import pppk
from tests.journeys.test_ranking import approves_and_publishes, drafts_and_proposes
from tests.journeys.walking import Walker
from tests.journeys.worlds import World

SignedIn = Callable[[int], Walker]
Worlds = Callable[..., World]
Shot = Callable[[Page, str], None]
THK2 = "Eks tenaga honorer kategori II"


def begun() -> World:
    """Registration under pppk-2024 is open; somebody has filled in a draft. There is a vacancy of the kind elsewhere."""
    round_, now = people.round_(), timezone.now()
    vacancies.pin(round_, "pppk-2024")
    vacancies.calendar(round_, registration=(now - timedelta(days=300), now + timedelta(days=3)))
    home, _elsewhere = (vacancies.vacancy(round_, norm_id="pppk-2024") for _number in range(2))
    draft = applications.draft(home, at=now)
    return World("sawahlunto", round_.code, round_.pk, {}, {"applicant": draft.person_id, "draft": draft.pk})


def examined() -> World:
    """The scores of the one exam are published: one slot is wanted by three, another place has two empty slots."""
    made = factory.play(norm_id="pppk-2024")
    home, other = (
        vacancies.vacancy(
            made.round, formasi=planning.formasi(made.round, slots=count), slots=count, norm_id="pppk-2024"
        )
        for count in (1, 2)
    )
    factory.applied(made, home, "proven")
    factory.applied(made, home, "better", alternatives=[other])
    factory.applied(made, home, "stays")
    factory.screened(made, claims={"proven": ["THK2"]})
    factory.sat(made, {"proven": pppk(200), "better": pppk(400), "stays": pppk(350)})
    team = {"panitia": made.officer.person_id or 0, "pengesah": made.approver.person_id or 0}
    return World(
        made.round.agency.code, made.round.code, made.round.pk, team,
        {name: one.person_id for name, one in made.people.items()},
    )  # fmt: skip


def test_a4_somebody_claims_what_the_rules_know_and_says_where_else_they_would_go(
    world: Worlds, signed_in: SignedIn, screenshot: Shot
) -> None:
    there = world(begun)
    sari = signed_in(there.notes["applicant"])

    sari.opens(f"/apply/{there.notes['draft']}/documents/")
    sari.sees("What you may claim", "Not claimed", THK2)
    screenshot(sari.page, "applicant-claims", "main")
    sari.page.get_by_role("link").filter(has_text=THK2).click()
    sari.arrives()
    sari.brings("File", "bukti.pdf", paper("Surat keterangan", "application/pdf"), "application/pdf")
    sari.presses("Keep this file")

    sari.opens(f"/apply/{there.notes['draft']}/")
    sari.follows("Where else you would go, if you like")
    sari.sees(
        "Whoever names none is never moved. This page may be left empty; it changes nothing in your own vacancy."
    )
    screenshot(sari.page, "applicant-elsewhere", "main")
    sari.page.get_by_role("combobox").first.select_option("V02")
    sari.presses("Save")

    sari.presses("Review and submit")
    sari.sees("V02 Puskesmas 2", THK2)
    screenshot(sari.page, "applicant-review-claims", "main")
    sari.ticks("Yes, I declare this")
    sari.presses("Submit my application")
    sari.sees("Your application is submitted", "V02 Puskesmas 2", "bukti.pdf")


def test_d6_one_exam_leads_to_the_final_ranking_with_its_priority_group_and_its_transfer(
    world: Worlds, signed_in: SignedIn, somebody: Callable[..., Walker], screenshot: Shot
) -> None:
    there = world(examined)
    committee, approver = signed_in(there.team["panitia"]), signed_in(there.team["pengesah"])
    citizen, moved, stays = somebody(), signed_in(there.notes["better"]), signed_in(there.notes["stays"])

    drafts_and_proposes(committee, there)
    committee.misses("Shortlist")
    screenshot(committee.page, "one-exam-edition", "main")
    approves_and_publishes(approver, committee.page.url)

    citizen.opens(f"/{there.agency}/{there.round}/hasil/")
    expect(citizen.page.get_by_role("table")).to_contain_text("V02")
    citizen.misses(THK2)
    screenshot(citizen.page, "one-exam-result", "main")
    reads_why(moved)
    moved.sees("V02")
    moved.sees(
        "Your priority group is %(group)s; everybody of an earlier group is placed before it.",
        group=norms.load("pppk-2024").priority[-1].label,
    )
    screenshot(moved.page, "one-exam-moved", "main")
    reads_why(stays)
    stays.sees("You had named no other vacancy, so nobody moved you.")


def reads_why(walker: Walker) -> None:
    walker.opens("/me/")
    walker.page.locator("main h2 a").first.click()
    walker.arrives()
