"""Publishing the scores of a stage: the very rows of the live boards, as one list."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow
from terang.base.tenancy.models import Round
from terang.core.ledger import canonical
from terang.stages.exams import access, facts
from terang.stages.exams.acts import Act
from terang.stages.exams.models import ScoreList, Seat
from terang.stages.exams.states import WAITING, Stage


@transaction.atomic
def publish_scores(*, round_: Round, stage: str, by: Actor, at: datetime) -> ScoreList:
    """An approver publishes the scores of a stage, once every candidate has sat the exam or was absent.

    Refused: NotAllowed unless an approver of the round; NotNow while somebody waits, without scores, or if the list
    says nothing new. Journal: exams.scores.published (announce).
    """
    Round.objects.select_for_update().get(pk=round_.pk)
    must_be(
        access.may_publish(by, round_.agency_id, round_.pk), _("Only approvers of this round publish scores.")
    )
    waiting = Seat.objects.filter(round=round_, stage=stage, state__in=WAITING).count()
    if waiting:
        raise NotNow(_("%d candidates have not sat this exam yet.") % waiting)
    scores = facts.scores(round_.pk, stage)
    if not scores:
        raise NotNow(_("There are no scores of this stage yet."))
    digest = journal.blob(canonical.encode(document_of(round_, stage, scores)))
    last = ScoreList.objects.filter(round=round_, stage=stage).order_by("-edition").first()
    if last and last.digest == digest:
        raise NotNow(_("These scores are published already."))
    published = ScoreList.objects.create(
        agency_id=round_.agency_id, round=round_, stage=stage, edition=last.edition + 1 if last else 1, digest=digest,
        people_count=len(scores), published_by_id=by.person_id or 0, published_at=at,
    )  # fmt: skip
    public = {"what": "scores", "stage": stage, "blob": digest, "n": len(scores)}
    told = {"stage": stage}
    journal.record(
        Act.SCORES_PUBLISHED, subject=published, by=by, at=at, round_=round_, facts=told, public=public
    )
    return published


def document_of(round_: Round, stage: str, scores: tuple[facts.ExamScore, ...]) -> dict[str, object]:
    """The public list as values, by pid: small groups of a special kind without scores."""
    small = facts.small_groups(round_.pk, stage)
    rows = [_row(one, shows=one.vacancy_id not in small) for one in scores]
    return {"v": 1, "round": round_.code, "stage": str(Stage(stage)), "scores": rows}


def _row(score: facts.ExamScore, *, shows: bool) -> dict[str, object]:
    said: dict[str, object] = {"pid": score.pid, "absent": score.absent, "scores_shown": shows}
    if shows:
        said |= {"parts": score.parts, "total": score.total, "score_100": str(score.score_100)}
    return said
