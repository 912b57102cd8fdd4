"""The pages of item authors."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from terang.base.access import Role
from terang.base.journal.models import Entry
from terang.base.tenancy import scope
from terang.stages.exams.models import Import, Item
from tests.factories import exams, people
from tests.factories.people import signed_in

pytestmark = pytest.mark.django_db
CSV = "part,topic,stem,option_1,points_1,option_2,points_2\numum,hitung,2 + 2 = ?,4,5,5,0\numum,hitung,3 + 3 = ?,6,5,7,0\n"


def upload(client, text, name="soal.csv", norm="lokal-contoh"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse("exams:import"), {"norm": norm, "file": SimpleUploadedFile(name, content)})


def test_an_author_writes_a_question_and_another_accepts_it(author, other_author):
    data = {"part": "umum", "topic": "hitung", "stem": "7 x 6 = ?", "option_1": "42", "points_1": "5",
            "option_2": "48", "points_2": "0"}  # fmt: skip
    made = signed_in(author).post(reverse("exams:write") + "?norm=lokal-contoh", data)
    with scope.as_system():
        item = Item.objects.get()
    own = signed_in(author).get(reverse("exams:item", args=[item.pk])).content.decode()
    shown = signed_in(other_author).get(reverse("exams:item", args=[item.pk])).content.decode()
    accepted = signed_in(other_author).post(reverse("exams:review", args=[item.pk]))

    assert (made.status_code, accepted.status_code) == (302, 302)
    assert reverse("exams:review", args=[item.pk]) not in own
    assert reverse("exams:review", args=[item.pk]) in shown
    with scope.as_system():
        assert Item.objects.get().state == "reviewed"


def test_the_wrong_points_are_told_beside_the_form(author):
    data = {
        "part": "umum",
        "stem": "7 x 6 = ?",
        "option_1": "42",
        "points_1": "5",
        "option_2": "48",
        "points_2": "5",
    }

    answer = signed_in(author).post(reverse("exams:write") + "?norm=lokal-contoh", data)

    assert answer.status_code == 422
    with scope.as_system():
        assert not Item.objects.exists()


def test_looking_at_a_question_is_journaled_and_the_list_shows_no_words(author, other_author):
    item = exams.item(author, stem="Kata rahasia soal ini?")
    client = signed_in(other_author)

    listed = client.get(reverse("exams:items")).content.decode()
    client.get(reverse("exams:item", args=[item.pk]))

    assert "rahasia" not in listed
    with scope.as_system():
        assert [e.person_id for e in Entry.objects.filter(act="exams.item.viewed")] == [
            other_author.person_id
        ]


def test_a_file_is_checked_then_confirmed_then_reviewed(author, other_author):
    client = signed_in(author)

    checked = upload(client, CSV)
    with scope.as_system():
        assert (Import.objects.count(), Item.objects.count()) == (1, 0)
        tried = Import.objects.get()
    page = client.get(checked.url).content.decode()
    client.post(reverse("exams:confirm_import", args=[tried.pk]))
    twice = client.post(reverse("exams:confirm_import", args=[tried.pk]))
    signed_in(other_author).post(reverse("exams:review_import", args=[tried.pk]))

    assert reverse("exams:confirm_import", args=[tried.pk]) in page
    assert twice.status_code == 409
    with scope.as_system():
        assert list(Item.objects.values_list("state", "author_id").distinct()) == [
            ("reviewed", author.person_id)
        ]
        assert Item.objects.count() == 2


def test_a_bad_file_tells_each_line_and_writes_nothing(author):
    text = CSV + "umum,hitung,4 + 4 = ?,8,5,9,5\nentah,x,5 + 5 = ?,10,5,11,0\n"

    answer = upload(signed_in(author), text)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r"<th scope[^>]*>(\d+)</th>", page) == ["4", "5"]
    with scope.as_system():
        assert (Import.objects.count(), Item.objects.count()) == (0, 0)


def test_the_author_of_a_file_can_not_review_it(author):
    client = signed_in(author)
    upload(client, CSV)
    with scope.as_system():
        tried = Import.objects.get()
    client.post(reverse("exams:confirm_import", args=[tried.pk]))

    assert client.post(reverse("exams:review_import", args=[tried.pk])).status_code == 403


def test_a_question_is_sent_back_with_a_note_and_mended(author, other_author):
    item = exams.item(author)
    reviewer = signed_in(other_author)

    empty = reviewer.post(reverse("exams:return", args=[item.pk]), {"note": ""})
    reviewer.post(reverse("exams:return", args=[item.pk]), {"note": "Pilihan kedua juga benar."})
    desk = signed_in(author).get(reverse("exams:items")).content.decode()

    assert empty.status_code == 422
    assert "Pilihan kedua juga benar." in desk


def test_nobody_else_opens_the_bank():
    for role in [role for role in Role if role != Role.ITEM_AUTHOR] + [None]:
        actor = people.official(role, people.round_(), name="Siapa Saja") if role else people.applicant()
        client = signed_in(actor)
        for name in ("items", "write", "format", "import"):
            assert client.get(reverse(f"exams:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["item", "edit"])
def test_a_foreign_author_finds_no_question(author, rina, name):
    item = exams.item(author)

    assert signed_in(rina).get(reverse(f"exams:{name}", args=[item.pk])).status_code == 404
    assert signed_in(rina).post(reverse("exams:review", args=[item.pk])).status_code == 404
