"""Writing a vacancy from an approved formasi."""

import re
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.core.norms import Norm
from terang.stages.planning import facts as planning
from terang.stages.planning.facts import FormasiFacts
from terang.stages.vacancies import access, checks, facts, queries, soundness, wording
from terang.stages.vacancies.acts import Act
from terang.stages.vacancies.commands.locking import locked_round, locked_vacancy, void
from terang.stages.vacancies.drafts import VacancyDraft
from terang.stages.vacancies.models import Requirement, Test, Vacancy
from terang.stages.vacancies.states import VACANCY, TestStage

CODE = re.compile(r"V([0-9]+)")


@transaction.atomic
def write_vacancy(*, formasi_id: int, draft: VacancyDraft, by: Actor, at: datetime) -> Vacancy:
    """The committee writes a vacancy for one kind of people, out of the slots of an approved formasi.

    Refused: NotAllowed unless committee officer; NotNow before the round has a norm, or if the formasi isn't
    approved; NotValid if malformed, if this kind has a vacancy already, or with more slots than are left.
    Journal: vacancies.vacancy.written.
    """
    formasi = planning.formasi(formasi_id)
    if formasi is None:
        raise NotNow(_("This formasi isn't approved, so nothing can be announced from it."))
    round_ = locked_round(formasi.round_id)
    must_be(access.may_write(by, round_), _("Only a committee officer of this round does this."))
    norm = facts.norm_of(round_.pk)
    soundness.check(draft)
    for problem in checks.of_kind(norm, draft.kind):
        raise NotValid(problem)
    _must_have_slots(formasi, draft, None)
    vacancy = Vacancy(
        round=round_, agency_id=round_.agency_id, formasi_id=formasi.id, code=_next_code(round_.pk),
        position=formasi.position, unit=formasi.unit, location=formasi.location,
    )  # fmt: skip
    _fill(vacancy, draft, norm)
    told = {"code": vacancy.code, "kind": draft.kind, "slots": draft.slots}
    journal.record(Act.VACANCY_WRITTEN, subject=vacancy, by=by, at=at, round_=round_, facts=told)
    return vacancy


@transaction.atomic
def change_vacancy(*, vacancy_id: int, draft: VacancyDraft, by: Actor, at: datetime) -> Vacancy:
    """The committee writes a draft anew; an open proposal is void.

    Refused: as write_vacancy, and NotNow once published. Journal: vacancies.vacancy.changed.
    """
    vacancy = locked_vacancy(vacancy_id)
    must_be(access.may_write(by, vacancy.round), _("Only a committee officer of this round does this."))
    void(vacancy, by=by, at=at)
    norm = facts.norm_of(vacancy.round_id)
    soundness.check(draft)
    for problem in checks.of_kind(norm, draft.kind):
        raise NotValid(problem)
    formasi = planning.formasi(vacancy.formasi_id)
    if formasi is None:
        raise NotNow(_("This formasi isn't approved, so nothing can be announced from it."))
    _must_have_slots(formasi, draft, vacancy)
    _fill(vacancy, draft, norm)
    told = {"code": vacancy.code, "kind": draft.kind, "slots": draft.slots}
    journal.record(Act.VACANCY_CHANGED, subject=vacancy, by=by, at=at, round_=vacancy.round, facts=told)
    return vacancy


@transaction.atomic
def drop_vacancy(*, vacancy_id: int, by: Actor, at: datetime) -> None:
    """The committee gives up a draft; its slots are free again.

    Refused: NotAllowed unless committee officer; NotNow unless draft. Journal: vacancies.vacancy.dropped.
    """
    vacancy = locked_vacancy(vacancy_id)
    must_be(access.may_write(by, vacancy.round), _("Only a committee officer of this round does this."))
    VACANCY.after(vacancy.state, "drop")
    told = {"code": vacancy.code}
    journal.record(Act.VACANCY_DROPPED, subject=vacancy, by=by, at=at, round_=vacancy.round, facts=told)
    vacancy.delete()


def _must_have_slots(formasi: FormasiFacts, draft: VacancyDraft, vacancy: Vacancy | None) -> None:
    own = vacancy.pk if vacancy else None
    left = queries.slots_left(formasi, except_vacancy=own)
    if draft.slots > left:
        raise NotValid(
            _("The formasi %(code)s has %(slots)d slots, of which %(left)d are left; you ask for %(asked)d.")
            % {"code": formasi.code, "slots": formasi.slots, "left": left, "asked": draft.slots}
        )
    if Vacancy.objects.filter(formasi_id=formasi.id, kind=draft.kind).exclude(pk=own or 0).exists():
        raise NotValid(_("This formasi has a vacancy of this kind already. Change that one."))


def _next_code(round_id: int) -> str:
    codes = Vacancy.objects.filter(round_id=round_id).values_list("code", flat=True)
    used = [int(found.group(1)) for code in codes if (found := CODE.fullmatch(code))]
    return f"V{max(used, default=0) + 1:02d}"


def _fill(vacancy: Vacancy, draft: VacancyDraft, norm: Norm) -> None:
    vacancy.kind, vacancy.slots = draft.kind, draft.slots
    vacancy.education_codes = list(dict.fromkeys(draft.education_codes))
    vacancy.gpa_min = draft.gpa_min.quantize(Decimal("0.01")) if draft.gpa_min is not None else None
    vacancy.age_min, vacancy.age_max = draft.age_min, draft.age_max
    vacancy.experience_years, vacancy.mechanism = (
        draft.experience_years,
        draft.mechanism.replace("\r\n", "\n").strip(),
    )
    vacancy.save()
    vacancy.requirements.all().delete()
    vacancy.tests.all().delete()
    Requirement.objects.bulk_create(wording.requirements(vacancy, draft.documents, draft.others, norm))
    Test.objects.bulk_create([_first_exam(vacancy, norm), *_second_tests(vacancy, draft)])


def _first_exam(vacancy: Vacancy, norm: Norm) -> Test:
    return Test(
        round_id=vacancy.round_id, vacancy=vacancy, stage=TestStage.FIRST, kind="cat", title=norm.total.label,
        minutes=norm.minutes,
    )  # fmt: skip


def _second_tests(vacancy: Vacancy, draft: VacancyDraft) -> list[Test]:
    return [
        Test(
            round_id=vacancy.round_id,
            vacancy=vacancy,
            stage=TestStage.SECOND,
            kind=one.kind,
            title=one.title.strip(),
            weight=one.weight,
            knockout=one.knockout,
            knockout_minimum=one.knockout_minimum,
            minutes=one.minutes,
        )
        for one in draft.tests
    ]
