"""Played rounds go through the commands, stop at their day, and come out the same for the same seed."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from terang.base.identity.models import Person
from terang.base.journal.models import Entry
from terang.base.tenancy import scope
from terang.core import norms
from terang.core.rules import schedule
from terang.demonstration.people import invented
from terang.demonstration.play import play
from terang.demonstration.plots import PLOTS
from terang.demonstration.story.timeline import DAYS
from terang.stages.applications.models import Application
from terang.stages.ranking import facts as ranking
from terang.stages.screening.models import Case

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def played(code, **options):
    return play(code, now=NOW, tell=lambda what, done, total: None, **options)


@pytest.mark.django_db
def test_a_round_stops_at_the_day_on_which_the_demonstration_opens():
    round_ = played("alak", applicants=12)

    with scope.as_system():
        assert 0 < Application.objects.filter(round=round_).count() < 12
        assert not Case.objects.exists()
        assert not Entry.objects.filter(at__gt=NOW).exclude(act="applications.application.submitted").exists()


@pytest.mark.django_db(transaction=True)
def test_upheld_objections_open_files_again_through_the_flow():
    round_ = played("makassar", applicants=24)

    with scope.as_system():
        acts = Counter(Entry.objects.filter(round=round_).values_list("act", flat=True))
        assert acts["objections.objection.upheld"] == acts["screening.case.reopened"] == 1
        assert Case.objects.filter(round=round_, state="reopened", edition=2).count() == 1
        assert not Entry.objects.filter(act="flow.act.refused").values_list("facts", flat=True)


@pytest.mark.django_db(transaction=True)
def test_who_passed_is_admitted_once_however_often_the_flow_advances():
    from terang import flow
    from terang.stages.exams.models import Seat

    round_ = played("makassar", applicants=12)
    flow.advance()

    with scope.as_system():
        passed = Case.objects.filter(round=round_, state="announced", outcome="MS").count()
        assert Seat.objects.filter(round=round_, stage="first").count() == passed


@pytest.mark.parametrize("code", PLOTS)
def test_the_calendar_of_every_plot_is_permitted_by_its_norm(code):
    from terang.demonstration.story.timeline import Timeline

    timeline = Timeline.with_today(NOW, PLOTS[code].today)
    windows = {name: schedule.Window(timeline.opens(name), timeline.closes(name)) for name in DAYS}

    assert schedule.check(norms.load(PLOTS[code].norm), windows) == ()


def test_invented_people_have_numbers_that_nobody_can_have():
    cast = invented(7, "alak")

    for person in (next(cast) for _ in range(200)):
        assert person.nik[2:6] == "9999"
        assert person.email.endswith(".example")


def test_the_same_seed_invents_the_same_people():
    one, other = invented(7, "alak"), invented(7, "alak")

    assert [next(one) for _ in range(20)] == [next(other) for _ in range(20)]


@pytest.mark.django_db
def test_everybody_played_is_marked_as_invented():
    played("tanjungbalai", applicants=3)

    with scope.as_system():
        assert not Person.objects.filter(is_demonstration=False).exists()


@pytest.mark.django_db(transaction=True)
def test_people_who_applied_in_an_earlier_round_apply_again_with_the_same_account():
    first, second = (played("alak", applicants=3, whole=False, seed=4) for _ in range(2))

    with scope.as_system():
        applied = [
            set(Application.objects.filter(round=round_).values_list("person_id", flat=True))
            for round_ in (first, second)
        ]
    assert first.pk != second.pk
    assert applied[0] == applied[1] != set()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_same_seed_gives_the_same_published_result(ground):
    one = _published(ground, seed=7)
    same = _published(ground, seed=7)
    other = _published(ground, seed=8)

    assert one == same
    assert one != other


def _published(ground, *, seed):
    """The published table of a whole round, played in a fresh installation."""
    ground.stand_on(ground.clone())
    round_ = played("sawahlunto", applicants=8, seed=seed, whole=True)
    with scope.as_system():
        edition = ranking.editions(round_.pk, "final")[-1]
        return ranking.public_table(edition.id)
