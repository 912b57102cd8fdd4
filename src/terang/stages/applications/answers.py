"""What an applicant says of themselves: as typed, put into clean form, and what can't be so."""

import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terang.stages.applications.models import SAID, Said

LARGEST_GPA = Decimal(4)
OLDEST_BIRTH = date(1900, 1, 1)
MOST_EXPERIENCE = 60
LONGEST = {"education_code": 20, "education_label": 200, "institution": 200, "statement": 4000}


@dataclass(frozen=True)
class Answers:
    """Everything may be left open while it is a draft. The birth date is the one on the diploma."""

    education_code: str = ""
    education_label: str = ""
    institution: str = ""
    gpa: Decimal | None = None
    graduated_on: date | None = None
    born_on: date | None = None
    experience_years: int | None = None
    statement: str = ""

    @classmethod
    def of(cls, said: Said) -> Self:
        """What stands in a row."""
        return cls(**{name: getattr(said, name) for name in SAID})

    def clean(self) -> Self:
        """The same without stray blanks and control signs, normalised (NFC)."""
        return replace(
            self,
            education_code=_tidy(self.education_code),
            education_label=_tidy(self.education_label),
            institution=_tidy(self.institution),
            statement=_tidy(self.statement),
        )

    def put_into(self, said: Said) -> tuple[str, ...]:
        """Write into a row; the names of the fields that changed."""
        changed = tuple(name for name, value in asdict(self).items() if getattr(said, name) != value)
        for name in changed:
            setattr(said, name, getattr(self, name))
        return changed

    def problems(self, today: date) -> tuple[Promise, ...]:
        """What can't be so, each with a sentence that helps."""
        return tuple(self._problems(today))

    def _problems(self, today: date) -> Iterator[Promise]:
        if self.gpa is not None and not (self.gpa.is_finite() and 0 <= self.gpa <= LARGEST_GPA):
            yield _("The GPA is between 0 and 4.")
        elif self.gpa is not None and self.gpa != self.gpa.quantize(Decimal("0.01")):
            yield _("Write the GPA with two decimals, as on the transcript.")
        if self.born_on and not OLDEST_BIRTH <= self.born_on < today:
            yield _("The date of birth lies in the past, after 1900.")
        if self.graduated_on and not (self.born_on or OLDEST_BIRTH) < self.graduated_on <= today:
            yield _("The date of graduation lies after the date of birth and not in the future.")
        if self.experience_years is not None and not 0 <= self.experience_years <= MOST_EXPERIENCE:
            yield _("The years of experience are between 0 and 60.")
        if any(len(getattr(self, name)) > most for name, most in LONGEST.items()):
            yield _("One of the texts is too long. Shorten it.")


def _tidy(text: str) -> str:
    kept = "".join(
        c for c in text.replace("\r\n", "\n") if c == "\n" or not unicodedata.category(c).startswith("C")
    )
    return unicodedata.normalize("NFC", kept).strip()
