"""Publish what two people have agreed on."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow
from terang.base.work.kinds import long_work
from terang.stages.ranking import access, queries, tables
from terang.stages.ranking.acts import Act
from terang.stages.ranking.commands.locking import locked
from terang.stages.ranking.commands.telling import tell_everybody
from terang.stages.ranking.computing import is_current
from terang.stages.ranking.models import Edition
from terang.stages.ranking.states import EDITION, Stage
from terang.stages.vacancies import facts as vacancies


@long_work(gettext_lazy("Publishing the ranking"))
@transaction.atomic
def publish_edition(*, edition_id: int, by: Actor, at: datetime) -> Edition:
    """The approved ranking becomes public; from now on it never changes. Everybody in it is told, without scores.

    Refused: NotAllowed unless committee officer or approver; NotNow unless approved, or if scores have changed since.
    Journal: ranking.shortlist.published or ranking.final.published; leaf `announce`.
    """
    edition = locked(edition_id)
    must_be(access.may_publish(by, edition.round), access.ONLY_PUBLISHERS)
    edition.state = EDITION.after(edition.state, "publish")
    if not is_current(edition):
        raise NotNow(
            _("Scores or outcomes have changed since this was approved. Take it back and draft it again.")
        )
    edition.published_by_id, edition.published_at = by.person_id, at
    edition.save(update_fields=["state", "published_by", "published_at"])
    queries.open_corrections(edition.round_id, edition.stage).update(edition=edition)
    public = {"stage": edition.stage, "n": edition.number, "blob": _keep_public_table(edition)}
    act = Act.SHORTLIST_PUBLISHED if edition.stage == Stage.SHORTLIST else Act.FINAL_PUBLISHED
    facts = {"stage": edition.stage, "number": edition.number, "count": edition.placements.count()}
    journal.record(act, subject=edition, by=by, at=at, round_=edition.round, facts=facts, public=public)
    tell_everybody(edition, at=at)
    return edition


def _keep_public_table(edition: Edition) -> str:
    """The approved bytes, kept under their digest; a defect if they are not those that were approved."""
    norm = vacancies.norm_of(edition.round_id)
    table = tables.result_table(norm, edition.stage, tables.rows_kept(edition), public=True)
    digest = journal.blob(table)
    if digest != edition.public:
        raise RuntimeError("the public table is not the approved one")
    return digest
