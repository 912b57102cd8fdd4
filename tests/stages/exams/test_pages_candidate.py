"""A candidate from the own page through the exam to the score, and what the public sees of it."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from terang.base.tenancy import scope
from terang.exam_room.entry_codes import code_of
from terang.exam_room.facts import answers_of
from terang.stages.exams import commands
from terang.stages.exams.models import Placed
from tests.factories import exams
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def running() -> exams.Scene:
    """A session that was opened a moment ago, by the clock of this machine."""
    made = exams.seated(2)
    with scope.as_system():
        session = made.session
        session.starts_at = timezone.now() - timedelta(minutes=1)
        session.save()
        made.session = commands.open_session(
            session_id=session.pk, by=made.proctor, at=timezone.now() - timedelta(seconds=30)
        )
    return made


def send(client, token, *given):
    url = reverse("room:answers", args=[token])
    return client.post(url, json.dumps({"answers": given}), content_type="application/json")


def test_a_candidate_takes_the_exam_from_the_own_page(running):
    client = signed_in(running.candidates[0])
    seat = running.seat_of(0)

    mine = client.get(reverse("exams:mine")).content.decode()
    entered = client.post(reverse("exams:enter", args=[seat.pk]), follow=True)
    paper = client.get(reverse("room:paper", args=[seat.token])).json()
    saved = send(client, seat.token, [1, 0, 2], [2, 1, 0]).json()
    held = client.get(reverse("room:answers", args=[seat.token])).json()
    ended = client.post(reverse("exams:end", args=[seat.token]), follow=True)

    assert reverse("exams:enter", args=[seat.pk]) in mine
    assert 'id="exam"' in entered.content.decode()
    assert (len(paper["items"]), saved["last"], held["answers"]) == (30, 2, {"0": 2, "1": 0})
    assert seat.pid in ended.content.decode()
    assert send(client, seat.token, [3, 2, 0]).status_code == 410
    assert client.get(reverse("room:sit", args=[seat.token])).url == reverse(
        "exams:result", args=[seat.token]
    )


def test_a_candidate_enters_with_the_code_on_a_machine_of_the_site(running):
    client = Client()
    seat = running.seat_of(0)

    wrong = client.post(reverse("room:door"), {"code": "0000-0000"})
    typed = code_of(seat.token).upper().replace("-", " ").replace("0", "O").replace("1", "l")
    right = client.post(reverse("room:door"), {"code": typed})
    before = client.get(right.url).content.decode()
    client.post(reverse("room:enter", args=[seat.token]))
    exam = client.get(right.url).content.decode()

    assert wrong.status_code == 404
    assert right.url == reverse("room:sit", args=[seat.token])
    assert reverse("room:enter", args=[seat.token]) in before
    assert 'id="exam"' in exam
    assert "<noscript>" in exam


def test_the_paper_and_the_pages_never_hold_the_key(running):
    client = signed_in(running.candidates[0])
    seat = running.seat_of(0)
    client.post(reverse("exams:enter", args=[seat.pk]))
    paper = client.get(reverse("room:paper", args=[seat.token]))

    assert {key for item in paper.json()["items"] for key in item} == {"part", "stem", "options"}
    assert "points" not in paper.content.decode()
    with scope.as_system():
        placed = list(Placed.objects.filter(form=seat.form).select_related("item").order_by("position"))
    assert [item["options"] for item in paper.json()["items"]] == [
        [one.item.texts[o] for o in one.option_order] for one in placed]  # fmt: skip


def test_no_public_page_holds_words_of_a_question(running):
    seat = running.seat_of(0)
    signed_in(running.candidates[0]).post(reverse("exams:enter", args=[seat.pk]))
    signed_in(running.candidates[0]).post(reverse("exams:end", args=[seat.token]))
    client = Client()
    urls = [
        reverse("exams:live", args=[running.session.pk]),
        reverse("exams:result", args=[seat.token]),
        reverse("room:door"),
    ]

    pages = [client.get(url) for url in urls]

    assert [page.status_code for page in pages] == [200, 200, 200]
    for page in pages:
        assert "Soal umum" not in page.content.decode()
        assert "Pilihan 1" not in page.content.decode()


def test_nobody_gets_the_paper_before_entering_or_after_the_end(running):
    client = Client()
    seat = running.seat_of(0)
    url = reverse("room:paper", args=[seat.token])

    before = client.get(url).status_code
    client.post(reverse("room:enter", args=[seat.token]))
    during = client.get(url).status_code
    client.post(reverse("exams:end", args=[seat.token]))
    after = client.get(url).status_code

    assert (before, during, after) == (410, 200, 410)


def test_the_live_board_shows_only_who_has_ended_and_equals_the_published_scores(running):
    for place in (0, 1):
        signed_in(running.candidates[place]).post(reverse("exams:enter", args=[running.seat_of(place).pk]))
    one, other = running.seat_of(0), running.seat_of(1)
    client = Client()
    with scope.as_system():
        right = Placed.objects.get(form=one.form, position=0).points.index(5)
    send(client, one.token, [1, 0, right])
    client.post(reverse("exams:end", args=[one.token]))

    answer = client.get(reverse("exams:live", args=[running.session.pk]))
    board = answer.content.decode()
    repeated = client.get(reverse("exams:live", args=[running.session.pk]) + "?auto=1")

    assert one.pid in board
    assert other.pid not in board
    assert (answer.headers.get("Refresh"), repeated.headers.get("Refresh")) == (None, "15")


def test_a_live_board_costs_few_queries_whatever_its_size(running, django_assert_num_queries):
    client = Client()
    for place in (0, 1):
        token = running.seat_of(place).token
        client.post(reverse("room:enter", args=[token]))
        client.post(reverse("exams:end", args=[token]))

    with django_assert_num_queries(11):
        client.get(reverse("exams:live", args=[running.session.pk]))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"answers": 5}', b'{"answers": [[1, 0]]}', b'{"answers": [["1", 0, 0]]}',
             b'{"answers": [[1, 0, 1.5]]}', b'{"answers": [[1, 0, true]]}', b'{"answers": [[1, 99999999999, 0]]}',
             b'{"answers": [' + b"[" * 5000 + b"]" * 5000 + b"]}", b"\xff\xfe", b'{"answers": []}',
             b'{"answers": [[1, 0, 0], null]}', b" " * 100_000]
)  # fmt: skip
def test_garbage_instead_of_answers_is_refused_without_harm(running, body):
    seat = running.seat_of(0)
    Client().post(reverse("room:enter", args=[seat.token]))

    answer = Client().post(reverse("room:answers", args=[seat.token]), body, content_type="application/json")

    assert (answer.status_code, answer.json()["reason"]) == (422, "unfit")


def test_a_foreign_token_opens_nothing(running):
    client = Client()
    token = "0" * 32

    assert send(client, token, [1, 0, 0]).status_code == 404
    for name in ("sit", "paper", "answers"):
        assert client.get(reverse(f"room:{name}", args=[token])).status_code == 404
    assert client.post(reverse("room:enter", args=[token])).status_code == 404
    assert client.post(reverse("exams:end", args=[token])).status_code == 404
    assert client.get(reverse("exams:result", args=[token])).status_code == 404


def test_a_save_needs_the_token_of_the_form(running):
    seat = running.seat_of(0)
    client = Client(enforce_csrf_checks=True)

    assert send(client, seat.token, [1, 0, 0]).status_code == 403


def test_another_candidate_can_not_enter_for_one(running):
    answer = signed_in(running.candidates[1]).post(reverse("exams:enter", args=[running.seat_of(0).pk]))

    assert answer.status_code == 404


PAGES = ("room:sit", "room:paper", "room:answers", "exams:result")


def asked(client, token):
    """What each page that a token opens answers: those that are read, an answer, entering, ending."""
    return [
        *(client.get(reverse(name, args=[token])).status_code for name in PAGES),
        send(client, token, [1, 0, 0]).status_code,
        client.post(reverse("room:enter", args=[token])).status_code,
        client.post(reverse("exams:end", args=[token])).status_code,
    ]


def test_a_signed_in_stranger_gets_nowhere_with_anothers_token(running):
    seat = running.seat_of(0)
    signed_in(running.candidates[0]).post(reverse("exams:enter", args=[seat.pk]))

    assert asked(signed_in(running.candidates[1]), seat.token) == [403] * 7
    assert asked(signed_in(running.proctor), seat.token) == [403] * 7
    with scope.as_system():
        assert answers_of(seat.token) == {}


def test_the_token_opens_the_exam_to_its_candidate_and_on_a_machine_where_nobody_is_signed_in(running):
    at_home, on_site = running.seat_of(0), running.seat_of(1)
    signed_in(running.candidates[0]).post(reverse("exams:enter", args=[at_home.pk]))
    Client().post(reverse("room:enter", args=[on_site.token]))

    assert asked(signed_in(running.candidates[0]), at_home.token) == [200, 200, 200, 200, 200, 302, 302]
    assert asked(Client(), on_site.token) == [200, 200, 200, 200, 200, 302, 302]


def test_a_stranger_is_told_to_sign_out(running):
    page = signed_in(running.candidates[1]).get(reverse("room:sit", args=[running.seat_of(0).token]))

    assert "Keluar" in page.content.decode()
    assert running.seat_of(0).pid not in page.content.decode()


def test_an_absent_or_unfinished_candidate_is_told_so(running):
    client = Client()
    seat = running.seat_of(0)

    assert client.get(reverse("exams:result", args=[seat.token])).status_code == 200
    assert client.get(reverse("exams:live", args=[10**9])).status_code == 404
