"""The shortlist and the final ranking, as their newest edition says."""

from decimal import Decimal

from django.utils.translation import gettext as _

from terang.base.ui.components.sentences import said
from terang.core.cards.naming import key_name
from terang.core.norms import Norm
from terang.core.rules.openness import LEFT_OUT
from terang.stages.publication.sheet import Cell, Col, Row, Sheet
from terang.stages.publication.sheets.exam import hidden_vacancies
from terang.stages.publication.told import Told
from terang.stages.ranking import facts as ranking
from terang.stages.ranking.facts import EditionFacts, PlacementFacts


def shortlist(told: Told) -> Sheet:
    """Who goes on to the second tests."""
    return _ranked(
        told, "shortlist", "lolos-ujian", _("Shortlist"),
        lead=_("Who meets the threshold and goes on to the second tests."),
        empty=_("The shortlist is not published yet."),
    )  # fmt: skip


def final_ranking(told: Told) -> Sheet:
    """Who is chosen."""
    return _ranked(
        told, "final", "hasil", _("Final ranking"),
        lead=_("The score of the exam, the places, and what decided each of them.")
        if told.norm and told.norm.integration is None
        else _("Both scores made one, the places, and what decided each of them."),
        empty=_("The final ranking is not published yet."),
    )  # fmt: skip


def _ranked(told: Told, stage: str, slug: str, title: str, *, lead: str, empty: str) -> Sheet:
    edition = next(iter(ranking.editions(told.round.pk, stage)), None)
    if edition is None or told.norm is None:
        return Sheet(slug, title, "", (), (), empty=empty)
    lines = ranking.lines(edition.id)
    hidden = hidden_vacancies(told, (one.vacancy_id for one in lines))
    codes = told.norm.codes[stage].codes
    return Sheet(
        slug=slug,
        title=title,
        lead=lead,
        columns=_columns(told.norm, stage),
        rows=tuple(_row(told, told.norm, one, hidden) for one in lines),
        notes=tuple(_notes(told.norm, edition, hidden=bool(hidden))),
        changed_at=edition.published_at,
        edition=edition.number,
        outcomes={
            code: (f"{code}: {one.meaning}", "good" if one.passes else "neutral")
            for code, one in codes.items()
        },
        keys={key: said(key_name(told.norm, key)) for key in {one.decided_by for one in lines}},
        digest=edition.public,
        table=ranking.public_table(edition.id),
    )


def _columns(norm: Norm, stage: str) -> tuple[Col, ...]:
    """The parts stand in the first ranking of the norm; the second exam and the merged score in the final one.

    Where one exam decides, its total is the final score and stands there once.
    """
    first = norm.total
    second = (
        () if norm.integration is None else (Col(norm.integration.code, norm.integration.label, "points"),)
    )
    return (
        Col("vacancy", _("Vacancy")),
        Col("place", _("Rank"), "count"),
        Col("id", _("Public number"), "number"),
        Col("outcome", _("Outcome"), "outcome"),
        *((Col("target", _("Slot of")),) if stage == "final" and norm.transfers else ()),
        *((Col("final", _("Final score"), "points"),) if stage == "final" and second else ()),
        *((Col(part.code, part.label, "points") for part in norm.parts) if stage == norm.stages[0] else ()),
        Col(first.code, first.label, "points"),
        Col(f"{first.code}_100", _("%(exam)s on 100") % {"exam": first.label}, "points"),
        *(second if stage == "final" else ()),
        Col("decided_by", _("Decided by"), "key"),
    )


def _row(told: Told, norm: Norm, one: PlacementFacts, hidden: frozenset[int]) -> Row:
    figures = one.figures
    cells: dict[str, Cell] = {
        "vacancy": told.by_id[one.vacancy_id].code, "place": one.place, "id": one.pid, "outcome": one.outcome,
        "decided_by": one.decided_by, "target": one.target,
    }  # fmt: skip
    if one.vacancy_id not in hidden:
        cells |= {code: _points(points) for code, points in figures["parts"].items()}
        cells |= {
            norm.total.code: _points(figures["total"]),
            f"{norm.total.code}_100": _points(figures["total_100"]),
            "final": _points(figures.get("final")),
        }
        if norm.integration:
            cells[norm.integration.code] = _points(figures.get("second"))
    return Row(cells, pid=one.pid, vacancy_id=one.vacancy_id)


def _points(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _notes(norm: Norm, edition: EditionFacts, *, hidden: bool) -> list[str]:
    notes = [
        _("Edition %(number)d. The reason: %(reason)s") % {"number": edition.number, "reason": edition.reason}
    ]
    return [
        *(notes if edition.number > 1 else ()),
        *edition.warnings,
        *(
            (
                _("%(exam)s counts with the points that the norm adds for confirmed claims.")
                % {"exam": norm.total.label},
            )
            if norm.affirmations
            else ()
        ),
        *((said(LEFT_OUT),) if hidden else ()),
    ]
