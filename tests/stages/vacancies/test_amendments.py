"""What is published changes only by an amendment: with its difference, its reason, and a second person."""

from datetime import datetime
from decimal import Decimal

import pytest

from terang.base.access import Actor, Role
from terang.base.journal.models import Entry, Pending
from terang.base.refusals import NotAllowed, NotNow, NotValid
from terang.base.tenancy import scope
from terang.core.ledger import canonical
from terang.stages.vacancies import commands, facts, queries
from terang.stages.vacancies.models import Amendment, StageWindow, Vacancy
from tests.factories import people
from tests.factories import vacancies as some

pytestmark = pytest.mark.django_db
AT = some.IN_REGISTRATION


@pytest.fixture(autouse=True)
def at_home() -> None:
    people.round_()
    scope.enter(system=True)


@pytest.fixture
def officer() -> Actor:
    return people.official(Role.COMMITTEE_OFFICER)


@pytest.fixture
def approver() -> Actor:
    return people.official(Role.APPROVER)


@pytest.fixture
def published() -> Vacancy:
    return some.vacancy(slots=2)


def propose(vacancy: Vacancy, officer: Actor, at: datetime = AT, **wanted: str) -> Amendment:
    return commands.propose_amendment(
        vacancy_id=vacancy.pk, wanted=wanted, reason="Salah ketik pada pengumuman.", by=officer, at=at
    )


def fingerprint(amendment: Amendment) -> str:
    decision = queries.amendment_proposal(amendment)
    assert decision
    return decision.fingerprint


def last_body() -> canonical.Json:
    leaf = canonical.decode(bytes(Pending.objects.latest("id").leaf))
    assert isinstance(leaf, dict)
    return leaf["b"]


def test_an_amendment_shows_old_and_new_and_bumps_the_edition(
    published: Vacancy, officer: Actor, approver: Actor
) -> None:
    amendment = propose(published, officer, gpa_min="2.5", age_max="40")
    assert [(one["path"], one["old"], one["new"]) for one in amendment.changes] == [
        ("gpa_min", "2.75", "2.50"),
        ("age_max", "35", "40"),
        ("requirement:4.2:text", "IPK paling rendah 2,75", "IPK paling rendah 2,50 pada skala 4"),
        ("requirement:4.3:text", "Usia 18 sampai 35 tahun", "Usia 18 sampai 40 tahun saat lamaran dikirim"),
    ]
    assert facts.vacancy(published.pk).gpa_min == Decimal("2.75")

    commands.approve_amendment(amendment_id=amendment.pk, shown=fingerprint(amendment), by=approver, at=AT)

    told = facts.vacancy(published.pk)
    assert (told.edition, told.gpa_min, told.age_max) == (2, Decimal("2.50"), 40)
    assert last_body() == {"formation": "V01", "blob": facts_blob(amendment)}
    document = canonical.decode(facts.public_document(published.pk))
    assert isinstance(document, dict)
    assert (document["edition"], document["gpa_min"]) == (2, "2.50")
    entry = Entry.objects.get(act="vacancies.vacancy.amended")
    assert (entry.subject_type, entry.subject_id, entry.facts["edition"]) == (
        "vacancies.vacancy",
        published.pk,
        2,
    )


def facts_blob(amendment: Amendment) -> str:
    from terang.stages.vacancies import documents

    return documents.digest(documents.amendment(amendment))


def test_a_requirement_and_a_weight_can_be_amended(
    published: Vacancy, officer: Actor, approver: Actor
) -> None:
    cat, interview = published.tests.filter(stage="second").order_by("id")
    amendment = propose(
        published, officer, **{
            f"test:{cat.pk}:weight": "70", f"test:{interview.pk}:weight": "30",
            "requirement:5.3:defect": "fatal", "requirement:5.3:largest_kb": "700",
        }
    )  # fmt: skip

    commands.approve_amendment(amendment_id=amendment.pk, shown=fingerprint(amendment), by=approver, at=AT)

    told = facts.vacancy(published.pk)
    assert [one.weight for one in told.tests] == [None, Decimal(70), Decimal(30)]
    assert (told.requirements[5].defect, told.requirements[5].largest_kb) == ("fatal", 700)


def test_a_gpa_asked_for_later_becomes_a_requirement(officer: Actor, approver: Actor) -> None:
    vacancy = some.vacancy(gpa_min=None)
    with scope.as_system():
        assert not vacancy.gpa_min
    amendment = propose(vacancy, officer, experience_years="2")

    commands.approve_amendment(amendment_id=amendment.pk, shown=fingerprint(amendment), by=approver, at=AT)

    assert facts.vacancy(vacancy.pk).requirements[-1].code == "experience"
    assert facts.vacancy(vacancy.pk).requirements[-1].clause == "4.4"


@pytest.mark.parametrize(
    "wanted",
    [
        {}, {"gpa_min": "2.75"}, {"gpa_min": ""}, {"gpa_min": "banyak"}, {"gpa_min": "9"}, {"age_max": "60"},
        {"slots": "3"}, {"slots": "0"}, {"code": "V09"}, {"state": "draft"}, {"kind": "DISABILITAS"},
        {"education_codes": "12"}, {"requirement:9.9:text": "x"}, {"requirement:4.1:largest_kb": "5"},
        {"requirement:5.1:defect": "lain"}, {"requirement:5.1:text": ""}, {"test:0:weight": "5"},
        {"gpa_min": "NaN"}, {"age_max": "9" * 30}, {"requirement:5.1:code": "x"},
    ],
)  # fmt: skip
def test_refused_amendments_leave_no_trace(
    wanted: dict[str, str], published: Vacancy, officer: Actor
) -> None:
    with pytest.raises(NotValid):
        propose(published, officer, **wanted)

    assert not Amendment.objects.exists()


def test_weights_that_the_norm_forbids_are_refused(published: Vacancy, officer: Actor) -> None:
    interview = published.tests.get(kind="interview")

    with pytest.raises(NotValid):
        propose(published, officer, **{f"test:{interview.pk}:weight": "41"})


def test_an_amendment_needs_its_reason(published: Vacancy, officer: Actor) -> None:
    with pytest.raises(NotValid):
        commands.propose_amendment(
            vacancy_id=published.pk, wanted={"age_max": "40"}, reason=" ", by=officer, at=AT
        )


def test_one_amendment_at_a_time(published: Vacancy, officer: Actor) -> None:
    propose(published, officer, age_max="40")

    with pytest.raises(NotNow):
        propose(published, officer, age_max="41")


def test_drafts_are_not_amended(officer: Actor) -> None:
    with pytest.raises(NotNow):
        propose(some.vacancy(published=False), officer, age_max="40")


def test_nothing_is_amended_once_the_exam_has_begun(
    published: Vacancy, officer: Actor, approver: Actor
) -> None:
    amendment = propose(published, officer, age_max="40")
    exam = some.CALENDAR["exam"][0]

    with pytest.raises(NotNow):
        commands.approve_amendment(
            amendment_id=amendment.pk, shown=fingerprint(amendment), by=approver, at=exam
        )


def test_the_proposer_cannot_make_it(published: Vacancy, officer: Actor) -> None:
    amendment = propose(published, officer, age_max="40")

    with pytest.raises(NotAllowed):
        commands.approve_amendment(amendment_id=amendment.pk, shown=fingerprint(amendment), by=officer, at=AT)


def test_a_refused_amendment_changes_nothing_and_makes_room(
    published: Vacancy, officer: Actor, approver: Actor
) -> None:
    amendment = propose(published, officer, age_max="40")

    commands.refuse_amendment(amendment_id=amendment.pk, reason="Tidak perlu.", by=approver, at=AT)

    assert facts.vacancy(published.pk).edition == 1
    assert propose(published, officer, age_max="39").edition == 2


def move(stage: str, opens: datetime, closes: datetime, officer: Actor, at: datetime = AT) -> Amendment:
    return commands.propose_move(
        round_id=people.round_().pk, stage=stage, opens_at=opens, closes_at=closes,
        reason="Gangguan e-meterai nasional.", by=officer, at=at,
    )  # fmt: skip


def test_a_closing_day_is_extended_before_it_has_come(
    published: Vacancy, officer: Actor, approver: Actor
) -> None:
    opens, closes = some.CALENDAR["registration"]
    amendment = move("registration", opens, some.moment(3, 7), officer)

    commands.approve_move(amendment_id=amendment.pk, shown=fingerprint(amendment), by=approver, at=AT)

    assert facts.calendar(published.round_id)["registration"].closes_at == some.moment(3, 7)
    assert last_body() == {
        "stage": "registration", "opens": int(opens.timestamp()), "closes": int(some.moment(3, 7).timestamp()),
        "replaces": int(closes.timestamp()),
    }  # fmt: skip


def test_a_stage_that_has_not_begun_moves_as_a_whole(
    published: Vacancy, officer: Actor, approver: Actor
) -> None:
    amendment = move("exam", some.moment(4, 3), some.moment(4, 17), officer)

    commands.approve_move(amendment_id=amendment.pk, shown=fingerprint(amendment), by=approver, at=AT)

    assert facts.calendar(published.round_id)["exam"].opens_at == some.moment(4, 3)


@pytest.mark.parametrize(
    ("stage", "opens", "closes", "at"),
    [
        ("registration", some.moment(2, 9), some.moment(3, 2), AT),  # earlier
        ("registration", some.moment(2, 9), some.moment(3, 3), AT),  # the same
        ("registration", some.moment(2, 10), some.moment(3, 9), AT),  # opened already
        ("registration", some.moment(2, 9), some.moment(3, 9), some.moment(3, 3)),  # closed already
        ("screening_objection", some.moment(3, 20), some.moment(4, 2), AT),  # runs into the exam
    ],
)
def test_what_was_announced_only_moves_later_and_in_time(
    stage: str, opens: datetime, closes: datetime, at: datetime, published: Vacancy, officer: Actor
) -> None:
    with pytest.raises((NotNow, NotValid)):
        move(stage, opens, closes, officer, at)

    assert not Amendment.objects.exists()


def test_an_extension_approved_too_late_is_refused(
    published: Vacancy, officer: Actor, approver: Actor
) -> None:
    opens, closes = some.CALENDAR["registration"]
    amendment = move("registration", opens, some.moment(3, 7), officer)

    with pytest.raises(NotNow):
        commands.approve_move(amendment_id=amendment.pk, shown=fingerprint(amendment), by=approver, at=closes)

    assert StageWindow.objects.get(stage="registration").closes_at == closes
