"""Scene: applicants object to their screening; another hand decides, and what is upheld is checked and announced anew."""

from datetime import timedelta

from terang import flow
from terang.demonstration.story import checking
from terang.demonstration.story.stage import Stage
from terang.stages.applications import facts as applications
from terang.stages.objections import commands
from terang.stages.objections.models import Objection
from terang.stages.screening import facts as screening
from terang.stages.screening.models import Case
from terang.stages.screening.states import CaseState

WORDS = (
    "Ijazah saya dari program studi yang setara dengan yang diminta. Mohon diperiksa kembali terhadap bunyi syaratnya.",
    "Menurut saya perhitungan pada berkas saya keliru. Mohon dihitung kembali.",
)
UPHELD = "Setelah dibandingkan dengan bunyi syarat, kualifikasi pemohon setara. Berkas diperiksa kembali oleh verifikator lain."
REJECTED = "Syarat diterapkan sebagaimana diumumkan. Angka pada berkas memang di bawah yang diminta."


def play(stage: Stage) -> None:
    """Half of those who did not pass object; one is upheld. While the window is open, half wait for the visitor."""
    filed = _file(stage)
    is_over = stage.has_come(stage.timeline.closes("screening_objection"))
    for number, objection in enumerate(filed if is_over else filed[: len(filed) // 2]):
        if stage.has_come(stage.timeline.at("35.2", minutes=number * 40 + 30)):
            _decide(stage, objection, uphold=number == 0, at_minutes=number * 40)
    flow.advance()
    if stage.has_come(stage.timeline.at("40.2")):
        _announce_again(stage)


def _file(stage: Stage) -> list[Objection]:
    with stage.scene():
        failed = [one for one in screening.outcomes(stage.round.pk) if not one.passed][::2]
    filed = []
    for number, one in enumerate(failed):
        at = stage.timeline.at("33.3", minutes=number * 25)
        if not stage.has_come(at):
            continue
        with stage.scene():
            by = stage.as_person(applications.application(one.application_id).person_id)
            text = WORDS[number % len(WORDS)]
            filed.append(
                commands.file(application_id=one.application_id, stage="screening", text=text, by=by, at=at)
            )
    return filed


def _decide(stage: Stage, objection: Objection, *, uphold: bool, at_minutes: int) -> None:
    by, at = stage.team["sanggah"], stage.timeline.at("35.2", minutes=at_minutes)
    with stage.scene():
        commands.take(objection_id=objection.pk, by=by, at=at)
    with stage.scene():
        later = at + timedelta(minutes=30)
        if uphold:
            commands.uphold(
                objection_id=objection.pk, misapplied=_clause(objection), reason=UPHELD, by=by, at=later
            )
        else:
            commands.reject(objection_id=objection.pk, reason=REJECTED, by=by, at=later)


def _clause(objection: Objection) -> str:
    found = screening.outcome(objection.application_id)
    return found.reasons[0].clause if found and found.reasons else "1"


def _announce_again(stage: Stage) -> None:
    with stage.scene():
        again = Case.objects.filter(round=stage.round, state=CaseState.REOPENED).exists()
    if again:
        checking.check_again(stage)
        checking.announce(stage, day="40.2")
        flow.advance()
