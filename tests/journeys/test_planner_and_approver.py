"""The planner of Makassar goes from a workload table to formasi; another person approves."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.walking import Walker
from tests.journeys.worlds import World, house

SignedIn = Callable[[int], Walker]

WITH_MISTAKES = """position,unit,task,volume,period,minutes
Perawat,Puskesmas Antang,Menilai keadaan pasien,42,day,12
Perawat,Puskesmas Antang,Memberi tindakan,36,hari,25
Perawat,Puskesmas Antang,Mencatat asuhan,banyak,day,8
Bidan,Puskesmas Antang,Memeriksa ibu hamil,18,windu,30
"""
MENDED = WITH_MISTAKES.replace("banyak", "36").replace("windu", "day")


def test_m1_the_need_is_worked_out_and_a_second_person_approves_the_formasi(
    world: Callable[..., World], signed_in: SignedIn, screenshot: Callable[[Page, str], None]
) -> None:
    makassar = world(house)
    committee, planner, approver = (
        signed_in(makassar.team[key]) for key in ("panitia", "perencana", "pengesah")
    )

    opens_a_round(committee)
    sees_what_is_wrong_with_the_table(planner)
    takes_the_mended_table_in(planner)
    screenshot(planner.page, "planner-need", "main h1")
    proposes_formasi(planner)
    planner.has_no_button("Approve exactly this")

    approves(approver, planner.page.url)
    planner.opens(planner.page.url)
    planner.sees("Formasi approved")


def opens_a_round(committee: Walker) -> None:
    committee.opens("/planning/")
    committee.presses("Open a round")
    committee.writes("Title of the round", "Seleksi tenaga kesehatan Kota Makassar")
    committee.ticks("Seleksi setempat (contoh)")
    committee.presses("Open the round")
    committee.sees("Need: %(title)s", title="Seleksi tenaga kesehatan Kota Makassar")


def sees_what_is_wrong_with_the_table(planner: Walker) -> None:
    planner.opens("/planning/")
    planner.follows("Seleksi tenaga kesehatan Kota Makassar")
    planner.presses("Import a table")
    planner.brings("Table (XLSX or CSV)", "beban-kerja.csv", WITH_MISTAKES.encode(), "text/csv")
    planner.presses("Show what it would change")
    planner.sees("Nothing can be taken in while rows are wrong", "banyak", "windu")
    planner.has_no_button("Take this table in")


def takes_the_mended_table_in(planner: Walker) -> None:
    planner.follows("Another table")
    planner.brings("Table (XLSX or CSV)", "beban-kerja.csv", MENDED.encode(), "text/csv")
    planner.presses("Show what it would change")
    planner.presses("Take this table in")
    planner.sees("Perawat", "Bidan")


def proposes_formasi(planner: Walker) -> None:
    planner.follows("Perawat")
    planner.presses("Staff and retirements")
    planner.writes("Place of work", "Antang")
    planner.writes("People there now", 1)
    planner.writes("Of them retiring", 0)
    planner.presses("Save")
    planner.presses("Write the formasi")
    planner.writes("Slots", 1)
    planner.presses("Save the formasi")
    planner.sees("The slots are not exactly the gap: give the reason.")
    planner.writes("Reason for rounding", "Satu orang pada tahun ini sesuai anggaran.")
    planner.presses("Save the formasi")
    planner.presses("Propose for approval")


def approves(approver: Walker, address: str) -> None:
    approver.opens(address)
    approver.sees("What is proposed")
    approver.presses("Approve exactly this")
    approver.sees("Approved. The formasi stands.")
