"""Draft an edition, propose it, take it back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, must_be
from terang.base.approvals import deciding as approvals
from terang.base.approvals.models import Decision
from terang.base.entropy import random_bytes
from terang.base.journal import recording as journal
from terang.base.journal.software import declared
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy.models import Round
from terang.base.work.kinds import long_work
from terang.core.norms import Norm
from terang.stages.ranking import access, queries
from terang.stages.ranking.acts import Act
from terang.stages.ranking.commands.locking import locked
from terang.stages.ranking.computing import Computed, body_of, compute, is_current
from terang.stages.ranking.entrants import gathered
from terang.stages.ranking.gaps import Gap, gaps_of
from terang.stages.ranking.models import Edition, Placement
from terang.stages.ranking.states import EDITION, EditionState, Stage
from terang.stages.vacancies import facts as vacancies

SALT_BYTES = 32


@long_work(gettext_lazy("Drafting the ranking"))
@transaction.atomic
def draft_edition(*, round_id: int, stage: str, by: Actor, at: datetime, reason: str = "") -> Edition:
    """Compute a ranking from the scores as they are now; an earlier draft of it is replaced.

    Refused: NotAllowed unless committee officer; NotNow while one is proposed or approved, or while something
    is missing (`problems` lists it); NotValid for a ranking that the norm does not know, or for a further edition
    without its reason.
    Journal: ranking.edition.drafted.
    """
    round_ = Round.objects.select_for_update().get(pk=round_id)
    must_be(access.may_draft(by, round_), _("Only a committee officer of this round drafts its rankings."))
    norm = vacancies.norm_of(round_id)
    if stage not in norm.stages:
        raise NotValid(_("Under the norm of this round there is no such ranking."))
    draft = queries.unpublished(round_id, Stage(stage))
    state = EDITION.after(draft.state, "draft") if draft else EditionState.DRAFT
    there = gathered(round_id, stage)
    gaps = gaps_of(round_id, stage, norm, there, at)
    if any(gap.blocks for gap in gaps):
        problems = tuple(gap.sentence for gap in gaps if gap.blocks)
        raise NotNow(_("The ranking can't be drafted yet: something is missing."), problems=problems)
    edition = draft or Edition(
        round=round_, agency_id=round_.agency_id, stage=stage, number=_next_number(round_id, stage)
    )
    edition.state, edition.reason = state, reason.strip() or _reason_asked(edition)
    if edition.number > 1 and not edition.reason:
        raise NotValid(_("Say why there is a new edition: it stands beside the list, for everybody to read."))
    _write(edition, norm, compute(norm, stage, there), gaps, by, at)
    facts = {"stage": stage, "number": edition.number, "inputs": edition.inputs}
    journal.record(Act.EDITION_DRAFTED, subject=edition, by=by, at=at, round_=round_, facts=facts)
    return edition


@long_work(gettext_lazy("Proposing the ranking"))
@transaction.atomic
def propose_edition(*, edition_id: int, by: Actor, at: datetime) -> Decision:
    """Fix the bytes of the ranking; they wait for another person's approval.

    Refused: NotAllowed unless committee officer; NotNow unless a draft, or if scores have changed since, or while
    equals across the last slot are undecided.
    Journal: ranking.edition.proposed.
    """
    edition = locked(edition_id)
    must_be(access.may_draft(by, edition.round), access.ONLY_PROPOSERS)
    edition.state = EDITION.after(edition.state, "propose")
    if not is_current(edition):
        raise NotNow(_("Scores or outcomes have changed since this was drafted. Draft it again."))
    if queries.open_equals(edition).exists():
        raise NotNow(_("People share the place across the last slot. Decide among them first, and say why."))
    edition.save(update_fields=["state"])
    declared(edition.round, at=at)
    decision = approvals.propose(
        Act.EDITION_APPROVED, subject=edition, body=body_of(edition), by=by, at=at, round_=edition.round
    )
    facts = {"stage": edition.stage, "number": edition.number, "fingerprint": decision.fingerprint}
    journal.record(Act.EDITION_PROPOSED, subject=edition, by=by, at=at, round_=edition.round, facts=facts)
    return decision


@transaction.atomic
def take_back(*, edition_id: int, reason: str, by: Actor, at: datetime) -> Edition:
    """Make a draft again of what was proposed or approved but not published, because something has changed.

    Refused: NotAllowed unless committee officer; NotNow once published; NotValid without a reason.
    Journal: ranking.edition.taken_back.
    """
    edition = locked(edition_id)
    must_be(
        access.may_draft(by, edition.round),
        _("Only a committee officer of this round takes its rankings back."),
    )
    edition.state = EDITION.after(edition.state, "take_back")
    if not reason.strip():
        raise NotValid(_("Say why you take it back."))
    edition.approved_by, edition.approved_at = None, None
    edition.save(update_fields=["state", "approved_by", "approved_at"])
    decision = approvals.current(Act.EDITION_APPROVED, edition)
    if decision:
        approvals.void_changed(decision, by=by, at=at)
    facts = {"stage": edition.stage, "number": edition.number, "reason": reason.strip()}
    journal.record(Act.EDITION_TAKEN_BACK, subject=edition, by=by, at=at, round_=edition.round, facts=facts)
    return edition


def _next_number(round_id: int, stage: str) -> int:
    latest = queries.latest_published(round_id, stage)
    return latest.number + 1 if latest else 1


def _reason_asked(edition: Edition) -> str:
    """The reasons of the upheld objections that this edition answers, if the officer gives none."""
    asked = queries.open_corrections(edition.round_id, edition.stage) if edition.number > 1 else ()
    return edition.reason or " ".join(dict.fromkeys(one.reason for one in asked))


def _write(
    edition: Edition, norm: Norm, computed: Computed, gaps: Sequence[Gap], by: Actor, at: datetime
) -> None:
    edition.norm_id, edition.norm_hash = norm.id, norm.content_hash
    edition.inputs, edition.result, edition.public = computed.inputs, computed.result, computed.public
    edition.salt, edition.warnings = random_bytes(SALT_BYTES), [gap.sentence for gap in gaps]
    edition.drafted_by_id, edition.drafted_at = by.person_id, at
    edition.save()
    edition.placements.all().delete()
    Placement.objects.bulk_create(
        Placement(
            edition=edition, agency_id=edition.agency_id, person_id=one.entrant.person_id,
            application_id=one.entrant.application_id, vacancy_id=one.vacancy.id, pid=one.entrant.pid,
            position=position, place=one.place, sharing=one.sharing, outcome=one.outcome,
            decided_by=one.decided_by, figures=one.figures,
        )
        for position, one in enumerate(computed.placed, start=1)
    )  # fmt: skip
