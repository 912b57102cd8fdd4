"""The difference of an amendment: what may change in a published vacancy, from which words to which.

A change has a path: a field of the vacancy ("gpa_min"), of a requirement ("requirement:5.2:text") or of a test
("test:17:weight"). Old and new are text, as people read and write them.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.refusals import NotNow, NotValid
from terang.stages.vacancies import wording
from terang.stages.vacancies.models import Requirement, Test, Vacancy
from terang.stages.vacancies.states import Defect

Read = Callable[[str], object]
Change = dict[str, str]


def whole(text: str) -> int:
    return int(text)


def decimal(text: str) -> Decimal:
    value = Decimal(text.replace(",", ".")).quantize(Decimal("0.01"))
    if not value.is_finite():
        raise ValueError(text)
    return value


def codes(text: str) -> list[str]:
    return [code for code in text.replace(",", " ").split() if code]


VACANCY: Mapping[str, tuple[str | Promise, Read]] = {
    "slots": (gettext_lazy("Slots"), whole),
    "education_codes": (gettext_lazy("Education codes"), codes),
    "gpa_min": (gettext_lazy("Lowest GPA"), decimal),
    "age_min": (gettext_lazy("Lowest age"), whole),
    "age_max": (gettext_lazy("Highest age"), whole),
    "experience_years": (gettext_lazy("Years of experience"), whole),
    "unit": (gettext_lazy("Unit"), str),
    "location": (gettext_lazy("Place"), str),
    "mechanism": (gettext_lazy("Mechanism"), str),
}
REQUIREMENT: Mapping[str, tuple[str | Promise, Read]] = {
    "text": (gettext_lazy("words"), str),
    "defect": (gettext_lazy("what a defect means"), lambda text: Defect(text).value),
    "largest_kb": (gettext_lazy("largest size in KB"), whole),
}
TEST: Mapping[str, tuple[str | Promise, Read]] = {
    "title": (gettext_lazy("title"), str),
    "weight": (gettext_lazy("weight in percent"), decimal),
    "minutes": (gettext_lazy("minutes"), whole),
    "knockout_minimum": (gettext_lazy("lowest points of the knock-out"), decimal),
}
RESTS_ON: Mapping[str, str] = {
    "education_codes": "education",
    "gpa_min": "gpa",
    "age_min": "age",
    "age_max": "age",
    "experience_years": "experience",
}


@dataclass
class Amended:
    """A vacancy with its requirements and tests as they will be; nothing of it is written yet."""

    vacancy: Vacancy
    requirements: list[Requirement]
    tests: list[Test]


def difference(vacancy: Vacancy, wanted: Mapping[str, str]) -> tuple[list[Change], Amended]:
    """What the wanted values change, with what follows from it for the words of the requirements.

    Refused: NotValid if nothing changes, if a path isn't open to change, or a value can't be read.
    """
    amended = _present(vacancy)
    changes = [
        change
        for path, new in wanted.items()
        if (change := _change(amended, path, new.replace("\r\n", "\n").strip()))
    ]
    by_hand = {change["path"] for change in changes}
    for path, text in _following(amended, by_hand):
        if path not in by_hand and (change := _change(amended, path, text)):
            changes.append(change)
    if not changes:
        raise NotValid(_("Nothing changes."))
    return changes, amended


def repeated(vacancy: Vacancy, changes: list[Change]) -> Amended:
    """The vacancy with recorded changes. Refused: NotNow if it isn't any more what they were made from."""
    amended = _present(vacancy)
    for change in changes:
        made = _change(amended, change["path"], change["new"])
        if made is None or made["old"] != change["old"]:
            raise NotNow(_("This has changed since it was proposed. It must be proposed again."))
    return amended


def shown(value: object) -> str:
    """A value as an amendment writes it."""
    match value:
        case None:
            return ""
        case list():
            return ", ".join(map(str, value))
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)


def _present(vacancy: Vacancy) -> Amended:
    fresh = Vacancy.objects.select_related("round__agency", "formasi").get(pk=vacancy.pk)
    return Amended(fresh, list(fresh.requirements.order_by("id")), list(fresh.tests.order_by("id")))


def _change(amended: Amended, path: str, new: str) -> Change | None:
    """Put one value in; the change, or None if it is what was there already."""
    row, name, label, read = _place(amended, path)
    old = shown(getattr(row, name))
    if new == old:
        return None
    try:
        value = read(new)
    except (ValueError, InvalidOperation) as error:
        raise NotValid(_("“%(value)s” can't be %(label)s.") % {"value": new[:40], "label": label}) from error
    if shown(value) == old:
        return None
    setattr(row, name, value)
    return {"path": path, "label": label, "old": old, "new": shown(value)}


def _place(amended: Amended, path: str) -> tuple[Model, str, str, Read]:
    match path.split(":"):
        case [name] if name in VACANCY:
            label, read = VACANCY[name]
            return amended.vacancy, name, str(label), read
        case ["requirement", clause, name] if name in REQUIREMENT:
            label, read = REQUIREMENT[name]
            for asked in amended.requirements:
                if asked.clause == clause and (name != "largest_kb" or asked.document):
                    return asked, name, f"{clause}: {label}", read
        case ["requirement", "new", code]:
            added = Requirement(
                vacancy=amended.vacancy, clause=_next_clause(amended), code=code, text="", defect=Defect.FATAL
            )
            amended.requirements.append(added)
            return added, "text", f"{added.clause}: {REQUIREMENT['text'][0]}", str
        case ["test", number, name] if name in TEST:
            label, read = TEST[name]
            for test in amended.tests:
                if str(test.pk) == number and is_open(test, name):
                    return test, name, f"{test.title}: {label}", read
    raise NotValid(_("“%s” can't be changed by an amendment.") % path[:60])


def is_open(test: Test, name: str) -> bool:
    return (name != "weight" or test.stage == "second") and (name != "knockout_minimum" or test.knockout)


def _next_clause(amended: Amended) -> str:
    of_persons = [row for row in amended.requirements if row.clause.startswith(f"{wording.OF_PERSONS}.")]
    return f"{wording.OF_PERSONS}.{len(of_persons) + 1}"


def _following(amended: Amended, changed: Collection[str]) -> Iterator[tuple[str, str]]:
    """The words of the requirements that follow from changed figures."""
    clauses = {row.code: row.clause for row in amended.requirements}
    rests_on = {RESTS_ON[name] for name in changed if name in RESTS_ON}
    for code, text in wording.figures(amended.vacancy).items():
        if code in rests_on:
            yield (
                (f"requirement:{clauses[code]}:text" if code in clauses else f"requirement:new:{code}"),
                text,
            )
