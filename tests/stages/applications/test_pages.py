"""The applicant's pages, as a browser sees them: from the list of vacancies to the receipt."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.stages.applications import commands
from terang.stages.applications.models import Application, Document, Profile
from tests.factories import applications, people, vacancies

pytestmark = pytest.mark.django_db
FORM = {
    "education_choice": "5101087",
    "education_label": "S-1 Ilmu Komputer",
    "institution": "Universitas Contoh",
    "gpa": "3,41",
    "graduated_on_day": "27",
    "graduated_on_month": "8",
    "graduated_on_year": "2020",
    "born_on_day": "12",
    "born_on_month": "5",
    "born_on_year": "1998",
    "experience_years": "3",
    "statement": "Saya ingin melayani.",
}


def a_vacancy(*, closes_in: timedelta = timedelta(days=3)):
    """Pages read the clock: registration of this round opened long ago and closes around now."""
    now = timezone.now()
    vacancies.calendar(registration=(now - timedelta(days=300), now + closes_in))
    return vacancies.vacancy()


@pytest.fixture
def vacancy():
    return a_vacancy()


def address(name: str, *args: object) -> str:
    return reverse(f"applications:{name}", args=args)


def see(response) -> str:
    return response.content.decode()


def test_the_list_tells_for_each_no_the_clause(vacancy):
    client = people.signed_in(people.applicant())
    client.post(address("profile"), {**FORM, "gpa": "2,50"})

    page = see(client.get(address("vacancies")))

    assert vacancy.position in page
    assert "4.2" in page
    assert "2,75" in page


def test_kinds_of_formasi_stand_in_words(vacancy):
    client = people.signed_in(people.applicant())
    client.post(address("profile"), FORM)

    pages = [see(client.get(address("vacancies"))), see(client.get(address("vacancy", vacancy.pk)))]

    for page in pages:
        assert ", Umum" in page
        assert "UMUM" not in page


def test_a_fitting_profile_is_told_so(vacancy):
    client = people.signed_in(people.applicant())
    client.post(address("profile"), FORM)

    response = client.get(address("vacancies"))

    [round_] = response.context["rounds"]
    assert round_.offers[0].is_fit


def test_from_the_first_page_to_the_receipt(vacancy):
    by = people.applicant("Sari Wulandari")
    client = people.signed_in(by)
    client.post(address("profile"), FORM)
    response = client.post(address("start", vacancy.pk))
    pk = Application.objects.get().pk
    assert response["Location"] == address("application", pk)
    client.post(address("answers", pk), FORM)
    for slot, content in (
        ("ktp", applications.picture()),
        ("ijazah", applications.pdf()),
        ("transkrip", applications.pdf(2)),
    ):
        client.post(address("slot", pk, slot), {"file": SimpleUploadedFile("berkas", content)})
    assert client.get(address("review", pk)).context["missing"] == ()

    sent = client.post(address("review", pk), {"declared": "on"})
    again = client.post(address("review", pk), {"declared": "on"})

    assert sent["Location"] == again["Location"] == address("receipt", pk)
    receipt = see(client.get(address("receipt", pk)))
    with scope.as_system():
        application = Application.objects.get()
        digests = [row.stored_file.digest for row in Document.objects.select_related("stored_file")]
        leaf_hash = application.versions.get().leaf_hash
    assert application.number == "SAW26-000001"
    for shown in (
        application.number,
        application.pid,
        leaf_hash,
        *digests,
        "data:image/svg+xml",
        vacancy.position,
    ):
        assert shown in receipt
    assert people.person_of(by).nik not in receipt


@pytest.mark.parametrize("name", ["vacancies", "profile", "mine"])
def test_whoever_is_not_signed_in_is_asked_to(name):
    response = Client().get(address(name))

    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/?next=")


EVERY_PAGE = [
    ("vacancies", ()),
    ("profile", ()),
    ("mine", ()),
    ("vacancy", ("vacancy",)),
    ("application", ("application",)),
    ("answers", ("application",)),
    ("documents", ("application",)),
    ("slot", ("application", "ijazah")),
    ("review", ("application",)),
    ("receipt", ("application",)),
    ("promise", ("application",)),
    ("proof", ("application",)),
    ("withdraw", ("application",)),
    ("file", ("document",)),
]
EVERY_ACT = [
    ("profile", ()),
    ("start", ("vacancy",)),
    ("answers", ("application",)),
    ("slot", ("application", "ijazah")),
    ("remove_document", ("application", "ijazah")),
    ("review", ("application",)),
    ("change", ("application",)),
    ("drop_change", ("application",)),
    ("withdraw", ("application",)),
    ("discard", ("application",)),
]


def arguments(names, application):
    with scope.as_system():
        document = Document.objects.filter(application=application, removed_at=None).first()
    known = {"vacancy": application.vacancy_id, "application": application.pk, "document": document.pk}
    return [known.get(name, name) for name in names]


@pytest.mark.parametrize("role", Role)
def test_officials_find_no_page_here(vacancy, role):
    application = applications.submitted(vacancy)
    client = people.signed_in(people.official(role, vacancy.round))

    answered = {
        name: client.get(address(name, *arguments(names, application))).status_code
        for name, names in EVERY_PAGE
    }

    assert answered == {name: 403 for name, _names in EVERY_PAGE}


@pytest.mark.parametrize("who", ["another applicant", "a committee officer", "a foreign officer", "nobody"])
def test_nobody_acts_on_what_belongs_to_another(vacancy, who):
    application = applications.submitted(vacancy)
    actors = {
        "another applicant": lambda: people.applicant("Joko Susilo"),
        "a committee officer": lambda: people.official(Role.COMMITTEE_OFFICER, vacancy.round),
        "a foreign officer": lambda: people.official(
            Role.COMMITTEE_OFFICER, people.round_(people.foreign_agency())
        ),
    }
    client = people.signed_in(actors[who]()) if who in actors else Client()
    with scope.as_system():
        before = Application.objects.values().get(pk=application.pk)

    answered = {
        client.post(address(name, *arguments(names, application)), {}).status_code
        for name, names in EVERY_ACT
    }

    # An applicant may keep a profile of their own and begin an application of their own (302); nothing else.
    assert answered == {"another applicant": {404, 302}, "nobody": {302}}.get(who, {403})
    with scope.as_system():
        assert Application.objects.values().get(pk=application.pk) == before


def test_another_applicant_finds_nothing(vacancy):
    application = applications.submitted(vacancy)
    client = people.signed_in(people.applicant("Joko Susilo"))
    personal = [(name, names) for name, names in EVERY_PAGE if {"application", "document"} & set(names)]

    answered = {
        name: client.get(address(name, *arguments(names, application))).status_code
        for name, names in personal
    }

    assert len(answered) == 10
    assert set(answered.values()) == {404}


@pytest.mark.parametrize("state", ["draft", "submitted", "changing", "withdrawn", "closed draft", "closed"])
def test_every_page_opens_in_every_state(state):
    by, at = people.applicant(), timezone.now() - timedelta(days=2)
    vacancy = a_vacancy(closes_in=timedelta(days=-1 if "closed" in state else 1))
    application = (applications.draft if "draft" in state else applications.submitted)(vacancy, by, at=at)
    if state == "changing":
        commands.reopen_for_change(application_id=application.pk, by=by, at=at)
    if state == "withdrawn":
        commands.withdraw(application_id=application.pk, by=by, at=at)

    client = people.signed_in(by)

    for name, names in EVERY_PAGE:
        response = client.get(address(name, *arguments(names, application)))
        sent = {200} if application.number else {409}
        expected = {"receipt": sent, "promise": sent, "proof": {409}, "review": {200, 302}}.get(name, {200})
        assert response.status_code in expected, name
        assert len(response.content) < 100_000
        if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
            assert len(re.findall(r"<h1[ >]", see(response))) == 1, name
            assert "style=" not in see(response), name


def test_a_file_is_shown_as_what_it_is_and_never_guessed_or_cached(vacancy):
    by = people.applicant()
    application = applications.draft(vacancy, by)
    with scope.as_system():
        document = Document.objects.get(application=application, slot="ktp")

    response = people.signed_in(by).get(address("file", document.pk))

    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Disposition"] == f'inline; filename="dokumen-{document.pk}.jpg"'
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_birth_date_unlike_the_nik_only_warns(vacancy):
    by = people.applicant(nik="1399991205980009")
    application = applications.draft(vacancy, by, at=timezone.now(), born_on=people.BORN_ON.replace(day=13))
    client = people.signed_in(by)

    assert client.get(address("review", application.pk)).context["birth_date_differs"] is True
    assert client.post(address("review", application.pk), {"declared": "on"}).status_code == 302


def test_the_nik_is_on_no_page(vacancy):
    by = people.applicant()
    application = applications.submitted(vacancy, by, at=timezone.now())
    client = people.signed_in(by)
    nik = people.person_of(by).nik

    for name, names in EVERY_PAGE:
        if name != "file":
            assert nik not in see(client.get(address(name, *arguments(names, application)), follow=True))


GARBAGE = [
    {"gpa": "NaN"},
    {"gpa": "1e9999"},
    {"gpa": "-1"},
    {"gpa": "3,4,1"},
    {"gpa": "99999999999999999999"},
    {"experience_years": "-1"},
    {"experience_years": "9" * 400},
    {"experience_years": "²"},
    {"born_on_day": "31", "born_on_month": "2"},
    {"born_on_year": "0"},
    {"born_on_year": "99999"},
    {"born_on_day": "\x00"},
    {"institution": "\x00"},
    {"institution": "a" * 300},
    {"education_choice": "<script>"},
    {"education_choice": "other", "education_other": "abc"},
    {"education_choice": "other", "education_other": "١٢٣٤٥٦٧"},
]


@pytest.mark.parametrize("page", ["profile", "answers"])
def test_garbage_is_answered_with_a_form_and_never_with_a_crash(vacancy, page):
    by = people.applicant()
    args = (
        [applications.draft(vacancy, by, at=timezone.now(), documents=False).pk] if page == "answers" else []
    )
    client = people.signed_in(by)

    for garbage in GARBAGE:
        data = {**FORM, **garbage}
        assert client.post(address(page, *args), data).status_code == 422, garbage

    with scope.as_system():
        assert not Profile.objects.exists()


@pytest.mark.parametrize("name", ["start", "change", "drop_change", "discard", "remove_document"])
def test_what_changes_something_is_never_a_link(vacancy, name):
    application = applications.submitted(vacancy)
    args = [application.pk, "ktp"] if name == "remove_document" else [application.pk]

    assert people.signed_in(people.applicant()).get(address(name, *args)).status_code == 405


@pytest.mark.parametrize(
    "path", ["999999999999/", "0/", "vacancy/999999999999999999/", "files/99999999999999999999/"]
)
def test_numbers_that_mean_nothing_are_not_found(path):
    assert people.signed_in(people.applicant()).get(f"/apply/{path}").status_code == 404


def test_the_list_needs_few_questions_to_the_database(vacancy, django_assert_max_num_queries):
    for kind in ("DISABILITAS", "CUMLAUDE", "PAPUA"):
        vacancies.vacancy(kind=kind)
    client = people.signed_in(people.applicant())

    with django_assert_max_num_queries(30):
        client.get(address("vacancies"))
