"""A person decides among those whom the norm can't separate."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotValid
from terang.stages.ranking import access, queries, tables
from terang.stages.ranking.acts import Act
from terang.stages.ranking.commands.locking import locked
from terang.stages.ranking.models import Edition, Placement
from terang.stages.ranking.states import EDITION
from terang.stages.vacancies import facts as vacancies


@transaction.atomic
def decide_equals(
    *, edition_id: int, vacancy_id: int, chosen: Collection[str], reason: str, by: Actor, at: datetime
) -> Edition:
    """Who of those sharing the place across the last slot of a vacancy is chosen; the reason becomes public.

    chosen: public numbers. Refused: NotAllowed unless committee officer; NotNow unless a draft; NotValid without a
    reason, for people outside the shared place, or if not as many are chosen as slots are left.
    Journal: ranking.equals.decided.
    """
    edition = locked(edition_id)
    must_be(access.may_draft(by, edition.round), _("Only a committee officer of this round decides this."))
    edition.state = EDITION.after(edition.state, "decide_equals")
    equals = list(queries.equals(edition, vacancy_id))
    if not reason.strip():
        raise NotValid(_("Say why: the reason stands beside the list, for everybody to read."))
    _check(equals, set(chosen))
    _write(edition, equals, set(chosen), reason.strip())
    facts = {"vacancy": vacancy_id, "chosen": sorted(chosen), "reason": reason.strip()}
    journal.record(Act.EQUALS_DECIDED, subject=edition, by=by, at=at, round_=edition.round, facts=facts)
    return edition


def slots_left(equals: Collection[Placement]) -> int:
    """How many of these equals can still be chosen."""
    first = next(iter(equals))
    return int(first.figures["slots"]) - (first.place or 0) + 1


def _check(equals: list[Placement], chosen: set[str]) -> None:
    if not equals or chosen - {one.pid for one in equals}:
        raise NotValid(_("Choose among those who share the place across the last slot."))
    left = slots_left(equals)
    if len(chosen) != left:
        raise NotValid(
            ngettext("Choose exactly %(left)d person.", "Choose exactly %(left)d people.", left)
            % {"left": left}
        )


def _write(edition: Edition, equals: list[Placement], chosen: set[str], reason: str) -> None:
    norm = vacancies.norm_of(edition.round_id)
    codes = norm.codes["final"]
    for one in equals:
        one.outcome = codes.chosen if one.pid in chosen else codes.outside
        one.figures["decided_by_person"] = reason
    Placement.objects.bulk_update(equals, ["outcome", "figures"])
    rows = tables.rows_kept(edition)
    edition.result = tables.digest(tables.result_table(norm, edition.stage, rows, public=False))
    edition.public = tables.digest(tables.result_table(norm, edition.stage, rows, public=True))
    edition.save(update_fields=["result", "public"])
