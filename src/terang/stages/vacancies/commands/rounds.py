"""What holds for every vacancy of a round: the norm and the calendar."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy.models import Round
from terang.core import norms
from terang.stages.vacancies import access, checks, facts, queries
from terang.stages.vacancies.acts import Act
from terang.stages.vacancies.commands.locking import locked_round, void_round
from terang.stages.vacancies.models import RoundNorm, StageWindow, Vacancy
from terang.stages.vacancies.states import PUBLIC, stages_of


@transaction.atomic
def pin_norm(*, round_id: int, norm_id: str, by: Actor, at: datetime) -> RoundNorm:
    """The committee binds the round to a norm, by its id and the hash of its content.

    Refused: NotAllowed unless committee officer; NotNow once a vacancy is published; NotValid if unknown, or if
    it has no known threshold for any kind of formasi.
    Journal: vacancies.norm.pinned.
    """
    round_ = locked_round(round_id)
    must_be(access.may_write(by, round_), _("Only a committee officer of this round does this."))
    if Vacancy.objects.filter(round=round_, state__in=PUBLIC).exists():
        raise NotNow(_("A vacancy of this round is published, so its norm stands."))
    if norm_id not in norms.available():
        raise NotValid(_("There is no norm “%s”.") % norm_id)
    norm = norms.load(norm_id)
    for problem in checks.of_norm(norm):
        raise NotValid(problem)
    fields = {"norm_id": norm_id, "norm_hash": norm.content_hash, "pinned_at": at}
    pinned, _made = RoundNorm.objects.update_or_create(round=round_, defaults=fields)
    void_round(round_, by=by, at=at)
    told = {"norm": norm_id, "sha256": pinned.norm_hash}
    journal.record(Act.NORM_PINNED, subject=pinned, by=by, at=at, round_=round_, facts=told)
    return pinned


@transaction.atomic
def set_calendar(
    *, round_id: int, windows: Mapping[str, tuple[datetime, datetime]], by: Actor, at: datetime
) -> list[StageWindow]:
    """The committee writes the whole calendar: every stage of the norm with its opening and closing instant.

    Whether the norm permits it is shown at once and refused at publication.
    Refused: NotAllowed unless committee officer; NotNow before the round has a norm, or once announced; NotValid
    unless exactly the norm's stages are there and each closes after it opens. Journal: vacancies.calendar.written.
    """
    round_ = locked_round(round_id)
    must_be(access.may_write(by, round_), _("Only a committee officer of this round does this."))
    if queries.is_announced(round_):
        raise NotNow(_("The calendar is announced. From now on it changes stage by stage, by amendment."))
    stages = stages_of(facts.norm_of(round_id))
    if set(windows) != set(stages) or any(opens >= closes for opens, closes in windows.values()):
        raise NotValid(_("A calendar names every stage, and each closes after it opens."))
    StageWindow.objects.filter(round=round_).exclude(stage__in=stages).delete()
    written = [_write(round_, stage, *windows[stage]) for stage in stages]
    void_round(round_, by=by, at=at)
    told = {stage: [opens.isoformat(), closes.isoformat()] for stage, (opens, closes) in windows.items()}
    journal.record(Act.CALENDAR_WRITTEN, subject=round_, by=by, at=at, round_=round_, facts=told)
    return written


def _write(round_: Round, stage: str, opens_at: datetime, closes_at: datetime) -> StageWindow:
    fields = {"opens_at": opens_at, "closes_at": closes_at}
    return StageWindow.objects.update_or_create(round=round_, stage=stage, defaults=fields)[0]
