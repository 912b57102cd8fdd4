"""What was changed after it had been published: amendments of vacancies and calendar, and new editions of rankings."""

from django.utils.translation import gettext as _

from terang.stages.publication.sheet import Col, Row, Sheet
from terang.stages.publication.told import Told
from terang.stages.ranking import facts as ranking
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import AmendmentFacts


def changes(told: Told) -> Sheet:
    """Each change with what stood there before, what stands there now, and why; newest first."""
    made = vacancies.amendments(told.round.pk)
    editions = [one for one in ranking.editions(told.round.pk) if one.number > 1]
    rows = [
        *((one.made_at, row) for one in made for row in _amended(told, one)),
        *(
            (one.published_at, _changed(one.stage, one.number, one.reason, line))
            for one in editions
            for line in ranking.changes(one.id)
        ),
    ]
    rows.sort(key=lambda pair: pair[0], reverse=True)
    return Sheet(
        slug="perubahan",
        title=_("Changes and editions"),
        lead=_("Nothing that was published is overwritten: each change is here, with its reason."),
        columns=(
            Col("at", _("When")),
            Col("what", _("What")),
            Col("edition", _("Edition"), "count"),
            Col("old", _("Before")),
            Col("new", _("Now")),
            Col("reason", _("Reason")),
        ),
        rows=tuple(
            Row({"at": f"{at:%Y-%m-%d %H:%M} UTC", **row.cells}, row.pid, row.vacancy_id) for at, row in rows
        ),
        changed_at=max((at for at, _row in rows), default=None),
        empty=_("Nothing was changed after publication."),
    )


def _amended(told: Told, one: AmendmentFacts) -> list[Row]:
    where = one.vacancy_code or _("Calendar")
    return [
        Row(
            {
                "what": f"{where}: {change['label']}", "edition": one.edition, "old": str(change["old"]),
                "new": str(change["new"]), "reason": one.reason,
            },
            vacancy_id=one.vacancy_id,
        )
        for change in one.changes
    ]  # fmt: skip


def _changed(stage: str, number: int, reason: str, line: ranking.ChangeFacts) -> Row:
    titles = {"shortlist": _("Shortlist"), "final": _("Final ranking")}
    return Row(
        {
            "what": f"{titles[stage]} {line.vacancy}, {line.pid}", "edition": number,
            "old": _said(line.place_before, line.outcome_before), "new": _said(line.place, line.outcome),
            "reason": reason,
        },
        pid=line.pid,
    )  # fmt: skip


def _said(place: int | None, outcome: str) -> str:
    words = _("place %(place)d") % {"place": place} if place else ""
    return ", ".join(part for part in (words, outcome) if part) or "–"
