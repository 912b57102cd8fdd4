"""Every act of vacancies against every role, in the round and outside it."""

from collections.abc import Callable

import pytest

from terang.base.access import Actor, Role
from terang.base.journal.models import Entry
from terang.base.refusals import NotAllowed
from terang.base.tenancy import scope
from terang.stages.planning.models import Formasi
from terang.stages.vacancies import commands
from terang.stages.vacancies.models import Vacancy
from tests.factories import people, planning
from tests.factories import vacancies as some

pytestmark = pytest.mark.django_db
AT = some.BEFORE
Act = Callable[[Vacancy, Actor], object]
OFFICER, APPROVER = Role.COMMITTEE_OFFICER, Role.APPROVER

ON_DRAFTS: dict[str, tuple[Role, Act]] = {
    "norm": (OFFICER, lambda v, by: commands.pin_norm(round_id=v.round_id, norm_id="cpns-2024", by=by, at=AT)),
    "calendar": (
        OFFICER, lambda v, by: commands.set_calendar(round_id=v.round_id, windows=some.CALENDAR, by=by, at=AT)
    ),
    "write": (
        OFFICER, lambda v, by: commands.write_vacancy(formasi_id=spare(v).pk, draft=some.draft(), by=by, at=AT)
    ),
    "change": (OFFICER, lambda v, by: commands.change_vacancy(vacancy_id=v.pk, draft=some.draft(), by=by, at=AT)),
    "drop": (OFFICER, lambda v, by: commands.drop_vacancy(vacancy_id=v.pk, by=by, at=AT)),
    "propose": (OFFICER, lambda v, by: commands.propose_publication(vacancy_id=v.pk, by=by, at=AT)),
    "approve": (
        APPROVER, lambda v, by: commands.approve_publication(vacancy_id=v.pk, shown=proposed(v), by=by, at=AT)
    ),
    "refuse": (
        APPROVER, lambda v, by: commands.refuse_publication(vacancy_id=proposed(v) and v.pk, reason="r", by=by, at=AT)
    ),
}  # fmt: skip
ON_PUBLISHED: dict[str, tuple[Role, Act]] = {
    "close": (OFFICER, lambda v, by: commands.close_vacancy(vacancy_id=v.pk, by=by, at=some.moment(3, 3))),
    "amend": (
        OFFICER,
        lambda v, by: commands.propose_amendment(vacancy_id=v.pk, wanted={"age_max": "40"}, reason="r", by=by, at=AT),
    ),
    "move": (
        OFFICER,
        lambda v, by: commands.propose_move(
            round_id=v.round_id, stage="exam", opens_at=some.moment(4, 2), closes_at=some.moment(4, 16), reason="r",
            by=by, at=AT,
        ),
    ),
    "make": (APPROVER, lambda v, by: commands.approve_amendment(**amendment(v), by=by, at=AT)),
    "send back": (
        APPROVER,
        lambda v, by: commands.refuse_amendment(amendment_id=amendment(v)["amendment_id"], reason="r", by=by, at=AT),
    ),
}  # fmt: skip


def officer(vacancy: Vacancy) -> Actor:
    return people.official(OFFICER, vacancy.round, name="Rina Oktavia")


def spare(vacancy: Vacancy) -> Formasi:
    return planning.formasi(vacancy.round, name="Arsiparis")


def proposed(vacancy: Vacancy) -> str:
    return commands.propose_publication(vacancy_id=vacancy.pk, by=officer(vacancy), at=AT).fingerprint


def amendment(vacancy: Vacancy) -> dict[str, object]:
    from terang.stages.vacancies import queries

    made = commands.propose_amendment(
        vacancy_id=vacancy.pk, wanted={"age_max": "40"}, reason="r", by=officer(vacancy), at=AT
    )
    decision = queries.amendment_proposal(made)
    assert decision
    return {"amendment_id": made.pk, "shown": decision.fingerprint}


@pytest.fixture(autouse=True)
def at_home() -> None:
    people.round_()
    scope.enter(system=True)


@pytest.mark.some(every=3)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", [*ON_DRAFTS, *ON_PUBLISHED])
def test_an_act_is_for_its_role_only(act: str, role: Role) -> None:
    vacancy = some.vacancy(published=act in ON_PUBLISHED)
    doer, do = {**ON_DRAFTS, **ON_PUBLISHED}[act]
    by = people.official(role, vacancy.round)

    if role == doer:
        do(vacancy, by)
    else:
        with pytest.raises(NotAllowed):
            do(vacancy, by)
        assert not Entry.objects.filter(act__startswith="vacancies", person_id=by.person_id).exists()


@pytest.mark.parametrize("act", [*ON_DRAFTS, *ON_PUBLISHED])
def test_a_role_in_another_round_is_none_here(act: str) -> None:
    vacancy = some.vacancy(published=act in ON_PUBLISHED)
    doer, do = {**ON_DRAFTS, **ON_PUBLISHED}[act]
    other = people.round_(code="sawahlunto-2026-2")

    with pytest.raises(NotAllowed):
        do(vacancy, people.official(doer, other))


@pytest.mark.parametrize("act", ["propose", "approve", "amend", "move", "make"])
def test_the_house_itself_never_proposes_or_approves(act: str) -> None:
    vacancy = some.vacancy(published=act in ON_PUBLISHED)

    with pytest.raises(NotAllowed):
        {**ON_DRAFTS, **ON_PUBLISHED}[act][1](vacancy, Actor.as_system("flow"))
