"""The requirements that follow from a vacancy's own figures, in words, each with its clause."""

from collections.abc import Iterator, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from terang.core.norms import Norm
from terang.stages.vacancies import claims, reference
from terang.stages.vacancies.claims import claims_of
from terang.stages.vacancies.drafts import DocumentAsked, OtherRequirement
from terang.stages.vacancies.models import Requirement, Vacancy
from terang.stages.vacancies.states import Defect

OF_PERSONS, OF_DOCUMENTS, OTHERS, CLAIMS = 4, 5, 6, 7


def requirements(
    vacancy: Vacancy, documents: Sequence[DocumentAsked], others: Sequence[OtherRequirement], norm: Norm
) -> Iterator[Requirement]:
    """Every requirement in the order of its clause: 4 the person, 5 the documents, 6 what a person judges, 7 claims.

    Claims ask for nothing: who makes one proves it.
    """
    for number, (code, text) in enumerate(figures(vacancy).items(), start=1):
        yield Requirement(
            vacancy=vacancy, clause=f"{OF_PERSONS}.{number}", code=code, text=text, defect=Defect.FATAL
        )
    for number, one in enumerate(documents, start=1):
        yield Requirement(
            vacancy=vacancy, clause=f"{OF_DOCUMENTS}.{number}", code=f"document:{one.slot}", text=one.text.strip(),
            document=one.slot, defect=one.defect, formats=list(one.formats), largest_kb=one.largest_kb,
        )  # fmt: skip
    for number, other in enumerate(others, start=1):
        yield Requirement(
            vacancy=vacancy, clause=f"{OTHERS}.{number}", code=f"other:{number}", text=other.text.strip(),
            defect=other.defect,
        )  # fmt: skip
    for number, claim in enumerate(claims_of(norm), start=1):
        yield Requirement(
            vacancy=vacancy, clause=f"{CLAIMS}.{number}", code=claim.requirement, text=claim.text[:400],
            document=claim.slot, defect=Defect.CURABLE, formats=list(claims.FORMATS), largest_kb=claims.LARGEST_KB,
        )  # fmt: skip


def figures(vacancy: Vacancy) -> dict[str, str]:
    """What the vacancy's figures ask, by the code of the requirement."""
    asked = {"education": _("Education: %s") % ", ".join(map(education_named, vacancy.education_codes))}
    if vacancy.gpa_min is not None:
        gpa = number_format(vacancy.gpa_min, decimal_pos=2)
        asked["gpa"] = _("GPA of at least %(gpa)s on a scale of 4") % {"gpa": gpa}
    asked["age"] = _("Age of %(least)d to %(most)d years when the application is submitted") % {
        "least": vacancy.age_min,
        "most": vacancy.age_max,
    }
    if vacancy.experience_years:
        asked["experience"] = _("At least %d years of experience") % vacancy.experience_years
    return {code: text[:400] for code, text in asked.items()}


def education_named(code: str) -> str:
    """An education code with its name, where one is known."""
    known = reference.education().get(code)
    return f"{known.name} ({code})" if known else code
