"""Checking one file, requirement by requirement. The outcome follows from the findings; nobody chooses it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from terang.base.access import Actor, must_be
from terang.base.journal import recording as journal
from terang.base.refusals import NotValid
from terang.stages.applications import facts as applications
from terang.stages.screening import access
from terang.stages.screening.acts import Act
from terang.stages.screening.commands.shared import locked, must_be_current, save
from terang.stages.screening.models import Case, Finding, Ruling
from terang.stages.screening.states import CASE, Outcome
from terang.stages.vacancies import facts as vacancies
from terang.stages.vacancies.facts import RequirementFacts

LONGEST_SENTENCE = 1000
SHORTEST_SENTENCE = 10


@dataclass(frozen=True)
class Judgement:
    """What the verifier says of one requirement. The clause is the requirement's own; "not met" needs the sentence."""

    requirement_id: int
    met: bool
    sentence: str = ""


@transaction.atomic
def note(*, case_id: int, judgements: Iterable[Judgement], version: int, by: Actor, at: datetime) -> Case:
    """A verifier notes findings and goes on later.

    Refused: NotAllowed to others than verifiers; NotNow if the file is in other hands or was changed since; NotValid
    for "not met" without a sentence. Journal: screening.case.noted.
    """
    case = _in_hand(case_id, version, by)
    case.state = CASE.after(case.state, "note")
    count = _write(case, judgements, by, at)
    save(case, "state")
    journal.record(Act.NOTED, subject=case, by=by, at=at, round_=case.round, facts={"count": count})
    return case


@transaction.atomic
def decide(*, case_id: int, judgements: Iterable[Judgement], version: int, by: Actor, at: datetime) -> Case:
    """A verifier completes a file: met if every requirement is, otherwise not met. A refused claim ends nothing.

    Refused: as in `note`; NotValid while a requirement has no finding. Journal: screening.case.decided, without the
    outcome, which becomes public with all others.
    """
    case = _in_hand(case_id, version, by)
    state = CASE.after(case.state, "decide")
    _write(case, judgements, by, at)
    case.outcome = _outcome(case)
    Ruling.objects.create(
        case=case, agency_id=case.agency_id, person_id=case.person_id, edition=case.edition,
        outcome=case.outcome, decided_by_id=by.person_id or 0, decided_at=at,
    )  # fmt: skip
    case.state, case.taken_by, case.taken_at = state, None, None
    save(case, "state", "outcome", "taken_by", "taken_at")
    journal.record(
        Act.DECIDED, subject=case, by=by, at=at, round_=case.round, facts={"edition": case.edition}
    )
    return case


def _in_hand(case_id: int, version: int, by: Actor) -> Case:
    case = locked(case_id)
    must_be(access.is_verifier(by, case.round), access.ONLY_VERIFIERS)
    must_be(case.person_id != by.person_id, access.NOT_ONES_OWN)
    access.must_be_in_hand(by, case)
    must_be_current(case, version)
    must_be(not (case.reopened_reason and access.decided_before(by, case)), access.ANOTHER_HAND)
    return case


def _write(case: Case, judgements: Iterable[Judgement], by: Actor, at: datetime) -> int:
    """Keep the findings of this edition; the later word on a requirement replaces the earlier one."""
    asked = {one.id: one for one in _asked(case)}
    judgements = list(judgements)
    if problems := _problems(judgements, asked):
        raise NotValid(_("Please complete your findings."), problems=tuple(problems))
    rows = [_finding(case, one, asked[one.requirement_id], by, at) for one in judgements]
    Finding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case", "edition", "requirement"],
        update_fields=["met", "clause", "sentence", "by", "at"],
    )  # fmt: skip
    return len(rows)


def _problems(judgements: list[Judgement], asked: Mapping[int, RequirementFacts]) -> list[str]:
    if any(one.requirement_id not in asked for one in judgements):
        return [_("A requirement isn't one of this vacancy. Load the page again.")]
    if len({one.requirement_id for one in judgements}) < len(judgements):
        return [_("A requirement was judged twice. Load the page again.")]
    return [
        _("Clause %s: say in a sentence why it is not met, so that the applicant understands it.")
        % asked[one.requirement_id].clause
        for one in judgements
        if not one.met and not SHORTEST_SENTENCE <= len(one.sentence.strip()) <= LONGEST_SENTENCE
    ]


def _finding(case: Case, one: Judgement, requirement: RequirementFacts, by: Actor, at: datetime) -> Finding:
    return Finding(
        case=case, agency_id=case.agency_id, person_id=case.person_id, requirement_id=requirement.id,
        edition=case.edition, met=one.met, clause=requirement.clause,
        sentence="" if one.met else _tidy(one.sentence), by_id=by.person_id or 0, at=at,
    )  # fmt: skip


def _tidy(sentence: str) -> str:
    return " ".join(sentence.replace("\x00", "").split())


def _outcome(case: Case) -> Outcome:
    """Computed: all that is asked and claimed must have its finding, and what is asked must be met."""
    found = dict(Finding.objects.filter(case=case, edition=case.edition).values_list("requirement_id", "met"))
    asked = _asked(case)
    if missing := [one.clause for one in asked if one.id not in found]:
        raise NotValid(_("These requirements have no finding yet: %s.") % ", ".join(missing))
    return Outcome.MS if all(found[one.id] for one in asked if not one.claim) else Outcome.TMS


def _asked(case: Case) -> list[RequirementFacts]:
    """The requirements of the vacancy, and of its claims those that this applicant makes."""
    sent = applications.application(case.application_id).profile.documents
    rows = vacancies.vacancy(case.vacancy_id).requirements
    return [one for one in rows if not one.claim or one.document in sent]
