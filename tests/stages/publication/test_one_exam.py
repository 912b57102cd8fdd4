"""The public pages of a round whose one exam decides: no list, column or station of what it does not have."""

import json

import pytest
from django.test import Client

from terang.base.access import Actor
from terang.base.tenancy import scope
from terang.stages.applications import facts as applications
from terang.stages.objections.queries import outcomes
from terang.stages.publication.mine import mine_of
from tests.factories import people
from tests.factories import ranking as factory
from tests.factories.ranking import pppk

pytestmark = pytest.mark.django_db
ROUND = "/sawahlunto/sawahlunto-2026-1/"


@pytest.fixture
def played() -> factory.Play:
    made = factory.one_exam(a=pppk(300), b=pppk(350))
    factory.published(made, "final")
    return made


def test_there_are_no_lists_of_stages_that_the_round_does_not_have(played):
    page = Client().get(ROUND).content.decode()

    assert f"{ROUND}hasil/" in page
    assert "penguji" not in page.casefold()
    for slug in ("lolos-ujian", "tes-lanjutan"):
        assert f"{ROUND}{slug}/" not in page
        assert Client().get(f"{ROUND}{slug}/").status_code == 404
        assert Client().get(f"{ROUND}{slug}.csv").status_code == 404


def test_the_final_list_shows_the_parts_and_no_second_exam(played):
    page = Client().get(f"{ROUND}hasil/")
    told = json.loads(Client().get(f"{ROUND}hasil.json").content)
    csv = Client().get(f"{ROUND}hasil.csv").content.decode().splitlines()

    assert page.status_code == 200
    assert list(told["columns"]) == [
        "vacancy", "place", "id", "outcome", "target", "teknis", "manajerial", "sosiokultural", "wawancara", "cat",
        "cat_100", "decided_by",
    ]  # fmt: skip
    assert told["rows"][0]["teknis"] == "350"
    assert csv[0] == "vacancy,place,id,cat,cat_100,final,outcome,decided_by,target,step"


def test_every_public_page_opens(played):
    pages = (
        "aturan/",
        "lowongan/V01/",
        "ujian/",
        "hasil/",
        "sanggah/",
        "perubahan/",
        "seleksi-administrasi/",
    )
    number = played.people["a"].pid

    assert {Client().get(f"{ROUND}{page}").status_code for page in pages} == {200}
    found = Client().get(f"/cari/?round={played.round.pk}&q={number}")
    assert (found.status_code, f"{ROUND}hasil/" in found.content.decode()) == (200, True)
    assert "SKB" not in Client().get(f"{ROUND}lowongan/V01/").content.decode()


def test_ones_own_way_leads_from_the_exam_to_the_result(played):
    one = played.people["a"]
    with scope.as_system():
        steps = mine_of(applications.application(one.pk), played.round, factory.PUBLISHED).steps
    page = people.signed_in(Actor(person_id=one.person_id)).get(f"/me/{one.pk}/")

    assert [step.state for step in steps] == ["done", "done", "done", "stopped"]
    assert page.status_code == 200


def test_nobody_can_object_to_a_shortlist_or_to_weights(played):
    with scope.as_system():
        told = outcomes.all_announced(applications.application(played.people["a"].pk))

    assert [one.stage for one in told] == ["screening", "exam", "result"]
    codes = {code for one in told for code, _words in one.rules}
    assert codes & {"shortlist", "weights"} == set()


def test_with_second_tests_and_no_shortlist_the_way_leads_over_the_tests():
    made = factory.one_exam("pppk-guru-2023", a=pppk(300))
    with scope.as_system():
        steps = mine_of(applications.application(made.people["a"].pk), made.round, factory.AFTER_EXAM).steps

    assert [step.state for step in steps] == ["done", "done", "done", "now", "next"]
    assert Client().get(f"{ROUND}lolos-ujian/").status_code == 404
    assert Client().get(f"{ROUND}tes-lanjutan/").status_code == 200
