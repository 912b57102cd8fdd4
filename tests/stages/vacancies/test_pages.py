"""The pages of vacancies: what each role sees and does there."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.stages.vacancies import facts
from terang.stages.vacancies.models import Amendment, StageWindow, Vacancy
from tests.factories import people, planning
from tests.factories import vacancies as some

pytestmark = pytest.mark.django_db
READERS = (
    Role.PLANNER, Role.COMMITTEE_OFFICER, Role.VERIFIER, Role.APPROVER, Role.OBJECTION_OFFICER, Role.SUPERVISOR,
    Role.ADMINISTRATOR, Role.AUDITOR,
)  # fmt: skip
OTHERS = tuple(role for role in Role if role not in READERS)
FUTURE = {
    stage: (opens.replace(year=2060), closes.replace(year=2060))
    for stage, (opens, closes) in some.CALENDAR.items()
}


def as_(role: Role) -> Client:
    return people.signed_in(people.official(role, people.round_()))


@pytest.fixture
def draft() -> Vacancy:
    some.calendar(announced=False, **FUTURE)
    return some.vacancy(published=False)


@pytest.fixture
def published() -> Vacancy:
    some.calendar(**FUTURE)
    return some.vacancy()


def pages(vacancy: Vacancy) -> dict[str, str]:
    return {
        "home": reverse("vacancies:home"),
        "round": reverse("vacancies:round", args=[vacancy.round_id]),
        "vacancy": reverse("vacancies:vacancy", args=[vacancy.pk]),
        "document": reverse("vacancies:document", args=[vacancy.pk]),
    }


def forms_of(vacancy: Vacancy) -> dict[str, str]:
    by_id = {
        name: reverse(f"vacancies:{name}", args=[vacancy.pk])
        for name in ("change", "documents", "others", "tests")
    }
    return {
        **by_id,
        "norm": reverse("vacancies:norm", args=[vacancy.round_id]),
        "calendar": reverse("vacancies:calendar", args=[vacancy.round_id]),
        "move": reverse("vacancies:move", args=[vacancy.round_id, "registration"]),
        "write": reverse("vacancies:write", args=[vacancy.formasi_id]),
    }


@pytest.mark.parametrize("role", READERS)
def test_readers_see_every_page(role: Role, draft: Vacancy) -> None:
    client = as_(role)

    assert {client.get(url).status_code for url in pages(draft).values()} == {200}


@pytest.mark.parametrize("role", OTHERS)
def test_others_see_none(role: Role, draft: Vacancy) -> None:
    client = as_(role)

    assert {client.get(url).status_code for url in {**pages(draft), **forms_of(draft)}.values()} == {403}


@pytest.mark.parametrize("role", READERS)
def test_only_the_officer_gets_the_forms(role: Role, draft: Vacancy) -> None:
    client = as_(role)

    expected = 200 if role == Role.COMMITTEE_OFFICER else 403
    assert {client.get(url).status_code for url in forms_of(draft).values()} == {expected}


def test_a_foreign_agency_finds_nothing(draft: Vacancy) -> None:
    client = people.signed_in(people.official(Role.COMMITTEE_OFFICER, agency_=people.foreign_agency()))
    urls = {**pages(draft), **forms_of(draft)}
    urls.pop("home")

    assert {client.get(url).status_code for url in urls.values()} == {404}


@pytest.mark.parametrize("who", ["nobody", "applicant"])
def test_strangers_find_nothing(who: str, draft: Vacancy) -> None:
    client = people.signed_in(people.applicant()) if who == "applicant" else Client()

    assert {client.get(url).status_code for url in {**pages(draft), **forms_of(draft)}.values()} == {404}


@pytest.mark.parametrize("act", ["drop", "propose", "close", "approve", "refuse"])
@pytest.mark.parametrize("role", READERS)
def test_every_act_is_refused_to_every_other_role(role: Role, act: str, draft: Vacancy) -> None:
    doer = Role.APPROVER if act in {"approve", "refuse"} else Role.COMMITTEE_OFFICER

    answer = as_(role).post(
        reverse(f"vacancies:{act}", args=[draft.pk]), {"shown": "0" * 64, "reason": "Belum jelas."}
    )

    assert (answer.status_code == 403) == (role != doer)


def test_an_officer_prepares_a_round_and_writes_a_vacancy() -> None:
    formasi = planning.formasi(slots=3)
    client = as_(Role.COMMITTEE_OFFICER)
    round_url = reverse("vacancies:round", args=[formasi.round_id])
    assert "belum mempunyai norma" in client.get(round_url).content.decode()

    client.post(reverse("vacancies:norm", args=[formasi.round_id]), {"norm_id": "lokal-contoh"})
    dates = {
        f"{stage}_{name}": timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")
        for stage, window in FUTURE.items()
        for name, moment in zip(("opens_at", "closes_at"), window, strict=True)
    }
    wrong = client.post(
        reverse("vacancies:calendar", args=[formasi.round_id]),
        {**dates, "exam_closes_at": dates["exam_opens_at"]},
    )
    assert wrong.status_code == 422
    client.post(reverse("vacancies:calendar", args=[formasi.round_id]), dates)
    assert "tersisa 3 dari 3 formasi" in client.get(round_url).content.decode()
    url = reverse("vacancies:write", args=[formasi.pk])
    assert client.post(url, {"kind": "UMUM"}).status_code == 422
    filled = {
        "kind": "UMUM", "slots": 2, "education_codes": ["5101087"], "more_codes": "5100107 5101087", "gpa_min": "2.75",
        "age_min": 18, "age_max": 35, "experience_years": 1, "mechanism": "Berkas, ujian, tes lanjutan.",
    }  # fmt: skip
    made = client.post(url, filled, follow=True)

    assert made.status_code == 200
    with scope.as_system():
        vacancy = Vacancy.objects.get()
        assert vacancy.education_codes == ["5101087", "5100107"]
        assert StageWindow.objects.get(stage="exam").opens_at == FUTURE["exam"][0]
        assert vacancy.requirements.count() == 4 + 5


def test_an_officer_changes_documents_requirements_and_tests(draft: Vacancy) -> None:
    client = as_(Role.COMMITTEE_OFFICER)

    form = client.get(reverse("vacancies:documents", args=[draft.pk])).context["form"]
    filled = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    kept = {name: value for name, value in filled.items() if not name.startswith("asked_") or value}
    client.post(
        reverse("vacancies:documents", args=[draft.pk]),
        {**kept, "asked_pendukung": "on", "largest_kb_ktp": 250, "defect_ktp": "curable"},
    )
    client.post(reverse("vacancies:others", args=[draft.pk]), {
        "text_0": "STR masih berlaku", **{f"defect_{row}": "curable" for row in range(5)},
    })  # fmt: skip
    tests = {
        "kind_0": "cat", "title_0": "", "weight_0": "70", "minutes_0": 90,
        "kind_1": "practical", "title_1": "Praktik keperawatan", "weight_1": "30", "minutes_1": 60,
        "knockout_minimum_1": "55,5",
    }  # fmt: skip
    refused = client.post(reverse("vacancies:tests", args=[draft.pk]), {**tests, "weight_1": ""})
    client.post(reverse("vacancies:tests", args=[draft.pk]), tests)

    assert refused.status_code == 422
    with scope.as_system():
        asked = {row.code: row for row in draft.requirements.all()}
        planned = list(draft.tests.filter(stage="second").order_by("id"))
    assert set(asked) == {
        "education", "gpa", "age", "document:ktp", "document:ijazah", "document:transkrip", "document:pendukung", "other:1",
    }  # fmt: skip
    assert (asked["document:ktp"].largest_kb, asked["document:ktp"].defect) == (250, "curable")
    assert [(one.title, one.weight, one.knockout_minimum) for one in planned] == [
        ("Ujian bidang berbasis komputer", Decimal(70), None), ("Praktik keperawatan", Decimal(30), Decimal("55.5")),
    ]  # fmt: skip


def test_two_people_publish_in_the_browser(draft: Vacancy) -> None:
    url = reverse("vacancies:vacancy", args=[draft.pk])
    officer, approver = as_(Role.COMMITTEE_OFFICER), as_(Role.APPROVER)

    assert "Usulkan" in officer.get(url).content.decode()
    assert officer.post(reverse("vacancies:propose", args=[draft.pk])).status_code == 302
    page = approver.get(url)
    decision = page.context["decision"]
    assert decision.fingerprint in page.content.decode()
    assert len(page.content) < 100_000
    approver.post(reverse("vacancies:approve", args=[draft.pk]), {"shown": decision.fingerprint})

    with scope.as_system():
        assert facts.vacancy(draft.pk).state == "published"


def test_an_approver_sends_back_with_a_reason(draft: Vacancy) -> None:
    as_(Role.COMMITTEE_OFFICER).post(reverse("vacancies:propose", args=[draft.pk]))
    client, url = as_(Role.APPROVER), reverse("vacancies:refuse", args=[draft.pk])

    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": " "}).status_code == 422
    assert client.post(url, {"reason": "Bobot belum sesuai."}).status_code == 302

    with scope.as_system():
        assert Vacancy.objects.get().state == "draft"


def test_every_reason_why_not_is_named_on_the_page_and_in_the_refusal() -> None:
    some.calendar(announced=False, **FUTURE)
    vacancy = some.vacancy(published=False, norm_id="cpns-2024")
    client = as_(Role.COMMITTEE_OFFICER)

    page = client.get(reverse("vacancies:vacancy", args=[vacancy.pk])).content.decode()
    refused = client.post(reverse("vacancies:propose", args=[vacancy.pk]))

    assert "Wawancara tidak diperbolehkan bagi instansi daerah" in page
    assert refused.status_code == 422
    assert "Wawancara tidak diperbolehkan bagi instansi daerah" in refused.content.decode()


def test_an_amendment_goes_through_the_browser(published: Vacancy) -> None:
    officer, approver = as_(Role.COMMITTEE_OFFICER), as_(Role.APPROVER)
    url = reverse("vacancies:amend", args=[published.pk])

    form = officer.get(url).context["form"]
    filled = {name: form[name].value() for name in form.fields if name != "reason"}
    assert officer.post(url, {**filled, "reason": ""}).status_code == 422
    assert officer.post(url, {**filled, "reason": "Sama saja."}).status_code == 422
    officer.post(url, {**filled, "age_max": "40", "reason": "Salah ketik."})
    with scope.as_system():
        amendment = Amendment.objects.get()
    page = approver.get(reverse("vacancies:amendment", args=[amendment.pk]))
    assert "<del>35</del>" in page.content.decode()
    assert "<ins>40</ins>" in page.content.decode()
    approver.post(
        reverse("vacancies:approve_amendment", args=[amendment.pk]),
        {"shown": page.context["decision"].fingerprint},
    )

    with scope.as_system():
        assert (facts.vacancy(published.pk).edition, facts.vacancy(published.pk).age_max) == (2, 40)


def test_an_extension_goes_through_the_browser(published: Vacancy) -> None:
    officer, approver = as_(Role.COMMITTEE_OFFICER), as_(Role.APPROVER)
    url = reverse("vacancies:move", args=[published.round_id, "registration"])

    assert officer.get(reverse("vacancies:move", args=[published.round_id, "liburan"])).status_code == 404
    officer.post(
        url, {"opens_at": "2060-02-09T08:00", "closes_at": "2060-03-08T08:00", "reason": "Gangguan listrik."}
    )
    with scope.as_system():
        amendment = Amendment.objects.get()
    page = approver.get(reverse("vacancies:amendment", args=[amendment.pk]))
    done = approver.post(
        reverse("vacancies:approve_amendment", args=[amendment.pk]),
        {"shown": page.context["decision"].fingerprint},
    )

    assert done.status_code == 302
    with scope.as_system():
        assert facts.calendar(published.round_id)["registration"].closes_at == some.moment(3, 8).replace(
            year=2060
        )


def test_an_amendment_is_sent_back_in_the_browser(published: Vacancy) -> None:
    officer, approver = as_(Role.COMMITTEE_OFFICER), as_(Role.APPROVER)
    url = reverse("vacancies:amend", args=[published.pk])
    form = officer.get(url).context["form"]
    filled = {name: form[name].value() for name in form.fields if name != "reason"}
    officer.post(url, {**filled, "location": "Silungkang", "reason": "Pindah."})
    with scope.as_system():
        amendment = Amendment.objects.get()
    refuse = reverse("vacancies:refuse_amendment", args=[amendment.pk])

    assert officer.post(refuse, {"reason": "x"}).status_code == 403
    assert approver.get(refuse).status_code == 200
    assert approver.post(refuse, {"reason": "Belum disetujui dinas."}).status_code == 302

    with scope.as_system():
        assert facts.vacancy(published.pk).edition == 1


@pytest.mark.parametrize("name", ["amend", "move"])
@pytest.mark.parametrize("role", READERS)
def test_only_the_officer_proposes_changes_of_what_is_public(
    role: Role, name: str, published: Vacancy
) -> None:
    args = [published.pk] if name == "amend" else [published.round_id, "exam"]

    status = as_(role).get(reverse(f"vacancies:{name}", args=args)).status_code

    assert status == (200 if role == Role.COMMITTEE_OFFICER else 403)


def test_vacancies_are_filtered(draft: Vacancy) -> None:
    some.vacancy(published=False, formasi=planning.formasi(name="Arsiparis Ahli"))
    client, url = as_(Role.VERIFIER), reverse("vacancies:round", args=[draft.round_id])

    found = [
        len(client.get(url, asked).context["rows"])
        for asked in ({}, {"q": "arsip"}, {"state": "published"}, {"q": "v01"})
    ]

    assert found == [2, 1, 0, 1]


def test_an_empty_round_says_what_to_do() -> None:
    page = as_(Role.COMMITTEE_OFFICER).get(reverse("vacancies:round", args=[people.round_().pk]))

    assert "Belum ada kalender" in page.content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_pages_speak_both_languages(language: str, published: Vacancy) -> None:
    client = as_(Role.COMMITTEE_OFFICER)
    client.cookies["django_language"] = language

    page = client.get(reverse("vacancies:vacancy", args=[published.pk])).content.decode()

    assert ("Persyaratan" in page, "Requirements" in page) == (language == "id", language == "en")
