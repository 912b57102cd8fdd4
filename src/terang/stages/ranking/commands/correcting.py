"""An objection was upheld: a new edition is due."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotValid
from terang.base.tenancy.models import Round
from terang.stages.applications import facts as applications
from terang.stages.ranking import access
from terang.stages.ranking.acts import Act
from terang.stages.ranking.models import Correction
from terang.stages.ranking.states import Stage
from terang.stages.vacancies import facts as vacancies

STAGE_OF = {
    "exam": Stage.SHORTLIST,
    "shortlist": Stage.SHORTLIST,
    "second_tests": Stage.FINAL,
    "result": Stage.FINAL,
    "final": Stage.FINAL,
}
"""Which ranking rests on the stage that was objected to; without a shortlist the final one rests on the exam, too."""


@transaction.atomic
def mark_for_new_edition(
    *, application_id: int, stage: str, reason: str, by: Actor, at: datetime
) -> Correction:
    """A ranking must be made anew, with this reason; the officer drafts it from the corrected scores.

    Asked before the first edition is published, that one answers it.

    stage: of the objection (exam, second_tests, result) or of the ranking (shortlist, final).
    Refused: NotAllowed unless the house itself (flow); NotValid without a reason.
    Journal: ranking.correction.asked.
    """
    must_be(access.may_ask_for_correction(by), _("A correction is asked for by an upheld objection."))
    facts = applications.application(application_id)
    round_ = Round.objects.select_for_update().get(pk=facts.round_id)
    if stage not in STAGE_OF or not reason.strip():
        raise NotValid(_("A correction names its ranking and its reason."))
    ranking = STAGE_OF[stage]
    if ranking not in vacancies.norm_of(round_.pk).stages:
        ranking = Stage.FINAL
    correction = Correction.objects.create(
        agency_id=round_.agency_id, round=round_, stage=ranking, application_id=application_id,
        reason=reason.strip(), asked_at=at,
    )  # fmt: skip
    said = {"stage": ranking.value, "application": application_id}
    journal.record(Act.CORRECTION_ASKED, subject=correction, by=by, at=at, round_=round_, facts=said)
    return correction
