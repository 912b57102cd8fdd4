"""Shared reads of vacancies, given an actor."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.refusals import NotFound
from terang.base.tenancy.models import Round
from terang.stages.planning import facts as planning
from terang.stages.planning.facts import FormasiFacts
from terang.stages.vacancies import access
from terang.stages.vacancies.acts import Act
from terang.stages.vacancies.models import Amendment, RoundNorm, StageWindow, Vacancy
from terang.stages.vacancies.states import STAGES, AmendmentState, VacancyState


def rounds_for(by: Actor) -> QuerySet[Round]:
    """The rounds whose vacancies the official may read, newest first."""
    held = by.rounds_of(*access.READERS)
    rounds = (
        Round.objects.filter(agency_id=by.agency_id or 0)
        .select_related("norm")
        .order_by("-created_at", "-id")
    )
    rounds = rounds.annotate(
        vacancy_count=Count("vacancies"),
        public_count=Count("vacancies", Q(vacancies__state__in=["published", "closed"])),
    )
    return rounds if None in held else rounds.filter(pk__in=[pk for pk in held if pk])


def round_for(by: Actor, round_id: int) -> Round:
    """One round. Refused: NotFound if another agency's; NotAllowed without a role that reads vacancies."""
    found = Round.objects.select_related("agency").filter(pk=round_id).first()
    if found is None or (found.agency_id != by.agency_id and not by.is_system):
        raise NotFound(_("There is no such round."))
    must_be(access.may_read(by, found), _("Drafts of vacancies are open to the committee of this round."))
    return found


def vacancy_for(by: Actor, vacancy_id: int) -> Vacancy:
    """One vacancy of a round that the official may read."""
    rows = Vacancy.objects.select_related("round__agency", "formasi")
    found = rows.prefetch_related("requirements", "tests").filter(pk=vacancy_id).first()
    if found is None:
        raise NotFound(_("There is no such vacancy."))
    round_for(by, found.round_id)
    return found


def amendment_for(by: Actor, amendment_id: int) -> Amendment:
    """One amendment of a round that the official may read."""
    found = Amendment.objects.select_related("round__agency", "vacancy").filter(pk=amendment_id).first()
    if found is None:
        raise NotFound(_("There is no such amendment."))
    round_for(by, found.round_id)
    return found


def vacancies_in(round_: Round, *, search: str = "", state: str = "") -> QuerySet[Vacancy]:
    """The vacancies of a round by code, whatever their state."""
    rows = Vacancy.objects.filter(round=round_).order_by("code")
    if search:
        rows = rows.filter(Q(position__icontains=search) | Q(unit__icontains=search) | Q(code__iexact=search))
    return rows.filter(state=state) if state in VacancyState.values else rows


def norm_pinned(round_: Round) -> RoundNorm | None:
    return RoundNorm.objects.filter(round=round_).first()


def windows(round_: Round) -> list[StageWindow]:
    """The calendar of a round in the order of the stages."""
    rows = StageWindow.objects.filter(round=round_)
    return sorted(rows, key=lambda row: STAGES.index(row.stage))


def is_announced(round_: Round) -> bool:
    """Whether the calendar is public, so that it changes only by amendment."""
    return StageWindow.objects.filter(round=round_, announced_at__isnull=False).exists()


def slots_left(formasi: FormasiFacts, *, except_vacancy: int | None = None) -> int:
    """How many slots of a formasi no vacancy has yet."""
    used = (
        Vacancy.objects.filter(formasi_id=formasi.id)
        .exclude(pk=except_vacancy or 0)
        .aggregate(sum=Sum("slots"))
    )
    return formasi.slots - (used["sum"] or 0)


def formasi_to_write(round_: Round) -> list[tuple[FormasiFacts, int]]:
    """The approved formasi of a round, each with the slots that are left."""
    return [(one, slots_left(one)) for one in planning.approved(round_.pk)]


def proposal(vacancy: Vacancy) -> Decision | None:
    """The proposal to publish that waits for the approver."""
    return approvals.current(Act.VACANCY_PUBLISHED, vacancy)


def amendment_proposal(amendment: Amendment) -> Decision | None:
    """The proposal to amend that waits for the approver."""
    act = Act.VACANCY_AMENDED if amendment.vacancy_id else Act.CALENDAR_CHANGED
    return approvals.current(act, amendment)


def amendments_of(round_: Round, vacancy: Vacancy | None = None) -> QuerySet[Amendment]:
    """The amendments of a vacancy, or (without one) of the calendar, newest first."""
    return Amendment.objects.filter(round=round_, vacancy=vacancy).order_by("-id")


def waiting_vacancies(by: Actor, states: Iterable[VacancyState]) -> QuerySet[Vacancy]:
    """The vacancies in these states in the rounds that the official reads."""
    mine = rounds_for(by).values("pk")
    return (
        Vacancy.objects.filter(round__in=mine, state__in=list(states))
        .select_related("round")
        .order_by("code")
    )


def waiting_amendments(by: Actor) -> QuerySet[Amendment]:
    """The amendments that wait for an approver."""
    rows = Amendment.objects.filter(round__in=rounds_for(by).values("pk"), state=AmendmentState.PROPOSED)
    return rows.select_related("round", "vacancy").order_by("proposed_at")
