"""Slots that nobody won go to people who had agreed, step by step as the norm says; among equals a person decides."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest

from terang.base.access import Actor, Role
from terang.base.refusals import NotAllowed, NotFound, NotNow, NotValid
from terang.base.tenancy import scope
from terang.core import norms
from terang.core.rules.second_tests import Combined
from terang.stages.ranking import commands, facts, queries
from terang.stages.ranking.entrants import Entrant, Field
from terang.stages.ranking.models import Edition
from terang.stages.ranking.moving import moved
from terang.stages.ranking.placing import place_everybody
from terang.stages.vacancies import facts as vacancy_facts
from terang.stages.vacancies.models import Vacancy
from tests.factories import people, planning, vacancies
from tests.factories import ranking as factory
from tests.factories.ranking import pppk

pytestmark = pytest.mark.django_db
WHY = "Pengalaman di puskesmas yang dituju."
OLD, YOUNG = date(1990, 1, 1), date(2000, 1, 1)


def played(
    slots: Sequence[int],
    who: Mapping[str, tuple[int, int, Sequence[int]]],
    norm_id: str = "pppk-2024",
    born: Mapping[str, date] | None = None,
) -> tuple[factory.Play, list[Vacancy]]:
    """Vacancies of the same position in different places. who: name -> (own vacancy, points, other vacancies)."""
    made = factory.play(norm_id=norm_id)
    there = [vacancies.vacancy(made.round, slots=count, norm_id=norm_id) for count in slots]
    for name, (home, _points, others) in who.items():
        factory.applied(
            made,
            there[home],
            name,
            alternatives=[there[one] for one in others],
            born_on=(born or {}).get(name, OLD),
        )
    factory.screened(made)
    factory.sat(made, {name: pppk(points) for name, (_home, points, _others) in who.items()})
    return made, there


def ends(made: factory.Play, edition: Edition) -> dict[str, tuple[str, str]]:
    """By name: the outcome, and the vacancy whose slot they get or ask for."""
    with scope.as_system():
        return {
            made.name(one.pid): (one.outcome, one.figures.get("moved", {}).get("target", ""))
            for one in edition.placements.order_by("position")
        }


def test_who_agreed_gets_an_empty_slot_and_who_did_not_is_never_moved():
    made, _there = played(
        (1, 2), {"won": (0, 400, []), "stays": (0, 380, []), "goes": (0, 350, [1]), "own": (1, 200, [])}
    )

    edition = factory.drafted(made, "final")

    assert ends(made, edition) == {
        "won": ("L", ""), "stays": ("TL", ""), "goes": ("L-2", "V02"), "own": ("L", ""),
    }  # fmt: skip


def test_nobody_is_moved_to_a_slot_that_somebody_won():
    made, _there = played((1, 1), {"won": (0, 400, []), "goes": (0, 390, [1]), "own": (1, 10, [])})

    assert ends(made, factory.drafted(made, "final"))["goes"] == ("TL", "")


def test_the_better_goes_where_they_like_best_and_the_other_to_their_next():
    made, _there = played((1, 1, 1), {"won": (0, 400, []), "good": (0, 300, [1, 2]), "best": (0, 350, [1])})

    assert ends(made, factory.drafted(made, "final")) == {
        "won": ("L", ""), "best": ("L-2", "V02"), "good": ("L-2", "V03"),
    }  # fmt: skip


def test_what_was_agreed_is_told_to_everybody_and_to_the_person():
    made, there = played((1, 1), {"won": (0, 400, []), "goes": (0, 350, [1]), "stays": (0, 340, [])})
    edition = factory.published(made, "final")

    with scope.as_system():
        mine = facts.placement(made.people["goes"].pk, "final")
        card = facts.card(mine)
        stays = facts.card(facts.placement(made.people["stays"].pk, "final"))
        rows = list(csv.DictReader(io.StringIO(facts.public_table(edition.pk).decode())))
        going = facts.going_on(made.round.pk, "final")
    assert (mine.passes, mine.target, mine.place) == (True, there[1].code, 2)
    assert made.people["goes"].pk in going
    assert [row["target"] for row in rows] == ["", "V02", ""]
    assert [row["step"] for row in rows] == ["", "Ps47-4", ""]
    assert any("V02" in sentence for sentence in card["reasons"])
    assert "PermenPANRB 6/2024 Ps. 47(4)" in [rule["article"] for rule in card["rules"]]
    assert any("memindahkan Anda" in sentence for sentence in stays["reasons"])
    assert len(card["one_more"]) == 4


def test_consent_is_part_of_what_is_approved():
    made, there = played((1, 1), {"won": (0, 400, []), "goes": (0, 350, [1])})
    edition = factory.drafted(made, "final")
    with scope.as_system():
        application = made.people["goes"]
        latest = application.versions.get()
        latest.pk, latest.edition, latest.alternatives = None, 2, []
        latest.save()

        with pytest.raises(NotNow):
            commands.propose_edition(edition_id=edition.pk, by=made.officer, at=edition.drafted_at)
    assert there[1].code == "V02"


def test_equals_who_ask_for_the_last_empty_slot_wait_for_a_person():
    made, there = played((1, 1), {"won": (0, 400, []), "x": (0, 350, [1]), "y": (0, 350, [1])})
    edition = factory.drafted(made, "final")

    assert ends(made, edition) == {"won": ("L", ""), "x": ("", "V02"), "y": ("", "V02")}
    with scope.as_system():
        with pytest.raises(NotNow):
            commands.propose_edition(edition_id=edition.pk, by=made.officer, at=edition.drafted_at)
        decide(made, edition, there[1], "y")
    assert ends(made, edition) == {"won": ("L", ""), "x": ("TL", ""), "y": ("L-2", "V02")}
    _publish(made, edition)
    with scope.as_system():
        lost = facts.card(facts.placement(made.people["x"].pk, "final"))
    assert any(WHY in sentence for sentence in lost["reasons"])


def test_who_is_passed_over_is_considered_for_the_next_vacancy_they_named():
    made, there = played(
        (1, 1, 1), {"won": (0, 400, []), "x": (0, 350, [1, 2]), "y": (0, 350, [1]), "z": (0, 340, [2])}
    )
    edition = factory.drafted(made, "final")

    before = ends(made, edition)
    with scope.as_system():
        decide(made, edition, there[1], "y")

    assert before["z"] == ("L-2", "V03")
    assert ends(made, edition) == {
        "won": ("L", ""), "x": ("L-2", "V03"), "y": ("L-2", "V02"), "z": ("TL", ""),
    }  # fmt: skip


def test_first_a_person_decides_within_the_vacancy_and_a_new_word_there_voids_what_was_decided_about_moves():
    made, there = played((1, 1), {"a": (0, 400, [1]), "b": (0, 400, [1]), "c": (0, 400, [1])})
    edition = factory.drafted(made, "final")
    assert {outcome for outcome, _target in ends(made, edition).values()} == {""}
    with scope.as_system():
        decide_home(made, edition, there[0], "a")
        asked = ends(made, edition)
        decide(made, edition, there[1], "b")
        settled = ends(made, edition)
        decide_home(made, edition, there[0], "b")

    assert asked == {"a": ("L", ""), "b": ("", "V02"), "c": ("", "V02")}
    assert settled == {"a": ("L", ""), "b": ("L-2", "V02"), "c": ("TL", "")}
    assert ends(made, edition) == {"a": ("", "V02"), "b": ("L", ""), "c": ("", "V02")}


@pytest.mark.parametrize(
    ("chosen", "reason", "refusal"),
    [(("x", "y"), WHY, NotValid), ((), WHY, NotValid), (("x",), " ", NotValid), (("won",), WHY, NotValid)],
)
def test_a_decision_about_movers_names_as_many_as_there_are_slots_and_a_reason(chosen, reason, refusal):
    made, there = played((1, 1), {"won": (0, 400, []), "x": (0, 350, [1]), "y": (0, 350, [1])})
    edition = factory.drafted(made, "final")

    with scope.as_system(), pytest.raises(refusal):
        commands.decide_movers(
            edition_id=edition.pk, vacancy_id=there[1].pk, chosen=[made.pid(name) for name in chosen], reason=reason,
            by=made.officer, at=edition.drafted_at,
        )  # fmt: skip
    assert ends(made, edition)["x"] == ("", "V02")


def test_only_a_committee_officer_of_the_round_decides_about_movers():
    made, there = played((1, 1), {"won": (0, 400, []), "x": (0, 350, [1]), "y": (0, 350, [1])})
    edition = factory.drafted(made, "final")
    foreign = vacancies.vacancy(people.round_(people.foreign_agency()))

    for role in set(Role) - {Role.COMMITTEE_OFFICER}:
        with scope.as_system(), pytest.raises(NotAllowed):
            decide(made, edition, there[1], "x", by=people.official(role, made.round))
    with scope.as_system(), pytest.raises(NotFound):
        decide(made, edition, foreign, "x")


def test_between_kinds_in_one_place_the_step_of_the_norm_gives_its_own_code():
    norm = norms.load("cpns-2024")
    made = factory.play()
    formasi = planning.formasi(made.round, slots=2)
    general = vacancies.vacancy(made.round, formasi=formasi, slots=1)
    special = vacancies.vacancy(made.round, formasi=formasi, slots=1, kind="DISABILITAS")
    with scope.as_system():
        there = vacancy_facts.vacancies_of(made.round.pk)
    one = [
        Entrant(number, number, name, special.pk, {"twk": 80, "tiu": 120, "tkp": tkp}, first_known=True, gpa=None,
                born_on=None, alternatives=(general.code,), combined=Combined(Decimal(80), (), ()))
        for number, (name, tkp) in enumerate((("ana", 180), ("budi", 170)))
    ]  # fmt: skip
    field = Field(there, {special.pk: tuple(one)})

    placed = moved(norm, field, place_everybody(norm, "final", field))

    assert [(each.entrant.pid, each.outcome, each.figures.get("moved")) for each in placed] == [
        ("ana", "L", None), ("budi", "L-1", {"target": general.code, "step": "U-1"}),
    ]  # fmt: skip


def test_equals_are_decided_on_a_page():
    made, there = played((1, 1), {"won": (0, 400, []), "x": (0, 350, [1]), "y": (0, 350, [1])})
    edition = factory.drafted(made, "final")
    officer = people.signed_in(made.officer)
    page = f"/ranking/edition/{edition.pk}/movers/{there[1].pk}/"

    before = officer.get(f"/ranking/edition/{edition.pk}/").content.decode()
    shown = officer.get(page).content.decode()
    empty = officer.post(page, {"reason": WHY})
    done = officer.post(page, {"chosen": [made.pid("x")], "reason": WHY})

    assert page in before
    assert made.pid("won") not in shown
    assert (empty.status_code, done.status_code) == (422, 302)
    assert officer.get(page).status_code == 404
    assert "V02" in officer.get(f"/ranking/edition/{edition.pk}/").content.decode()
    assert people.signed_in(people.official(Role.AUDITOR, made.round)).get(page).status_code == 403


def decide(
    made: factory.Play, edition: Edition, target: Vacancy, *names: str, by: Actor | None = None
) -> None:
    commands.decide_movers(
        edition_id=edition.pk, vacancy_id=target.pk, chosen=[made.pid(name) for name in names], reason=WHY,
        by=by or made.officer, at=edition.drafted_at,
    )  # fmt: skip


def decide_home(made: factory.Play, edition: Edition, home: Vacancy, *names: str) -> None:
    commands.decide_equals(
        edition_id=edition.pk, vacancy_id=home.pk, chosen=[made.pid(name) for name in names], reason=WHY,
        by=made.officer, at=edition.drafted_at,
    )  # fmt: skip


def _publish(made: factory.Play, edition: Edition) -> Edition:
    with scope.as_system():
        assert not queries.open_equals(edition).exists()
        decision = commands.propose_edition(edition_id=edition.pk, by=made.officer, at=edition.drafted_at)
        commands.approve_edition(
            edition_id=edition.pk, shown=decision.fingerprint, by=made.approver, at=edition.drafted_at
        )
        return commands.publish_edition(edition_id=edition.pk, by=made.officer, at=edition.drafted_at)
