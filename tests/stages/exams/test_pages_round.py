"""The pages of committee, proctors and approvers."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from terang.base.access import Role
from terang.base.journal.models import Blob
from terang.base.tenancy import scope
from terang.exam_room.entry_codes import code_of
from terang.stages.exams import commands
from terang.stages.exams.models import Form, ScoreList, Seat, Session
from tests.factories import exams, people
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db


def test_the_committee_draws_and_fixes_forms():
    made = exams.admitted(1)
    exams.bank(made.round_)
    client = signed_in(made.committee)

    page = client.get(reverse("exams:compose", args=[made.round_.code]))
    drawn = client.post(reverse("exams:compose", args=[made.round_.code]), {"forms_count": "2"})
    with scope.as_system():
        forms = list(Form.objects.order_by("name"))
    fixed = [client.post(reverse("exams:fix", args=[form.pk])).status_code for form in forms]

    assert (page.status_code, drawn.status_code, fixed) == (200, 302, [302, 302])
    with scope.as_system():
        assert list(Form.objects.values_list("name", "state").order_by("name")) == [
            ("A", "fixed"),
            ("B", "fixed"),
        ]


def test_a_bank_that_lacks_questions_says_which():
    made = exams.admitted(1)
    exams.bank(made.round_, each=9)

    answer = signed_in(made.committee).post(
        reverse("exams:compose", args=[made.round_.code]), {"forms_count": "1"}
    )

    assert answer.status_code == 422
    assert (
        "umum membutuhkan 10 soal yang sudah ditelaah, sedangkan bank memiliki 9" in answer.content.decode()
    )


def test_the_committee_plans_a_session_and_assigns_seats():
    made = exams.admitted(2)
    client = signed_in(made.committee)
    starts = timezone.now() + timedelta(days=3)
    data = {
        "title": "Sesi 1",
        "site": "Aula",
        "starts_at": starts.strftime("%Y-%m-%dT%H:%M"),
        "minutes": "45",
        "capacity": "20",
    }

    planned = client.post(reverse("exams:plan", args=[made.round_.code]), data)
    with scope.as_system():
        session = Session.objects.get()
    client.post(reverse("exams:assign", args=[session.pk]))
    page = client.get(reverse("exams:session", args=[session.pk])).content.decode()

    assert planned.status_code == 302
    assert all(one.pid in page for one in made.applications)
    with scope.as_system():
        assert list(Seat.objects.order_by("number").values_list("number", "state")) == [
            (1, "seated"),
            (2, "seated"),
        ]


def test_only_the_proctor_sees_entry_codes():
    made = exams.opened(2, entered=False)
    url = reverse("exams:session", args=[made.session.pk])
    seen = {
        role: [code_of(seat.token) in signed_in(actor).get(url).content.decode() for seat in made.seats()]
        for role, actor in (("proctor", made.proctor), ("committee", made.committee))
    }

    assert seen == {"proctor": [True, True], "committee": [False, False]}


def test_the_seat_list_names_nobody():
    made = exams.seated(2)

    page = signed_in(made.proctor).get(reverse("exams:seats", args=[made.session.pk])).content.decode()

    assert all(one.number in page and one.pid in page for one in made.applications)
    assert not any(one.name in page for one in made.candidates)


def test_extra_minutes_are_granted_by_the_committee():
    made = exams.seated(1)
    url = reverse("exams:minutes", args=[made.seat_of(0).pk])

    granted = signed_in(made.committee).post(url, {"minutes": "15"})
    refused = signed_in(made.proctor).post(url, {"minutes": "25"})

    assert (granted.status_code, refused.status_code) == (302, 403)
    assert made.seat_of(0).extra_minutes == 15


def test_an_approver_publishes_and_everybody_reads():
    made = exams.opened(1)
    approver = people.official(Role.APPROVER, made.round_)
    with scope.as_system():
        commands.end_sitting(token=made.seat_of(0).token, by=exams.FLOW, at=exams.DURING)
        commands.close_session(session_id=made.session.pk, by=made.proctor, at=exams.AFTER)
    url = reverse("exams:publish", args=[made.round_.code, "first"])
    public = reverse("exams:scores", args=[made.round_.code, "first"])
    nobody = people.signed_in(people.Actor.nobody())

    before = nobody.get(public).status_code
    refused = signed_in(made.committee).post(url).status_code
    published = signed_in(approver).post(url).status_code
    page = nobody.get(public)

    assert (before, refused, published, page.status_code) == (404, 403, 302, 200)
    assert made.applications[0].pid in page.content.decode()


@pytest.mark.parametrize(
    ("kind", "people_count", "shows"),
    [("UMUM", 1, True), ("DISABILITAS", 4, False), ("DISABILITAS", 5, True)],
)
def test_scores_of_small_groups_are_in_no_public_list_of_the_exam(kind, people_count, shows):
    made = exams.opened(people_count, kind=kind)
    with scope.as_system():
        for place in range(people_count):
            commands.end_sitting(token=made.seat_of(place).token, by=exams.FLOW, at=exams.DURING)
        commands.close_session(session_id=made.session.pk, by=made.proctor, at=exams.AFTER)
    signed_in(people.official(Role.APPROVER, made.round_)).post(
        reverse("exams:publish", args=[made.round_.code, "first"])
    )
    with scope.as_system():
        public = json.loads(Blob.objects.get(digest=ScoreList.objects.get().digest).content)
    nobody = people.signed_in(people.Actor.nobody())
    pages = [
        nobody.get(reverse("exams:live", args=[made.session.pk])).content.decode(),
        nobody.get(reverse("exams:scores", args=[made.round_.code, "first"])).content.decode(),
    ]

    assert {"total" in row for row in public["scores"]} == {shows}
    for page in pages:
        assert ("tidak ditampilkan" in page) is not shows
        assert made.applications[0].pid in page


WHO = {
    Role.COMMITTEE_OFFICER: {"rounds", "round", "session", "seats", "compose", "plan", "change", "minutes"},
    Role.PROCTOR: {"rounds", "round", "session", "seats"},
    Role.APPROVER: {"rounds", "round", "session"},
    Role.AUDITOR: {"rounds", "round", "session"},
}


def test_each_role_opens_its_pages_and_no_others():
    made = exams.seated(1)
    args = {"rounds": [], "round": [made.round_.code], "compose": [made.round_.code], "plan": [made.round_.code],
            "session": [made.session.pk], "seats": [made.session.pk], "change": [made.session.pk],
            "minutes": [made.seat_of(0).pk]}  # fmt: skip
    opened = {}

    for role in [*Role, None]:
        actor = people.official(role, made.round_, name="Siapa Saja") if role else people.applicant()
        client = signed_in(actor)
        opened[role] = {
            n for n, given in args.items() if client.get(reverse(f"exams:{n}", args=given)).status_code == 200
        }

    assert opened == {role: WHO.get(role, set()) for role in [*Role, None]}


def test_a_foreign_official_finds_nothing(rina):
    made = exams.seated(1)
    client = signed_in(rina)
    pages = [("round", made.round_.code), ("compose", made.round_.code), ("plan", made.round_.code),
             ("session", made.session.pk), ("seats", made.session.pk), ("change", made.session.pk),
             ("minutes", made.seat_of(0).pk)]  # fmt: skip
    acts = [("assign", made.session.pk), ("cancel", made.session.pk), ("open", made.session.pk),
            ("close", made.session.pk), ("fix", made.forms[0].pk), ("discard", made.forms[0].pk)]  # fmt: skip

    got = {name: client.get(reverse(f"exams:{name}", args=[one])).status_code for name, one in pages}
    done = {name: client.post(reverse(f"exams:{name}", args=[one])).status_code for name, one in acts}

    assert set(got.values()) == {404}
    assert set(done.values()) <= {403, 404}


def test_nobody_who_is_not_signed_in_opens_a_page_of_officials():
    made = exams.seated(1)
    client = people.signed_in(people.Actor.nobody())

    for name, args in (("items", []), ("rounds", []), ("round", [made.round_.code]), ("session", [made.session.pk]),
                       ("seats", [made.session.pk]), ("minutes", [made.seat_of(0).pk])):  # fmt: skip
        assert client.get(reverse(f"exams:{name}", args=args)).status_code in (302, 403, 404)
