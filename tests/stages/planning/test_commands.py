"""From a workload table to approved formasi, and every refusal on the way."""

from decimal import Decimal

import pytest

from terang.base.access import Actor, Role
from terang.base.approvals.models import Decision
from terang.base.journal.models import Blob, Entry, Pending
from terang.base.refusals import NotAllowed, NotNow, NotValid, Refusal
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core.ledger import canonical
from terang.stages.planning import commands, facts, queries
from terang.stages.planning.models import Formasi, ImportDraft, Plan, Position, Workload
from terang.stages.planning.states import FormasiState
from tests.factories import people, planning
from tests.factories.vacancies import BEFORE as AT

pytestmark = pytest.mark.django_db

TABLE = """jabatan,unit,tugas,volume,periode,menit
Perawat Terampil,Puskesmas Talawi,Melayani pasien,120,month,62.5
Perawat Terampil,Puskesmas Talawi,Mencatat rekam medis,30,month,25
Pengelola Arsip,Kecamatan Talawi,Menata arsip,600,year,100
"""


@pytest.fixture(autouse=True)
def at_home() -> None:
    people.agency()
    scope.enter(system=True)


@pytest.fixture
def planner() -> Actor:
    return people.official(Role.PLANNER)


@pytest.fixture
def approver() -> Actor:
    return people.official(Role.APPROVER)


@pytest.fixture
def imported(planner: Actor) -> Round:
    draft = commands.upload_table(
        round_id=people.round_().pk, title="abk.csv", content=TABLE.encode(), by=planner, at=AT
    )
    commands.confirm_table(draft_id=draft.pk, by=planner, at=AT)
    return people.round_()


def acts() -> list[str]:
    return [
        act
        for act in Entry.objects.order_by("id").values_list("act", flat=True)
        if act.startswith("planning")
    ]


def test_a_table_becomes_positions_with_their_exact_need(imported: Round) -> None:
    lines = queries.lines(imported)

    assert [(line.position.position, line.figures.tasks, line.figures.exact_need) for line in lines] == [
        ("Pengelola Arsip", 1, Decimal("0.8000")),
        ("Perawat Terampil", 2, Decimal("1.3200")),
    ]
    assert acts() == ["planning.table.uploaded", "planning.workload.imported"]


def test_an_uploaded_table_changes_nothing_before_it_is_confirmed(planner: Actor) -> None:
    commands.upload_table(
        round_id=people.round_().pk, title="abk.csv", content=TABLE.encode(), by=planner, at=AT
    )

    assert not Position.objects.exists()


def test_a_table_is_taken_once(imported: Round, planner: Actor) -> None:
    draft = ImportDraft.objects.get()

    with pytest.raises(NotNow):
        commands.confirm_table(draft_id=draft.pk, by=planner, at=AT)


def test_a_bad_row_keeps_the_whole_table_out(planner: Actor) -> None:
    content = (TABLE + "Perawat Terampil,Puskesmas Talawi,Rapat,banyak,month,60\n").encode()
    draft = commands.upload_table(
        round_id=people.round_().pk, title="abk.csv", content=content, by=planner, at=AT
    )

    with pytest.raises(NotValid) as refused:
        commands.confirm_table(draft_id=draft.pk, by=planner, at=AT)

    assert len(refused.value.problems) == 1
    assert str(refused.value.problems[0]).startswith("5, volume")
    assert not Workload.objects.exists()


def test_another_planner_does_not_confirm_my_table(planner: Actor) -> None:
    draft = commands.upload_table(
        round_id=people.round_().pk, title="abk.csv", content=TABLE.encode(), by=planner, at=AT
    )

    with pytest.raises(NotAllowed):
        commands.confirm_table(
            draft_id=draft.pk, by=people.official(Role.PLANNER, name="Rina Oktavia"), at=AT
        )


def test_a_second_import_replaces_the_tasks_of_its_positions_and_leaves_the_others(
    imported: Round, planner: Actor
) -> None:
    content = b"position,unit,task,volume,period,minutes\nPENGELOLA  arsip,kecamatan talawi,Menata arsip,750,year,100\n"
    draft = commands.upload_table(round_id=imported.pk, title="b.csv", content=content, by=planner, at=AT)
    commands.confirm_table(draft_id=draft.pk, by=planner, at=AT)

    assert [line.figures.exact_need for line in queries.lines(imported)] == [
        Decimal("1.0000"),
        Decimal("1.3200"),
    ]


def test_staff_can_come_as_a_second_table(imported: Round, planner: Actor) -> None:
    content = b"jabatan;unit kerja;lokasi;bezetting;pensiun\nPerawat Terampil;Puskesmas Talawi;Talawi;2;2\n"
    draft = commands.upload_table(round_id=imported.pk, title="staf.csv", content=content, by=planner, at=AT)
    commands.confirm_table(draft_id=draft.pk, by=planner, at=AT)

    nurse = queries.lines(imported)[1]
    assert (nurse.position.incumbents, nurse.position.retiring, nurse.position.location) == (2, 2, "Talawi")
    assert nurse.figures.exact_gap == Decimal("1.3200")


def test_slots_that_are_not_the_exact_gap_need_a_reason(imported: Round, planner: Actor) -> None:
    nurse = Position.objects.get(position="Perawat Terampil")

    with pytest.raises(NotValid):
        commands.write_formasi(
            position_id=nurse.pk, slots=1, location="Talawi", reason=" ", by=planner, at=AT
        )

    written = commands.write_formasi(
        position_id=nurse.pk, slots=1, location="Talawi", reason="Dibulatkan ke bawah; 0,32 ditutup shift.",
        by=planner, at=AT,
    )  # fmt: skip
    assert (written.code, written.slots, written.exact_gap) == ("F01", 1, Decimal("1.3200"))
    assert written.base == "PermenPANRB 1/2020: 75.000 menit setahun"


def test_slots_that_are_the_exact_gap_need_none(planner: Actor) -> None:
    need = planning.position(incumbents=0, retiring=0, volume="100")

    written = commands.write_formasi(position_id=need.pk, slots=2, location="Talawi", by=planner, at=AT)

    assert written.reason == ""


def proposed(planner: Actor) -> Formasi:
    formasi = planning.formasi(state=FormasiState.DRAFT)
    commands.propose_formasi(formasi_id=formasi.pk, by=planner, at=AT)
    formasi.refresh_from_db()
    return formasi


def test_a_second_person_approves_the_exact_bytes_and_the_public_log_gets_them(
    planner: Actor, approver: Actor
) -> None:
    formasi = proposed(planner)
    decision = queries.proposal(formasi)
    assert decision

    commands.approve_formasi(formasi_id=formasi.pk, shown=decision.fingerprint, by=approver, at=AT)

    [told] = facts.approved(formasi.round_id)
    assert (told.code, told.slots, told.exact_need) == ("F01", 2, "2.0000")
    leaf = canonical.decode(bytes(Pending.objects.get().leaf))
    assert isinstance(leaf, dict)
    assert leaf["k"] == "formation"
    body = leaf["b"]
    assert isinstance(body, dict)
    document = canonical.decode(bytes(Blob.objects.get(pk=body["blob"]).content))
    assert isinstance(document, dict)
    assert (document["code"], document["slots"], document["reason"]) == ("F01", 2, "")
    assert len(leaf["a"]) == 2


def test_the_proposer_cannot_approve(planner: Actor) -> None:
    formasi = proposed(planner)
    decision = queries.proposal(formasi)
    assert decision

    with pytest.raises(NotAllowed):
        commands.approve_formasi(formasi_id=formasi.pk, shown=decision.fingerprint, by=planner, at=AT)


def test_an_approver_who_saw_other_bytes_is_refused(planner: Actor, approver: Actor) -> None:
    formasi = proposed(planner)

    with pytest.raises(NotValid):
        commands.approve_formasi(formasi_id=formasi.pk, shown="0" * 64, by=approver, at=AT)

    assert not facts.approved(formasi.round_id)


@pytest.mark.parametrize("change", ["write", "describe", "import", "base"])
def test_any_change_voids_the_proposal(change: str, planner: Actor, approver: Actor) -> None:
    formasi = proposed(planner)
    decision = Decision.objects.get()
    need = formasi.need

    if change == "write":
        commands.write_formasi(
            position_id=need.pk, slots=3, location="Talawi", reason="Puskesmas baru.", by=planner, at=AT
        )
    elif change == "describe":
        commands.describe_position(
            position_id=need.pk, location="Talawi", incumbents=1, retiring=0, by=planner, at=AT
        )
    elif change == "base":
        commands.choose_base(round_id=need.round_id, base_id="kep-75-2004", by=planner, at=AT)
    else:
        content = (
            f"position,unit,task,volume,period,minutes\n{need.position},{need.unit},Melayani,10,month,60\n"
        )
        draft = commands.upload_table(
            round_id=need.round_id, title="c.csv", content=content.encode(), by=planner, at=AT
        )
        commands.confirm_table(draft_id=draft.pk, by=planner, at=AT)

    formasi.refresh_from_db()
    decision.refresh_from_db()
    assert (formasi.state, decision.state) == (FormasiState.DRAFT, "void")
    with pytest.raises(NotNow):
        commands.approve_formasi(formasi_id=formasi.pk, shown=decision.fingerprint, by=approver, at=AT)


def test_a_draft_whose_need_changed_is_not_proposed_without_its_reason(planner: Actor) -> None:
    formasi = planning.formasi(state=FormasiState.DRAFT)
    commands.describe_position(
        position_id=formasi.need_id, location="Talawi", incumbents=1, retiring=0, by=planner, at=AT
    )

    with pytest.raises(NotValid):
        commands.propose_formasi(formasi_id=formasi.pk, by=planner, at=AT)


def test_an_approved_formasi_stands(planner: Actor) -> None:
    formasi = planning.formasi()

    for attempt in (
        lambda: commands.write_formasi(
            position_id=formasi.need_id, slots=9, location="x", reason="y", by=planner, at=AT
        ),
        lambda: commands.describe_position(
            position_id=formasi.need_id, location="x", incumbents=1, retiring=0, by=planner, at=AT
        ),
        lambda: commands.choose_base(round_id=formasi.round_id, base_id="kep-75-2004", by=planner, at=AT),
        lambda: commands.drop_formasi(formasi_id=formasi.pk, by=planner, at=AT),
        lambda: commands.drop_position(position_id=formasi.need_id, by=planner, at=AT),
        lambda: commands.propose_formasi(formasi_id=formasi.pk, by=planner, at=AT),
    ):
        with pytest.raises(NotNow):
            attempt()


def test_a_refused_proposal_is_a_draft_again_with_the_reason_in_its_history(
    planner: Actor, approver: Actor
) -> None:
    formasi = proposed(planner)

    with pytest.raises(NotValid):
        commands.refuse_formasi(formasi_id=formasi.pk, reason=" ", by=approver, at=AT)
    commands.refuse_formasi(
        formasi_id=formasi.pk, reason="Angka pensiun belum diperiksa.", by=approver, at=AT
    )

    formasi.refresh_from_db()
    assert formasi.state == FormasiState.DRAFT
    assert (
        Entry.objects.get(act="planning.formasi.refused").facts["reason"] == "Angka pensiun belum diperiksa."
    )


def test_rounds_are_numbered_within_agency_and_year() -> None:
    officer = people.official(Role.COMMITTEE_OFFICER)
    home = people.agency().pk

    codes = [
        commands.open_round(
            agency_id=home, title="Seleksi", year=year, norm_id="lokal-contoh", by=officer, at=AT
        ).code
        for year in (2027, 2027, 2028)
    ]

    assert codes == ["sawahlunto-2027-1", "sawahlunto-2027-2", "sawahlunto-2028-1"]
    assert Plan.objects.filter(norm_id="lokal-contoh").count() == 3


@pytest.mark.parametrize(
    ("title", "year", "norm_id"),
    [(" ", 2027, "lokal-contoh"), ("S", 1900, "lokal-contoh"), ("S", 2027, "tidak-ada")],
)
def test_an_odd_round_is_refused(title: str, year: int, norm_id: str) -> None:
    officer = people.official(Role.COMMITTEE_OFFICER)

    with pytest.raises(NotValid):
        commands.open_round(
            agency_id=people.agency().pk, title=title, year=year, norm_id=norm_id, by=officer, at=AT
        )

    assert not Round.objects.exists()


@pytest.mark.parametrize("slots", [0, -1, 10_000])
def test_refusals_leave_no_trace(slots: int, planner: Actor) -> None:
    need = planning.position()
    before = acts()

    with pytest.raises(Refusal):
        commands.write_formasi(position_id=need.pk, slots=slots, location="T", reason="r", by=planner, at=AT)

    assert not Formasi.objects.exists()
    assert acts() == before
