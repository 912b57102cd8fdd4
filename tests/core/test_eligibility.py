"""Each requirement of a vacancy, met and not met, with the sentence that the person reads."""

from datetime import date
from decimal import Decimal

import pytest

from terang.core.rules.eligibility import Profile, Requirement, age_on, birthday, check

ON = date(2024, 9, 10)
WATI = Profile(
    education_code="5101087",
    gpa=Decimal("3.21"),
    born_on=date(1996, 4, 21),
    experience_years=2,
    documents=frozenset({"ijazah", "ktp"}),
)


def requirement(code: str, **parameters: object) -> Requirement:
    return Requirement("4.1", code, "as announced", **parameters)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "profile", "met", "sentence"),
    [
        (requirement("education", codes=("5101087",)), WATI, True, "Education 5101087 is accepted."),
        (requirement("education", codes=("1", "2")), WATI, False,
         "Education 5101087 is not among those accepted: 1, 2."),
        (requirement("education", codes=("1",)), Profile(), False, "The education is not stated."),
        (requirement("gpa", minimum=Decimal("3.21")), WATI, True, "A GPA of 3.21 is high enough."),
        (requirement("gpa", minimum=Decimal("3.22")), WATI, False, "The GPA is 3.21; at least 3.22 is needed."),
        (requirement("gpa", minimum=Decimal(3)), Profile(), False, "The GPA is not stated."),
        (requirement("age", minimum=18, maximum=35), WATI, True, "28 years old on 2024-09-10."),
        (requirement("age", minimum=29), WATI, False, "28 years old on 2024-09-10; at least 29 is needed."),
        (requirement("age", maximum=28), WATI, False,
         "Older than 28 years on 2024-09-10: the birthday with 28 was on 2024-04-21."),
        (requirement("age", maximum=35), Profile(), False, "The date of birth is not stated."),
        (requirement("experience", minimum=2), WATI, True, "2 years of experience are enough."),
        (requirement("experience", minimum=3), WATI, False, "2 years of experience; at least 3 are needed."),
        (requirement("experience", minimum=1), Profile(), False, "The years of experience are not stated."),
        (requirement("experience", minimum=0), Profile(), True, "0 years of experience are enough."),
        (requirement("document:ijazah"), WATI, True, "The document is there: as announced"),
        (requirement("document:str"), WATI, False, "The document is missing: as announced"),
        (requirement("conduct"), WATI, None, "The committee judges this: as announced"),
    ],
)  # fmt: skip
def test_a_requirement_is_judged_with_a_sentence(
    one: Requirement, profile: Profile, met: bool | None, sentence: str
) -> None:
    (verdict,) = check([one], profile, ON)

    assert (verdict.met, verdict.sentence, verdict.clause, verdict.code) == (met, sentence, "4.1", one.code)


def test_verdicts_come_in_the_order_of_the_clauses() -> None:
    clauses = [Requirement(clause, "gpa", "") for clause in ("4.2", "4.1", "4.10")]

    assert [one.clause for one in check(clauses, WATI, ON)] == ["4.2", "4.1", "4.10"]


@pytest.mark.parametrize(
    ("born_on", "on", "age"),
    [
        (date(2000, 5, 5), date(2024, 5, 4), 23),
        (date(2000, 5, 5), date(2024, 5, 5), 24),
        (date(2000, 2, 29), date(2024, 2, 29), 24),
        (date(2000, 2, 29), date(2023, 2, 28), 22),
        (date(2000, 2, 29), date(2023, 3, 1), 23),
    ],
)
def test_completed_years_of_life(born_on: date, on: date, age: int) -> None:
    assert age_on(born_on, on) == age
    assert birthday(born_on, age) <= on < birthday(born_on, age + 1)
