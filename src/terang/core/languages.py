"""The words of the core in a reader's language, from its own catalogue and without any framework."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from terang.core.sentences import Sentence, say

CATALOGUES = Path(__file__).parent / "locale"
OWN, SIGNS = "en", {"id": ","}
"""What the sentences are written in, and the decimal signs of the others."""
DIGITS = 9
"""How many decimals are shown of a quotient that never ends."""


@dataclass(frozen=True, slots=True)
class Language:
    """How a reader's language says sentences and writes numbers."""

    code: str
    translate: Callable[[str], str]
    sign: str

    def say(self, sentence: Sentence) -> str:
        """A sentence with the sentences and numbers inside it.

        >>> language("id").say(Sentence("Slots: %(slots)s.", slots=Decimal("2.5")))
        'Formasi: 2,5.'
        """
        return say(sentence, self.translate, self.write)

    def write(self, number: int | Decimal | Fraction) -> str:
        """A number with all its decimals; a quotient that never ends is cut and says so.

        >>> language("id").write(Decimal("77.846")), language("en").write(Fraction(2, 3))
        ('77,846', '0.666666666…')
        """
        if isinstance(number, Fraction):
            return _quotient(number).replace(".", self.sign)
        return f"{number:f}".replace(".", self.sign) if isinstance(number, Decimal) else str(number)


@cache
def language(code: str) -> Language:
    """A language by its code; English, in which the sentences are written, for one that there is no catalogue of."""
    if code == OWN or not (CATALOGUES / code).is_dir():
        return Language(OWN, str, ".")
    catalogue = gettext.translation("django", CATALOGUES, [code])
    return Language(code, catalogue.gettext, SIGNS.get(code, "."))


def _quotient(number: Fraction) -> str:
    scaled = abs(number) * 10**DIGITS
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    text = f"{Decimal(whole).scaleb(-DIGITS):f}"
    text = f"{text}…" if rest else text.rstrip("0").rstrip(".")
    return f"-{text}" if number < 0 else text
