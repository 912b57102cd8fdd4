"""From an approved formasi to a published vacancy, and every refusal on the way."""

from decimal import Decimal

import pytest

from terang.base.access import Actor, Role
from terang.base.approvals.models import Decision
from terang.base.journal.models import Blob, Entry, Pending
from terang.base.refusals import NotAllowed, NotFound, NotNow, NotValid
from terang.base.tenancy import scope
from terang.core import norms
from terang.core.ledger import canonical
from terang.stages.planning.states import FormasiState
from terang.stages.vacancies import commands, documents, facts, queries
from terang.stages.vacancies.drafts import DocumentAsked, OtherRequirement, TestPlanned
from terang.stages.vacancies.models import RoundNorm, StageWindow, Vacancy
from terang.stages.vacancies.states import STAGES, VacancyState
from tests.factories import people, planning
from tests.factories import vacancies as some

pytestmark = pytest.mark.django_db
AT = some.BEFORE


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
def written(officer: Actor) -> Vacancy:
    round_ = people.round_()
    commands.pin_norm(round_id=round_.pk, norm_id="lokal-contoh", by=officer, at=AT)
    commands.set_calendar(round_id=round_.pk, windows=some.CALENDAR, by=officer, at=AT)
    return commands.write_vacancy(
        formasi_id=planning.formasi(slots=3).pk, draft=some.draft(), by=officer, at=AT
    )


def publish(vacancy: Vacancy, officer: Actor, approver: Actor) -> Vacancy:
    decision = commands.propose_publication(vacancy_id=vacancy.pk, by=officer, at=AT)
    return commands.approve_publication(vacancy_id=vacancy.pk, shown=decision.fingerprint, by=approver, at=AT)


def leaves() -> list[dict[str, canonical.Json]]:
    decoded = [canonical.decode(bytes(row.leaf)) for row in Pending.objects.order_by("id")]
    return [leaf for leaf in decoded if isinstance(leaf, dict)]


def acts() -> list[str]:
    return [
        act
        for act in Entry.objects.order_by("id").values_list("act", flat=True)
        if act.startswith("vacancies")
    ]


def test_a_vacancy_says_what_it_asks_clause_by_clause(written: Vacancy) -> None:
    asked = [(row.clause, row.code, row.defect) for row in written.requirements.order_by("id")]

    assert asked == [
        ("4.1", "education", "fatal"), ("4.2", "gpa", "fatal"), ("4.3", "age", "fatal"),
        ("5.1", "document:foto", "fatal"), ("5.2", "document:ktp", "fatal"),
        ("5.3", "document:surat_lamaran", "curable"), ("5.4", "document:ijazah", "fatal"),
        ("5.5", "document:transkrip", "curable"),
    ]  # fmt: skip
    ijazah = written.requirements.get(document="ijazah")
    assert (ijazah.formats, ijazah.largest_kb) == (["pdf"], 800)


def test_the_first_exam_comes_from_the_norm(written: Vacancy) -> None:
    norm = norms.load("lokal-contoh")

    first = written.tests.get(stage="first")

    assert (first.kind, first.title, first.minutes, first.weight) == (
        "cat",
        norm.total.label,
        norm.minutes,
        None,
    )


def test_what_is_not_published_is_no_fact(written: Vacancy) -> None:
    assert facts.vacancies_of(written.round_id) == ()
    assert facts.calendar(written.round_id) == {}
    assert not facts.is_open(written.round_id, "registration", some.IN_REGISTRATION)
    with pytest.raises(NotFound):
        facts.vacancy(written.pk)


def test_two_people_publish_and_the_public_log_gets_norm_calendar_vacancy_and_freeze(
    written: Vacancy, officer: Actor, approver: Actor
) -> None:
    publish(written, officer, approver)

    told = facts.vacancy(written.pk)
    assert (told.code, told.state, told.edition, told.slots) == ("V01", "published", 1, 2)
    kinds = [leaf["k"] for leaf in leaves()]
    assert kinds == ["software", *["calendar"] * 8, "formation", "rule", "freeze"]
    assert facts.is_open(written.round_id, "registration", some.IN_REGISTRATION)
    assert list(facts.calendar(written.round_id)) == list(STAGES)
    document = canonical.decode(facts.public_document(written.pk))
    assert isinstance(document, dict)
    assert document["norm"] == {"id": "lokal-contoh", "sha256": norms.load("lokal-contoh").content_hash}
    formation = leaves()[9]
    rule = {
        "id": "lokal-contoh/V01", "blob": documents.digest(documents.rule(written)),
        "norm": norms.load("lokal-contoh").content_hash, "formations": ["V01"],
    }  # fmt: skip
    assert leaves()[10]["b"] == rule
    assert formation["b"] == {"id": "V01", "blob": told.digest, "slots": 2, "rule": rule["blob"]}
    assert len(formation["a"]) == 2  # type: ignore[arg-type]
    assert Blob.objects.filter(pk=norms.load("lokal-contoh").content_hash).exists()


def test_the_calendar_is_announced_once(written: Vacancy, officer: Actor, approver: Actor) -> None:
    publish(written, officer, approver)
    second = commands.write_vacancy(
        formasi_id=written.formasi_id, draft=some.draft(kind="DISABILITAS", slots=1), by=officer, at=AT
    )

    publish(second, officer, approver)

    assert [act for act in acts() if act == "vacancies.calendar.announced"] == [
        "vacancies.calendar.announced"
    ] * 8
    assert [one.code for one in facts.vacancies_of(written.round_id)] == ["V01", "V02"]


def test_the_proposer_cannot_publish(written: Vacancy, officer: Actor) -> None:
    decision = commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT)

    with pytest.raises(NotAllowed):
        commands.approve_publication(vacancy_id=written.pk, shown=decision.fingerprint, by=officer, at=AT)


def test_an_approver_who_saw_other_bytes_is_refused(
    written: Vacancy, officer: Actor, approver: Actor
) -> None:
    commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT)

    with pytest.raises(NotValid):
        commands.approve_publication(vacancy_id=written.pk, shown="f" * 64, by=approver, at=AT)


@pytest.mark.parametrize("change", ["vacancy", "calendar", "norm"])
def test_any_change_voids_the_proposal(
    change: str, written: Vacancy, officer: Actor, approver: Actor
) -> None:
    decision = commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT)

    if change == "vacancy":
        commands.change_vacancy(vacancy_id=written.pk, draft=some.draft(slots=3), by=officer, at=AT)
    elif change == "calendar":
        windows = {**some.CALENDAR, "result": (some.moment(5, 12), some.moment(5, 18))}
        commands.set_calendar(round_id=written.round_id, windows=windows, by=officer, at=AT)
    else:
        commands.pin_norm(round_id=written.round_id, norm_id="cpns-2024", by=officer, at=AT)

    written.refresh_from_db()
    decision.refresh_from_db()
    assert (written.state, decision.state) == (VacancyState.DRAFT, "void")
    with pytest.raises(NotNow):
        commands.approve_publication(vacancy_id=written.pk, shown=decision.fingerprint, by=approver, at=AT)


def test_a_regional_agency_announces_no_interview_under_cpns_2024(written: Vacancy, officer: Actor) -> None:
    commands.pin_norm(round_id=written.round_id, norm_id="cpns-2024", by=officer, at=AT)

    with pytest.raises(NotValid) as refused:
        commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT)

    assert [str(one) for one in refused.value.problems] == [
        "Wawancara tidak diperbolehkan bagi instansi daerah (PermenPANRB 6/2024).",
    ]
    assert not Decision.objects.exists()


def test_a_regional_agency_announces_one_extra_kind_of_at_most_40_percent_under_cpns_2024(
    written: Vacancy, officer: Actor, approver: Actor
) -> None:
    commands.pin_norm(round_id=written.round_id, norm_id="cpns-2024", by=officer, at=AT)

    def planned(*weights: int) -> tuple[TestPlanned, ...]:
        kinds = ("cat", "practical", "aptitude")
        return tuple(TestPlanned(k, k, Decimal(w), 90) for k, w in zip(kinds, weights, strict=False))

    for weights in ((55, 45), (60, 20, 20), (60, 41)):
        commands.change_vacancy(
            vacancy_id=written.pk, draft=some.draft(tests=planned(*weights)), by=officer, at=AT
        )
        with pytest.raises(NotValid):
            commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT)
    commands.change_vacancy(vacancy_id=written.pk, draft=some.draft(tests=planned(60, 40)), by=officer, at=AT)

    publish(written, officer, approver)

    assert [(one.kind, one.weight) for one in facts.vacancy(written.pk).tests] == [
        ("cat", None), ("cat", Decimal(60)), ("practical", Decimal(40)),
    ]  # fmt: skip


def test_a_calendar_that_leaves_too_few_days_for_objections_is_refused(
    written: Vacancy, officer: Actor
) -> None:
    windows = {**some.CALENDAR, "screening_objection": (some.moment(3, 20), some.moment(3, 22))}
    commands.set_calendar(round_id=written.round_id, windows=windows, by=officer, at=AT)

    with pytest.raises(NotValid) as refused:
        commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT)

    assert [str(one) for one in refused.value.problems] == [
        "Tahap sanggah seleksi administrasi harus berlangsung paling sedikit 3 hari (Pilihan instansi)."
    ]


def test_an_age_wider_than_the_norm_is_refused(written: Vacancy, officer: Actor) -> None:
    commands.change_vacancy(vacancy_id=written.pk, draft=some.draft(age_max=46), by=officer, at=AT)

    with pytest.raises(NotValid):
        commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT)


def test_no_vacancy_without_a_norm(officer: Actor) -> None:
    with pytest.raises(NotNow):
        commands.write_vacancy(formasi_id=planning.formasi().pk, draft=some.draft(), by=officer, at=AT)


def test_no_vacancy_from_a_formasi_that_is_not_approved(officer: Actor) -> None:
    some.pin()

    with pytest.raises(NotNow):
        commands.write_vacancy(
            formasi_id=planning.formasi(state=FormasiState.PROPOSED).pk, draft=some.draft(), by=officer, at=AT
        )


def test_the_vacancies_of_a_formasi_never_have_more_slots_than_it(written: Vacancy, officer: Actor) -> None:
    with pytest.raises(NotValid):
        commands.write_vacancy(
            formasi_id=written.formasi_id, draft=some.draft(kind="DISABILITAS", slots=2), by=officer, at=AT
        )

    assert Vacancy.objects.count() == 1


def test_one_vacancy_per_kind_of_a_formasi(written: Vacancy, officer: Actor) -> None:
    with pytest.raises(NotValid):
        commands.write_vacancy(formasi_id=written.formasi_id, draft=some.draft(slots=1), by=officer, at=AT)


@pytest.mark.parametrize(
    "fields",
    [
        {"slots": 0}, {"education_codes": ()}, {"education_codes": ("510108",)}, {"gpa_min": Decimal("4.01")},
        {"age_min": 36}, {"mechanism": "  "}, {"kind": "TIDAK_ADA"}, {"experience_years": -1},
        {"documents": (DocumentAsked.usual("ktp"), DocumentAsked.usual("ktp"))},
        {"documents": (DocumentAsked("ktp", "KTP", "fatal", ("exe",), 200),)},
        {"documents": (DocumentAsked("ktp", "KTP", "fatal", ("jpg",), 0),)},
        {"documents": (DocumentAsked("ktp", "KTP", "lain", ("jpg",), 200),)},
        {"others": (OtherRequirement(" "),)},
        {"tests": (TestPlanned("cat", "A", Decimal(50), 90), TestPlanned("practical", "a ", Decimal(50), 90))},
        {"tests": (TestPlanned("cat", "A", Decimal(101), 90),)},
        {"tests": (TestPlanned("cat", "A", Decimal(100), 90, knockout=True),)},
        {"tests": (TestPlanned("cat", "A", Decimal(100), 90, knockout_minimum=Decimal(60)),)},
    ],
)  # fmt: skip
def test_refusals_leave_no_trace(fields: dict[str, object], officer: Actor) -> None:
    some.pin()
    formasi = planning.formasi(slots=3)
    before = acts()

    with pytest.raises(NotValid):
        commands.write_vacancy(formasi_id=formasi.pk, draft=some.draft(**fields), by=officer, at=AT)

    assert not Vacancy.objects.exists()
    assert acts() == before


def test_a_knockout_without_weight_is_announced_with_its_criterion(
    written: Vacancy, officer: Actor, approver: Actor
) -> None:
    tests = (
        TestPlanned("cat", "Ujian bidang", Decimal(100), 90),
        TestPlanned(
            "fitness", "Kesamaptaan", Decimal(0), 60, knockout=True, knockout_minimum=Decimal("60.5")
        ),
    )
    commands.change_vacancy(vacancy_id=written.pk, draft=some.draft(tests=tests), by=officer, at=AT)

    publish(written, officer, approver)

    last = facts.vacancy(written.pk).tests[-1]
    assert (last.knockout, last.knockout_minimum, last.weight) == (True, Decimal("60.50"), Decimal(0))


def test_what_is_published_is_not_written_anew(written: Vacancy, officer: Actor, approver: Actor) -> None:
    publish(written, officer, approver)

    for attempt in (
        lambda: commands.change_vacancy(vacancy_id=written.pk, draft=some.draft(), by=officer, at=AT),
        lambda: commands.drop_vacancy(vacancy_id=written.pk, by=officer, at=AT),
        lambda: commands.pin_norm(round_id=written.round_id, norm_id="cpns-2024", by=officer, at=AT),
        lambda: commands.set_calendar(round_id=written.round_id, windows=some.CALENDAR, by=officer, at=AT),
        lambda: commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT),
        lambda: commands.close_vacancy(vacancy_id=written.pk, by=officer, at=some.IN_REGISTRATION),
    ):
        with pytest.raises(NotNow):
            attempt()


def test_a_vacancy_is_closed_when_the_registration_is_over(
    written: Vacancy, officer: Actor, approver: Actor
) -> None:
    publish(written, officer, approver)

    commands.close_vacancy(vacancy_id=written.pk, by=officer, at=some.CALENDAR["registration"][1])

    assert facts.vacancy(written.pk).state == "closed"


def test_nothing_is_published_after_the_registration(
    written: Vacancy, officer: Actor, approver: Actor
) -> None:
    decision = commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT)

    with pytest.raises(NotNow):
        commands.approve_publication(
            vacancy_id=written.pk, shown=decision.fingerprint, by=approver, at=some.moment(3, 3)
        )

    assert not StageWindow.objects.filter(announced_at__isnull=False).exists()


def test_a_refused_proposal_is_a_draft_again(written: Vacancy, officer: Actor, approver: Actor) -> None:
    commands.propose_publication(vacancy_id=written.pk, by=officer, at=AT)

    with pytest.raises(NotValid):
        commands.refuse_publication(vacancy_id=written.pk, reason="", by=approver, at=AT)
    commands.refuse_publication(
        vacancy_id=written.pk, reason="Bobot belum sesuai pedoman.", by=approver, at=AT
    )

    written.refresh_from_db()
    assert (written.state, queries.proposal(written)) == (VacancyState.DRAFT, None)


def test_a_dropped_draft_gives_its_slots_back(written: Vacancy, officer: Actor) -> None:
    commands.drop_vacancy(vacancy_id=written.pk, by=officer, at=AT)

    [(_formasi, left)] = queries.formasi_to_write(people.round_())
    assert left == 3


def test_a_norm_whose_file_changed_is_refused(officer: Actor) -> None:
    some.pin()
    RoundNorm.objects.update(norm_hash="0" * 64)

    with pytest.raises(NotNow):
        facts.norm_of(people.round_().pk)
