"""Calendars that may not be announced, and why."""

from datetime import UTC, datetime, timedelta

import pytest

from terang.core import norms
from terang.core.norms.sections import STAGES
from terang.core.rules.schedule import Window, check

NORM = norms.load("cpns-2024")
NOT_FOUND = "jadwal CPNS 2024 (pasal belum ditemukan) [belum dikonfirmasi]"
START = datetime(2026, 8, 1, tzinfo=UTC)
DAYS = {
    "announcement": (0, 15), "registration": (1, 15), "screening": (1, 20), "screening_objection": (20, 23),
    "exam": (30, 40), "second_tests": (45, 55), "result": (60, 62), "result_objection": (62, 65),
}  # fmt: skip


def calendar(**changes: tuple[float, float] | None) -> dict[str, Window]:
    days = {stage: changes.get(stage, DAYS[stage]) for stage in STAGES}
    return {
        stage: Window(START + timedelta(days=both[0]), START + timedelta(days=both[1]))
        for stage, both in days.items()
        if both is not None
    }


def test_a_calendar_with_time_for_everything_may_be_announced() -> None:
    assert check(NORM, calendar()) == ()


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({"screening_objection": (20, 22.9)},
         ["The stage objection to the screening must last at least 3 days (PermenPANRB 6/2024; PermenPANRB 28/2021 Ps. 31)."]),
        ({"result_objection": None},
         ["The schedule has no dates for the stage objection to the result (PermenPANRB 6/2024; PermenPANRB 28/2021 Ps. 31)."]),
        ({"second_tests": (50, 45)}, ["The stage second tests closes before it opens."]),
        ({"second_tests": (45, 45)}, ["The stage second tests closes before it opens."]),
        ({"second_tests": (39, 55)}, ["The stage second tests opens before exam has ended."]),
        ({"announcement": (2, 15)}, ["The stage registration opens before announcement."]),
        ({"exam": (24, 40)},
         [f"The stage exam leaves less than the 5 days for the answers to objection to the screening ({NOT_FOUND})."]),
        ({"screening_objection": (19, 23)}, ["The stage objection to the screening opens before screening has ended."]),
        ({"second_tests": (60, 61)}, ["The stage result opens before second tests has ended."]),
    ],
)  # fmt: skip
def test_every_reason_against_a_calendar_is_told(
    changes: dict[str, tuple[float, float] | None], reasons: list[str]
) -> None:
    assert list(check(NORM, calendar(**changes))) == reasons


def test_a_stage_that_no_round_has_is_told() -> None:
    windows = calendar() | {"party": Window(START, START + timedelta(days=1))}

    assert check(NORM, windows) == ("party is no stage of a round.",)


def test_a_stage_that_no_round_has_is_told_by_its_own_name_when_it_closes_early() -> None:
    windows = calendar() | {"party": Window(START, START)}

    assert check(NORM, windows) == (
        "party is no stage of a round.",
        "The stage party closes before it opens.",
    )


def test_a_stage_may_open_at_the_very_instant_that_the_answers_are_due() -> None:
    assert check(NORM, calendar(exam=(25, 40))) == ()


def test_a_round_without_second_tests_may_be_announced() -> None:
    assert check(NORM, calendar(second_tests=None)) == ()
    assert check(NORM, calendar(second_tests=None, result=(39, 62))) == (
        "The stage result opens before exam has ended.",
    )


def test_a_local_norm_sets_its_own_days() -> None:
    local = norms.load("lokal-contoh")

    assert check(local, calendar()) == ()
    assert check(local, calendar(registration=(1, 7.9))) == (
        "The stage registration must last at least 7 days (Pilihan instansi).",
    )
