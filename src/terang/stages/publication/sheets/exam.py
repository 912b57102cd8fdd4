"""The published scores of the first exam, under public numbers."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from terang.base.ui.components.sentences import said
from terang.core.norms import Norm
from terang.core.rules.openness import LEFT_OUT, scores_are_public
from terang.stages.exams import facts as exams
from terang.stages.exams.facts import ExamScore
from terang.stages.publication.sheet import Cell, Col, Row, Sheet
from terang.stages.publication.told import Told


def exam_scores(told: Told) -> Sheet:
    """Each part and the total, as soon as the exam room has published them."""
    scores = [one for one in exams.scores(told.round.pk, "first") if one.published] if told.norm else []
    hidden = exams.small_groups(told.round.pk, "first") if scores else frozenset()
    columns, rows = (_columns(told.norm), _rows(told, told.norm, scores, hidden)) if told.norm else ((), ())
    return Sheet(
        slug="ujian",
        title=_("Scores of the first exam"),
        lead=_lead(told) if scores else "",
        columns=columns,
        rows=rows,
        notes=(said(LEFT_OUT),) if hidden else (),
        outcomes={"present": (_("present"), "neutral"), "absent": (_("absent"), "warning")},
        empty=_("No score of the first exam is published yet."),
    )


def _lead(told: Told) -> str:
    if told.norm and told.norm.shortlisting:
        return _("Every score as the exam gave it. Who goes on is decided in the shortlist.")
    return _("Every score as the exam gave it. Who is chosen is decided in the final ranking.")


def hidden_vacancies(told: Told, vacancy_ids: Iterable[int | None]) -> frozenset[int]:
    """The vacancies of special kinds with so few people that their scores are shown to themselves only."""
    counts = Counter(one for one in vacancy_ids if one is not None)
    return frozenset(
        key
        for key, count in counts.items()
        if key in told.by_id and not scores_are_public(told.by_id[key].kind, count)
    )


def _columns(norm: Norm) -> tuple[Col, ...]:
    return (
        Col("vacancy", _("Vacancy")),
        Col("id", _("Public number"), "number"),
        *(Col(part.code, part.label, "points") for part in norm.parts),
        Col(norm.total.code, norm.total.label, "points"),
        Col("presence", _("Presence"), "outcome"),
    )


def _rows(told: Told, norm: Norm, scores: Iterable[ExamScore], hidden: frozenset[int]) -> tuple[Row, ...]:
    rows = []
    for one in scores:
        vacancy = told.by_id.get(one.vacancy_id)
        if vacancy is None:
            continue
        cells: dict[str, Cell] = {
            "vacancy": vacancy.code,
            "id": one.pid,
            "presence": "absent" if one.absent else "present",
        }
        if not one.absent and vacancy.id not in hidden:
            cells |= {**one.parts, norm.total.code: one.total}
        rows.append(Row(cells, pid=one.pid, vacancy_id=vacancy.id))
    return tuple(sorted(rows, key=lambda row: (str(row.cells["vacancy"]), row.pid)))
