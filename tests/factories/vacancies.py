"""Published vacancies with a norm and a calendar, made quickly and without the acts that lead there."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from terang.base.journal import recording as journal
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core import norms
from terang.stages.planning.models import Formasi
from terang.stages.vacancies.claims import claims_of
from terang.stages.vacancies.drafts import TestPlanned, VacancyDraft
from terang.stages.vacancies.models import Requirement, RoundNorm, StageWindow, Test, Vacancy
from terang.stages.vacancies.states import VacancyState, stages_of
from tests.factories import people, planning


def moment(month: int, day: int, hour: int = 8) -> datetime:
    """An instant of 2026, given in WIB."""
    return datetime(2026, month, day, hour - 7, tzinfo=UTC)


CALENDAR: Mapping[str, tuple[datetime, datetime]] = {
    "announcement": (moment(2, 2), moment(2, 16)),
    "registration": (moment(2, 9), moment(3, 3)),
    "screening": (moment(2, 9), moment(3, 20)),
    "screening_objection": (moment(3, 20), moment(3, 23)),
    "exam": (moment(4, 1), moment(4, 15)),
    "second_tests": (moment(4, 20), moment(5, 4)),
    "result": (moment(5, 11), moment(5, 18)),
    "result_objection": (moment(5, 18), moment(5, 21)),
}
BEFORE = moment(1, 20)
IN_REGISTRATION = moment(2, 20)
REQUIREMENTS = (
    ("4.1", "education", "Pendidikan sesuai dengan kualifikasi yang diminta", "", [], None),
    ("4.2", "gpa", "IPK paling rendah 2,75", "", [], None),
    ("4.3", "age", "Usia 18 sampai 35 tahun", "", [], None),
    ("5.1", "document:ktp", "KTP asli", "ktp", ["jpg"], 200),
    ("5.2", "document:ijazah", "Ijazah asli", "ijazah", ["pdf"], 800),
    ("5.3", "document:transkrip", "Transkrip nilai asli", "transkrip", ["pdf"], 500),
)
SECOND_TESTS = (
    ("cat", "Ujian bidang berbasis komputer", "60"),
    ("interview", "Wawancara", "40"),
)


def pin(round_: Round | None = None, norm_id: str = "lokal-contoh") -> RoundNorm:
    """Bind the round to a norm, if it isn't yet."""
    round_ = round_ or people.round_()
    with scope.as_system():
        fields = {"norm_id": norm_id, "norm_hash": norms.load(norm_id).content_hash, "pinned_at": BEFORE}
        return RoundNorm.objects.get_or_create(round=round_, defaults=fields)[0]


def calendar(
    round_: Round | None = None, *, announced: bool = True, **windows: tuple[datetime, datetime]
) -> None:
    """Give the round its calendar, if it has none yet; single stages can be given otherwise."""
    round_ = round_ or people.round_()
    with scope.as_system():
        if StageWindow.objects.filter(round=round_).exists():
            return
        StageWindow.objects.bulk_create(
            StageWindow(
                round=round_,
                stage=stage,
                opens_at=opens,
                closes_at=closes,
                announced_at=BEFORE if announced else None,
            )
            for stage, (opens, closes) in {**_calendar_of(round_), **windows}.items()
        )


def _calendar_of(round_: Round) -> Mapping[str, tuple[datetime, datetime]]:
    pinned = RoundNorm.objects.filter(round=round_).first()
    stages = stages_of(norms.load(pinned.norm_id)) if pinned else tuple(CALENDAR)
    return {stage: CALENDAR[stage] for stage in stages}


def vacancy(
    round_: Round | None = None,
    *,
    formasi: Formasi | None = None,
    kind: str = "UMUM",
    slots: int = 2,
    norm_id: str = "lokal-contoh",
    tests: tuple[tuple[str, str, str], ...] = SECOND_TESTS,
    published: bool = True,
    **fields: object,
) -> Vacancy:
    """A vacancy with requirements, a first exam and second tests (kind, title, weight); published unless not.

    Where one exam decides under the norm there are no second tests.
    """
    round_ = round_ or people.round_()
    norm_id = pin(round_, norm_id).norm_id
    calendar(round_, announced=published)
    with scope.as_system():
        formasi = formasi or planning.formasi(round_, slots=slots)
        fields = {
            "education_codes": ["5101087"],
            "gpa_min": Decimal("2.75"),
            "age_min": 18,
            "age_max": 35,
            **fields,
        }
        row = Vacancy.objects.create(
            round=round_, agency=round_.agency, formasi=formasi, position=formasi.position, unit=formasi.unit,
            code=f"V{Vacancy.objects.filter(round=round_).count() + 1:02d}", location=formasi.location, kind=kind,
            slots=slots, mechanism="Seleksi berkas, ujian, lalu tes lanjutan.", **fields,
        )  # fmt: skip
        _fill(row, norm_id, tests)
        if published:
            row.state, row.published_at = VacancyState.PUBLISHED, BEFORE
            row.digest = journal.blob(f'{{"code":"{row.code}"}}'.encode())
            row.save()
        return row


def draft(**fields: Any) -> VacancyDraft:
    """A vacancy as an officer writes it: lawful under lokal-contoh for any agency."""
    usual: dict[str, Any] = {
        "kind": "UMUM", "slots": 2, "education_codes": ("5101087",), "gpa_min": Decimal("2.75"), "age_min": 18,
        "age_max": 35, "mechanism": "Seleksi berkas, ujian, lalu tes lanjutan.",
        "tests": tuple(
            TestPlanned(kind, title, Decimal(weight), minutes=90) for kind, title, weight in SECOND_TESTS
        ),
    }  # fmt: skip
    return VacancyDraft(**{**usual, **fields})


def _fill(row: Vacancy, norm_id: str, tests: tuple[tuple[str, str, str], ...]) -> None:
    norm = norms.load(norm_id)
    Requirement.objects.bulk_create(
        Requirement(
            vacancy=row, clause=clause, code=code, text=text, document=document, formats=formats, largest_kb=kb,
            defect="curable" if document == "transkrip" else "fatal",
        )
        for clause, code, text, document, formats, kb in REQUIREMENTS
    )  # fmt: skip
    Requirement.objects.bulk_create(
        Requirement(
            vacancy=row, clause=f"7.{number}", code=claim.requirement, text=claim.text, document=claim.slot,
            formats=["pdf"], largest_kb=800, defect="curable",
        )
        for number, claim in enumerate(claims_of(norm), start=1)
    )  # fmt: skip
    Test.objects.create(
        round=row.round, vacancy=row, stage="first", kind="cat", title=norm.total.label, minutes=norm.minutes
    )
    tests = tests if norm.integration else ()
    Test.objects.bulk_create(
        Test(round=row.round, vacancy=row, stage="second", kind=kind, title=title, weight=Decimal(weight))
        for kind, title, weight in tests
    )
