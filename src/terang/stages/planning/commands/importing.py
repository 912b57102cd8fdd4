"""Taking in a table: uploaded and shown first, taken only when confirmed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotNow, NotValid
from terang.base.tenancy.models import Round
from terang.base.work.counting import counted
from terang.base.work.kinds import long_work
from terang.stages.planning import access, imports
from terang.stages.planning.acts import Act
from terang.stages.planning.commands.locking import locked_round
from terang.stages.planning.commands.refreshing import refresh_round
from terang.stages.planning.imports import Effect, Preview
from terang.stages.planning.models import ImportDraft, Position, Workload
from terang.stages.planning.tables import reading
from terang.stages.planning.tables.values import StaffRow, TaskRow


@transaction.atomic
def upload_table(*, round_id: int, title: str, content: bytes, by: Actor, at: datetime) -> ImportDraft:
    """Keep an uploaded table for its dry run; nothing of it is in force.

    Refused: NotAllowed unless planner; NotValid if it can't be read as a table. Journal: planning.table.uploaded.
    """
    round_ = locked_round(round_id)
    must_be(by.is_known and access.may_plan(by, round_), _("Only a planner of this round does this."))
    table = reading.read(content)
    ImportDraft.objects.filter(round=round_, by_id=by.person_id, confirmed_at=None).delete()
    draft = ImportDraft.objects.create(
        round=round_, agency_id=round_.agency_id, by_id=by.person_id or 0, title=title[:120], content=content,
        digest=hashlib.sha256(content).hexdigest(), uploaded_at=at,
    )  # fmt: skip
    facts = {"sha256": draft.digest, "rows": len(table.rows), "problems": len(table.problems)}
    journal.record(Act.TABLE_UPLOADED, subject=draft, by=by, at=at, round_=round_, facts=facts)
    return draft


@long_work(gettext_lazy("Taking in the table"))
@transaction.atomic
def confirm_table(*, draft_id: int, by: Actor, at: datetime) -> ImportDraft:
    """Take in the very bytes that the dry run showed: all rows, or none.

    A position in the table gets exactly the tasks (or staff) that the table names; others stay as they are.
    Refused: NotAllowed unless the planner who uploaded it; NotNow if taken already; NotValid with any bad row.
    Journal: planning.workload.imported or planning.staff.imported.
    """
    round_ = locked_round(ImportDraft.objects.values_list("round_id", flat=True).get(pk=draft_id))
    draft = ImportDraft.objects.select_for_update().get(pk=draft_id)
    must_be(access.may_plan(by, round_), _("Only a planner of this round does this."))
    must_be(draft.by_id == by.person_id, _("Another planner uploaded this table, so they confirm it."))
    if draft.confirmed_at:
        raise NotNow(_("This table was taken in already."))
    preview = imports.preview(round_, bytes(draft.content))
    if not preview.may_be_taken:
        raise NotValid(
            _refusal(preview), problems=tuple(f"{p.line}, {p.column}: {p.reason}" for p in preview.problems)
        )
    written = _write(preview.changes, round_)
    refresh_round(round_, written, by=by, at=at)
    draft.confirmed_at = at
    draft.save(update_fields=["confirmed_at"])
    act = Act.WORKLOAD_IMPORTED if preview.table.kind == "workload" else Act.STAFF_IMPORTED
    facts = {"sha256": draft.digest, "rows": len(preview.table.rows), "positions": len(written)}
    journal.record(act, subject=draft, by=by, at=at, round_=round_, facts=facts)
    return draft


def _refusal(preview: Preview) -> str:
    if preview.problems:
        return _("The table has bad rows, so nothing of it was taken in.")
    return _("Everything in this table is there already; nothing would change.")


def _write(effects: Sequence[Effect], round_: Round) -> set[int]:
    """Everything in a handful of statements; the ids of the positions that were written."""
    new = [effect for effect in effects if effect.found is None]
    made = Position.objects.bulk_create(
        Position(round=round_, agency_id=round_.agency_id, position=effect.position, unit=effect.unit)
        for effect in new
    )
    found = [(effect, effect.found.position) for effect in effects if effect.found]
    placed = [*found, *zip(new, made, strict=True)]
    _write_tasks(placed)
    _write_staff(placed)
    return {position.pk for _effect, position in placed}


def _write_tasks(placed: Sequence[tuple[Effect, Position]]) -> None:
    rows = [
        Workload(position=position, task=row.task, volume=row.volume, period=row.period, minutes=row.minutes)
        for effect, position in counted(placed, _("Positions"))
        for row in effect.rows
        if isinstance(row, TaskRow)
    ]
    Workload.objects.filter(position__in={row.position_id for row in rows}).delete()
    Workload.objects.bulk_create(rows, batch_size=1000)


def _write_staff(placed: Sequence[tuple[Effect, Position]]) -> None:
    described = []
    for effect, position in placed:
        for row in effect.rows:
            if isinstance(row, StaffRow):
                position.location = row.location or position.location
                position.incumbents, position.retiring = row.incumbents, row.retiring
                described.append(position)
    Position.objects.bulk_update(described, ["location", "incumbents", "retiring"], batch_size=500)
