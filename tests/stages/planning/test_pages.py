"""The pages of planning: what each role sees and does there."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.stages.planning.models import Formasi, Position, Workload
from terang.stages.planning.states import FormasiState
from tests.factories import people, planning

pytestmark = pytest.mark.django_db
ROWS = b"position,unit,task,volume,period,minutes\nPerawat,Puskesmas,Melayani,120,month,125\n"
READERS = (
    Role.PLANNER, Role.COMMITTEE_OFFICER, Role.APPROVER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR,
)  # fmt: skip
OTHERS = tuple(role for role in Role if role not in READERS)


@pytest.fixture
def formasi() -> Formasi:
    return planning.formasi(state=FormasiState.DRAFT)


def as_(role: Role) -> Client:
    return people.signed_in(people.official(role, people.round_()))


def of(formasi: Formasi) -> dict[str, str]:
    return {
        "round": reverse("planning:round", args=[formasi.round_id]),
        "need_csv": reverse("planning:need_csv", args=[formasi.round_id]),
        "formasi_list": reverse("planning:formasi_list", args=[formasi.round_id]),
        "position": reverse("planning:position", args=[formasi.need_id]),
        "formasi": reverse("planning:formasi", args=[formasi.pk]),
    }


def for_planner(formasi: Formasi) -> dict[str, str]:
    return {
        "base": reverse("planning:base", args=[formasi.round_id]),
        "upload": reverse("planning:upload", args=[formasi.round_id]),
        "describe": reverse("planning:describe", args=[formasi.need_id]),
        "write": reverse("planning:write_formasi", args=[formasi.need_id]),
    }


@pytest.mark.parametrize("role", READERS)
def test_readers_see_every_page(role: Role, formasi: Formasi) -> None:
    client = as_(role)

    assert {name: client.get(url).status_code for name, url in of(formasi).items()} == dict.fromkeys(
        of(formasi), 200
    )
    assert client.get(reverse("planning:home")).status_code == 200


@pytest.mark.parametrize("role", OTHERS)
def test_others_see_none(role: Role, formasi: Formasi) -> None:
    client = as_(role)

    pages = {**of(formasi), **for_planner(formasi), "home": reverse("planning:home")}
    assert {client.get(url).status_code for url in pages.values()} == {403}


@pytest.mark.parametrize("role", READERS)
def test_only_the_planner_gets_the_forms(role: Role, formasi: Formasi) -> None:
    client = as_(role)

    expected = 200 if role == Role.PLANNER else 403
    assert {client.get(url).status_code for url in for_planner(formasi).values()} == {expected}


def test_a_foreign_agency_finds_nothing(formasi: Formasi) -> None:
    client = people.signed_in(people.official(Role.PLANNER, agency_=people.foreign_agency()))

    pages = {**of(formasi), **for_planner(formasi)}
    assert {client.get(url).status_code for url in pages.values()} == {404}


@pytest.mark.parametrize("who", ["nobody", "applicant"])
def test_strangers_find_nothing(who: str, formasi: Formasi) -> None:
    client = people.signed_in(people.applicant()) if who == "applicant" else Client()

    statuses = {client.get(url).status_code for url in (*of(formasi).values(), reverse("planning:home"))}
    assert statuses == {404}


@pytest.mark.parametrize("act", ["drop_formasi", "propose_formasi", "approve_formasi", "refuse_formasi"])
@pytest.mark.parametrize("role", Role)
def test_every_act_is_refused_to_every_other_role(role: Role, act: str) -> None:
    state = FormasiState.PROPOSED if act in {"approve_formasi", "refuse_formasi"} else FormasiState.DRAFT
    formasi = planning.formasi(state=state)
    doer = Role.APPROVER if state == FormasiState.PROPOSED else Role.PLANNER

    answer = as_(role).post(
        reverse(f"planning:{act}", args=[formasi.pk]), {"shown": "0" * 64, "reason": "Belum jelas."}
    )

    assert (answer.status_code == 403) == (role != doer)


def test_a_planner_goes_from_a_table_to_a_proposal() -> None:
    round_ = people.round_()
    client = as_(Role.PLANNER)
    file = SimpleUploadedFile("abk.csv", ROWS)

    shown = client.post(reverse("planning:upload", args=[round_.pk]), {"table": file}, follow=True)
    assert "Belum ada yang diubah" in shown.content.decode()
    with scope.as_system():
        assert not Position.objects.exists()
    client.post(shown.redirect_chain[-1][0])
    with scope.as_system():
        position = Position.objects.get()
    url = reverse("planning:write_formasi", args=[position.pk])
    refused = client.post(url, {"slots": 3, "location": "Talawi", "reason": ""})
    assert refused.status_code == 422
    written = client.post(
        url, {"slots": 3, "location": "Talawi", "reason": "Tiga giliran jaga."}, follow=True
    )
    assert "F01 Perawat" in written.content.decode()
    with scope.as_system():
        formasi = Formasi.objects.get()
    done = client.post(reverse("planning:propose_formasi", args=[formasi.pk]), follow=True)
    assert "Menunggu persetujuan" in done.content.decode()


def test_an_approver_sees_the_exact_bytes_and_approves_them(formasi: Formasi) -> None:
    as_(Role.PLANNER).post(reverse("planning:propose_formasi", args=[formasi.pk]))
    client = as_(Role.APPROVER)

    page = client.get(reverse("planning:formasi", args=[formasi.pk]))
    decision = page.context["decision"]
    assert "&quot;k&quot;:&quot;formation&quot;" in page.content.decode()
    assert decision.fingerprint in page.content.decode()
    done = client.post(
        reverse("planning:approve_formasi", args=[formasi.pk]), {"shown": decision.fingerprint}, follow=True
    )

    assert done.status_code == 200
    with scope.as_system():
        assert Formasi.objects.get().state == "approved"


def test_an_approver_sends_back_with_a_reason(formasi: Formasi) -> None:
    as_(Role.PLANNER).post(reverse("planning:propose_formasi", args=[formasi.pk]))
    client = as_(Role.APPROVER)
    url = reverse("planning:refuse_formasi", args=[formasi.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Periksa pensiun."}, follow=True).status_code == 200

    with scope.as_system():
        assert Formasi.objects.get().state == "draft"


def test_bad_rows_are_shown_with_line_column_and_reason() -> None:
    client = as_(Role.PLANNER)
    rows = ROWS + b"Perawat,Puskesmas,melayani,1,month,5\nBidan,Puskesmas,Memeriksa,-1,abad,=1+1\n"

    page = client.post(
        reverse("planning:upload", args=[people.round_().pk]),
        {"table": SimpleUploadedFile("abk.csv", rows)},
        follow=True,
    )

    problems = [(one.line, one.column) for one in page.context["preview"].problems]
    assert problems == [(3, "seluruh baris"), (4, "volume"), (4, "period"), (4, "minutes")]
    assert "Ambil tabel ini" not in page.content.decode()


def test_the_committee_opens_a_round() -> None:
    client = people.signed_in(people.official(Role.COMMITTEE_OFFICER))

    made = client.post(
        reverse("planning:open_round"),
        {"title": "Seleksi 2027", "year": 2027, "norm_id": "cpns-2024"},
        follow=True,
    )

    assert "Seleksi 2027" in made.content.decode()
    assert (
        people.signed_in(people.official(Role.PLANNER)).get(reverse("planning:open_round")).status_code == 403
    )


def test_the_base_is_chosen_and_printed(formasi: Formasi) -> None:
    client = as_(Role.PLANNER)
    url = reverse("planning:base", args=[formasi.round_id])

    assert client.post(url, {"base_id": "own"}).status_code == 422
    page = client.post(url, {"base_id": "own", "minutes": "86400"}, follow=True)

    assert "Dasar sendiri: 86.400 menit setahun" in page.content.decode()


def test_the_staff_of_a_position_is_recorded(formasi: Formasi) -> None:
    client = as_(Role.PLANNER)
    url = reverse("planning:describe", args=[formasi.need_id])

    assert client.post(url, {"location": "T", "incumbents": 1, "retiring": 2}).status_code == 422
    client.post(url, {"location": "Talawi", "incumbents": 2, "retiring": 1})

    with scope.as_system():
        assert Position.objects.get().incumbents == 2


def test_the_need_is_filtered_and_exported(formasi: Formasi) -> None:
    planning.position(name="=Arsiparis", unit="Kecamatan")
    client = as_(Role.AUDITOR)
    url = reverse("planning:round", args=[formasi.round_id])

    found = [
        len(client.get(url, asked).context["rows"])
        for asked in ({}, {"q": "arsip"}, {"state": "draft"}, {"state": "x"})
    ]
    exported = client.get(reverse("planning:need_csv", args=[formasi.round_id])).content.decode()

    assert found == [2, 1, 1, 2]
    assert "'=Arsiparis" in exported
    assert "2.0000" in exported


def test_an_empty_round_says_what_to_do() -> None:
    page = as_(Role.PLANNER).get(reverse("planning:round", args=[people.round_().pk])).content.decode()

    assert "Belum ada beban kerja" in page
    assert len(page) < 100_000


def xlsx(rows: list[list[object]], *, formula: bool = False, far: bool = False) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
        if formula:
            sheet.write_formula(1, 3, "=60*2", value=120)
        if far:
            sheet.write(1_000_000, 0, "jauh")
    return out.getvalue()


XLSX_ROWS: list[list[object]] = [
    ["Jabatan", "Uraian tugas", "Volume", "Periode", "Norma waktu (menit)"], ["Perawat", "Melayani", 120, "bulan", 62.5],
]  # fmt: skip


def upload(client: Client, content: bytes, name: str = "abk.xlsx") -> int:
    url = reverse("planning:upload", args=[people.round_().pk])
    return client.post(url, {"table": SimpleUploadedFile(name, content)}).status_code


def test_a_workbook_is_read_like_a_csv() -> None:
    assert upload(as_(Role.PLANNER), xlsx(XLSX_ROWS)) == 302


@pytest.mark.parametrize(
    "content",
    [
        xlsx(XLSX_ROWS, formula=True), xlsx(XLSX_ROWS, far=True), xlsx([]), xlsx(XLSX_ROWS)[:-200], b"PK\x03\x04garbage",
        b"\xd0\xcf\x11\xe0" + bytes(600), "jabatan,tugas\nPerawat,caf\u00e9\n".encode("latin-1"), b"\x00" * 50,
        b"position,task\na,b\n", b"position,task,volume,period,minutes\n", ROWS * 40_000, b"a,a\n",
        b"position,position,task,volume,period,minutes\na,b,c,1,day,1\n", b'"', b"\xff\xfe", b"\xef\xbb\xbf",
    ],
    ids=range(16),
)  # fmt: skip
def test_what_is_no_table_is_refused_kindly(content: bytes) -> None:
    assert upload(as_(Role.PLANNER), content) == 422


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: ROWS + text.encode("utf-8", "replace"))
)
def test_no_bytes_break_the_import(content: bytes) -> None:
    client = as_(Role.PLANNER)

    for wrapped in (content, b"PK\x03\x04" + content):
        page = client.post(
            reverse("planning:upload", args=[people.round_().pk]),
            {"table": SimpleUploadedFile("x.csv", wrapped or b" ")},
            follow=True,
        )
        assert page.status_code in {200, 422}
        if page.redirect_chain:
            assert client.post(page.redirect_chain[-1][0]).status_code in {302, 422}
    with scope.as_system():
        Workload.objects.all().delete()
        Position.objects.all().delete()
