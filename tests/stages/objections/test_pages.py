"""Every page for every role, and the way through them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from terang.base.access import Actor, Role, doorway
from terang.base.tenancy import scope
from terang.stages.objections import commands
from terang.stages.objections.models import Objection
from terang.stages.objections.web.desk import awaiting
from tests.factories import applications, objections, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    """Pages are asked at a given instant."""

    class Clock:
        instant = objections.FILING

        @classmethod
        def now(cls):
            return cls.instant

    monkeypatch.setattr(doorway, "timezone", Clock)
    return Clock


class Scene:
    def __init__(self, *, filed=True):
        self.stage = objections.stage()
        self.candidate = applications.actor_of(self.stage.applications[0])
        self.row = objections.filed(self.stage) if filed else None
        self.officer = objections.officer(self.stage)

    def url(self, name):
        where = {
            "file": [self.stage.applications[0].pk, "second_tests"], "public": [self.stage.round.code],
            "home": [], "own": [], "take_next": [],
        }.get(name, [self.row.pk] if self.row else [0])  # fmt: skip
        return reverse(f"objections:{name}", args=where)


PAGES = ["home", "examine", "uphold", "reject", "own", "own_objection", "file", "public"]
POSTS = ["take_next", "take", "give_back", "uphold", "reject", "withdraw"]
MAY = {
    "officer": {"home", "examine", "uphold", "reject"}, str(Role.AUDITOR): {"home", "examine"},
    "candidate": {"own", "own_objection", "file"}, "other_candidate": {"own"}, "foreigner": {"home"},
}  # fmt: skip
WHO = [
    "officer", "candidate", "other_candidate", "foreigner", "nobody",
    *(str(role) for role in Role if role != Role.OBJECTION_OFFICER),
]  # fmt: skip


def somebody(scene, who):
    match who:
        case "officer":
            return scene.officer
        case "candidate":
            return scene.candidate
        case "other_candidate":
            return people.applicant()
        case "nobody":
            return Actor.nobody()
        case "foreigner":
            return people.official(Role.OBJECTION_OFFICER, people.round_(people.foreign_agency()))
    return people.official(Role(who), scene.stage.round)


def test_every_page_opens_for_whom_it_is_and_for_nobody_else(at):
    scene = Scene()
    objections.taken(scene.row, scene.officer)
    for who in WHO:
        client = people.signed_in(somebody(scene, who))

        answers = {name: client.get(scene.url(name)).status_code for name in PAGES}

        assert {name for name, status in answers.items() if status == 200} == MAY.get(who, set()) | {
            "public"
        }, who
        assert set(answers.values()) <= {200, 302, 403, 404}, who


def test_the_acts_of_the_officer_are_refused_to_others(at):
    scene = Scene()
    for who in WHO:
        client = people.signed_in(somebody(scene, who))
        refused = {"officer": ["withdraw"], "candidate": POSTS[:-1]}.get(who, POSTS)
        for name in refused:
            answer = client.post(scene.url(name), {"misapplied": "rubric", "reason": objections.REASON})
            expected = (403, 404, 409) if who == "foreigner" else (403, 404)
            assert answer.status_code in expected, (who, name)
    assert _only().state == "filed"


def test_an_applicant_objects_in_the_browser_and_withdraws(at):
    scene = Scene(filed=False)
    client = people.signed_in(scene.candidate)

    assert scene.url("file").encode() in client.get(scene.url("own")).content
    page = client.get(scene.url("file")).content.decode()
    assert "73,00" in page
    assert client.post(scene.url("file"), {"text": "pendek"}).status_code == 422
    answer = client.post(scene.url("file"), {"text": objections.TEXT})
    assert answer.status_code == 302
    assert client.post(scene.url("file"), {"text": objections.TEXT}).status_code == 409
    assert objections.TEXT in client.get(answer["Location"]).content.decode()
    scene.row = _only()
    assert client.post(scene.url("withdraw")).status_code == 302
    assert client.post(scene.url("withdraw")).status_code == 409
    assert _only().state == "withdrawn"


def _only():
    with scope.as_system():
        return Objection.objects.get()


def test_after_the_window_the_form_is_closed(at):
    scene = Scene(filed=False)
    client = people.signed_in(scene.candidate)
    at.instant = objections.FILING + timedelta(days=3)

    assert b"<textarea" not in client.get(scene.url("file")).content
    assert client.post(scene.url("file"), {"text": objections.TEXT}).status_code == 409
    assert scene.url("file").encode() not in client.get(scene.url("own")).content


def test_an_officer_takes_and_upholds_in_the_browser(at):
    scene = Scene()
    at.instant = objections.ANSWERING
    client = people.signed_in(scene.officer)

    assert client.post(scene.url("take_next"))["Location"] == scene.url("examine")
    assert client.post(scene.url("take_next")).status_code == 409
    page = client.get(scene.url("examine")).content.decode()
    assert objections.TEXT in page
    assert "73,00" in page
    assert (
        client.post(scene.url("uphold"), {"misapplied": "tidak ada", "reason": objections.REASON}).status_code
        == 422
    )
    assert client.post(scene.url("uphold"), {"misapplied": "rubric", "reason": ""}).status_code == 422
    assert (
        client.post(scene.url("uphold"), {"misapplied": "rubric", "reason": objections.REASON}).status_code
        == 302
    )
    assert client.post(scene.url("reject"), {"reason": objections.REASON}).status_code == 409
    own = people.signed_in(scene.candidate).get(scene.url("own_objection")).content.decode()
    assert objections.REASON in own


def test_an_officer_rejects_and_gives_back_in_the_browser(at):
    scene = Scene()
    client = people.signed_in(scene.officer)

    assert client.post(scene.url("take")).status_code == 302
    assert client.post(scene.url("give_back")).status_code == 302
    assert client.post(scene.url("take")).status_code == 302
    assert client.get(scene.url("reject")).status_code == 200
    assert client.post(scene.url("reject"), {"reason": objections.REASON}).status_code == 302
    assert _only().state == "rejected"


def test_who_is_late_is_seen_by_the_officer_and_by_everybody(at):
    scene = Scene()
    at.instant = objections.OVERDUE

    officer = people.signed_in(scene.officer).get(scene.url("home")).content.decode()
    public = people.signed_in(Actor.nobody()).get(scene.url("public")).content.decode()

    assert "1 jawaban terlambat" in officer
    assert "1 jawaban terlambat" in public
    assert scene.row.pid not in public


def test_the_desk_tells_the_officer_what_waits():
    scene = Scene()
    with scope.as_system():
        assert [task.count for task in awaiting(scene.officer)] == [1]
        assert (
            list(awaiting(scene.stage.officer))
            == list(awaiting(scene.candidate))
            == list(awaiting(Actor.nobody()))
            == []
        )
        commands.take(objection_id=scene.row.pk, by=scene.officer, at=objections.ANSWERING)
        assert [scene.row.pid in task.text for task in awaiting(scene.officer)] == [True]


@pytest.mark.parametrize(
    "junk", ["", "x" * 9000, "-1", "\x00" * 30, "'; DROP TABLE objections_objection; --", "𝟝" * 30]
)
def test_garbage_is_refused_and_nothing_is_decided(junk, at):
    scene = Scene()
    objections.taken(scene.row, scene.officer)
    officer, own = people.signed_in(scene.officer), people.signed_in(scene.candidate)

    assert officer.post(scene.url("uphold"), {"misapplied": junk, "reason": junk}).status_code == 422
    assert own.post(scene.url("file"), {"text": junk}).status_code in (409, 422)
    assert (
        own.get(reverse("objections:file", args=[scene.stage.applications[0].pk, "tidak-ada"])).status_code
        == 404
    )
    assert officer.get(scene.url("home"), {"page": junk}).status_code == 200
    assert officer.get(reverse("objections:examine", args=[987654321])).status_code == 404
    assert (
        people.signed_in(Actor.nobody()).get(reverse("objections:public", args=["tidak-ada"])).status_code
        == 404
    )
    assert _only().state == "taken"
