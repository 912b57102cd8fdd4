"""Whether what an officer wrote can be a vacancy at all, whatever the norm says."""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from terang.base.refusals import NotValid
from terang.stages.vacancies.drafts import DocumentAsked, TestPlanned, VacancyDraft
from terang.stages.vacancies.states import Defect

EDUCATION = re.compile(r"[0-9]{7}")
SLOT = re.compile(r"[a-z][a-z0-9_]{1,38}")
FORMATS = ("jpg", "png", "pdf")
LARGEST_KB, LONGEST_TEST, MOST_SLOTS, OLDEST, MOST_YEARS = 5_000, 600, 9_999, 70, 40
LONGEST_TEXT, LONGEST_TITLE, LONGEST_MECHANISM = 400, 120, 8_000


def check(draft: VacancyDraft) -> None:
    """Refused: NotValid with every reason."""
    problems = tuple(_problems(draft))
    if problems:
        raise NotValid(
            problems[0] if len(problems) == 1 else _("Several things are to be mended."), problems=problems
        )


def _problems(draft: VacancyDraft) -> Iterator[str]:
    if not 0 < draft.slots <= MOST_SLOTS:
        yield _("A vacancy has at least one slot.")
    if not draft.education_codes or not all(map(EDUCATION.fullmatch, draft.education_codes)):
        yield _("Name at least one education code; each has 7 digits.")
    if draft.gpa_min is not None and not 0 <= draft.gpa_min <= Decimal(4):
        yield _("A GPA lies between 0 and 4.")
    if not 0 < draft.age_min <= draft.age_max <= OLDEST:
        yield _("The ages must be in order, and at most %d.") % OLDEST
    if not 0 <= draft.experience_years <= MOST_YEARS:
        yield _("At most %d years of experience can be asked for.") % MOST_YEARS
    if not 0 < len(draft.mechanism.strip()) <= LONGEST_MECHANISM:
        yield _("Describe the mechanism: how people are chosen, step by step.")
    yield from _of_documents(draft)
    yield from _of_tests(draft)


def _of_documents(draft: VacancyDraft) -> Iterator[str]:
    slots = [one.slot for one in draft.documents]
    if len(set(slots)) < len(slots):
        yield _("A document is asked for twice.")
    if not all(map(_is_sound, draft.documents)):
        yield _(
            "Each document needs words, a format (jpg, png, pdf), a size up to %d KB, and what a defect means."
        ) % (LARGEST_KB)
    for other in draft.others:
        if not 0 < len(other.text.strip()) <= LONGEST_TEXT or other.defect not in Defect.values:
            yield _("Each further requirement needs words, and what a defect means.")


def _is_sound(one: DocumentAsked) -> bool:
    return bool(
        SLOT.fullmatch(one.slot)
        and 0 < len(one.text.strip()) <= LONGEST_TEXT
        and one.defect in Defect.values
        and one.formats
        and set(one.formats) <= set(FORMATS)
        and 0 < one.largest_kb <= LARGEST_KB
    )


def _of_tests(draft: VacancyDraft) -> Iterator[str]:
    titles = [one.title.strip().casefold() for one in draft.tests]
    if len(set(titles)) < len(titles):
        yield _("Two tests have the same title.")
    for one in draft.tests:
        yield from _of_test(one)


def _of_test(one: TestPlanned) -> Iterator[str]:
    if not 0 < len(one.title.strip()) <= LONGEST_TITLE or not one.kind or len(one.kind) > 20:
        yield _("Each test needs a kind and a title.")
    if not 0 <= one.weight <= 100 or not 0 < one.minutes <= LONGEST_TEST:
        yield _("%s: a weight lies between 0 and 100, a test takes 1 to 600 minutes.") % one.title
    if one.knockout and (one.knockout_minimum is None or not 0 <= one.knockout_minimum <= 100):
        yield (
            _("%s knocks out: say below how many points, from 0 to 100 (PermenPANRB 6/2024 Ps. 22).")
            % one.title
        )
    if not one.knockout and one.knockout_minimum is not None:
        yield _("%s has a minimum but doesn't knock out. Choose one.") % one.title
