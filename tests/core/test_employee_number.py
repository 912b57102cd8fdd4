"""Numbers that are no NIP are refused, and the refusal never repeats them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core.rules.employee_number import read


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
        ("", "A NIP has 18 digits"),
        ("19860926201505100", "A NIP has 18 digits"),
        ("1986092620150510011", "A NIP has 18 digits"),
        ("198609262015053001", "the fifteenth is 1 for a man, 2 for a woman"),
        ("19860926201505100A", "A NIP has 18 digits"),
        ("١٩٨٦٠٩٢٦٢٠١٥٠٥١٠٠١", "A NIP has 18 digits"),
        ("198602302015051001", "not a date of birth"),
        ("000009262015051001", "not a date of birth"),
        ("198609262015131001", "not a year and a month"),
        ("198609261985051001", "lies before the birth"),
    ],
)
def test_what_is_no_nip_is_refused_without_repeating_it(digits: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as refused:
        read(digits)

    assert not digits or digits not in str(refused.value)
