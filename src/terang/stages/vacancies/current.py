"""A vacancy as its rows stand, in the words in which an officer would write it."""

from collections.abc import Iterable
from decimal import Decimal

from terang.stages.vacancies.claims import code_of
from terang.stages.vacancies.drafts import DocumentAsked, OtherRequirement, TestPlanned, VacancyDraft
from terang.stages.vacancies.models import Requirement, Test, Vacancy
from terang.stages.vacancies.states import TestStage


def draft_of(row: Vacancy, requirements: Iterable[Requirement], tests: Iterable[Test]) -> VacancyDraft:
    """The same vacancy as a draft."""
    asked = sorted(requirements, key=lambda one: one.pk or 0)
    return VacancyDraft(
        kind=row.kind,
        slots=row.slots,
        education_codes=tuple(row.education_codes),
        gpa_min=row.gpa_min,
        age_min=row.age_min,
        age_max=row.age_max,
        mechanism=row.mechanism,
        experience_years=row.experience_years,
        documents=tuple(_document(one) for one in asked if one.document and not code_of(one.code)),
        others=tuple(
            OtherRequirement(one.text, one.defect) for one in asked if one.code.startswith("other:")
        ),
        tests=tuple(
            _test(one) for one in sorted(tests, key=lambda one: one.pk) if one.stage == TestStage.SECOND
        ),
    )


def _document(row: Requirement) -> DocumentAsked:
    return DocumentAsked(row.document, row.text, row.defect, tuple(row.formats), row.largest_kb or 0)


def _test(row: Test) -> TestPlanned:
    return TestPlanned(
        row.kind, row.title, row.weight or Decimal(0), row.minutes, row.knockout, row.knockout_minimum
    )
