"""Every act of planning against every role, in the round and outside it."""

from collections.abc import Callable

import pytest

from terang.base.access import Actor, Role
from terang.base.journal.models import Entry
from terang.base.refusals import NotAllowed, Refusal
from terang.base.tenancy import scope
from terang.stages.planning import commands
from terang.stages.planning.models import Formasi, ImportDraft
from terang.stages.planning.states import FormasiState
from tests.factories import people, planning
from tests.factories.vacancies import BEFORE as AT

pytestmark = pytest.mark.django_db
Act = Callable[[Formasi, Actor], object]

ACTS: dict[str, tuple[Role, Act]] = {
    "base": (
        Role.PLANNER,
        lambda f, by: commands.choose_base(round_id=f.round_id, base_id="kep-75-2004", by=by, at=AT),
    ),
    "upload": (
        Role.PLANNER,
        lambda f, by: commands.upload_table(
            round_id=f.round_id,
            title="a",
            content=b"position,task,volume,period,minutes\na,b,1,day,1",
            by=by,
            at=AT,
        ),
    ),
    "describe": (
        Role.PLANNER,
        lambda f, by: commands.describe_position(
            position_id=f.need_id, location="T", incumbents=1, retiring=0, by=by, at=AT
        ),
    ),
    "drop position": (
        Role.PLANNER,
        lambda f, by: commands.drop_position(position_id=planning.position(f.round).pk, by=by, at=AT),
    ),
    "write": (
        Role.PLANNER,
        lambda f, by: commands.write_formasi(
            position_id=f.need_id, slots=4, location="T", reason="r", by=by, at=AT
        ),
    ),
    "drop": (Role.PLANNER, lambda f, by: commands.drop_formasi(formasi_id=f.pk, by=by, at=AT)),
    "propose": (Role.PLANNER, lambda f, by: commands.propose_formasi(formasi_id=f.pk, by=by, at=AT)),
    "refuse": (
        Role.APPROVER,
        lambda f, by: commands.refuse_formasi(formasi_id=_proposed(f).pk, reason="r", by=by, at=AT),
    ),
}


def _proposed(formasi: Formasi) -> Formasi:
    planner = people.official(Role.PLANNER, formasi.round, name="Rina Oktavia")
    commands.propose_formasi(formasi_id=formasi.pk, by=planner, at=AT)
    return formasi


@pytest.fixture
def formasi() -> Formasi:
    people.round_()
    scope.enter(system=True)
    return planning.formasi(state=FormasiState.DRAFT)


@pytest.mark.some(every=3)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_for_its_role_only(act: str, role: Role, formasi: Formasi) -> None:
    doer, do = ACTS[act]
    by = people.official(role, formasi.round)

    if role == doer:
        do(formasi, by)
    else:
        with pytest.raises(NotAllowed):
            do(formasi, by)
        assert not Entry.objects.filter(act__startswith="planning", person_id=by.person_id).exists()


@pytest.mark.parametrize("where", ["another round", "another agency"])
@pytest.mark.parametrize("act", ACTS)
def test_a_role_elsewhere_is_none_here(act: str, where: str, formasi: Formasi) -> None:
    doer, do = ACTS[act]
    other = people.round_(code="sawahlunto-2026-2")
    by = people.official(doer, other) if where == "another round" else _stranger(doer)

    with pytest.raises(NotAllowed):
        do(formasi, by)


def _stranger(role: Role) -> Actor:
    return people.official(role, agency_=people.foreign_agency())


def test_the_house_itself_never_proposes_or_approves(formasi: Formasi) -> None:
    house = Actor.as_system("flow")

    for act in ("propose", "refuse"):
        with pytest.raises(NotAllowed):
            ACTS[act][1](formasi, house)


def test_nobody_uploads_nothing(formasi: Formasi) -> None:
    with pytest.raises(Refusal):
        ACTS["upload"][1](formasi, Actor.nobody())

    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("everywhere", [True, False])
def test_a_round_is_opened_by_the_committee_of_the_whole_agency(
    role: Role, everywhere: bool, formasi: Formasi
) -> None:
    by = people.official(role, None if everywhere else formasi.round)
    may = everywhere and role in {Role.COMMITTEE_OFFICER, Role.ADMINISTRATOR}

    def open_round() -> object:
        return commands.open_round(
            agency_id=formasi.agency_id, title="Seleksi", year=2027, norm_id="lokal-contoh", by=by, at=AT
        )

    if may:
        open_round()
    else:
        with pytest.raises(NotAllowed):
            open_round()
