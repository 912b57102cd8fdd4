"""A round played up to a ranking: people with outcomes and scores, written quickly and without the acts that lead there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from types import MappingProxyType

from terang.base.access import Actor, Role
from terang.base.identity.keys import subject_key
from terang.base.journal import recording as journal
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core import norms
from terang.core.norms import Norm
from terang.core.rules.rounding import total_100
from terang.stages.applications.models import Application, Version
from terang.stages.exams.models import Form, Score, ScoreList, Seat, Session
from terang.stages.panels.models import Announcement as PanelAnnouncement
from terang.stages.panels.models import Invitation, Result
from terang.stages.ranking import commands
from terang.stages.ranking.models import Edition
from terang.stages.screening.models import Announced, Announcement, Case, Finding
from terang.stages.vacancies.models import Requirement, Test, Vacancy
from tests.factories import people, vacancies

SCREENED = vacancies.moment(3, 19)
EXAM = vacancies.moment(4, 2)
AFTER_EXAM = vacancies.moment(4, 16)
PANELS = vacancies.moment(4, 28)
AFTER_PANELS = vacancies.moment(5, 12)
PUBLISHED = vacancies.moment(5, 13)
GOOD = {"umum": 40, "pelayanan": 40, "bidang": 40}
_seats = count(1)


@dataclass
class Play:
    """A round with its committee; `people` are applications by the name that the test gives them."""

    round: Round
    norm: Norm
    officer: Actor
    approver: Actor
    people: dict[str, Application] = field(default_factory=dict)

    def pid(self, name: str) -> str:
        return self.people[name].pid

    def name(self, pid: str) -> str:
        return next(name for name, one in self.people.items() if one.pid == pid)


def play(round_: Round | None = None, norm_id: str = "lokal-contoh") -> Play:
    """A round with its norm and calendar, an officer and an approver; nobody in it yet."""
    round_ = round_ or people.round_()
    vacancies.pin(round_, norm_id)
    vacancies.calendar(round_)
    officer = people.official(Role.COMMITTEE_OFFICER, round_)
    return Play(round_, norms.load(norm_id), officer, people.official(Role.APPROVER, round_))


def applied(
    made: Play,
    vacancy: Vacancy,
    name: str,
    *,
    gpa: str = "3.20",
    born_on: date = date(1998, 5, 12),
    by: Actor | None = None,
    alternatives: Sequence[Vacancy] = (),
) -> Application:
    """A submitted application; alternatives: other vacancies that the person agreed to, best liked first."""
    by = by or people.applicant(f"Pelamar {name}", born_on=born_on)
    with scope.as_system():
        said = {"education_code": "5101087", "gpa": Decimal(gpa), "born_on": born_on, "experience_years": 2}
        said |= {"alternatives": [one.code for one in alternatives]}
        number = f"{made.round.agency.code[:3].upper()}26-{len(made.people) + 1:06d}"
        one = Application.objects.create(
            agency=made.round.agency, round=made.round, vacancy=vacancy, person_id=by.person_id, number=number,
            pid=subject_key(by.person_id or 0).pid(made.round.code, vacancy.code), state="submitted",
            started_at=vacancies.IN_REGISTRATION, submitted_at=vacancies.IN_REGISTRATION, **said,
        )  # fmt: skip
        Version.objects.create(
            application=one, agency=one.agency, person=one.person, edition=1, declared="Ya.", leaf_hash="0" * 64,
            sent_at=vacancies.IN_REGISTRATION, **said,
        )  # fmt: skip
    made.people[name] = one
    return one


def announced(vacancy: Vacancy) -> None:
    """A vacancy that was prepared unpublished becomes public."""
    with scope.as_system():
        vacancy.state, vacancy.published_at = "published", vacancies.BEFORE
        vacancy.digest = journal.blob(f'{{"code":"{vacancy.code}"}}'.encode())
        vacancy.save()


def screened(
    made: Play, *failed: str, claims: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> Announcement:
    """The outcomes of everybody announced: requirements met, except for those named; with these claims confirmed."""
    with scope.as_system():
        told = Announcement.objects.create(
            round=made.round, agency=made.round.agency, number=1, state="announced", digest="0" * 64,
            proposed_at=SCREENED, announced_at=SCREENED,
        )  # fmt: skip
        verifier = people.person_of(people.official(Role.VERIFIER, made.round))
        for name, one in made.people.items():
            outcome = "TMS" if name in failed else "MS"
            case = Case.objects.create(
                application=one, round=made.round, agency=one.agency, vacancy=one.vacancy, person=one.person,
                pid=one.pid, number=one.number, state="taken", taken_by=verifier, taken_at=SCREENED,
            )  # fmt: skip
            if name in failed:
                asked = Requirement.objects.filter(vacancy=one.vacancy).order_by("pk").first()
                Finding.objects.create(
                    case=case, agency=one.agency, person=one.person, requirement=asked, edition=1, met=False,
                    clause="4.1", sentence="Jurusan pada ijazah tidak termasuk yang diterima.", by=verifier, at=SCREENED,
                )  # fmt: skip
            for code in claims.get(name, ()):
                claim = Requirement.objects.get(vacancy=one.vacancy, code=f"claim:{code}")
                Finding.objects.create(
                    case=case, agency=one.agency, person=one.person, requirement=claim, edition=1, met=True,
                    clause=claim.clause, by=verifier, at=SCREENED,
                )  # fmt: skip
            case.state, case.outcome, case.taken_by, case.taken_at = "announced", outcome, None, None
            case.save()
            Announced.objects.create(
                announcement=told, case=case, agency=one.agency, person=one.person, edition=1, outcome=outcome
            )
        return told


def sat(made: Play, scores: Mapping[str, Mapping[str, int] | None], *, announced: bool = True) -> None:
    """First-exam points of these people; None: absent."""
    with scope.as_system():
        session, form = _room(made, "first", None)
        for name, parts in scores.items():
            one = made.people[name]
            test = Test.objects.get(vacancy_id=one.vacancy_id, stage="first")
            total = sum((parts or {}).values())
            _score(
                session,
                form,
                one,
                test,
                dict(parts or {}),
                total,
                total_100(made.norm, total),
                absent=parts is None,
            )
        if announced:
            _published(made, "first", len(scores), AFTER_EXAM - timedelta(hours=2))


def took_second_tests(
    made: Play, points: Mapping[str, Sequence[str | None]], *, announced: bool = True
) -> None:
    """Points of the second tests of these people, in the order of the vacancy's tests; None: absent."""
    with scope.as_system():
        rooms: dict[int, tuple[Session, Form]] = {}
        for name, row in points.items():
            one = made.people[name]
            tests = Test.objects.filter(vacancy_id=one.vacancy_id, stage="second").order_by("pk")
            for test, given in zip(tests, row, strict=True):
                if test.kind == "cat":
                    if one.vacancy_id not in rooms:
                        rooms[one.vacancy_id] = _room(made, "second", one.vacancy)
                    score = Decimal(given or 0)
                    _score(*rooms[one.vacancy_id], one, test, {}, 0, score, absent=given is None)
                else:
                    _judged(made, one, test, given, announced=announced)
        if announced:
            _published(made, "second", len(points), AFTER_PANELS - timedelta(hours=2))


def drafted(made: Play, stage: str, *, at: datetime | None = None, reason: str = "") -> Edition:
    with scope.as_system():
        at = at or (AFTER_EXAM if stage == made.norm.stages[0] else AFTER_PANELS)
        return commands.draft_edition(
            round_id=made.round.pk, stage=stage, reason=reason, by=made.officer, at=at
        )


def approved(made: Play, stage: str, *, at: datetime | None = None, reason: str = "") -> Edition:
    edition = drafted(made, stage, at=at, reason=reason)
    with scope.as_system():
        decision = commands.propose_edition(edition_id=edition.pk, by=made.officer, at=edition.drafted_at)
        return commands.approve_edition(
            edition_id=edition.pk, shown=decision.fingerprint, by=made.approver, at=edition.drafted_at
        )


def published(made: Play, stage: str, *, at: datetime | None = None, reason: str = "") -> Edition:
    edition = approved(made, stage, at=at, reason=reason)
    with scope.as_system():
        return commands.publish_edition(edition_id=edition.pk, by=made.officer, at=edition.drafted_at)


def field_of(**scores: Mapping[str, int] | None) -> Play:
    """One vacancy with two slots; everybody passed the screening and has these first-exam points."""
    made = play()
    vacancy = vacancies.vacancy(made.round)
    for name in scores:
        applied(made, vacancy, name)
    screened(made)
    sat(made, scores)
    return made


def one_exam(norm_id: str = "pppk-2024", *, slots: int = 1, **scores: Mapping[str, int] | None) -> Play:
    """One vacancy under a norm whose one exam decides; everybody passed the screening and has these points."""
    made = play(norm_id=norm_id)
    vacancy = vacancies.vacancy(made.round, slots=slots, norm_id=norm_id)
    for name in scores:
        applied(made, vacancy, name)
    screened(made)
    sat(made, scores)
    return made


def pppk(teknis: int, manajerial: int = 80, sosiokultural: int = 70, wawancara: int = 30) -> dict[str, int]:
    """Points of the four parts of a PPPK exam."""
    return {
        "teknis": teknis, "manajerial": manajerial, "sosiokultural": sosiokultural, "wawancara": wawancara,
    }  # fmt: skip


def complete(people_count: int = 8) -> Play:
    """Two vacancies, one of a special kind, played to the published final ranking."""
    made = play()
    general = vacancies.vacancy(made.round, slots=2)
    special = vacancies.vacancy(made.round, slots=1, kind="DISABILITAS")
    names = [f"n{number}" for number in range(people_count)]
    for number, name in enumerate(names):
        applied(made, special if number % 4 == 3 else general, name, gpa=f"3.{10 + number}")
    screened(made, names[-2])
    there = [name for name in names if name != names[-2]]
    sat(
        made,
        {
            name: {"umum": 30 + 5 * (number % 3), "pelayanan": 35, "bidang": 30}
            for number, name in enumerate(there)
        },
    )
    published(made, "shortlist")
    going = _passing(made, "shortlist")
    took_second_tests(made, {name: (f"{70 + number}.5", "80") for number, name in enumerate(going)})
    published(made, "final")
    return made


def _passing(made: Play, stage: str) -> list[str]:
    from terang.stages.ranking import facts

    with scope.as_system():
        on = set(facts.going_on(made.round.pk, stage))
    return [name for name, one in made.people.items() if one.pk in on]


def _room(made: Play, stage: str, vacancy: Vacancy | None) -> tuple[Session, Form]:
    agency, number = made.round.agency, next(_seats)
    when = EXAM if stage == "first" else PANELS
    session = Session.objects.create(
        agency=agency, round=made.round, stage=stage, vacancy=vacancy, title=f"Sesi {number}", site="SMKN 1", minutes=45,
        starts_at=when, capacity=2000, state="closed", opened_at=when, closed_at=when + timedelta(hours=1),
    )  # fmt: skip
    form = Form.objects.create(
        agency=agency, round=made.round, stage=stage, vacancy=vacancy, name=f"F{number}", blueprint={}, seed=b"s",
        digest="0" * 64, composed_at=when,
    )  # fmt: skip
    return session, form


def _score(
    session: Session, form: Form, one: Application, test: Test, parts: dict[str, int], total: int, hundred: Decimal,
    *, absent: bool,
) -> None:  # fmt: skip
    number = next(_seats)
    seat = Seat.objects.create(
        agency=one.agency, round=one.round, stage=session.stage, application=one, test=test, vacancy=one.vacancy,
        person=one.person, pid=one.pid, session=session, number=number, form=form, token=f"t{number}",
        state="absent" if absent else "finished", admitted_at=SCREENED,
    )  # fmt: skip
    Score.objects.create(
        agency=one.agency, round=one.round, stage=session.stage, seat=seat, session=session, application=one,
        test=test, person=one.person, pid=one.pid, parts=parts, total=total, maximum=1000, score_100=hundred,
        answered_count=0 if absent else 30, absent=absent, scored_at=session.closed_at,
    )  # fmt: skip


def _published(made: Play, stage: str, people_count: int, at: datetime) -> None:
    ScoreList.objects.create(
        agency=made.round.agency, round=made.round, stage=stage, edition=1, digest="0" * 64,
        people_count=people_count, published_by_id=made.officer.person_id, published_at=at,
    )  # fmt: skip


def _judged(made: Play, one: Application, test: Test, given: str | None, *, announced: bool) -> None:
    absent = (
        {"absence_reason": "Tidak hadir.", "absence_by_id": made.officer.person_id} if given is None else {}
    )
    invitation = Invitation.objects.create(
        agency=one.agency, round=one.round, test=test, application=one, person=one.person, pid=one.pid,
        state="absent" if given is None else "settled", invited_at=AFTER_EXAM, **absent,
    )  # fmt: skip
    if given is not None:
        Result.objects.create(
            invitation=invitation, agency=one.agency, score=Decimal(given), spread=Decimal(2), branch="mean",
            marks=[{"slot": 1, "total": given}, {"slot": 2, "total": given}], settled_at=PANELS,
        )  # fmt: skip
    if announced:
        PanelAnnouncement.objects.get_or_create(
            test=test,
            defaults={
                "agency": one.agency, "round": one.round, "state": "published", "blob": "0" * 64,
                "proposed_by_id": made.officer.person_id, "approved_by_id": made.approver.person_id,
                "published_at": AFTER_PANELS - timedelta(hours=1),
            },
        )  # fmt: skip
