"""Scene: verifiers take files from the queue, decide requirement by requirement, and the outcomes are announced."""

from datetime import datetime, timedelta

from terang.demonstration.story.stage import Stage
from terang.stages.applications import facts as applications
from terang.stages.applications.eligibility import day_in, judged
from terang.stages.screening import commands
from terang.stages.screening.commands import Judgement
from terang.stages.screening.models import Case
from terang.stages.screening.states import CaseState
from terang.stages.vacancies import facts as vacancies

VERIFIERS = ("verifikator", "verifikator2")
WHY = "Yang tertulis pada berkas tidak memenuhi syarat ini."


def play(stage: Stage, *, leave: int = 0) -> None:
    """Two verifiers in turn, until the queue is empty, or `leave` files are left for the visitor."""
    at, total, done = stage.timeline.at(25), 0, 0
    with stage.scene():
        commands.open_queue(round_id=stage.round.pk, by=stage.team["panitia"], at=stage.timeline.at("24.2"))
        total = Case.objects.filter(round=stage.round, state=CaseState.QUEUED).count() - leave
    while done < total and _check_next(stage, VERIFIERS[done % 2], at + timedelta(minutes=done * 3)):
        done += 1
        stage.tell(f"{stage.agency.short_name}: seleksi administrasi", done, total)


def check_again(stage: Stage) -> None:
    """What was opened again goes to another verifier than before."""
    at = stage.timeline.at(39)
    while any(_check_next(stage, verifier, at) for verifier in VERIFIERS):
        at += timedelta(minutes=5)


def announce(stage: Stage, day: str = "32.2") -> None:
    """The committee proposes the list, the approver announces it."""
    officer, approver, at = stage.team["panitia"], stage.team["pengesah"], stage.timeline.at(day)
    with stage.scene():
        row = commands.propose_outcomes(round_id=stage.round.pk, by=officer, at=at)
        shown = stage.fingerprint(row)
    with stage.scene():
        commands.announce(announcement_id=row.pk, shown=shown, by=approver, at=at + timedelta(hours=2))


def _check_next(stage: Stage, verifier: str, at: datetime) -> bool:
    by = stage.team[verifier]
    with stage.scene():
        case = commands.take_next(round_id=stage.round.pk, by=by, at=at)
        if case is None:
            return False
        commands.decide(
            case_id=case.pk, judgements=_judgements(stage, case), version=case.version, by=by, at=at
        )
    return True


def _judgements(stage: Stage, case: Case) -> list[Judgement]:
    """What the rules suggest; where only a person can judge, the invented file is in order."""
    vacancy = vacancies.vacancy(case.vacancy_id)
    file = applications.application(case.application_id)
    on = day_in(stage.agency.timezone, file.submitted_at or stage.now)
    findings = judged(vacancy, file.profile, on)
    if case.reopened_reason:
        return [Judgement(one.requirement.id, met=True) for one in findings]
    return [
        Judgement(
            one.requirement.id, one.met is not False, "" if one.met is not False else f"{WHY} {one.sentence}"
        )
        for one in findings
    ]
