"""The page of long work: counts, time left, a way to stop it, and what came of it; for the person who asked only."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terang.base.access import Role
from terang.base.tenancy import scope
from terang.base.work import commands
from terang.base.work.landing import RESULT, Landing
from terang.base.work.models import Work
from terang.stages.ranking import commands as ranking
from tests.factories import people

pytestmark = pytest.mark.django_db
SAID = "Peringkat disusun."


@pytest.fixture
def officer():
    return people.official(Role.COMMITTEE_OFFICER, people.round_())


@pytest.fixture
def work(officer):
    """A draft of a ranking that was left to the worker a minute ago."""
    with scope.seeing(agency_id=officer.agency_id, person_id=officer.person_id):
        return commands.hand_over(
            command=ranking.draft_edition, given={"round_id": people.round_().pk, "stage": "shortlist"},
            landing=Landing("ranking:round", [RESULT], SAID, "/ranking/"), by=officer,
            at=timezone.now() - timedelta(minutes=1),
        )  # fmt: skip


def come_to(work, **values):
    with scope.as_system():
        Work.objects.filter(pk=work.pk).update(**values)


def page(who, work, query=""):
    return people.signed_in(who).get(f"/work/{work.pk}/{query}")


def test_who_waits_is_told_so_and_the_page_loads_itself_again(officer, work):
    answer = page(officer, work)

    assert (answer.status_code, answer.headers["Refresh"]) == (200, "2")
    assert "Menunggu giliran" in answer.content.decode()


def test_counts_and_time_left_are_shown(officer, work):
    began = timezone.now() - timedelta(seconds=30)
    come_to(
        work, state="doing", began_at=began, part_began_at=began, told_at=began + timedelta(seconds=30),
        what="Pesan", done_count=1500, total_count=2000,
    )  # fmt: skip

    shown = page(officer, work).content.decode()

    assert "Pesan" in shown
    assert 'value="1500"' in shown
    assert 'max="2000"' in shown
    assert "sekitar 10 detik" in shown


def test_the_reader_may_stop_the_reloading(officer, work):
    assert "Refresh" not in page(officer, work, "?still=1").headers


def test_what_is_done_leads_on_with_a_green_banner(officer, work):
    come_to(work, state="done", ended_at=timezone.now(), result=people.round_().pk)

    browser = people.signed_in(officer)
    answer = browser.get(f"/work/{work.pk}/")

    assert answer.headers["Location"] == f"/ranking/round/{people.round_().pk}/"
    with scope.seeing(agency_id=officer.agency_id, person_id=officer.person_id):
        pass
    assert [str(one) for one in answer.wsgi_request._messages] == [SAID]


def test_a_refusal_is_shown_as_the_sentence_that_it_is(officer, work):
    refusal = {
        "status": 409,
        "sentence": "Daftar ini sudah diumumkan.",
        "problems": ["Satu berkas tertinggal."],
    }
    come_to(work, state="refused", ended_at=timezone.now(), refusal=refusal)

    answer = page(officer, work)

    assert (answer.status_code, "Refresh" in answer.headers) == (409, False)
    assert "Daftar ini sudah diumumkan." in answer.content.decode()
    assert "Satu berkas tertinggal." in answer.content.decode()


@pytest.mark.parametrize("state", ["cancelled", "failed"])
def test_what_came_to_nothing_says_that_nothing_was_changed(officer, work, state):
    come_to(work, state=state, ended_at=timezone.now())

    answer = page(officer, work)

    assert "Refresh" not in answer.headers
    assert "Tidak ada yang berubah" in answer.content.decode()


def test_one_click_cancels_what_waits(officer, work):
    browser = people.signed_in(officer)

    ended = browser.post(f"/work/{work.pk}/cancel/")

    with scope.as_system():
        assert Work.objects.get(pk=work.pk).state == "cancelled"
    assert "Dibatalkan" in ended.content.decode()


def test_nobody_else_sees_or_stops_it(officer, work):
    other = people.official(Role.APPROVER, people.round_())

    assert page(other, work).status_code == 404
    assert people.signed_in(other).post(f"/work/{work.pk}/cancel/").status_code == 404


def test_it_is_found_again_on_the_desk(officer, work):
    assert f"/work/{work.pk}/" in people.signed_in(officer).get("/desk/", follow=True).content.decode()
