"""What lies half done on the desks of the house: drafts, proposals, a file in hand, an exam that is open now."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from allauth.mfa.models import Authenticator
from django.utils import timezone

from terang import flow
from terang.base.access import Actor
from terang.base.tenancy import scope
from terang.base.tenancy.models import Agency, Round
from terang.base.work import commands as work
from terang.base.work.landing import RESULT, Landing
from terang.core import norms
from terang.demonstration import officials
from terang.exam_room import commands as room
from terang.stages.applications.models import Application
from terang.stages.exams import commands as exams
from terang.stages.exams.drawing import Cell
from terang.stages.exams.models import Seat
from terang.stages.objections import commands as objections
from terang.stages.planning import commands as planning
from terang.stages.planning.models import Formasi, Position
from terang.stages.ranking import commands as ranking
from terang.stages.ranking.models import Placement
from terang.stages.screening import commands as screening
from terang.stages.screening.models import Announced, Case
from terang.stages.vacancies import commands as vacancies
from terang.stages.vacancies.drafts import TestPlanned, VacancyDraft
from terang.stages.vacancies.models import StageWindow, Vacancy
from tests.factories import people
from tests.factories import ranking as factory
from tests.factories import vacancies as announced

Team = Mapping[str, Actor]
WORKLOAD = b"""position,unit,task,volume,period,minutes
Pengemudi,Puskesmas Alak,Mengantar petugas,12,day,45
Juru masak,Puskesmas Alak,Memasak makanan pasien,60,day,15
Penjaga malam,Puskesmas Alak,Menjaga gedung,2,day,480
"""
EQUALS = ("Cempaka Setara Rekaan", "Dahlia Setara Rekaan", "Kenanga Setara Rekaan")
MOVERS = ("Melati Pindah Rekaan", "Mawar Pindah Rekaan", "Anggrek Pindah Rekaan")
QUESTIONS = (
    b"part,stem,option_1,points_1,option_2,points_2\numum,Apa ibu kota provinsi ini?,Kota A,5,Kota B,0\n"
)


def leave() -> None:
    """Do the first half of many things. Runs as the house; each act is by who may do it."""
    with scope.as_system():
        for begin in (
            _accounts,
            _planning,
            _vacancies,
            _screening,
            _exams,
            _ranking,
            _equals,
            _movers,
            _objections,
            _work,
        ):
            begin()


def _team(code: str) -> tuple[Round, Team]:
    agency = Agency.objects.get(code=code)
    return Round.objects.filter(agency=agency).earliest("pk"), officials.team_of(agency)


def _planning() -> None:
    """Alak opens a second round: a table in its dry run, one formasi written, one proposed."""
    first, team = _team("alak")
    at, planner = timezone.now(), team["perencana"]
    second = planning.open_round(
        agency_id=first.agency_id, title="Seleksi tambahan Kecamatan Alak", year=at.year, norm_id="lokal-contoh",
        by=team["panitia"], at=at,
    )  # fmt: skip
    table = planning.upload_table(round_id=second.pk, title="beban.csv", content=WORKLOAD, by=planner, at=at)
    planning.confirm_table(draft_id=table.pk, by=planner, at=at)
    again = WORKLOAD.replace(b"12,day", b"14,day")
    planning.upload_table(round_id=second.pk, title="beban-2.csv", content=again, by=planner, at=at)
    written = [
        planning.write_formasi(
            position_id=position.pk, slots=1, location="Alak", reason="Satu orang tahun ini.", by=planner, at=at
        )
        for position in Position.objects.filter(round=second).order_by("pk")
    ]  # fmt: skip
    for formasi in written[1:]:
        decision = planning.propose_formasi(formasi_id=formasi.pk, by=planner, at=at)
    planning.approve_formasi(
        formasi_id=formasi.pk, shown=decision.fingerprint, by=team["pengesah"], at=at + timedelta(minutes=1)
    )


def _vacancies() -> None:
    """Alak's second round: a vacancy as a draft. Its first: an amendment that waits."""
    first, team = _team("alak")
    at, formasi = timezone.now(), Formasi.objects.get(need__position="Penjaga malam")
    tests = (TestPlanned("interview", "Wawancara", Decimal(100), 30),)
    vacancies.pin_norm(round_id=formasi.round_id, norm_id="lokal-contoh", by=team["panitia"], at=at)
    vacancies.write_vacancy(
        formasi_id=formasi.pk, by=team["panitia"], at=at,
        draft=VacancyDraft("UMUM", 1, ("3000001",), None, 18, 40, "Lewat portal ini.", tests=tests),
    )  # fmt: skip
    waiting = Vacancy.objects.filter(round=first).earliest("pk")
    vacancies.propose_amendment(
        vacancy_id=waiting.pk, wanted={"mechanism": f"{waiting.mechanism} Lamaran dapat diubah sampai penutupan."},
        reason="Pelamar bertanya tentang perubahan.",
        by=team["panitia"], at=at,
    )  # fmt: skip


def _accounts() -> None:
    """An applicant of Alak has a passkey."""
    someone = Application.objects.filter(agency__code="alak", state="submitted").earliest("pk")
    Authenticator.objects.create(
        user_id=someone.person_id, type=Authenticator.Type.WEBAUTHN, data={"name": "Ponsel", "credential": {}}
    )


def _screening() -> None:
    """Makassar: a file is opened again, and a verifier who did not decide it before has it in hand."""
    round_, team = _team("makassar")
    at = timezone.now()
    announced = Case.objects.filter(round=round_, state="announced").earliest("pk")
    screening.reopen(
        application_id=announced.application_id, reason="Periksa kembali.", by=Actor.as_system("flow"), at=at
    )
    taken = [
        screening.take_next(round_id=round_.pk, by=team[one], at=at)
        for one in ("verifikator", "verifikator2")
    ]
    assert any(taken)


def _exams() -> None:
    """Makassar: an import that was tried, a question to be read, forms, and a session that is open now."""
    round_, team = _team("makassar")
    author, officer, at = team["penulis"], team["panitia"], timezone.now()
    norm = norms.load("lokal-contoh")
    exams.try_import(
        agency_id=round_.agency_id, norm_id=norm.id, name="soal.csv", content=QUESTIONS, by=author, at=at
    )
    exams.write_item(
        agency_id=round_.agency_id, norm_id=norm.id, part="umum", topic="", stem="Siapa yang dilayani?",
        options=[("Warga", 5), ("Atasan", 0)], by=author, at=at,
    )  # fmt: skip
    cells = [Cell(part.code, part.questions) for part in norm.parts]
    forms = exams.compose_forms(round_=round_, stage="first", cells=cells, forms=2, by=officer, at=at)
    for form in forms:
        exams.fix_form(form_id=form.pk, by=officer, at=at)
    sessions = [
        exams.plan_session(
            round_=round_, stage="first", title=title, site="SMKN 1", starts_at=at + later, minutes=norm.minutes,
            capacity=4, by=officer, at=at - timedelta(days=1),
        )
        for title, later in (("Sesi sekarang", timedelta(minutes=1)), ("Sesi besok", timedelta(days=1)))
    ]  # fmt: skip
    for session in sessions:
        exams.assign_seats(session_id=session.pk, by=officer, at=at - timedelta(days=1))
    exams.open_session(session_id=sessions[0].pk, by=team["pengawas"], at=at)
    for seat in Seat.objects.filter(session=sessions[0], state="called").order_by("pk")[:1]:
        room.enter(token=seat.token, by=Actor(person_id=seat.person_id), at=at + timedelta(minutes=1))


def _ranking() -> None:
    """Sawahlunto: an objection to the result was upheld; the next edition is a draft."""
    round_, team = _team("sawahlunto")
    at = StageWindow.objects.get(round=round_, stage="result_objection").opens_at + timedelta(hours=1)
    told = Placement.objects.filter(edition__round=round_, edition__stage="final").earliest("pk")
    text = "Mohon nilai saya dihitung kembali."
    filed = objections.file(
        application_id=told.application_id,
        stage="result",
        text=text,
        by=Actor(person_id=told.person_id),
        at=at,
    )
    objections.take(objection_id=filed.pk, by=team["sanggah"], at=at)
    objections.uphold(
        objection_id=filed.pk, misapplied="total", reason="Nilai dihitung kembali.", by=team["sanggah"], at=at
    )
    flow.advance()
    ranking.draft_edition(
        round_id=round_.pk,
        stage="final",
        reason="Satu sanggahan diterima.",
        by=team["panitia"],
        at=timezone.now(),
    )


def _equals() -> None:
    """Tanjungbalai: the final ranking of a further round is a draft, and two people share the place across the last slot."""
    made = factory.play(
        people.round_(Agency.objects.get(code="tanjungbalai"), "setara", "Seleksi dengan peserta setara")
    )
    vacancy = announced.vacancy(made.round, slots=2)
    for name, whole in zip("abc", EQUALS, strict=True):
        factory.applied(made, vacancy, name, by=people.applicant(whole))
    factory.screened(made)
    factory.sat(made, {"a": {**factory.GOOD, "umum": 50}, "b": factory.GOOD, "c": factory.GOOD})
    factory.published(made, "shortlist")
    factory.took_second_tests(made, {"a": ("90", "90"), "b": ("80", "80"), "c": ("80", "80")})
    factory.drafted(made, "final")


def _work() -> None:
    """Sawahlunto: the shortlist is to be drafted anew; the worker has not come to it."""
    round_, team = _team("sawahlunto")
    work.hand_over(
        command=ranking.draft_edition, given={"round_id": round_.pk, "stage": "shortlist"}, by=team["panitia"],
        landing=Landing("ranking:edition", [RESULT], "Peringkat disusun.", "/ranking/"),
        at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip


def _movers() -> None:
    """Tanjungbalai: in a round with one exam two people ask equally for the one empty slot of another place."""
    made = factory.play(
        people.round_(Agency.objects.get(code="tanjungbalai"), "pindah", "Seleksi dengan kebutuhan kosong"),
        "pppk-2024",
    )
    home, other = (announced.vacancy(made.round, slots=1, norm_id="pppk-2024") for _place in range(2))
    factory.applied(made, home, "a", by=people.applicant(MOVERS[0]))
    for name, whole in zip("bc", MOVERS[1:], strict=True):
        factory.applied(made, home, name, by=people.applicant(whole), alternatives=[other])
    factory.screened(made)
    factory.sat(made, {"a": factory.pppk(400), "b": factory.pppk(300), "c": factory.pppk(300)})
    factory.drafted(made, "final")


def _objections() -> None:
    """Makassar: two people object, one objection is in hand."""
    round_, team = _team("makassar")
    at = timezone.now()
    told = Announced.objects.filter(announcement__round=round_, case__state="announced").order_by("-pk")
    filed = []
    for row in told[:2]:
        application = Application.objects.get(pk=row.case.application_id)
        filed.append(
            objections.file(
                application_id=application.pk, stage="screening", text="Mohon berkas saya diperiksa sekali lagi.",
                by=Actor(person_id=application.person_id), at=at,
            )
        )  # fmt: skip
    objections.take(objection_id=filed[0].pk, by=team["sanggah"], at=at)
