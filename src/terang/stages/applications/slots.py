"""Slots for documents: how people call them, and what may lie in each.

The limits are those of the vacancy's requirement. Source of the usual ones: catatan 4.4.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import RequirementFacts, VacancyFacts

MEDIA_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
USUAL_FORMATS = ("pdf", "jpg", "png")
USUAL_KB = 800


@dataclass(frozen=True)
class Slot:
    """One kind of document that a vacancy asks for."""

    code: str
    label: str
    clause: str
    text: str
    is_curable: bool
    formats: tuple[str, ...]
    largest_kb: int
    is_claim: bool = False
    """Whether a document here makes a claim that nobody has to make."""

    @property
    def accept(self) -> tuple[str, ...]:
        """The permitted media types."""
        return tuple(dict.fromkeys(MEDIA_TYPES[one] for one in self.formats if one in MEDIA_TYPES))

    @property
    def permitted(self) -> str:
        """The permitted types as people call them."""
        return ", ".join(one.upper() for one in self.formats)


def of(vacancy: VacancyFacts) -> dict[str, Slot]:
    """The slots of a vacancy, in the order of its clauses."""
    return {one.document: _slot(one) for one in _asking(vacancy.requirements)}


def name(code: str) -> str:
    """How people call a slot; one that nobody foresaw is read from its code."""
    return vacancies.slot_names().get(code) or code.replace("_", " ").capitalize()


def _asking(requirements: Iterable[RequirementFacts]) -> list[RequirementFacts]:
    return [one for one in requirements if one.document]


def _slot(one: RequirementFacts) -> Slot:
    return Slot(
        code=one.document,
        label=_("Proof of a claim (%(clause)s)") % {"clause": one.clause}
        if one.claim
        else name(one.document),
        clause=one.clause,
        text=one.text,
        is_curable=one.defect == "curable",
        formats=one.formats or USUAL_FORMATS,
        largest_kb=one.largest_kb or USUAL_KB,
        is_claim=bool(one.claim),
    )
