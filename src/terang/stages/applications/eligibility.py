"""Whether a profile fits a vacancy, clause by clause: the same rules for the applicant and for the verifier."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from terang.base.ui.components.sentences import said
from terang.core.rules import eligibility as rules
from terang.core.rules.eligibility import Profile
from terang.stages.vacancies.facts import RequirementFacts, VacancyFacts


@dataclass(frozen=True)
class Judged:
    """One requirement: met, not met, or None where only a person can judge; with a sentence for whoever reads it."""

    requirement: RequirementFacts
    met: bool | None
    sentence: str


def judged(vacancy: VacancyFacts, profile: Profile, on: date) -> tuple[Judged, ...]:
    """Every requirement of a vacancy against a profile, in the order of the clauses; of the claims, those made.

    A claim is made by sending the document that proves it.
    on: the day on which registration is completed, in the agency's zone.
    """
    asked = [one for one in vacancy.requirements if not one.claim or one.document in profile.documents]
    verdicts = rules.check([_rule(one, vacancy) for one in asked], profile, on)
    pairs = zip(asked, verdicts, strict=True)
    return tuple(Judged(one, verdict.met, said(verdict.sentence)) for one, verdict in pairs)


def day_in(zone: str, at: datetime) -> date:
    """The calendar day of an instant in an agency's zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def _rule(one: RequirementFacts, vacancy: VacancyFacts) -> rules.Requirement:
    minimum, maximum = _limits(one.code, vacancy)
    codes = vacancy.education_codes if one.code == "education" else ()
    return rules.Requirement(one.clause, one.code, one.text, minimum, maximum, codes)


def _limits(code: str, vacancy: VacancyFacts) -> tuple[Decimal | int | None, int | None]:
    match code:
        case "gpa":
            return vacancy.gpa_min, None
        case "age":
            return vacancy.age_min, vacancy.age_max
        case "experience":
            return vacancy.experience_years, None
        case _:
            return None, None
