"""What is published equals what the rules, and the command line, make of the same inputs."""

from decimal import Decimal
from pathlib import Path

import pytest

from terang.base.tenancy import scope
from terang.cli.rank import Asked, rank
from terang.core.rules.ranking import FinalScore, final
from terang.engines.ranking import MOST_ROWS, Stage
from terang.stages.ranking import facts, tables
from terang.stages.ranking.entrants import gathered
from terang.stages.ranking.models import Edition
from tests.factories import ranking as factory
from tests.factories import vacancies

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_played(db: None) -> factory.Play:
    return factory.complete(people_count=24)


def _published(made: factory.Play, stage: str) -> Edition:
    return Edition.objects.get(round=made.round, stage=stage)


def again(made: factory.Play, stage: Stage, folder: Path) -> tuple[list[str], list[str]]:
    """The result as `terang rank` makes it of the exported tables, and as the edition keeps it."""
    with scope.as_system():
        there = gathered(made.round.pk, stage)
        (folder / "A.csv").write_bytes(tables.applicants_table(made.norm, stage, there))
        (folder / "V.csv").write_bytes(tables.vacancies_table(there))
        edition = _published(made, stage)
        ours = tables.result_table(made.norm, stage, tables.rows_kept(edition), public=False).decode()
    asked = Asked(made.norm, stage, str(folder / "A.csv"), str(folder / "V.csv"), None, MOST_ROWS)
    rank(asked, str(folder / "R.csv"))
    return (folder / "R.csv").read_text().splitlines(), ours.splitlines()


@pytest.mark.parametrize("stage", ["shortlist", "final"])
def test_the_published_table_is_what_terang_rank_gives(round_played, stage, tmp_path: Path):
    theirs, ours = again(round_played, stage, tmp_path)

    assert theirs == ours


def test_so_is_that_of_one_exam_with_a_priority_group(tmp_path: Path):
    points = {"proven": 200, "low": 150, "best": 400, "next": 350}
    made = factory.play(norm_id="pppk-2024")
    home = vacancies.vacancy(made.round, slots=2, norm_id="pppk-2024")
    for name in points:
        factory.applied(made, home, name)
    factory.screened(made, claims={"proven": ["THK2"]})
    factory.sat(made, {name: factory.pppk(count) for name, count in points.items()})
    factory.published(made, "final")

    theirs, ours = again(made, "final", tmp_path)

    assert theirs == ours
    assert made.pid("proven") in ours[1]


def test_the_public_table_is_the_approved_bytes(round_played):
    with scope.as_system():
        for stage in ("shortlist", "final"):
            edition = _published(round_played, stage)

            assert tables.digest(facts.public_table(edition.pk)) == edition.public


def test_the_places_equal_those_of_the_rule(round_played):
    with scope.as_system():
        there = gathered(round_played.round.pk, "final")
        published = {
            one.pid: (one.place, one.outcome, one.decided_by)
            for one in facts.published(round_played.round.pk, "final")
        }

        for vacancy in there.vacancies:
            scores = [
                FinalScore(one.pid, one.parts, one.combined.score, one.knocked_out, one.gpa, one.born_on)
                for one in there.entrants[vacancy.id]
            ]
            for one in final(round_played.norm, vacancy.slots, scores, kind=vacancy.kind):
                assert published[one.id] == (one.place, one.outcome, one.decided_by)


def test_the_figures_add_up_to_the_final_score(round_played):
    norm = round_played.norm
    with scope.as_system():
        lines = facts.published(round_played.round.pk, "final")

    assert lines
    for one in lines:
        told = one.figures
        assert sum(int(points) for points in told["parts"].values()) == int(told["total"])
        assert sum(Decimal(test["product"]) for test in told["tests"]) == Decimal(told["second"])
        merged = norm.integration.first * Decimal(told["total_100"]) + norm.integration.second * Decimal(
            told["second"]
        )
        assert round(merged * 1000) in (
            int(Decimal(told["final"]) * 1000),
            int(Decimal(told["final"]) * 1000) - 1,
        )


def test_nobody_is_lost_and_nobody_is_twice_in_the_list(round_played):
    with scope.as_system():
        passed = {one.application_id for one in facts.published(round_played.round.pk, "shortlist")}

    assert len(passed) == len(round_played.people) - 1
