"""What a little more would have changed is what the ranking says when it is run with it."""

import pytest

from terang.base.tenancy import scope
from terang.stages.applications import facts as applications
from terang.stages.ranking import facts
from terang.stages.ranking.models import Placement
from terang.stages.ranking.what_if import what_if
from tests.factories import ranking as factory

pytestmark = pytest.mark.django_db


def _parts(umum: int, pelayanan: int, bidang: int) -> dict[str, int]:
    return {"umum": umum, "pelayanan": pelayanan, "bidang": bidang}


def _asked(made: factory.Play, name: str, stage: str) -> dict[str, tuple[int, int | None, str]]:
    with scope.as_system():
        placed = list(
            Placement.objects.filter(edition__round=made.round, edition__stage=stage).order_by("position")
        )
        people = {one.id: one for one in applications.of_people(one.application_id for one in placed)}
        found = what_if(made.norm, stage, "UMUM", placed, people, made.pid(name))
        return {one.label: (one.more, one.place, one.outcome) for one in found}


def test_one_more_right_answer_can_pass_the_threshold():
    made = factory.field_of(ana=_parts(40, 40, 40), budi=_parts(15, 40, 40))
    factory.published(made, "shortlist")

    asked = _asked(made, "budi", "shortlist")

    assert asked["Pengetahuan umum"] == (5, 2, "P/L")
    assert asked["Pengetahuan bidang"] == (5, None, "TL")


def test_one_more_point_in_a_test_can_change_the_place():
    made = factory.field_of(ana=_parts(40, 40, 40), budi=_parts(40, 40, 40), cici=_parts(40, 40, 40))
    factory.published(made, "shortlist")
    factory.took_second_tests(made, {"ana": ("90", "90"), "budi": ("80", "80"), "cici": ("80", "79")})
    factory.published(made, "final")

    asked = _asked(made, "cici", "final")

    assert asked["Ujian bidang berbasis komputer"] == (1, 2, "L")
    assert asked["Wawancara"][1:] == (2, "")
    assert asked["Sikap pelayanan"] == (1, 2, "L")


def test_who_was_absent_is_told_nothing():
    made = factory.field_of(ana=_parts(40, 40, 40), budi=None)
    factory.published(made, "shortlist")

    assert _asked(made, "budi", "shortlist") == {}


def test_the_sentences_say_what_would_have_changed():
    made = factory.field_of(ana=_parts(40, 40, 40), budi=_parts(15, 40, 40))
    factory.published(made, "shortlist")

    with scope.as_system():
        sentences = facts.what_if(facts.placement(made.people["budi"].pk, "shortlist"))

    assert len(sentences) == 3
    assert "2" in sentences[0]
