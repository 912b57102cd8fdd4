"""The NIK: 16 digits for life. Its structure is checked; a differing birth date only warns.

Source: catatan 4.1 (PP KK CC, DDMMYY with 40 added to the day for women, sequence from 0001).
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LENGTH = 16
WOMEN_ADD = 40
# Kemendagri province codes in use, the Papua provinces of 2022 included.
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
        "18",
        "19",
        "21",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "51",
        "52",
        "53",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "72",
        "73",
        "74",
        "75",
        "76",
        "81",
        "82",
        "91",
        "92",
        "93",
        "94",
        "95",
        "96",
    ]
)


@dataclass(frozen=True)
class Nik:
    """What a well-formed NIK says. The century is not in the number."""

    digits: str

    @property
    def is_woman(self) -> bool:
        return int(self.digits[6:8]) > WOMEN_ADD

    @property
    def day(self) -> int:
        return int(self.digits[6:8]) - (WOMEN_ADD if self.is_woman else 0)

    @property
    def month(self) -> int:
        return int(self.digits[8:10])

    def agrees_with(self, born_on: date) -> bool:
        """Whether the stated birth date is the one in the number; if not, a warning, never a refusal."""
        return (self.day, self.month, int(self.digits[10:12])) == (
            born_on.day,
            born_on.month,
            born_on.year % 100,
        )


def problem(digits: str) -> str | Promise | None:
    """What is wrong with the structure of a NIK, or None.

    >>> problem("3515144508680002") is None
    True
    >>> str(problem("351514050868000")) != ""
    True
    """
    if not re.fullmatch(r"[0-9]{16}", digits):
        return _("A NIK has exactly 16 digits.")
    day, month = int(digits[6:8]), int(digits[8:10])
    if digits[:2] not in PROVINCES:
        return _("The first two digits of the NIK are not the code of a province.")
    if not (1 <= day <= 31 or 1 + WOMEN_ADD <= day <= 31 + WOMEN_ADD) or not 1 <= month <= 12:
        return _("Digits 7 to 12 of the NIK are not a date (for women 40 is added to the day).")
    if digits[12:] == "0000":
        return _("The last four digits of a NIK begin at 0001.")
    return None
