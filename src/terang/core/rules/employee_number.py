"""The number of a permanent servant (NIP): 18 digits that say birth date, month of appointment and sex."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from terang.core.sentences import Sentence

STRUCTURE = re.compile(r"(?P<born>[0-9]{8})(?P<appointed>[0-9]{6})(?P<sex>[12])(?P<sequence>[0-9]{3})")


@dataclass(frozen=True, slots=True)
class EmployeeNumber:
    """What a well-formed NIP says. `appointed_on` is the first of the month of appointment as CPNS."""

    born_on: date
    appointed_on: date
    is_woman: bool
    sequence: str


def read(digits: str) -> EmployeeNumber:
    """What the digits say: YYYYMMDD of birth, YYYYMM of appointment as CPNS, 1 (man) or 2 (woman), three of sequence.

    Refused: ValueError for another structure, a date that isn't one, an appointment before the birth. The sentence
    doesn't repeat the number.
    Source: Perka BKN 22/2007, 43/2007; tempo.

    >>> found = read("198609262015051001")
    >>> print(found.born_on, found.appointed_on, found.is_woman)
    1986-09-26 2015-05-01 False
    """
    parts = STRUCTURE.fullmatch(digits)
    if parts is None:
        raise ValueError(Sentence("A NIP has 18 digits; the fifteenth is 1 for a man, 2 for a woman."))
    born_on = _day(parts["born"], Sentence("The first eight digits of the NIP are not a date of birth."))
    appointed_on = _day(
        parts["appointed"] + "01", Sentence("Digits 9 to 14 of the NIP are not a year and a month.")
    )
    if appointed_on <= born_on:
        raise ValueError(Sentence("By this NIP the appointment lies before the birth."))
    return EmployeeNumber(born_on, appointed_on, parts["sex"] == "2", parts["sequence"])


def _day(digits: str, refusal: Sentence) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise ValueError(refusal) from None
