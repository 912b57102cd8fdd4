"""Which fact in one room starts which act in another: the whole of it, on this page.

A room never calls another room's commands. It journals what happened; this reader of the journal hands each fact
to the commands listed beside it, once and in order, effect and cursor in one transaction. What can't be done (the
exam has begun, the person withdrew) is journalled as refused, and seen on the desk of the committee.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from terang.base.access.actor import Actor
from terang.base.journal import readers
from terang.base.journal import recording as journal
from terang.base.journal.kinds import Act as Kind
from terang.base.journal.models import Entry
from terang.base.journal.waking import wake_on
from terang.base.refusals import Refusal
from terang.base.tenancy.models import Round
from terang.stages.applications import commands as applications
from terang.stages.exams import commands as exams
from terang.stages.exams import facts as exam_facts
from terang.stages.objections import facts as objections
from terang.stages.panels import commands as panels
from terang.stages.panels import facts as panel_facts
from terang.stages.ranking import commands as ranking
from terang.stages.ranking import facts as rankings
from terang.stages.screening import commands as screening
from terang.stages.screening import facts as outcomes
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.models import Amendment

READER = "flow"
FLOW = Actor.as_system(READER)
REFUSED = Kind("flow.act.refused", _("A consequence could not be drawn"))


def outcomes_announced(entry: Entry) -> None:
    """Who passed the screening is admitted to the first exam."""
    exams.admit_first(application_ids=outcomes.passed(_round(entry)), by=FLOW, at=entry.at)


def shortlist_published(entry: Entry) -> None:
    """Who is on the shortlist is invited to the second tests."""
    round_id = _round(entry)
    chosen = [one.application_id for one in rankings.published(round_id, "shortlist") if one.passes]
    _invite(round_id, chosen, entry)


def scores_published(entry: Entry) -> None:
    """Where the norm has second tests and no shortlist, whoever sat the first exam is invited to them."""
    round_id = _round(entry)
    norm = vacancies.norm_of(round_id)
    if entry.facts.get("stage") == "first" and norm.integration and not norm.shortlisting:
        there = [one.application_id for one in exam_facts.scores(round_id, "first") if not one.absent]
        _invite(round_id, there, entry)


def application_withdrawn(entry: Entry) -> None:
    """Who withdraws leaves the exams and the panels."""
    exams.release_seat(application_id=entry.subject_id, by=FLOW, at=entry.at)
    panels.release(application_id=entry.subject_id, by=FLOW, at=entry.at)


def vacancy_amended(entry: Entry) -> None:
    """Whoever applied for an amended vacancy is told what changed, and why."""
    made = Amendment.objects.get(pk=entry.facts["amendment"])
    applications.tell_applicants(
        round_id=_round(entry), vacancy_id=made.vacancy_id, reason=made.reason, by=FLOW, at=entry.at
    )


def objection_upheld(entry: Entry) -> None:
    """The decision that was objected to is made again, by another hand."""
    upheld = _objection(entry)
    application_id, reason = upheld.application_id, upheld.reason
    match entry.facts["stage"]:
        case "screening":
            screening.reopen(application_id=application_id, reason=reason, by=FLOW, at=entry.at)
        case "second_tests":
            for one in panel_facts.results(_round(entry)):
                if one.application_id == application_id and one.published and _concerns(upheld, one):
                    panels.reassess(invitation_id=one.invitation_id, reason=reason, by=FLOW, at=entry.at)
            _rank_anew(entry, "second_tests", reason)
        case stage:
            _rank_anew(entry, stage, reason)


RULES: Mapping[str, Callable[[Entry], Any]] = {
    "screening.outcomes.announced": outcomes_announced,
    "exams.scores.published": scores_published,
    "ranking.shortlist.published": shortlist_published,
    "applications.application.withdrawn": application_withdrawn,
    "vacancies.vacancy.amended": vacancy_amended,
    "vacancies.calendar.changed": vacancy_amended,
    "objections.objection.upheld": objection_upheld,
}


wake_on(RULES, job="flow.advance")


def advance() -> int:
    """Draw the consequences of everything that has happened since; how many facts were handled."""
    return readers.advance(READER, acts=RULES.keys(), handle=_draw)


def _draw(entry: Entry) -> None:
    try:
        with transaction.atomic():
            RULES[entry.act](entry)
    except Refusal as refusal:
        journal.record(
            REFUSED, subject=entry, by=FLOW, at=entry.at, agency_id=entry.agency_id, round_=entry.round,
            facts={"act": entry.act, "why": str(refusal)},
        )  # fmt: skip


def _invite(round_id: int, application_ids: Sequence[int], entry: Entry) -> None:
    exams.invite_second(application_ids=application_ids, by=FLOW, at=entry.at)
    panels.invite(round_id=round_id, application_ids=application_ids, by=FLOW, at=entry.at)


def _rank_anew(entry: Entry, stage: str, reason: str) -> None:
    ranking.mark_for_new_edition(
        application_id=entry.facts["application"], stage=stage, reason=reason, by=FLOW, at=entry.at
    )


def _round(entry: Entry) -> int:
    if entry.round_id is None:
        raise Round.DoesNotExist
    return entry.round_id


def _objection(entry: Entry) -> objections.ObjectionFacts:
    found = objections.objections_of(entry.facts["application"])
    return next(one for one in found if one.id == entry.facts["objection"])


def _concerns(upheld: objections.ObjectionFacts, score: panel_facts.PanelScore) -> bool:
    """An objection that names one test reaches that one; any other reaches all of the stage."""
    return not upheld.misapplied.startswith("test-") or upheld.misapplied == f"test-{score.test_id}"
