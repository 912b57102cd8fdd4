"""Working days, and calendars of whole rounds under every norm."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core import norms
from terang.core.norms import NormError, shelf, timetable
from terang.core.norms.table import Table
from terang.core.rules.calendar import Days, check, counted_from, is_worked, propose, worked_between

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
STARTS = st.dates(date(2024, 1, 1), date(2027, 6, 30))
LOCAL, PLAN = norms.load("lokal-contoh"), timetable.load("lokal-contoh")


def changed(section: str, old: str, new: str) -> Table:
    """The local timetable with one value changed in a section."""
    before, head, after = (timetable.HERE / "lokal-contoh.toml").read_text().partition(section)
    assert old in after
    return shelf.parsed(f"{before}{head}{after.replace(old, new, 1)}".encode())


@given(DAYS, st.integers(0, 100))
def test_counting_working_days_forward_and_back_agrees(start: date, number: int) -> None:
    end = counted_from(start, number, "working")

    assert is_worked(end)
    assert worked_between(start, end) == number + 1


@given(DAYS, DAYS, DAYS)
def test_periods_that_touch_have_the_working_days_of_both(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))

    apart = worked_between(first, middle) + worked_between(middle + timedelta(days=1), last)

    assert apart == worked_between(first, last)


@given(STARTS, st.sampled_from(norms.available()), st.sampled_from(timetable.available()), st.booleans())
def test_what_is_proposed_may_be_announced(
    first: date, norm_id: str, plan_id: str, second_tests: bool
) -> None:
    norm, plan = norms.load(norm_id), timetable.load(plan_id)

    days = propose(norm, plan, first, second_tests=second_tests)

    assert days["announcement"].first == first
    assert ("second_tests" in days) == second_tests
    assert check(norm, plan, days) == ()


def test_a_stage_is_stretched_to_the_days_of_the_norm() -> None:
    hurried = timetable.read(
        changed("[stages.registration]", "days      = { value = 10", "days      = { value = 2")
    )

    days = propose(LOCAL, hurried, date(2026, 7, 1))

    assert days["registration"] == Days(date(2026, 7, 2), date(2026, 7, 8))


def test_what_follows_an_objection_waits_for_its_answers() -> None:
    hurried = timetable.read(changed("[stages.exam]", "wait      = { value = 3", "wait      = { value = 0"))

    days = propose(LOCAL, hurried, date(2026, 7, 1))

    assert days["screening_objection"].first == date(2026, 7, 19)
    assert days["exam"].first == date(2026, 7, 24)


def test_a_stage_is_counted_from_the_one_that_the_timetable_names() -> None:
    waiting = timetable.read(changed("[stages.screening]", '"registration"', '"announcement"'))

    days = propose(LOCAL, waiting, date(2026, 7, 1))

    assert (days["announcement"].last, days["registration"].last) == (date(2026, 7, 14), date(2026, 7, 11))
    assert days["screening"].first == date(2026, 7, 15)


def test_a_period_of_objection_counts_calendar_days_and_is_never_moved() -> None:
    days = propose(LOCAL, PLAN, date(2026, 7, 1))

    assert days["screening_objection"] == Days(date(2026, 7, 19), date(2026, 7, 21))
    assert not is_worked(date(2026, 7, 19))


@pytest.mark.parametrize(
    ("stage", "days", "reasons"),
    [
        ("exam", Days(date(2026, 7, 25), date(2026, 7, 28)),
         ["The stage exam opens on 2026-07-25, which is not worked (weekly rest)."]),
        ("second_tests", Days(date(2026, 8, 4), date(2026, 8, 4)),
         ["In the stage second tests 1 of the days are worked; at least 3 must be (Pilihan instansi)."]),
        ("result", Days(date(2026, 8, 6), date(2026, 8, 6)), []),
        ("result_objection", Days(date(2026, 8, 8), date(2026, 8, 9)),
         ["The stage objection to the result must last at least 3 days (Pilihan instansi)."]),
        ("result_objection", Days(date(2026, 8, 15), date(2026, 8, 17)), []),
    ],
)  # fmt: skip
def test_every_reason_against_a_calendar_is_told(stage: str, days: Days, reasons: list[str]) -> None:
    calendar = {**propose(LOCAL, PLAN, date(2026, 7, 1)), stage: days}

    assert [str(one) for one in check(LOCAL, PLAN, calendar)] == reasons


def test_a_holiday_at_the_end_is_told_by_its_name() -> None:
    calendar = {
        **propose(LOCAL, PLAN, date(2026, 8, 1)),
        "screening": Days(date(2026, 8, 18), date(2026, 8, 25)),
    }

    assert "The stage screening ends on 2026-08-25, which is not worked (Maulid Nabi Muhammad)." in check(
        LOCAL, PLAN, calendar
    )


def test_a_stage_that_no_round_has_is_told() -> None:
    calendar = {**propose(LOCAL, PLAN, date(2026, 7, 1)), "party": Days(date(2026, 7, 1), date(2026, 7, 1))}

    assert [str(one) for one in check(LOCAL, PLAN, calendar)] == ["party is no stage of a round."]


def test_the_days_of_a_stage_run_from_midnight_to_midnight() -> None:
    window = Days(date(2026, 7, 1), date(2026, 7, 1)).window(ZoneInfo("Asia/Jayapura"))

    assert window.opens_at == datetime(2026, 6, 30, 15, tzinfo=UTC)
    assert window.closes_at - window.opens_at == timedelta(days=1)


def test_the_holidays_of_an_unknown_year_are_never_guessed() -> None:
    with pytest.raises(NormError, match="no calendar of holidays 2028; there are 2024, 2025, 2026, 2027"):
        worked_between(date(2027, 12, 30), date(2028, 1, 2))
    with pytest.raises(NormError, match="no calendar of holidays 2028"):
        propose(LOCAL, PLAN, date(2027, 12, 20))


def test_a_timetable_in_calendar_days_needs_no_holidays() -> None:
    days = propose(norms.load("cpns-2024"), timetable.load("cpns-2024"), date(2030, 1, 1))

    assert days["exam"].first == date(2030, 2, 28)


def test_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match=r"^-1 days can't be counted forward\.$"):
        counted_from(date(2026, 7, 1), -1, "calendar")
