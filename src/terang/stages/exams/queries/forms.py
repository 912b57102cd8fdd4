"""Forms as the committee sees them: counts and digests, never a question."""

from collections import Counter

from django.db.models import QuerySet

from terang.stages.exams.models import Form, Item, Placed
from terang.stages.exams.states import FormState, ItemState


def of_test(round_id: int, stage: str, vacancy_id: int | None) -> QuerySet[Form]:
    """The forms of one test: of the first exam, or of the second tests of a vacancy."""
    rows = Form.objects.filter(round_id=round_id, stage=stage)
    return rows.filter(vacancy=None) if vacancy_id is None else rows.filter(vacancy_id=vacancy_id)


def of_round(round_id: int) -> QuerySet[Form]:
    """All forms of a round but the discarded ones."""
    rows = Form.objects.filter(round_id=round_id).exclude(state=FormState.DISCARDED)
    return rows.select_related("vacancy").order_by("stage", "vacancy__code", "name")


def parts_of_form(form: Form) -> Counter[str]:
    """How many questions of each part a form has."""
    return Counter(Placed.objects.filter(form=form).order_by("position").values_list("part", flat=True))


def bank_counts(agency_id: int, norm_id: str) -> Counter[str]:
    """How many reviewed questions the bank has, by part."""
    rows = Item.objects.filter(agency_id=agency_id, norm_id=norm_id, state=ItemState.REVIEWED)
    return Counter(rows.values_list("part", flat=True))
