"""What an officer writes into a vacancy, as the commands take it."""

from dataclasses import dataclass, field
from decimal import Decimal

from terang.stages.vacancies import reference


@dataclass(frozen=True)
class DocumentAsked:
    """A document that applicants upload, and what a wrong or missing one means."""

    slot: str
    text: str
    defect: str
    formats: tuple[str, ...]
    largest_kb: int

    @classmethod
    def usual(cls, slot: str) -> "DocumentAsked":
        """The slot with its usual words and limits."""
        known = reference.slots()[slot]
        return cls(slot, known.name, known.defect, known.formats, known.largest_kb)


@dataclass(frozen=True)
class OtherRequirement:
    """A requirement that only a person can judge."""

    text: str
    defect: str = "fatal"


@dataclass(frozen=True)
class TestPlanned:
    """A second test: its kind by the norm, its percentage, and below how many points it knocks out."""

    __test__ = False  # not a test of pytest

    kind: str
    title: str
    weight: Decimal
    minutes: int
    knockout: bool = False
    knockout_minimum: Decimal | None = None


@dataclass(frozen=True)
class VacancyDraft:
    """All that is announced about one vacancy, apart from what its formasi fixes."""

    kind: str
    slots: int
    education_codes: tuple[str, ...]
    gpa_min: Decimal | None
    age_min: int
    age_max: int
    mechanism: str
    experience_years: int = 0
    documents: tuple[DocumentAsked, ...] = field(
        default_factory=lambda: tuple(
            map(DocumentAsked.usual, ("foto", "ktp", "surat_lamaran", "ijazah", "transkrip"))
        )
    )
    others: tuple[OtherRequirement, ...] = ()
    tests: tuple[TestPlanned, ...] = ()
