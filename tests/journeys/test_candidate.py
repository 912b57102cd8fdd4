"""Questions come in, forms are drawn, a session is planned; candidates sit the exam in their browsers."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.walking import Walker, words
from tests.journeys.worlds import World, before_the_exam, exam_day

SignedIn = Callable[[int], Walker]
Worlds = Callable[..., World]
Shot = Callable[[Page, str], None]

QUESTIONS = 30
TROUBLE = words("The line is cut. Go on: your answers are kept here and sent as soon as it is back.")


def test_s2_questions_are_imported_reviewed_and_drawn_by_lot(world: Worlds, signed_in: SignedIn) -> None:
    sawahlunto = world(before_the_exam)
    author, reviewer, committee = (
        signed_in(sawahlunto.team[key]) for key in ("penulis", "penelaah", "panitia")
    )

    imports_the_questions(author)
    author.misses("Review the first one")
    reviewer.opens("/exams/items/")
    reviewer.follows("Review the first one")
    reviewer.follows("Read all questions of its file at once")
    reviewer.presses("I have read all: accept for use")

    draws_two_forms(committee, sawahlunto)
    plans_a_session(committee, sawahlunto)


def test_s2_the_exam_is_taken_online_and_a_cut_line_loses_nothing(
    world: Worlds, signed_in: SignedIn, somebody: Callable[..., Walker]
) -> None:
    sawahlunto = world(exam_day)
    proctor, candidate = signed_in(sawahlunto.team["pengawas"]), signed_in(sawahlunto.notes["candidate_1"])
    citizen = somebody()

    proctor.opens(f"/exams/sessions/{sawahlunto.notes['session']}/")
    proctor.presses("Open the session")
    enters(candidate)

    answers(candidate, range(1, 5))
    expect(candidate.page.locator("#exam-line")).to_have_text(words("All your answers are saved."))
    reloads(candidate, answered=4)
    goes_on_without_a_line(candidate, range(5, 8))
    reloads(candidate, answered=7)

    points = finishes(candidate)
    citizen.opens(f"/exams/live/{sawahlunto.notes['session']}/")
    citizen.sees(points)


def imports_the_questions(author: Walker) -> None:
    author.opens("/exams/items/")
    author.presses("Import a file")
    author.chooses("Norm", {"value": "lokal-contoh"})
    author.brings("File", "soal.txt", b"$CATEGORY: umum/hitung\n\n12 + 30 \\= ? {~42 ~32}\n", "text/plain")
    author.presses("Check the file")
    author.sees("What must be mended")
    author.chooses("Norm", {"value": "lokal-contoh"})
    author.brings("File", "soal.txt", gift().encode(), "text/plain")
    author.presses("Check the file")
    author.presses("Import")


def gift() -> str:
    """Ten questions for each part, as Moodle writes them."""
    plain = [
        f"$CATEGORY: {part}/{part}\n\n" + "\n\n".join(f"{n} + {n} \\= ? ({part}) {{={2 * n} ~{n} ~{3 * n}}}" for n in range(1, 11))
        for part in ("umum", "bidang")
    ]  # fmt: skip
    attitudes = "\n\n".join(
        f"Warga ke-{n} marah karena antre. {{=Mendengarkan ~%80%Menjelaskan ~%60%Memanggil atasan ~%40%Menunggu ~%20%Pergi}}"
        for n in range(1, 11)
    )
    return "\n\n".join([*plain, f"$CATEGORY: pelayanan/ramah\n\n{attitudes}\n"])


def draws_two_forms(committee: Walker, world: World) -> None:
    committee.opens(f"/exams/round/{world.round}/")
    committee.follows("Draw the forms of the first exam")
    committee.presses("Draw")
    for _each in range(2):
        fix = committee.page.locator("form[action$='/fix/'] button").first
        with committee.page.expect_navigation():
            fix.click()
    committee.arrives()
    expect(committee.page.locator("form[action$='/fix/']")).to_have_count(0)


def plans_a_session(committee: Walker, world: World) -> None:
    committee.opens(f"/exams/round/{world.round}/")
    committee.follows("Plan a session of the first exam")
    committee.writes("Name", "Sesi 1, Senin pagi")
    committee.writes("Site and room", "SMA 1 Sawahlunto")
    tomorrow = timezone.localtime() + timedelta(days=1)
    boxes = committee.page.locator("[name=starts_at], [name^=starts_at_]")
    moments = (
        [f"{tomorrow:%Y-%m-%dT%H:%M}"]
        if boxes.count() == 1
        else [f"{tomorrow:%Y-%m-%d}", f"{tomorrow:%H:%M}"]
    )
    for box, moment in zip(boxes.all(), moments, strict=True):
        box.fill(moment)
    committee.writes("Seats", 5)
    committee.presses("Plan")
    committee.presses("Assign free seats by lot")
    committee.sees("Seats taken", "/ 5", "SAW26-")


def enters(candidate: Walker) -> None:
    candidate.opens("/exams/mine/")
    candidate.page.get_by_role("button", name=words("Enter the exam")).first.click()
    candidate.arrives()
    if candidate.page.get_by_role("button", name=words("Begin"), exact=True).count():
        candidate.presses("Begin")
    expect(candidate.page.locator("#exam-question")).to_be_visible()


def answers(candidate: Walker, questions: range) -> None:
    """Any option will do; what counts is that it is kept."""
    for number in questions:
        told = words("Question %(number)s of %(count)s", number=number, count=QUESTIONS)
        expect(candidate.page.locator("#exam-heading")).to_have_text(told)
        candidate.page.locator("#exam-options label").nth(number % 2).click()
        candidate.page.locator("#exam-next").click()


def reloads(candidate: Walker, *, answered: int) -> None:
    candidate.page.reload()
    candidate.arrives()
    expect(candidate.page.locator("#exam-list button[data-state=saved]")).to_have_count(answered)


def goes_on_without_a_line(candidate: Walker, questions: range) -> None:
    candidate.page.context.set_offline(True)
    answers(candidate, questions)
    expect(candidate.page.locator("#exam-trouble")).to_have_text(TROUBLE)
    expect(candidate.page.locator("#exam-list button[data-state=waiting]")).to_have_count(len(questions))
    candidate.page.context.set_offline(False)
    expect(candidate.page.locator("#exam-line")).to_have_text(words("All your answers are saved."))


def finishes(candidate: Walker) -> str:
    """End, and read one's points at once."""
    candidate.page.locator("#exam-finish").click()
    with candidate.page.expect_navigation():
        candidate.page.locator("#exam-yes").click()
    candidate.arrives()
    candidate.sees("Your exam has ended", "Questions answered")
    number: str = candidate.page.locator(".panel__number strong").first.inner_text()
    return number.strip()
