"""Pages of verifiers, committee, approver and applicant, for every role and from elsewhere."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.stages.applications import facts as application_facts
from terang.stages.screening import commands
from terang.stages.screening.models import Announcement, Case, Finding
from terang.stages.screening.web.desk import awaiting
from tests.factories import applications, people, screening, vacancies

pytestmark = pytest.mark.django_db
AT = screening.AT


def address(name: str, *args: object) -> str:
    return reverse(f"screening:{name}", args=args)


def see(response) -> str:
    return response.content.decode()


def form_for(case, *, not_met: tuple[str, ...] = (), **more: str) -> dict[str, str]:
    data = {"version": str(case.version)}
    for one in screening.judgements(case, not_met=not_met):
        data[f"met_{one.requirement_id}"] = "met" if one.met else "not_met"
        data[f"sentence_{one.requirement_id}"] = one.sentence
    return {**data, **more}


def now(case) -> Case:
    with scope.as_system():
        return Case.objects.get(pk=case.pk)


def test_a_verifier_takes_reads_and_decides():
    application = applications.submitted(gpa=Decimal("2.50"))
    verifier = people.official(Role.VERIFIER, application.round)
    client = people.signed_in(verifier)

    response = client.post(address("next", application.round_id), follow=True)
    case = _only_case()
    page = see(response)
    decided = client.post(address("case", case.pk), form_for(case, not_met=("4.2",)))

    assert application.number in page
    assert "2,75" in page  # the rule's own view of clause 4.2
    assert decided["Location"] == address("home")
    assert (now(case).state, now(case).outcome) == ("decided", "TMS")


def _only_case() -> Case:
    with scope.as_system():
        return Case.objects.get()


def test_the_rules_suggest_and_a_present_document_suggests_nothing():
    case, verifier = screening.taken(applications.submitted(gpa=Decimal("2.50")))

    form = people.signed_in(verifier).get(address("case", case.pk)).context["form"]

    suggested = {line.judged.requirement.clause: met.initial for line, met, _sentence in form.rows()}
    assert suggested == {"4.1": "met", "4.2": "not_met", "4.3": "met", "5.1": "", "5.2": "", "5.3": ""}


def test_no_without_a_sentence_comes_back_at_its_field():
    case, verifier = screening.taken()
    data = form_for(case, not_met=("4.2",))
    data = {name: "" if name.startswith("sentence") else value for name, value in data.items()}

    response = people.signed_in(verifier).post(address("case", case.pk), data)

    assert response.status_code == 422
    assert len(response.context["form"].errors) == 1
    assert now(case).state == "taken"


def test_notes_are_kept_and_shown_again():
    case, verifier = screening.taken()
    client = people.signed_in(verifier)
    client.post(address("case", case.pk), form_for(case, not_met=("4.2",), note="1"))

    assert screening.SENTENCE in see(client.get(address("case", case.pk)))
    assert now(case).state == "taken"


def test_a_stale_page_is_told_that_somebody_was_quicker():
    case, verifier = screening.taken()
    client = people.signed_in(verifier)
    client.post(address("case", case.pk), form_for(case))

    again = client.post(address("case", case.pk), form_for(case, not_met=("4.2",)))

    assert again.status_code == 409
    assert now(case).outcome == "MS"


def test_a_verifier_without_the_file_in_hand_learns_nothing_of_it():
    by = people.applicant("Melati Siregar")
    case, _verifier = screening.taken(applications.submitted(by=by))
    other = people.signed_in(people.official(Role.VERIFIER, case.round))

    answers = [other.get(address("case", case.pk)), other.post(address("case", case.pk), {"version": "x"})]

    assert [one.status_code for one in answers] == [403, 409]
    assert not any("Melati" in see(one) for one in answers)


@pytest.fixture
def whole():
    """A round with a file in hand, one decided and announced, and a proposed second list."""
    vacancy = vacancies.vacancy()
    bad, good = applications.submitted(vacancy), applications.submitted(vacancy)
    screening.announced(vacancy.round, failing=(bad.pk,))
    with scope.as_system():
        for one in (bad, good):
            commands.reopen(application_id=one.pk, reason="Keberatan diterima.", by=people.HOUSE, at=AT)
    screening.decided(bad)
    in_hand, verifier = screening.taken(good)
    with scope.as_system():
        proposed = commands.propose_outcomes(
            round_id=vacancy.round_id, by=people.official(Role.COMMITTEE_OFFICER, vacancy.round), at=AT
        )
        document = application_facts.documents(in_hand.application_id)[0]
    return {
        "round": vacancy.round, "case": in_hand, "verifier": verifier, "list": proposed, "document": document,
        "application": good,
    }  # fmt: skip


PAGES = {
    "home": (),
    "round": ("round",),
    "case": ("case",),
    "file": ("case", "document"),
    "announcement": ("list",),
    "result": ("application",),
}
ACTS = {
    "next": ("round",),
    "propose": ("round",),
    "case": ("case",),
    "put_back": ("case",),
    "return": ("case",),
    "announce": ("list",),
    "refuse": ("list",),
}
WORKERS = {Role.VERIFIER, Role.COMMITTEE_OFFICER, Role.APPROVER}
READERS = {Role.COMMITTEE_OFFICER, Role.OBJECTION_OFFICER, Role.AUDITOR}
MAY_OPEN = {
    "home": WORKERS,
    "round": WORKERS,
    "case": READERS,  # and the verifier who has it in hand
    "file": READERS,
    "announcement": WORKERS,
    "result": set(),
}


def url(name: str, names: tuple[str, ...], whole) -> str:
    return address(name, *(getattr(whole[one], "pk", None) or whole[one].id for one in names))


@pytest.mark.some(every=4)  # the doors ask all
@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_pages_and_no_others(whole, role):
    client = people.signed_in(people.official(role, whole["round"]))

    opened = {name for name, names in PAGES.items() if client.get(url(name, names, whole)).status_code == 200}

    assert opened == {name for name, roles in MAY_OPEN.items() if role in roles}


@pytest.mark.parametrize("role", [Role.VERIFIER, Role.COMMITTEE_OFFICER, Role.APPROVER, Role.ADMINISTRATOR])
def test_another_agency_finds_nothing_here(whole, role):
    client = people.signed_in(people.official(role, people.round_(people.foreign_agency())))
    personal = {name: names for name, names in PAGES.items() if names}

    opened = {client.get(url(name, names, whole)).status_code for name, names in personal.items()}
    acted = {client.post(url(name, names, whole), {}).status_code for name, names in ACTS.items()}

    assert opened <= {403, 404}
    assert acted <= {403, 404, 422}


def test_the_verifier_who_has_the_file_in_hand_sees_it_with_its_documents(whole):
    client = people.signed_in(whole["verifier"])

    assert client.get(url("case", ("case",), whole)).status_code == 200
    response = client.get(url("file", ("case", "document"), whole))
    assert (response.status_code, response["X-Content-Type-Options"]) == (200, "nosniff")
    assert response["Content-Disposition"].startswith("inline; filename=")
    assert response["Cache-Control"] == "private, no-store"


def test_documents_of_another_file_are_not_reached_through_ones_own(whole):
    with scope.as_system():
        other = applications.submitted(whole["application"].vacancy)
        foreign = application_facts.documents(other.pk)[0]

    response = people.signed_in(whole["verifier"]).get(address("file", whole["case"].pk, foreign.id))

    assert response.status_code == 404


def test_applicants_and_strangers_are_kept_out(whole):
    applicant = people.signed_in(people.applicant("Joko Susilo"))
    own = {name: names for name, names in PAGES.items() if name != "result"}

    assert {applicant.get(url(n, names, whole)).status_code for n, names in own.items()} == {403}
    assert {applicant.post(url(n, names, whole), {}).status_code for n, names in ACTS.items()} == {403}
    assert applicant.get(url("result", ("application",), whole)).status_code == 404
    assert {Client().get(url(n, names, whole)).status_code for n, names in PAGES.items()} == {302}
    assert {Client().post(url(n, names, whole), {}).status_code for n, names in ACTS.items()} == {302}


def test_an_approver_announces_the_very_bytes_that_were_shown():
    case, _verifier = screening.decided(not_met=("4.2",))
    officer = people.signed_in(people.official(Role.COMMITTEE_OFFICER, case.round))
    approver = people.signed_in(people.official(Role.APPROVER, case.round))
    there = officer.post(address("propose", case.round_id))["Location"]
    shown = approver.get(there).context["read"].decision.fingerprint
    with scope.as_system():
        pk = Announcement.objects.get().pk

    refused = approver.post(address("announce", pk), {"shown": "0" * 64})
    announced = approver.post(address("announce", pk), {"shown": shown})

    assert (refused.status_code, announced.status_code) == (422, 302)
    assert now(case).state == "announced"
    assert case.pid in see(approver.get(there))


def test_the_applicant_reads_the_clause_and_the_sentence_and_before_that_nothing():
    by = people.applicant()
    application = applications.submitted(by=by)
    case, _verifier = screening.decided(application, not_met=("4.2",))
    client = people.signed_in(by)

    before = see(client.get(address("result", application.pk)))
    screening.announce(case.round)
    after = see(client.get(address("result", application.pk)))

    assert screening.SENTENCE not in before
    assert screening.SENTENCE in after
    assert "4.2" in after


def test_pages_are_light_have_one_heading_and_no_inline_style_and_no_nik(whole):
    with scope.as_system():
        nik = whole["case"].person.nik
    clients = [
        people.signed_in(whole["verifier"]),
        people.signed_in(people.official(Role.APPROVER, whole["round"])),
    ]

    for client in clients:
        for name, names in PAGES.items():
            response = client.get(url(name, names, whole))
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                page = see(response)
                assert len(re.findall(r"<h1[ >]", page)) == 1, name
                assert len(page) < 100_000
                assert "style=" not in page
                assert nik not in page


GARBAGE = [
    {"version": ""},
    {"version": "-1"},
    {"version": "9" * 30},
    {"version": "\x00"},
    {"met_x": "met"},
    {"met": "perhaps"},
    {"sentence": "\x00" * 20},
    {"sentence": "a" * 1001},
]


def test_garbage_decides_nothing_and_breaks_nothing():
    case, verifier = screening.taken()
    client = people.signed_in(verifier)
    requirement = screening.judgements(case)[1].requirement_id

    for garbage in GARBAGE:
        named = {f"{k}_{requirement}" if k in ("met", "sentence") else k: v for k, v in garbage.items()}
        data = {"version": str(case.version), f"met_{requirement}": "not_met", **named}
        assert client.post(address("case", case.pk), data).status_code in (409, 422), garbage

    with scope.as_system():
        assert not Finding.objects.exists()


@pytest.mark.parametrize(
    "path", ["case/99999999999999999999/", "round/0/", "list/0/", "result/0/", "round/1/?state=x"]
)
def test_numbers_that_mean_nothing_are_not_found(path):
    client = people.signed_in(people.official(Role.VERIFIER, people.round_()))

    assert client.get(f"/screening/{path}").status_code in (403, 404)


def test_the_desk_tells_each_what_waits():
    vacancy = vacancies.vacancy()
    for _number in range(2):
        applications.submitted(vacancy)
    verifier = people.official(Role.VERIFIER, vacancy.round)
    officer = people.official(Role.COMMITTEE_OFFICER, vacancy.round)
    approver = people.official(Role.APPROVER, vacancy.round)

    assert [task.count for task in awaiting(verifier)] == [2]
    screening.all_decided(vacancy.round, by=verifier)
    assert [list(awaiting(verifier)), list(awaiting(approver))] == [[], []]
    assert len(list(awaiting(officer))) == 1
    commands.propose_outcomes(round_id=vacancy.round_id, by=officer, at=AT)
    assert (len(list(awaiting(approver))), len(list(awaiting(officer)))) == (1, 0)


def test_the_list_of_a_round_asks_the_database_the_same_few_times():
    vacancy = vacancies.vacancy()
    officer = people.signed_in(people.official(Role.COMMITTEE_OFFICER, vacancy.round))
    counts = []
    for _ in range(2):
        applications.submitted(vacancy)
        screening.all_decided(vacancy.round)
        scope.enter()  # as at the beginning of a request of its own transaction
        with CaptureQueriesContext(connection) as asked:
            officer.get(address("round", vacancy.round_id))
        counts.append(len(asked))

    assert counts[0] == counts[1]
