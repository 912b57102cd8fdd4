"""Scene: the vacancies are written, approved and announced, with their calendar."""

from terang.demonstration.plots import Post
from terang.demonstration.story.stage import Stage
from terang.demonstration.story.timeline import DAYS
from terang.stages.planning import facts as planning
from terang.stages.vacancies import commands
from terang.stages.vacancies.drafts import DocumentAsked, VacancyDraft

DOCUMENTS = ("foto", "ktp", "surat_lamaran", "ijazah", "transkrip")
YOUNGEST = 18


def play(stage: Stage) -> None:
    """The committee pins the norm, sets the calendar and writes; the approver makes it public."""
    prepare(stage)
    by_position = {formasi.position: formasi.id for formasi in _formasi(stage)}
    for post in stage.plot.posts:
        for kind, slots in post.kinds:
            _publish(stage, by_position[post.position], _draft(stage, post, kind, slots))


def prepare(stage: Stage) -> None:
    """Norm and calendar: what the vacancies stand on."""
    officer, timeline = stage.team["panitia"], stage.timeline
    with stage.scene():
        commands.pin_norm(round_id=stage.round.pk, norm_id=stage.plot.norm, by=officer, at=timeline.at(-10))
        commands.set_calendar(
            round_id=stage.round.pk, by=officer, at=timeline.at(-10),
            windows={name: (timeline.opens(name), timeline.closes(name)) for name in DAYS},
        )  # fmt: skip


def _publish(stage: Stage, formasi_id: int, draft: VacancyDraft) -> None:
    officer, approver, timeline = stage.team["panitia"], stage.team["pengesah"], stage.timeline
    with stage.scene():
        vacancy = commands.write_vacancy(formasi_id=formasi_id, draft=draft, by=officer, at=timeline.at(-8))
        decision = commands.propose_publication(vacancy_id=vacancy.pk, by=officer, at=timeline.at(-6))
    with stage.scene():
        commands.approve_publication(
            vacancy_id=vacancy.pk, shown=decision.fingerprint, by=approver, at=timeline.at(0)
        )


def _draft(stage: Stage, post: Post, kind: str, slots: int) -> VacancyDraft:
    wanted = (*DOCUMENTS, "surat_disabilitas") if kind == "DISABILITAS" else DOCUMENTS
    return VacancyDraft(
        kind=kind,
        slots=slots,
        education_codes=post.education,
        gpa_min=post.gpa_min,
        age_min=YOUNGEST,
        age_max=post.age_max,
        mechanism=stage.plot.mechanism,
        experience_years=post.experience_years,
        documents=tuple(map(DocumentAsked.usual, wanted)),
        others=post.others,
        tests=post.tests,
    )


def _formasi(stage: Stage) -> tuple[planning.FormasiFacts, ...]:
    with stage.scene():
        return planning.approved(stage.round.pk)
