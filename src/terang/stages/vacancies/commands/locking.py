"""Rows under lock: always the round first, so that slots are never promised twice and nobody deadlocks."""

from datetime import datetime

from terang.base.access import Actor
from terang.base.approvals import deciding as approvals
from terang.base.tenancy.models import Round
from terang.stages.vacancies import queries
from terang.stages.vacancies.models import Amendment, Vacancy
from terang.stages.vacancies.states import VACANCY, VacancyState


def locked_round(round_id: int) -> Round:
    """The round, as far as its vacancies go."""
    return (
        Round.objects.select_for_update(no_key=True, of=("self",)).select_related("agency").get(pk=round_id)
    )


def locked_vacancy(vacancy_id: int) -> Vacancy:
    """The vacancy, after its round."""
    locked_round(Vacancy.objects.values_list("round_id", flat=True).get(pk=vacancy_id))
    rows = Vacancy.objects.select_for_update(of=("self",)).select_related("round__agency", "formasi")
    return rows.get(pk=vacancy_id)


def locked_amendment(amendment_id: int) -> Amendment:
    """The amendment, after its round and its vacancy."""
    locked_round(Amendment.objects.values_list("round_id", flat=True).get(pk=amendment_id))
    rows = Amendment.objects.select_for_update(of=("self",)).select_related(
        "round__agency", "vacancy__round__agency"
    )
    return rows.get(pk=amendment_id)


def void(vacancy: Vacancy, *, by: Actor, at: datetime) -> None:
    """Back to draft: whatever changes ends the open proposal. Refused: NotNow if published."""
    vacancy.state = VACANCY.after(vacancy.state, "write")
    decision = queries.proposal(vacancy)
    if decision:
        approvals.void_changed(decision, by=by, at=at)


def void_round(round_: Round, *, by: Actor, at: datetime) -> None:
    """What every vacancy of the round rests on has changed: all open proposals end."""
    for vacancy in Vacancy.objects.filter(round=round_, state=VacancyState.PROPOSED).order_by("pk"):
        void(vacancy, by=by, at=at)
        vacancy.save(update_fields=["state"])
