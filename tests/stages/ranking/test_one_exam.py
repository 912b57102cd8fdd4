"""A round whose one exam decides: from the scores straight to the final ranking, priority groups before scores."""

import csv
import io
from dataclasses import replace

import pytest

from terang.base.access import Actor, Role
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy import scope
from terang.core import norms
from terang.stages.ranking import commands, facts
from terang.stages.ranking.entrants import Entrant
from terang.stages.ranking.models import Correction
from terang.stages.ranking.placing import place_final
from terang.stages.vacancies import facts as vacancy_facts
from tests.factories import people, vacancies
from tests.factories import ranking as factory
from tests.factories.ranking import pppk

pytestmark = pytest.mark.django_db


def test_the_exam_leads_straight_to_the_final_ranking():
    made = factory.one_exam(slots=2, a=pppk(300), b=pppk(350), c=pppk(200), away=None)

    edition = factory.published(made, "final")

    with scope.as_system():
        lines = facts.published(made.round.pk, "final")
        table = list(csv.reader(io.StringIO(facts.public_table(edition.pk).decode())))
    assert [(made.name(one.pid), one.place, one.outcome, one.figures["final"]) for one in lines] == [
        ("b", 1, "L", "530"), ("a", 2, "L", "480"), ("c", 3, "TL", "380"), ("away", None, "TH", None),
    ]  # fmt: skip
    assert table[0] == [
        "vacancy", "place", "id", "cat", "cat_100", "final", "outcome", "decided_by", "target", "step"
    ]  # fmt: skip
    assert table[1][3:] == ["530", "79.104", "530", "L", "", "", ""]
    assert {"tests", "second", "steps"} & lines[0].figures.keys() == set()


def test_there_is_no_shortlist_to_draft():
    made = factory.one_exam(a=pppk(300))

    with pytest.raises(NotValid):
        factory.drafted(made, "shortlist")


def test_nothing_is_ranked_before_the_scores_are_published():
    made = factory.one_exam()
    factory.applied(made, vacancies.vacancy(made.round), "a")
    factory.sat(made, {"a": pppk(300)}, announced=False)

    with pytest.raises(NotNow):
        factory.drafted(made, "final")


@pytest.mark.parametrize("stage", ["exam", "result", "final"])
def test_an_upheld_objection_asks_for_a_new_final_ranking(stage):
    made = factory.one_exam(a=pppk(300))
    factory.published(made, "final")
    with scope.as_system():
        commands.mark_for_new_edition(
            application_id=made.people["a"].pk, stage=stage, reason="Satu jawaban salah dinilai.",
            by=Actor.as_system("flow"), at=factory.AFTER_PANELS,
        )  # fmt: skip

        assert Correction.objects.get().stage == "final"


def test_everybody_reads_why_without_a_word_of_a_second_exam():
    made = factory.one_exam(a=pppk(300), b=pppk(350))
    factory.published(made, "final")
    with scope.as_system():
        one = facts.placement(made.people["a"].pk, "final")
        told = facts.card(one)

    assert [step["label"] for step in told["steps"]] == [
        "Manajerial dan sosial kultural",
        "Seleksi kompetensi",
    ]
    assert "Wawancara" in [each["label"] for each in told["components"]]
    assert len(told["one_more"]) == 4
    assert "SKB" not in str(told)


def test_a_priority_group_stands_before_all_scores():
    norm = norms.load("pppk-2024")
    made = factory.one_exam(a=pppk(300), b=pppk(350))
    with scope.as_system():
        vacancy = vacancy_facts.vacancy(made.people["a"].vacancy_id)
    low, high = (_entrant("low", pppk(100)), _entrant("high", pppk(400)))

    first, second = place_final(norm, vacancy, [high, replace(low, priority="THK2")])

    assert (first.entrant.pid, first.outcome, second.decided_by) == ("low", "L", "priority")
    assert first.figures["group"] == "Eks tenaga honorer kategori II"


def test_a_confirmed_claim_adds_points_before_the_threshold():
    norm = norms.load("pppk-guru-2021")
    made = factory.one_exam("pppk-guru-2021", a=pppk(300))
    with scope.as_system():
        vacancy = replace(vacancy_facts.vacancy(made.people["a"].vacancy_id), kind="SEJARAH")
    parts = {"teknis": 250, "manajerial": 80, "sosiokultural": 70, "wawancara": 30}

    (without,) = place_final(norm, vacancy, [_entrant("x", parts)])
    (helped,) = place_final(norm, vacancy, [_entrant("x", parts, claims=frozenset({"DISABILITAS"}))])

    assert int(helped.figures["total"]) == int(without.figures["total"]) + 50
    assert helped.figures["parts"]["teknis"] == "250"
    assert [claim["code"] for claim in helped.figures["claims"]] == ["DISABILITAS"]


def test_the_pages_show_one_ranking_without_empty_columns():
    made = factory.one_exam(a=pppk(300), b=pppk(350))
    officer = people.signed_in(made.officer)

    before = officer.get(f"/ranking/round/{made.round.pk}/").content.decode()
    refused = officer.post(f"/ranking/round/{made.round.pk}/shortlist/draft/")
    page = officer.post(f"/ranking/round/{made.round.pk}/final/draft/").headers["Location"]
    edition = officer.get(page).content.decode()

    assert "/final/draft/" in before
    assert "/shortlist/draft/" not in before
    assert refused.status_code == 404
    assert "Seleksi kompetensi" in edition
    assert "SKB" not in edition
    assert officer.get(f"{page}applicants.csv").content.decode().splitlines()[0] == (
        "id,vacancy,teknis,manajerial,sosiokultural,wawancara,gpa,born_on,priority,alternatives"
    )
    assert officer.get("/ranking/").status_code == 200


def test_without_a_shortlist_everybody_who_passed_the_screening_reaches_the_final():
    made = factory.one_exam("pppk-guru-2023", slots=1, a=pppk(300), b=pppk(350), away=None)
    factory.took_second_tests(made, {"a": ("90", "90"), "b": ("50", "50")})

    factory.published(made, "final", at=factory.AFTER_PANELS)

    with scope.as_system():
        lines = facts.published(made.round.pk, "final")
    assert [(made.name(one.pid), one.outcome) for one in lines] == [("a", "L"), ("b", "TL"), ("away", "TH")]
    assert lines[0].figures["second"] == "90"


def test_an_approver_reads_who_is_in():
    made = factory.one_exam(a=pppk(300))
    edition = factory.drafted(made, "final")
    with scope.as_system():
        commands.propose_edition(edition_id=edition.pk, by=made.officer, at=factory.AFTER_EXAM)

    browser = people.signed_in(people.official(Role.APPROVER, made.round))

    assert browser.get(f"/ranking/edition/{edition.pk}/approve/").status_code == 200


def _entrant(pid: str, parts: dict[str, int], claims: frozenset[str] = frozenset()) -> Entrant:
    return Entrant(1, 1, pid, 1, parts, first_known=True, gpa=None, born_on=None, claims=claims)
