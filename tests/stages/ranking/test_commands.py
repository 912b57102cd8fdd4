"""Drafting, approving by two people, publishing, correcting."""

import json
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from terang.base.access import Actor
from terang.base.journal.models import Entry, Pending
from terang.base.mail.models import Message
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.stages.exams.models import Score
from terang.stages.ranking import commands, facts, queries
from terang.stages.ranking.models import Correction, Edition, Placement
from terang.stages.vacancies.models import StageWindow, Test
from tests.factories import people, vacancies
from tests.factories import ranking as factory
from tests.factories.ranking import AFTER_EXAM, GOOD

pytestmark = pytest.mark.django_db
HOUSE = Actor.as_system("flow")
BETTER = {"umum": 50, "pelayanan": 45, "bidang": 45}


@pytest.fixture(autouse=True)
def _everything_visible(db):
    with scope.as_system():
        yield


@pytest.fixture
def made() -> factory.Play:
    return factory.field_of(a=BETTER, b=GOOD, c=GOOD)


def _rescore(made: factory.Play, name: str, **parts: int) -> None:
    """A correction by the room of exams: a further edition of the score."""
    old = Score.objects.filter(application=made.people[name], stage="first").latest("edition")
    old.pk, old.edition, old.parts, old.total = None, old.edition + 1, parts, sum(parts.values())
    old._state.adding = True
    old.save()


def _acts(made: factory.Play) -> list[str]:
    return list(
        Entry.objects.filter(round=made.round, act__startswith="ranking.")
        .order_by("pk")
        .values_list("act", flat=True)
    )


def test_the_whole_way_is_journalled_with_its_leaves(made):
    factory.published(made, "shortlist")

    assert _acts(made) == [
        "ranking.edition.drafted", "ranking.edition.proposed", "ranking.edition.approved",
        "ranking.shortlist.published",
    ]  # fmt: skip
    leaves = [
        json.loads(bytes(one.leaf))
        for one in Pending.objects.filter(kind__in=["rank", "announce"]).order_by("pk")
    ]
    assert [leaf["k"] for leaf in leaves] == ["rank", "announce"]
    assert set(leaves[0]["b"]) == {"stage", "n", "count", "rule", "com", "blob", "release"}
    assert len(leaves[0]["a"]) == 2
    assert leaves[1]["b"] == {"stage": "shortlist", "n": 1, "blob": leaves[0]["b"]["blob"]}


def test_everybody_in_the_list_is_told_without_a_score(made):
    factory.published(made, "shortlist")

    told = Message.objects.filter(person__in=[one.person_id for one in made.people.values()])
    assert told.count() == 3
    assert not any("135" in one.body or "140" in one.body for one in told)


@pytest.mark.parametrize(
    ("act", "who"),
    [("draft", "approver"), ("draft", "applicant"), ("propose", "approver"), ("approve", "officer"),
     ("send_back", "officer"), ("take_back", "approver"), ("publish", "applicant")],
)  # fmt: skip
def test_others_are_refused_and_leave_no_trace(made, act, who):
    if act == "publish":
        edition = factory.approved(made, "shortlist")
    else:
        edition = factory.drafted(made, "shortlist") if act != "draft" else None
    shown = ""
    if act in ("approve", "send_back", "take_back") and edition:
        shown = commands.propose_edition(edition_id=edition.pk, by=made.officer, at=AFTER_EXAM).fingerprint
    by = people.applicant() if who == "applicant" else getattr(made, who)
    before = Entry.objects.count(), list(Edition.objects.values_list("pk", "state"))

    with pytest.raises(NotAllowed), transaction.atomic():
        _do(act, made, edition, by, shown)

    assert (Entry.objects.count(), list(Edition.objects.values_list("pk", "state"))) == before


def _do(act: str, made: factory.Play, edition: Edition | None, by: Actor, shown: str) -> None:
    if act == "draft":
        commands.draft_edition(round_id=made.round.pk, stage="shortlist", by=by, at=AFTER_EXAM)
        return
    assert edition is not None
    more = {"approve": {"shown": shown}, "send_back": {"reason": "x"}, "take_back": {"reason": "x"}}.get(
        act, {}
    )
    name = act if act in ("send_back", "take_back") else f"{act}_edition"
    getattr(commands, name)(edition_id=edition.pk, by=by, at=AFTER_EXAM, **more)


def test_who_proposed_cannot_approve_even_with_both_roles(made):
    edition = factory.drafted(made, "shortlist")
    decision = commands.propose_edition(edition_id=edition.pk, by=made.officer, at=AFTER_EXAM)
    both = Actor(
        person_id=made.officer.person_id, name="x", agency_id=made.round.agency_id,
        grants=made.officer.grants | made.approver.grants,
    )  # fmt: skip

    with pytest.raises(NotAllowed), transaction.atomic():
        commands.approve_edition(edition_id=edition.pk, shown=decision.fingerprint, by=both, at=AFTER_EXAM)


def test_the_approver_approves_what_the_page_showed(made):
    edition = factory.drafted(made, "shortlist")
    commands.propose_edition(edition_id=edition.pk, by=made.officer, at=AFTER_EXAM)

    with pytest.raises(NotValid), transaction.atomic():
        commands.approve_edition(edition_id=edition.pk, shown="0" * 64, by=made.approver, at=AFTER_EXAM)


@pytest.mark.parametrize("step", ["propose", "approve", "publish"])
def test_a_score_that_changed_since_stops_the_way(made, step):
    make = {"propose": factory.drafted, "approve": factory.drafted, "publish": factory.approved}[step]
    edition = make(made, "shortlist")
    shown = ""
    if step == "approve":
        shown = commands.propose_edition(edition_id=edition.pk, by=made.officer, at=AFTER_EXAM).fingerprint
    _rescore(made, "b", umum=50, pelayanan=50, bidang=50)

    with pytest.raises(NotNow), transaction.atomic():
        _do(step, made, edition, made.approver if step == "approve" else made.officer, shown)


def test_what_was_sent_back_or_taken_back_can_be_proposed_again(made):
    edition = factory.drafted(made, "shortlist")
    commands.propose_edition(edition_id=edition.pk, by=made.officer, at=AFTER_EXAM)
    commands.send_back(edition_id=edition.pk, reason="Periksa lagi V01.", by=made.approver, at=AFTER_EXAM)
    commands.propose_edition(edition_id=edition.pk, by=made.officer, at=AFTER_EXAM)
    commands.take_back(edition_id=edition.pk, reason="Skor diperbaiki.", by=made.officer, at=AFTER_EXAM)

    factory.published(made, "shortlist")

    edition.refresh_from_db()
    assert edition.state == "published"


def test_an_approved_edition_can_be_taken_back_until_it_is_published(made):
    edition = factory.approved(made, "shortlist")

    commands.take_back(edition_id=edition.pk, reason="Skor diperbaiki.", by=made.officer, at=AFTER_EXAM)

    edition.refresh_from_db()
    assert (edition.state, edition.approved_at) == ("draft", None)


@pytest.mark.parametrize("change", ["edition", "place", "remove", "add"])
def test_the_database_refuses_to_change_what_is_published(made, change):
    edition = factory.published(made, "shortlist")
    line = edition.placements.get(position=1)
    again = Placement(**{**_values(line), "pk": None, "position": 99})
    changes = {
        "edition": lambda: Edition.objects.filter(pk=edition.pk).update(reason="x"),
        "place": lambda: Placement.objects.filter(pk=line.pk).update(place=1),
        "remove": line.delete,
        "add": again.save,
    }

    with pytest.raises(DatabaseError, match="stay"), transaction.atomic():
        changes[change]()


def _values(line: Placement) -> dict[str, object]:
    return {
        field.attname: getattr(line, field.attname)
        for field in Placement._meta.concrete_fields
        if not field.primary_key
    }


def test_a_correction_is_a_new_edition_with_its_reason_and_shows_what_differs(made):
    factory.published(made, "shortlist")
    _rescore(made, "c", umum=50, pelayanan=50, bidang=50)
    commands.mark_for_new_edition(
        application_id=made.people["c"].pk,
        stage="exam",
        reason="Kunci soal 12 keliru.",
        by=HOUSE,
        at=AFTER_EXAM,
    )

    second = factory.published(made, "shortlist")

    assert (second.number, second.reason) == (2, "Kunci soal 12 keliru.")
    assert Correction.objects.get().edition == second
    changed = {made.name(one.pid): (one.place_before, one.place) for one in facts.changes(second.pk)}
    assert changed == {"a": (1, 2), "b": (2, 3), "c": (2, 1)}
    assert [one.number for one in facts.editions(made.round.pk)] == [2, 1]
    assert facts.placement(made.people["c"].pk, "shortlist").edition == 2


def test_a_further_edition_without_a_reason_is_refused(made):
    factory.published(made, "shortlist")

    with pytest.raises(NotValid), transaction.atomic():
        factory.drafted(made, "shortlist")


def test_only_an_upheld_objection_asks_for_a_correction_and_names_a_reason(made):
    ask = {"application_id": made.people["a"].pk, "stage": "result", "at": AFTER_EXAM}

    with pytest.raises(NotAllowed), transaction.atomic():
        commands.mark_for_new_edition(reason="x", by=made.officer, **ask)
    with pytest.raises(NotValid), transaction.atomic():
        commands.mark_for_new_edition(reason=" ", by=HOUSE, **ask)

    assert not Correction.objects.exists()


class TestWhatIsMissing:
    """Nothing is ranked before everything is there; the page lists what is missing."""

    def _problems(self, made: factory.Play, stage: str = "shortlist", at=AFTER_EXAM) -> list[str]:
        with pytest.raises(NotNow) as refused, transaction.atomic():
            factory.drafted(made, stage, at=at)
        return [str(one) for one in refused.value.problems]

    def test_a_score_that_is_missing(self):
        made = factory.play()
        vacancy = vacancies.vacancy(made.round)
        for name in "ab":
            factory.applied(made, vacancy, name)
        factory.screened(made)
        factory.sat(made, {"a": GOOD})

        assert len(self._problems(made)) == 1

    def test_scores_that_are_not_published(self):
        made = factory.play()
        factory.applied(made, vacancies.vacancy(made.round), "a")
        factory.screened(made)
        factory.sat(made, {"a": GOOD}, announced=False)

        assert len(self._problems(made)) == 1

    def test_screening_that_is_not_announced(self):
        made = factory.play()
        vacancy = vacancies.vacancy(made.round)
        factory.applied(made, vacancy, "a")
        factory.screened(made)
        factory.applied(made, vacancy, "b")
        factory.sat(made, {"a": GOOD})

        assert len(self._problems(made)) == 1

    def test_objections_that_can_still_be_filed(self, made):
        with scope.as_system():
            window = StageWindow.objects.get(round=made.round, stage="screening_objection")

        assert len(self._problems(made, at=window.opens_at)) == 1

    def test_while_objections_are_answered_the_edition_carries_a_warning(self, made):
        with scope.as_system():
            window = StageWindow.objects.get(round=made.round, stage="screening_objection")

        assert len(factory.drafted(made, "shortlist", at=window.closes_at).warnings) == 1
        assert factory.drafted(made, "shortlist", at=AFTER_EXAM).warnings == []

    def test_the_shortlist_before_the_final_ranking(self, made):
        assert len(self._problems(made, "final")) == 2

    def test_second_tests_that_are_not_complete(self, made):
        factory.published(made, "shortlist")
        factory.took_second_tests(made, {"a": ("80", "80"), "b": ("80", "80")})

        assert len(self._problems(made, "final", at=factory.AFTER_PANELS)) == 2


def test_those_who_withdrew_compete_no_more(made):
    with scope.as_system():
        one = made.people["b"]
        one.state, one.withdrawn_at = "withdrawn", AFTER_EXAM
        one.save()

    factory.published(made, "shortlist")

    assert {made.name(one.pid) for one in facts.published(made.round.pk, "shortlist")} == {"a", "c"}


class TestEquals:
    """Those whom the norm can't separate across the last slot: a person decides, and says why."""

    @pytest.fixture
    def tied(self) -> factory.Play:
        made = factory.field_of(a=BETTER, b=GOOD, c=GOOD)
        factory.published(made, "shortlist")
        factory.took_second_tests(made, {"a": ("90", "90"), "b": ("80", "80"), "c": ("80", "80")})
        return made

    def test_the_draft_leaves_them_open_and_cannot_be_proposed(self, tied):
        edition = factory.drafted(tied, "final")

        assert [(one.place, one.outcome, one.decided_by) for one in queries.open_equals(edition)] == [
            (2, "", "shared")
        ] * 2
        with pytest.raises(NotNow), transaction.atomic():
            commands.propose_edition(edition_id=edition.pk, by=tied.officer, at=factory.AFTER_PANELS)

    @pytest.mark.parametrize("wrong", [[], ["b", "c"], ["a"]])
    def test_as_many_as_slots_are_left_and_none_else(self, tied, wrong):
        edition = factory.drafted(tied, "final")

        with pytest.raises(NotValid), transaction.atomic():
            self._decide(tied, edition, wrong)

    def test_the_decision_stands_in_the_list_with_its_reason(self, tied):
        edition = factory.drafted(tied, "final")
        self._decide(tied, edition, ["c"])

        decision = commands.propose_edition(edition_id=edition.pk, by=tied.officer, at=factory.AFTER_PANELS)
        commands.approve_edition(
            edition_id=edition.pk, shown=decision.fingerprint, by=tied.approver, at=factory.AFTER_PANELS
        )
        commands.publish_edition(edition_id=edition.pk, by=tied.officer, at=factory.AFTER_PANELS)

        outcomes = {tied.name(one.pid): one.outcome for one in facts.published(tied.round.pk, "final")}
        assert outcomes == {"a": "L", "b": "TL", "c": "L"}
        assert facts.placement(tied.people["c"].pk, "final").figures["decided_by_person"] == "Undian terbuka."

    def _decide(self, tied: factory.Play, edition: Edition, chosen: list[str]) -> None:
        vacancy_id = tied.people["a"].vacancy_id
        commands.decide_equals(
            edition_id=edition.pk, vacancy_id=vacancy_id, chosen=[tied.pid(name) for name in chosen],
            reason="Undian terbuka.", by=tied.officer, at=factory.AFTER_PANELS,
        )  # fmt: skip


def test_a_knock_out_test_ends_the_way_and_absence_gives_no_place():
    made = factory.play()
    vacancy = vacancies.vacancy(made.round, published=False)
    Test.objects.filter(vacancy=vacancy, kind="interview").update(knockout=True, knockout_minimum=Decimal(60))
    factory.announced(vacancy)
    for name in "abc":
        factory.applied(made, vacancy, name)
    factory.screened(made)
    factory.sat(made, dict.fromkeys("abc", GOOD))
    factory.published(made, "shortlist")
    factory.took_second_tests(made, {"a": ("95", "59.99"), "b": ("80", "60"), "c": ("80", None)})

    factory.published(made, "final")

    found = {made.name(one.pid): (one.place, one.outcome) for one in facts.published(made.round.pk, "final")}
    assert found == {"a": (None, "TMS"), "b": (1, "L"), "c": (None, "TH")}
