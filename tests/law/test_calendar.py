"""Working days, holidays, and the calendar of CPNS 2024."""

import csv
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from terang.core import norms
from terang.core.norms import holidays, timetable
from terang.core.rules.calendar import Days, check, counted_from, propose, worked_between

Case = dict[str, Any]
CASES = Path(__file__).parent / "cases"
LAW: Case = tomllib.loads((CASES / "calendar.toml").read_text())
HOLIDAYS: Case = tomllib.loads((CASES / "holidays.toml").read_text())
STAGES_2024 = {
    row["stage_id"]: row for row in csv.DictReader((CASES / "schedule_2024.csv").read_text().splitlines())
}
NORM = norms.load("cpns-2024")

# Where the stages of a round lie among the 25 of 2024.
OURS = {
    "announcement": ("pengumuman_seleksi", "pengumuman_seleksi"),
    "registration": ("pendaftaran", "pendaftaran"),
    "screening": ("seleksi_administrasi", "seleksi_administrasi"),
    "screening_objection": ("masa_sanggah", "masa_sanggah"),
    "exam": ("skd", "skd"),
    "second_tests": ("skb_non_cat", "skb_cat"),
    "result": ("pengumuman_hasil", "pengumuman_hasil"),
    "result_objection": ("masa_sanggah_akhir", "masa_sanggah_akhir"),
}


def days_of(first: str, last: str) -> Days:
    return Days(date.fromisoformat(STAGES_2024[first]["start"]), date.fromisoformat(STAGES_2024[last]["end"]))


CALENDAR_2024 = {stage: days_of(*both) for stage, both in OURS.items()}


@pytest.mark.parametrize("case", LAW["worked_between"], ids=lambda case: case["name"])
def test_how_many_days_are_worked(case: Case) -> None:
    assert worked_between(case["first"], case["last"]) == case["count"]


@pytest.mark.parametrize("case", LAW["counted"], ids=lambda case: case["name"])
def test_the_day_on_which_a_period_ends(case: Case) -> None:
    assert counted_from(case["start"], case["number"], case["unit"]) == case["day"]


@pytest.mark.parametrize("stage", STAGES_2024)
def test_the_25_stages_of_2024_last_as_many_days_as_were_published(stage: str) -> None:
    days = days_of(stage, stage)

    assert (days.last - days.first).days + 1 == int(STAGES_2024[stage]["days_inclusive"])


def test_the_answers_of_2024_took_the_days_that_the_norm_gives_them() -> None:
    answers = {"screening_objection": "jawab_sanggah", "result_objection": "jawab_sanggah_akhir"}

    for stage, answer in answers.items():
        assert NORM.windows[stage].answer_days == int(STAGES_2024[answer]["days_inclusive"])
        assert days_of(answer, answer).first == CALENDAR_2024[stage].first


def test_the_calendar_of_2024_is_proposed_again_from_its_first_day() -> None:
    proposed = propose(NORM, timetable.load("cpns-2024"), date(2024, 8, 19))

    assert proposed == CALENDAR_2024
    assert check(NORM, timetable.load("cpns-2024"), CALENDAR_2024) == ()


@pytest.mark.parametrize("case", HOLIDAYS["counted"], ids=lambda case: str(case["year"]))
def test_a_year_has_as_many_holidays_as_its_joint_decree_and_what_came_later(case: Case) -> None:
    ours = holidays.load(case["year"])

    for kind, days in (("national", ours.national), ("joint_leave", ours.joint_leave)):
        assert set(case["later"][kind]) <= set(days)
        assert len(days) == case[kind] + len(case["later"][kind])


def test_the_holidays_of_2026_are_those_of_the_joint_decree() -> None:
    ours = holidays.load(2026)

    assert list(ours.national) == HOLIDAYS["published_2026"]["national"]
    assert list(ours.joint_leave) == HOLIDAYS["published_2026"]["joint_leave"]


@pytest.mark.parametrize("year", holidays.available())
def test_only_the_days_that_never_move_are_confirmed(year: int) -> None:
    confirmed = {one.value for one in holidays.load(year).cited if one.confirmed}

    assert confirmed == {date(year, *day) for day in ((1, 1), (5, 1), (6, 1), (8, 17), (12, 25))}
