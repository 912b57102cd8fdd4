"""Objections: how many, how they ended, which are late; never their words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terang.base.ui.states import meaning_of, words_for
from terang.stages.objections import facts as found
from terang.stages.objections.facts import Clock, ObjectionFacts
from terang.stages.publication.sheet import Col, Row, Sheet
from terang.stages.publication.told import Told


def objections(told: Told) -> Sheet:
    """Each objection under its public number, with when it was filed, when its answer is due and when it came."""
    filed = found.objections(told.round.pk)
    clock = found.clock(told.round.pk, told.at)
    return Sheet(
        slug="sanggah",
        title=_("Objections"),
        lead=_counted(clock) if filed else "",
        columns=(
            Col("stage", _("Against"), "key"),
            Col("id", _("Public number"), "number"),
            Col("state", _("State"), "outcome"),
            Col("filed_on", _("Filed on")),
            Col("due_on", _("Answer due on")),
            Col("decided_on", _("Answered on")),
            Col("misapplied", _("Clause that was misapplied")),
        ),
        rows=tuple(_rows(filed)),
        notes=(_late(clock.overdue),) if clock.overdue else (),
        changed_at=max((one.decided_at or one.filed_at for one in filed), default=None),
        outcomes={state: (str(words_for(state)), meaning_of(state)) for state in {one.state for one in filed}},
        keys={
            "screening": _("screening of documents"), "exam": _("first exam"), "second_tests": _("second tests"),
            "result": _("final result"),
        },
        empty=_("No objection has been filed."),
    )  # fmt: skip


def _counted(clock: Clock) -> str:
    return _("%(filed)d filed, %(upheld)d upheld, %(rejected)d rejected, %(open)d waiting for their answer.") % {
        "filed": clock.filed, "upheld": clock.upheld, "rejected": clock.rejected,
        "open": clock.waiting + clock.examined,
    }  # fmt: skip


def _late(count: int) -> str:
    return ngettext(
        "The answer to %(count)d objection is late.", "The answers to %(count)d objections are late.", count
    ) % {"count": count}


def _rows(filed: Iterable[ObjectionFacts]) -> list[Row]:
    return [
        Row(
            {
                "stage": one.stage, "id": one.pid, "state": one.state, "filed_on": f"{one.filed_at:%Y-%m-%d}",
                "due_on": f"{one.due_at:%Y-%m-%d}",
                "decided_on": f"{one.decided_at:%Y-%m-%d}" if one.decided_at else "", "misapplied": one.misapplied,
            },
            pid=one.pid,
        )
        for one in filed
    ]  # fmt: skip
