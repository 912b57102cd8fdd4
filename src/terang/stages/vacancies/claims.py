"""What applicants may claim under a norm: affirmations, and priority groups other than the last, which needs no proof."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from terang.base.ui.components.numbers import points
from terang.core.norms import Norm
from terang.core.rules.affirmations import added

PREFIX = "claim:"
FORMATS = ("pdf", "jpg", "png")
LARGEST_KB = 1000


@dataclass(frozen=True)
class Claim:
    """One claim of a norm: what it gives, with its article, and the slot of the document that proves it."""

    code: str
    text: str

    @property
    def requirement(self) -> str:
        """Its code among the requirements of a vacancy."""
        return f"{PREFIX}{self.code}"

    @property
    def slot(self) -> str:
        return f"bukti_{self.code.lower()}"


def claims_of(norm: Norm) -> tuple[Claim, ...]:
    """Every claim that the norm knows, in its order."""
    return (*_groups(norm), *_affirmations(norm))


def code_of(requirement: str) -> str:
    """The claim behind the code of a requirement; empty for any other."""
    return requirement.removeprefix(PREFIX) if requirement.startswith(PREFIX) else ""


def _groups(norm: Norm) -> Iterator[Claim]:
    for group in norm.priority[:-1]:
        words = _("%(label)s: placed before everybody of the groups that follow (%(article)s)")
        article = norm.cite(f"priority.{group.code}.label").reference
        yield Claim(group.code, words % {"label": group.label, "article": article})


def _affirmations(norm: Norm) -> Iterator[Claim]:
    for one in added(norm, norm.affirmations.keys()):
        words = _("%(label)s: adds %(points)s points to %(target)s, never beyond its maximum (%(article)s)")
        said = {
            "label": norm.affirmations[one.code].label, "points": points(_plain(one.points)),
            "target": norm.labels[one.target], "article": norm.cite(f"affirmations.{one.code}.percent").reference,
        }  # fmt: skip
        yield Claim(one.code, words % said)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral() else value
