"""A person decides among those whom the norm can't separate."""

from collections.abc import Collection, Iterable
from copy import deepcopy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotValid
from terang.core.norms import Norm
from terang.stages.ranking import access, moving, queries, tables
from terang.stages.ranking.acts import Act
from terang.stages.ranking.commands.locking import locked
from terang.stages.ranking.entrants import gathered
from terang.stages.ranking.models import Edition, Placement
from terang.stages.ranking.states import EDITION
from terang.stages.vacancies import facts as vacancies


@transaction.atomic
def decide_equals(
    *, edition_id: int, vacancy_id: int, chosen: Collection[str], reason: str, by: Actor, at: datetime
) -> Edition:
    """Who of those sharing the place across the last slot of a vacancy is chosen; the reason becomes public.

    Transfers are worked out anew; what was decided about them before is void.
    chosen: public numbers. Refused: NotAllowed unless committee officer; NotNow unless a draft; NotValid without a
    reason, for people outside the shared place, or if not as many are chosen as slots are left.
    Journal: ranking.equals.decided.
    """
    edition = _taken(edition_id, by)
    equals = list(queries.equals(edition, vacancy_id))
    _check(equals, set(chosen), slots_left(equals) if equals else 0, reason)
    norm = vacancies.norm_of(edition.round_id)
    codes = norm.codes["final"]
    for one in equals:
        one.figures.pop("moved", None)
        one.outcome = codes.chosen if one.pid in chosen else codes.outside
        one.figures["decided_by_person"] = reason.strip()
    Placement.objects.bulk_update(equals, ["outcome", "figures"])
    _settle(edition, norm, forgetting=True)
    facts = {"vacancy": vacancy_id, "chosen": sorted(chosen), "reason": reason.strip()}
    journal.record(Act.EQUALS_DECIDED, subject=edition, by=by, at=at, round_=edition.round, facts=facts)
    return edition


@transaction.atomic
def decide_movers(
    *, edition_id: int, vacancy_id: int, chosen: Collection[str], reason: str, by: Actor, at: datetime
) -> Edition:
    """Who of those equally asking for the last empty slots of a vacancy gets one; the reason becomes public.

    Whoever gets none is considered for the next vacancy that they named.
    chosen: public numbers. Refused: NotAllowed unless committee officer; NotNow unless a draft; NotFound for a
    vacancy of another round; NotValid without a reason, for people who don't ask, or if not as many are chosen as
    slots are left. Journal: ranking.movers.decided.
    """
    edition = _taken(edition_id, by)
    target = queries.vacancy_in(edition, vacancy_id)
    asking = queries.movers(edition, target.code)
    _check(asking, set(chosen), queries.slots_left_in(edition, target), reason)
    norm = vacancies.norm_of(edition.round_id)
    outcomes = {step.code: step.outcome for step in norm.transfers}
    for one in asking:
        if one.pid in chosen:
            one.figures["moved"]["decided_by_person"] = reason.strip()
            one.outcome = outcomes[one.figures["moved"]["step"]]
        else:
            one.figures.setdefault("passed_over", {})[target.code] = reason.strip()
    Placement.objects.bulk_update(asking, ["outcome", "figures"])
    _settle(edition, norm)
    facts = {"vacancy": vacancy_id, "chosen": sorted(chosen), "reason": reason.strip()}
    journal.record(Act.MOVERS_DECIDED, subject=edition, by=by, at=at, round_=edition.round, facts=facts)
    return edition


def slots_left(equals: Collection[Placement]) -> int:
    """How many of these equals can still be chosen."""
    first = next(iter(equals))
    return int(first.figures["slots"]) - (first.place or 0) + 1


def _taken(edition_id: int, by: Actor) -> Edition:
    edition = locked(edition_id)
    must_be(access.may_draft(by, edition.round), _("Only a committee officer of this round decides this."))
    edition.state = EDITION.after(edition.state, "decide_equals")
    return edition


def _check(equals: Iterable[Placement], chosen: set[str], left: int, reason: str) -> None:
    if not reason.strip():
        raise NotValid(_("Say why: the reason stands beside the list, for everybody to read."))
    pids = {one.pid for one in equals}
    if not pids or chosen - pids:
        raise NotValid(_("Choose among those who share the place across the last slot."))
    if len(chosen) != left:
        raise NotValid(
            ngettext("Choose exactly %(left)d person.", "Choose exactly %(left)d people.", left)
            % {"left": left}
        )


def _settle(edition: Edition, norm: Norm, *, forgetting: bool = False) -> None:
    """Carry out the transfers anew and fix the digests of what is kept now."""
    if norm.transfers:
        rows = list(edition.placements.select_related("vacancy").order_by("position"))
        before = [(row.outcome, deepcopy(row.figures)) for row in rows]
        if forgetting:
            moving.forget(norm, rows)
        moving.move_again(norm, gathered(edition.round_id, edition.stage), rows)
        changed = [row for row, was in zip(rows, before, strict=True) if was != (row.outcome, row.figures)]
        Placement.objects.bulk_update(changed, ["outcome", "figures"], batch_size=500)
    kept = tables.rows_kept(edition)
    edition.result = tables.digest(tables.result_table(norm, edition.stage, kept, public=False))
    edition.public = tables.digest(tables.result_table(norm, edition.stage, kept, public=True))
    edition.save(update_fields=["result", "public"])
