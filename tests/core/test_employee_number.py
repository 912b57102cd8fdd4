"""Numbers that are no NIP are refused, and the refusal never repeats them."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core.rules.employee_number import read

SHAPE = "A NIP has 18 digits; the fifteenth is 1 for a man, 2 for a woman."
DAY = "The first eight digits of the NIP are not a date of birth."


@given(
    st.dates(date(1930, 1, 1), date(2010, 1, 1)),
    st.integers(2011, 2099),
    st.integers(1, 12),
    st.booleans(),
    st.integers(0, 999),
)
def test_what_is_written_is_read(born_on: date, year: int, month: int, woman: bool, sequence: int) -> None:
    found = read(f"{born_on:%Y%m%d}{year}{month:02}{2 if woman else 1}{sequence:03}")

    assert (found.born_on, found.appointed_on) == (born_on, date(year, month, 1))
    assert (found.is_woman, int(found.sequence)) == (woman, sequence)


@pytest.mark.parametrize(
    ("digits", "sentence"),
    [
        ("", SHAPE),
        ("19860926201505100", SHAPE),
        ("1986092620150510011", SHAPE),
        ("198609262015053001", SHAPE),
        ("19860926201505100A", SHAPE),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", SHAPE),
        ("198602302015051001", DAY),
        ("000009262015051001", DAY),
        ("198609262015131001", "Digits 9 to 14 of the NIP are not a year and a month."),
        ("198609011986091001", "By this NIP the appointment lies before the birth."),
        ("198609261985051001", "By this NIP the appointment lies before the birth."),
    ],
)
def test_what_is_no_nip_is_refused_without_repeating_it(digits: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$") as refused:
        read(digits)

    assert not digits or digits not in str(refused.value)
