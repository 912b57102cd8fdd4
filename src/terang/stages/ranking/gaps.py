"""What is still missing before a ranking can be drafted, and what an officer must know beforehand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terang.core.norms import Norm, NormError
from terang.core.rules.thresholds import threshold_of
from terang.stages.applications import facts as applications
from terang.stages.exams import facts as exams
from terang.stages.ranking.entrants import Field
from terang.stages.ranking.queries import latest_published
from terang.stages.ranking.states import Stage
from terang.stages.screening import facts as screening
from terang.stages.vacancies import facts as vacancies


@dataclass(frozen=True)
class Gap:
    """One thing that is missing. A blocking one refuses the draft; another is told and kept in the edition."""

    sentence: str
    blocks: bool = True


def gaps_of(round_id: int, stage: str, norm: Norm, there: Field, at: datetime) -> list[Gap]:
    """Everything that is missing for this ranking, blocking ones first."""
    found = [
        *_of_the_field(there, norm),
        *_of_the_stage(round_id, stage, norm, there),
        *_of_objections(round_id, stage, norm, at),
    ]
    return sorted(found, key=lambda gap: not gap.blocks)


def _of_the_field(there: Field, norm: Norm) -> Iterator[Gap]:
    if not any(there.entrants.values()):
        yield Gap(_("Nobody competes yet: no application has reached this stage."))
    for vacancy in there.vacancies:
        try:
            threshold_of(norm, vacancy.kind)
        except NormError as error:
            yield Gap(str(error))
        if not any(test.stage == "first" for test in vacancy.tests):
            yield Gap(_("Vacancy %(code)s has no first exam.") % {"code": vacancy.code})
    waiting = [one for one in there.everybody() if not one.first_known]
    if waiting:
        yield Gap(
            ngettext(
                "%(count)d candidate has no score of the first exam yet, and is not marked absent.",
                "%(count)d candidates have no score of the first exam yet, and are not marked absent.",
                len(waiting),
            )
            % {"count": len(waiting)}
        )


def _of_the_stage(round_id: int, stage: str, norm: Norm, there: Field) -> Iterator[Gap]:
    if stage == norm.stages[0]:
        yield from _undecided(round_id)
        yield from _unpublished(round_id)
    elif latest_published(round_id, Stage.SHORTLIST) is None:
        yield Gap(_("The shortlist of this round is not published yet."))
    missing: dict[str, int] = {}
    for one in there.everybody():
        if one.parts is None:
            continue  # was absent from the first exam: nobody invited them to another
        for result in one.results:
            if not result.known:
                missing[result.test.title] = missing.get(result.test.title, 0) + 1
    for title, count in sorted(missing.items()):
        yield Gap(
            ngettext(
                "%(title)s: the marks of %(count)d candidate are not complete.",
                "%(title)s: the marks of %(count)d candidates are not complete.",
                count,
            )
            % {"title": title, "count": count}
        )


def _unpublished(round_id: int) -> Iterator[Gap]:
    """The first ranking of a round rests on scores that everybody can see."""
    if exams.scores(round_id, "first") and exams.published_at(round_id, "first") is None:
        yield Gap(_("The scores of the first exam are not published yet."))


def _undecided(round_id: int) -> Iterator[Gap]:
    """Applications whose screening is not announced: queued, being decided, or opened again by an objection."""
    announced = {one.application_id for one in screening.outcomes(round_id)}
    count = sum(one.id not in announced for one in applications.submitted(round_id))
    if count:
        yield Gap(
            ngettext(
                "The screening of %(count)d application is not announced.",
                "The screening of %(count)d applications is not announced.",
                count,
            )
            % {"count": count}
        )


def _of_objections(round_id: int, stage: str, norm: Norm, at: datetime) -> Iterator[Gap]:
    """While objections to the screening may still come in, nothing is ranked; while they are answered, a warning."""
    window = vacancies.calendar(round_id).get("screening_objection")
    if window is None or stage != norm.stages[0]:
        return
    if window.opens_at <= at < window.closes_at:
        yield Gap(_("Objections to the screening can still be filed. Wait until their time has passed."))
        return
    wanted = norm.windows.get("screening_objection")
    days = wanted.answer_days if wanted else None
    if days is not None and window.closes_at <= at < window.opens_at + timedelta(days=days):
        yield Gap(_("Objections to the screening may still be waiting for their answer."), blocks=False)
