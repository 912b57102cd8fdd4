"""What is judged: chosen from the library or written, until the assessors are fixed."""

import unicodedata
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotFound, NotValid
from terang.base.tenancy.models import Round
from terang.stages.panels import access, shelf
from terang.stages.panels.acts import Act
from terang.stages.panels.models import Criterion, Rubric, Scale
from terang.stages.panels.queries.tests import Panel, panel
from terang.stages.panels.shelf import CriterionDraft, RubricDraft
from terang.stages.panels.states import RUBRIC

MOST_CRITERIA = 12
WHOLE = Decimal(100)
LEVELS_OF_FIVE = ["5", "4", "3", "2", "1"]


@transaction.atomic
def choose_rubric(*, round_id: int, test_id: int, code: str, by: Actor, at: datetime) -> Rubric:
    """The committee takes a rubric from the library for a test; it can still be edited.

    Refused: NotAllowed unless committee officer; NotFound without such a rubric; NotNow once it is frozen.
    Journal: panels.rubric.written.
    """
    draft = shelf.rubric(code)
    if draft is None:
        raise NotFound(_("The library has no such rubric."))
    return write_rubric(round_id=round_id, test_id=test_id, draft=draft, by=by, at=at)


@transaction.atomic
def write_rubric(*, round_id: int, test_id: int, draft: RubricDraft, by: Actor, at: datetime) -> Rubric:
    """The committee fixes what is judged in a test, how much each criterion weighs, and what each level looks like.

    Refused: NotAllowed unless committee officer; NotNow once assessors are fixed; NotValid unless the weights
    make 100 and every level has its sentence.
    Journal: panels.rubric.written.
    """
    test = panel(round_id, test_id)
    must_be(access.may_lead(by, test), _("Only the committee officer of this round writes its rubrics."))
    rubric = Rubric.objects.select_for_update().filter(test_id=test_id).first() or _new(test, by, at)
    rubric.state = RUBRIC.after(rubric.state, "write")
    _check(draft)
    rubric.title, rubric.guidance, rubric.taken_from = _text(draft.title), _text(draft.guidance), draft.code
    rubric.written_by_id, rubric.written_at = by.person_id or 0, at
    rubric.save()
    rubric.criteria.all().delete()
    Criterion.objects.bulk_create(_row(rubric, n, one) for n, one in enumerate(draft.criteria, start=1))
    round_ = Round.objects.get(pk=round_id)
    journal.record(Act.RUBRIC_WRITTEN, subject=rubric, by=by, at=at, round_=round_, facts={"test": test_id})
    return rubric


def _new(test: Panel, by: Actor, at: datetime) -> Rubric:
    return Rubric(
        test_id=test.test.id,
        agency_id=test.agency_id,
        round_id=test.round_id,
        written_by_id=by.person_id or 0,
        written_at=at,
    )


def _row(rubric: Rubric, position: int, one: CriterionDraft) -> Criterion:
    anchors = [[level, _text(sentence)] for level, sentence in one.anchors]
    return Criterion(
        rubric=rubric,
        position=position,
        title=_text(one.title),
        weight=one.weight,
        scale=one.scale,
        anchors=anchors,
    )


def _text(words: str) -> str:
    return unicodedata.normalize("NFC", words.strip())


def _check(draft: RubricDraft) -> None:
    problems = [*_of_the_whole(draft), *(problem for one in draft.criteria for problem in _of_one(one))]
    if problems:
        raise NotValid(_("The rubric can't be kept yet."), problems=tuple(problems))


def _of_the_whole(draft: RubricDraft) -> list[str]:
    problems = []
    if not draft.title.strip():
        problems.append(_("The rubric needs a title."))
    if not 1 <= len(draft.criteria) <= MOST_CRITERIA:
        problems.append(_("A rubric has between 1 and %d criteria.") % MOST_CRITERIA)
    if (total := sum((one.weight for one in draft.criteria), Decimal(0))) != WHOLE:
        problems.append(_("The weights make %s together, but must make 100.") % total)
    return problems


def _of_one(one: CriterionDraft) -> list[str]:
    name = one.title.strip() or _("A criterion")
    problems = []
    if not one.title.strip():
        problems.append(_("Every criterion needs a title."))
    if not 0 < one.weight <= WHOLE:
        problems.append(_("%s: the weight must be above 0 and at most 100.") % name)
    if one.scale not in Scale.values:
        problems.append(_("%s: choose a scale.") % name)
    levels = [level for level, sentence in one.anchors if sentence.strip()]
    if one.scale == Scale.FIVE and levels != LEVELS_OF_FIVE:
        problems.append(_("%s: say for each level from 5 to 1 what it looks like.") % name)
    if one.scale == Scale.HUNDRED and len(levels) < 2:
        problems.append(_("%s: say for at least two levels what they look like.") % name)
    return problems
