"""Whether a person meets the requirements of a vacancy, clause by clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from terang.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of a vacancy. `code`: education, gpa, age, experience, or `document:<slot>`.

    `minimum` and `maximum` are points of the GPA or whole years; `codes` are the accepted education codes.
    Any other code is a requirement that only a person can judge.
    """

    clause: str
    code: str
    text: str
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person says of themselves; None where they haven't said it."""

    education_code: str | None = None
    gpa: Decimal | None = None
    born_on: date | None = None
    """The birth date on the diploma."""
    experience_years: int | None = None
    documents: frozenset[str] = frozenset()
    """The slots in which a document lies."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One requirement judged: met, not met, or None when only a person can judge it; always with its sentence."""

    clause: str
    code: str
    met: bool | None
    sentence: Sentence


def check(requirements: Sequence[Requirement], profile: Profile, on: date) -> tuple[Verdict, ...]:
    """Each requirement judged on a day (the day on which registration is completed), in the order of the clauses.

    What a person has not stated is not met. Ages: at least N from the Nth birthday on; at most N until the Nth
    birthday and not a day longer (our reading, not confirmed).
    Source: PermenPANRB 6/2024; announcements of 2021 and 2024.

    >>> age = Requirement("4.1", "age", "18 to 35 years", minimum=18, maximum=35)
    >>> [one.met for born_on in (date(1989, 9, 10), date(1989, 9, 9), date(2006, 9, 11))
    ...  for one in check([age], Profile(born_on=born_on), date(2024, 9, 10))]
    [True, False, False]
    """
    return tuple(_judge(one, profile, on) for one in requirements)


def birthday(born_on: date, years: int) -> date:
    """The day on which somebody becomes this old; born on 29 February: 1 March in other years (not confirmed)."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def age_on(born_on: date, on: date) -> int:
    """Completed years of life on a day.

    >>> age_on(date(2006, 9, 11), date(2024, 9, 10))
    17
    """
    years = on.year - born_on.year
    return years if birthday(born_on, years) <= on else years - 1


def _judge(one: Requirement, profile: Profile, on: date) -> Verdict:
    met, sentence = _RULES.get(one.code.partition(":")[0], _by_a_person)(one, profile, on)
    return Verdict(one.clause, one.code, met, sentence)


Judged = tuple[bool | None, Sentence]


def _education(one: Requirement, profile: Profile, on: date) -> Judged:
    if not profile.education_code:
        return False, Sentence("The education is not stated.")
    if profile.education_code in one.codes:
        return True, Sentence("Education %(code)s is accepted.", code=profile.education_code)
    return False, Sentence(
        "Education %(code)s is not among those accepted: %(accepted)s.",
        code=profile.education_code,
        accepted=", ".join(one.codes),
    )


def _gpa(one: Requirement, profile: Profile, on: date) -> Judged:
    if profile.gpa is None:
        return False, Sentence("The GPA is not stated.")
    if one.minimum is None or profile.gpa >= one.minimum:
        return True, Sentence("A GPA of %(gpa)s is high enough.", gpa=profile.gpa)
    return False, Sentence(
        "The GPA is %(gpa)s; at least %(minimum)s is needed.", gpa=profile.gpa, minimum=one.minimum
    )


def _age(one: Requirement, profile: Profile, on: date) -> Judged:
    born_on = profile.born_on
    if born_on is None:
        return False, Sentence("The date of birth is not stated.")
    age = age_on(born_on, on)
    if one.minimum is not None and on < birthday(born_on, int(one.minimum)):
        return False, Sentence(
            "%(age)s years old on %(on)s; at least %(minimum)s is needed.",
            age=age,
            on=on,
            minimum=one.minimum,
        )
    if one.maximum is not None and on > birthday(born_on, int(one.maximum)):
        return False, Sentence(
            "Older than %(maximum)s years on %(on)s: the birthday with %(maximum)s was on %(birthday)s.",
            on=on,
            maximum=one.maximum,
            birthday=birthday(born_on, int(one.maximum)),
        )
    return True, Sentence("%(age)s years old on %(on)s.", age=age, on=on)


def _experience(one: Requirement, profile: Profile, on: date) -> Judged:
    needed = one.minimum or 0
    if profile.experience_years is None and needed:
        return False, Sentence("The years of experience are not stated.")
    years = profile.experience_years or 0
    if years >= needed:
        return True, Sentence("%(years)s years of experience are enough.", years=years)
    return False, Sentence(
        "%(years)s years of experience; at least %(minimum)s are needed.",
        years=years,
        minimum=needed,
    )


def _document(one: Requirement, profile: Profile, on: date) -> Judged:
    if one.code.removeprefix("document:") in profile.documents:
        return True, Sentence("The document is there: %(text)s", text=one.text)
    return False, Sentence("The document is missing: %(text)s", text=one.text)


def _by_a_person(one: Requirement, profile: Profile, on: date) -> Judged:
    return None, Sentence("The committee judges this: %(text)s", text=one.text)


_RULES: dict[str, Callable[[Requirement, Profile, date], Judged]] = {
    "education": _education,
    "gpa": _gpa,
    "age": _age,
    "experience": _experience,
    "document": _document,
}
