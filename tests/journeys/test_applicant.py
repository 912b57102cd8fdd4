"""An applicant: makes an account, sees what fits, applies, keeps the receipt, changes, withdraws."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from terang.demonstration.papers import paper
from tests.journeys.walking import Walker, words
from tests.journeys.worlds import World, open_for_registration

Somebody = Callable[..., Walker]
Shot = Callable[[Page, str], None]
Worlds = Callable[..., World]

NURSE = "Perawat Terampil"
PDFS = ("Surat lamaran", "Ijazah", "Transkrip nilai")


def test_a2_each_vacancy_says_yes_or_no_and_names_the_clause(
    world: Worlds, somebody: Somebody, screenshot: Shot
) -> None:
    world(open_for_registration)
    sari = somebody()
    makes_an_account(sari)

    sari.opens("/apply/")
    sari.presses("Fill in your profile")
    tells_the_profile(sari, experience=0)

    sari.sees("Doesn't fit")
    sari.sees("Clause %(clause)s:", clause="4.4")
    screenshot(sari.page, "applicant-fits", "main tbody")

    sari.follows("Change your profile")
    sari.writes("Years of experience", 2)
    sari.presses("Keep my profile")
    expect(sari.row(NURSE)).to_contain_text(words("Fits your profile"))


def test_a3_an_application_is_sent_changed_and_withdrawn_online(
    world: Worlds, somebody: Somebody, screenshot: Shot
) -> None:
    world(open_for_registration)
    sari = somebody()
    makes_an_account(sari)

    applies(sari)
    sari.sees("Your application is submitted")
    number = the_number(sari)

    changes_the_statement(sari)
    assert the_number(sari) == number
    sari.sees("Earlier editions")

    sari.opens("/me/")
    sari.sees("What comes next", NURSE)
    sari.follows(NURSE)
    sari.sees(number)

    withdraws(sari)


def test_a3_applying_needs_no_javascript(world: Worlds, somebody: Somebody) -> None:
    world(open_for_registration)
    joko = somebody(javascript=False)
    makes_an_account(joko, "Joko Susilo")

    applies(joko)

    joko.sees("Your application is submitted")


def makes_an_account(walker: Walker, name: str = "Sari Wulandari", nik: str = "5371995205980001") -> None:
    walker.opens("/")
    walker.follows("Sign in")
    walker.follows("Make one")
    walker.writes("Full name", name)
    walker.writes("NIK", nik)
    walker.writes_day("Date of birth", 12, 5, 1998)
    walker.writes("E-mail address", "pelamar@contoh.example")
    walker.writes("Password", "kopi pagi di teras")
    walker.presses("Make the account")
    walker.sees("Your account is ready.")


def tells_the_profile(walker: Walker, *, experience: int) -> None:
    tells_the_education(walker, experience)
    walker.presses("Keep my profile")


def tells_the_education(walker: Walker, experience: int) -> None:
    walker.chooses("Your education", {"value": "4100201"})
    walker.writes("School or university", "Politeknik Contoh")
    walker.writes("GPA", "3,40")
    walker.writes_day("Date of graduation", 20, 8, 2021)
    walker.writes_day("Date of birth", 12, 5, 1998)
    walker.writes("Years of experience", experience)


def applies(walker: Walker) -> None:
    """From the list of vacancies to the receipt."""
    walker.opens("/apply/")
    walker.follows(NURSE)
    walker.presses("Apply for this vacancy")
    walker.presses("Go on")
    tells_the_education(walker, 2)
    walker.writes("Why do you apply?", "Saya ingin melayani warga Alak dengan ramah dan cepat.")
    walker.presses("Save and go on")
    uploads_everything(walker)
    walker.presses("Review everything")
    walker.sees("Read everything once more", "Politeknik Contoh", "3,4")
    walker.misses("Still missing")
    walker.ticks("Yes, I declare this")
    walker.presses("Submit my application")


def uploads_everything(walker: Walker) -> None:
    """One file for each document that the vacancy asks for, from the table of documents."""
    documents = walker.page.url
    addresses = [
        link.get_attribute("href") or ""
        for link in walker.page.get_by_role("rowheader").get_by_role("link").all()
    ]
    for address in addresses:
        walker.opens(address)
        kind = "image/jpeg" if "JPG" in walker.text else "application/pdf"
        walker.brings("File", f"berkas.{kind[-3:]}", paper(walker.heading, kind), kind)
        walker.presses("Keep this file")
        walker.sees("As the verifier will see it")
    walker.opens(documents)
    expect(walker.page.get_by_text(words("Missing"), exact=True)).to_have_count(0)


def changes_the_statement(walker: Walker) -> None:
    walker.follows("Your application")
    walker.presses("Change it")
    walker.sees("You are changing what you sent")
    walker.follows("Your education and experience")
    walker.writes("Why do you apply?", "Saya perawat di puskesmas sejak 2021.")
    walker.presses("Save and go on")
    walker.presses("Review everything")
    walker.ticks("Yes, I declare this")
    walker.presses("Submit the change")


def withdraws(walker: Walker) -> None:
    walker.opens("/apply/mine/")
    walker.follows(NURSE)
    walker.follows("Withdraw this application")
    walker.presses("Yes, withdraw it")
    walker.sees("Your application is withdrawn.", "You withdrew it, so it no longer counts.")


def the_number(walker: Walker) -> str:
    found = re.search(r"[A-Z]{3}\d\d-\d{6}", walker.text)
    assert found, walker.text
    return found.group()
