"""Every page for every role, and the way through them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from terang.base.access import Actor, Role, doorway
from terang.base.tenancy import scope
from terang.stages.panels.models import Announcement, Assignment, Invitation, Mark, Pool, Rubric
from tests.factories import applications, panels, people
from tests.factories.uploads import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Pages are asked while the tests take place."""

    class Clock:
        now = staticmethod(lambda: panels.JUDGING)

    monkeypatch.setattr(doorway, "timezone", Clock)


class Scene:
    """A test in the middle of things, and its addresses."""

    def __init__(self, kind="interview", **fields):
        self.stage = panels.drawn(kind, **fields)
        self.invitation = self.stage.invitations[0]
        self.seats = self.stage.seats(self.invitation)
        self.assessor = self.stage.actor(self.seats[0])
        self.candidate = applications.actor_of(self.stage.applications[0])

    def url(self, name):
        where = {
            "own_test": [self.invitation.pk], "hand_in": [self.invitation.pk], "own_work": [self.invitation.pk],
            "candidate": [self.invitation.pk], "appointment": [self.invitation.pk], "absent": [self.invitation.pk],
            "mark": [self.seats[0].pk], "lock": [self.seats[0].pk], "tie": [self.seats[0].pk],
            "work": [self.seats[0].pk], "public": [self.stage.round.code],
            "home": [], "own": [], "mine": [],
        }.get(name, [self.stage.round.pk, self.stage.test.pk])  # fmt: skip
        return reverse(f"panels:{name}", args=where)


OFFICER = {
    "home",
    "test",
    "assessors",
    "appointments",
    "appointment",
    "absent",
    "candidate",
    "rubric",
    "results",
}
FOLLOWER = {"home", "test", "candidate", "rubric", "results"}
MAY = {
    "officer": OFFICER, "approver": FOLLOWER | {"refuse"}, "auditor": FOLLOWER, "assessor": {"mine", "mark", "lock", "tie"},
    "candidate": {"own", "own_test", "hand_in"},
}  # fmt: skip
PAGES = [
    "home", "test", "rubric", "write", "assessors", "appointments", "appointment", "absent", "candidate", "results",
    "refuse", "mine", "mark", "lock", "tie", "work", "own", "own_test", "hand_in", "own_work",
]  # fmt: skip
ELSEWHERE = {
    ("officer", "write"): 409,
    ("assessor", "work"): 404,
    ("candidate", "own_work"): 404,
    ("assessor", "home"): 302,
    ("candidate", "mine"): 302,
}


def somebody(scene, who):
    own = {
        "officer": scene.stage.officer, "approver": scene.stage.approver, "assessor": scene.assessor,
        "candidate": scene.candidate, "nobody": Actor.nobody(),
    }  # fmt: skip
    if who in own:
        return own[who]
    if who == "foreigner":
        return people.official(Role.COMMITTEE_OFFICER, people.round_(people.foreign_agency()))
    if who == "other_assessor":
        return next(
            one for one in scene.stage.assessors if one.person_id not in {s.assessor_id for s in scene.seats}
        )
    if who == "other_candidate":
        return people.applicant()
    return people.official(Role(who), scene.stage.round)


WHO = [
    "officer", "approver", "assessor", "candidate", "nobody", "foreigner", "other_assessor", "other_candidate",
    *(str(r) for r in Role if r not in (Role.COMMITTEE_OFFICER, Role.APPROVER, Role.ASSESSOR)),
]  # fmt: skip


@pytest.mark.long  # the doors ask the same, of every address
def test_every_page_opens_for_whom_it_is_and_for_nobody_else():
    scene = Scene()
    common = {"other_assessor": {"mine"}, "foreigner": {"home"}, "other_candidate": {"own"}}
    for who in WHO:
        client = people.signed_in(somebody(scene, who))

        answers = {name: client.get(scene.url(name)).status_code for name in PAGES}

        assert {name for name, status in answers.items() if status == 200} == MAY.get(
            who, common.get(who, set())
        ), who
        for name, status in answers.items():
            expected = ELSEWHERE.get((who, name))
            assert status in ([expected] if expected else [200, 302, 403, 404, 409]), (who, name)


def test_the_acts_of_the_committee_are_refused_to_others():
    scene = Scene()
    for who in WHO:
        client = people.signed_in(somebody(scene, who))
        refused = {"officer": ["approve"], "approver": ["draw", "propose"]}.get(
            who, ["draw", "propose", "approve"]
        )
        for name in refused:
            assert client.post(scene.url(name), {"shown": "0" * 64}).status_code == 403, (who, name)


def test_nobody_reads_or_writes_the_sheet_of_another():
    scene = Scene()
    panels.judge(scene.stage, scene.seats[0], 70, evidence="Bukti rahasia")
    for who in WHO:
        if who == "assessor":
            continue
        client = people.signed_in(somebody(scene, who))
        for name in PAGES:
            assert b"Bukti rahasia" not in client.get(scene.url(name)).content, (who, name)
        for name in ("mark", "lock", "tie"):
            assert client.post(scene.url(name), {}).status_code in (403, 404), (who, name)


def test_a_colleague_reads_it_after_both_have_locked_and_so_does_the_committee():
    scene = Scene()
    panels.judge(scene.stage, scene.seats[0], 70, evidence="Bukti rahasia")
    colleague = people.signed_in(scene.stage.actor(scene.seats[1]))
    page = reverse("panels:mark", args=[scene.seats[1].pk])
    assert b"Bukti rahasia" not in colleague.get(page).content

    panels.judge(scene.stage, scene.seats[1], 76)

    assert b"Bukti rahasia" in colleague.get(page).content
    assert b"Bukti rahasia" in people.signed_in(scene.stage.officer).get(scene.url("candidate")).content
    assert b"Bukti rahasia" not in people.signed_in(scene.candidate).get(scene.url("own_test")).content


def test_an_assessor_judges_and_locks_in_the_browser():
    scene = Scene(draft=panels.rubric(["five", "hundred"], ["60", "40"]))
    client = people.signed_in(scene.assessor)
    with scope.as_system():
        first, second = Rubric.objects.get().criteria.order_by("position").values_list("pk", flat=True)
    half = {
        f"points-{first}": "4",
        f"evidence-{first}": "Tenang.",
        f"points-{second}": "",
        f"evidence-{second}": "",
    }

    assert client.post(scene.url("mark"), half).status_code == 302
    page = client.get(scene.url("mark")).content.decode()
    assert re.search(r'value="4"[^>]*checked', page)
    assert client.post(scene.url("lock")).status_code == 422

    whole = {**half, f"points-{second}": "75,5", f"evidence-{second}": "Jelas.", "lock": "1"}
    assert client.post(scene.url("mark"), whole)["Location"] == scene.url("lock")
    assert client.get(scene.url("lock")).status_code == 200
    assert client.post(scene.url("lock")).status_code == 302
    assert client.post(scene.url("lock")).status_code == 409
    assert client.post(scene.url("mark"), whole).status_code == 409
    with scope.as_system():
        assert Assignment.objects.get(pk=scene.seats[0].pk).state == "locked"


def test_a_portfolio_is_read_without_the_name():
    scene = Scene("portfolio", title="Portofolio")
    client, own = people.signed_in(scene.assessor), people.signed_in(scene.candidate)
    name = people.person_of(scene.candidate).name.encode()
    answer = own.post(scene.url("hand_in"), {"document": SimpleUploadedFile("saya.pdf", applications.pdf())})
    assert answer.status_code == 302
    pages = [client.get(scene.url(page)) for page in ("mine", "mark", "tie", "lock")]

    assert not any(name in page.content for page in pages)
    document = client.get(scene.url("work"))
    assert document["Content-Type"] == "application/pdf"
    assert scene.invitation.pid in document["Content-Disposition"]
    assert document["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("name, content", [(name, content) for name, (_, content) in HOSTILE.items()])
def test_a_document_that_cannot_be_taken_comes_back_into_the_form(name, content):
    scene = Scene("portfolio", title="Portofolio")
    own = people.signed_in(scene.candidate)
    if name == "pdf where a picture belongs":
        pytest.skip("a PDF is what is asked for")

    answer = own.post(scene.url("hand_in"), {"document": SimpleUploadedFile("karya.pdf", content)})

    assert answer.status_code == 422
    assert b'id="id_document_error"' in answer.content
    assert own.get(scene.url("own_work")).status_code == 404


def test_an_interview_shows_the_name_to_its_assessors():
    scene = Scene()

    assert (
        people.person_of(scene.candidate).name.encode()
        in people.signed_in(scene.assessor).get(scene.url("mark")).content
    )


def test_the_officer_prepares_a_test_in_the_browser():
    stage = panels.invited(candidates=2)
    client = people.signed_in(stage.officer)
    url = lambda name: reverse(f"panels:{name}", args=[stage.round.pk, stage.test.pk])  # noqa: E731

    assert client.get(url("rubric")).status_code == 200
    assert client.post(url("rubric"), {"code": "wawancara-daring"}).status_code == 302
    page = client.get(url("write")).content.decode()
    assert "Integritas" in page
    assert client.get(url("assessors")).status_code == 200
    chosen = [one.person_id for one in stage.assessors]
    assert client.post(url("assessors"), {"assessor_ids": chosen, "each": "2"}).status_code == 302
    assert client.post(url("draw")).status_code == 302
    assert client.post(url("draw")).status_code == 409
    slots = {
        "first_at": "2026-04-23T08:00",
        "minutes": "30",
        "pause": "5",
        "until": "16:00",
        "rooms": "1",
        "place": "",
        "link": "https://rapat.example/a",
    }
    assert client.post(url("appointments"), slots).status_code == 302
    with scope.as_system():
        assert Pool.objects.get().members.count() == 4
        assert Assignment.objects.count() == 4
        assert [row.starts_at.hour for row in Invitation.objects.order_by("starts_at")] == [1, 1]
    own = people.signed_in(applications.actor_of(stage.applications[0]))
    page = own.get(reverse("panels:own_test", args=[stage.invitations[0].pk])).content.decode()
    assert "https://rapat.example/a" in page
    assert "Integritas" in page


def test_the_rubric_is_written_in_the_browser_and_told_what_is_wrong():
    stage = panels.invited()
    client = people.signed_in(stage.officer)
    page = reverse("panels:write", args=[stage.round.pk, stage.test.pk])
    form = {
        "rubric-title": "Rubrik kami", "rubric-guidance": "", "criteria-TOTAL_FORMS": "2", "criteria-INITIAL_FORMS": "0",
        "criteria-0-title": "Sikap", "criteria-0-weight": "60", "criteria-0-scale": "hundred",
        "criteria-0-anchors": "75-100: baik\n0-74: kurang", "criteria-1-title": "Bahasa", "criteria-1-weight": "30",
        "criteria-1-scale": "hundred", "criteria-1-anchors": "75-100: baik\n0-74: kurang",
    }  # fmt: skip

    assert client.post(page, form).status_code == 422
    assert client.post(page, {**form, "criteria-1-weight": "40"}).status_code == 302
    with scope.as_system():
        assert [str(one) for one in Rubric.objects.get().criteria.order_by("position")] == ["Sikap", "Bahasa"]


def test_results_are_proposed_by_one_and_approved_by_another():
    scene = Scene()
    for seat, given in zip(scene.seats, (70, 76), strict=True):
        panels.judge(scene.stage, seat, given, evidence="Terlihat jelas sekali")
    officer, approver = people.signed_in(scene.stage.officer), people.signed_in(scene.stage.approver)

    assert officer.post(scene.url("propose")).status_code == 302
    assert officer.post(scene.url("approve"), {"shown": "x"}).status_code == 403
    page = approver.get(scene.url("results")).content.decode()
    shown = re.search(r'name="shown" value="([0-9a-f]{64})"', page).group(1)
    assert approver.post(scene.url("approve"), {"shown": "0" * 64}).status_code == 422
    assert approver.post(scene.url("approve"), {"shown": shown}).status_code == 302

    own = people.signed_in(scene.candidate).get(scene.url("own_test")).content.decode()
    with scope.as_system():
        assert Announcement.objects.get().state == "published"
    assert "73,00" in own
    assert "Terlihat jelas sekali" in own


def test_the_rubrics_are_public_once_they_are_frozen():
    scene = Scene()

    answer = people.signed_in(Actor.nobody()).get(scene.url("public"))

    assert answer.status_code == 200
    assert b"Kriteria 1" in answer.content
    assert (
        people.signed_in(Actor.nobody()).get(reverse("panels:public", args=["tidak-ada"])).status_code == 404
    )


GARBAGE = [
    "",
    "x" * 10_000,
    "-1",
    "999999999999999999999",
    "NaN",
    "1e400",
    "\x00",
    "'; DROP TABLE panels_mark; --",
    "𝟝",
]


@pytest.mark.parametrize("junk", GARBAGE)
def test_garbage_is_refused_and_nothing_is_written(junk):
    scene = Scene()
    with scope.as_system():
        criterion = Rubric.objects.get().criteria.get().pk
    posts = [
        (scene.assessor, "mark", {f"points-{criterion}": junk, f"evidence-{criterion}": junk * 2}),
        (
            scene.stage.officer,
            "appointments",
            {"first_at": junk, "minutes": junk, "link": junk, "until": junk},
        ),
        (
            scene.stage.officer,
            "appointment",
            {"starts_at": junk, "minutes": junk, "link": junk, "place": junk},
        ),
        (scene.stage.officer, "assessors", {"assessor_ids": [junk], "each": junk}),
        (scene.stage.officer, "rubric", {"code": junk}),
        (scene.stage.officer, "write", {"rubric-title": junk, "criteria-TOTAL_FORMS": junk}),
        (scene.stage.approver, "approve", {"shown": junk}),
        (scene.stage.approver, "refuse", {"reason": junk}),
        (scene.candidate, "hand_in", {"document": junk}),
    ]

    for who, name, data in posts:
        assert people.signed_in(who).post(scene.url(name), data).status_code < 500, name
    with scope.as_system():
        assert Invitation.objects.get(pk=scene.invitation.pk).starts_at is None
        assert not Mark.objects.exists()


@pytest.mark.parametrize("name", ["own_test", "candidate", "mark", "test"])
def test_addresses_of_nothing_are_not_found(name):
    scene = Scene()
    where = [987654321, 987654321] if name == "test" else [987654321]
    for who in (scene.stage.officer, scene.assessor, scene.candidate):
        assert people.signed_in(who).get(reverse(f"panels:{name}", args=where)).status_code in (403, 404)
